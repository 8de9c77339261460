"""A solution copied as a new one: much of it serves again, for another client in another context [3.4.2]."""

from __future__ import annotations

import re

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils import translation
from django.utils.translation import gettext as _

from catalog.actions.guards import refuse_reader
from catalog.enums import OfferingKind, OfferingState
from catalog.models import CardSection, Component, Offering, Requirement
from core.audit import record
from organization.models import User

LONGEST = 120  # of a name
KEPT = (
    "kind", "benefit", "benefit_en", "category", "owner", "backup_owner", "origin", "opening", "turnkey",
)  # fmt: skip


def copy_solution(
    *, solution: Offering, reference: str, name: str, by: User | None, name_en: str = ""
) -> Offering:
    """A new solution in design with the parts, their notes, the sections and the requirements of this one.

    Client, context, prices, levels, usages, other names, answers and evidence are not taken over: they are those of
    one client. Raises PermissionDenied; ValidationError by field (a reference that is taken), or when it is no
    solution.
    """
    refuse_reader(by)
    if solution.kind != OfferingKind.SOLUTION:
        raise ValidationError(_("Only a solution is copied: other offerings serve everybody as they are."))
    made = Offering(reference=reference, name=name, name_en=name_en, state=OfferingState.DESIGN)
    for field in KEPT:
        setattr(made, field, getattr(solution, field))
    with transaction.atomic():
        made.full_clean()
        try:
            with transaction.atomic():
                made.save()
        except IntegrityError as fault:
            raise ValidationError({"reference": _("Somebody has just taken this reference.")}) from fault
        Component.objects.bulk_create(
            Component(
                solution=made, part_id=one.part_id, serial=one.serial, note=one.note, note_en=one.note_en,
                rank=one.rank,
            )
            for one in solution.component_links.order_by("rank", "pk")
        )  # fmt: skip
        CardSection.objects.bulk_create(
            CardSection(offering=made, code=one.code, text=one.text, text_en=one.text_en, absent=one.absent)
            for one in solution.sections.order_by("pk")
        )
        Requirement.objects.bulk_create(
            Requirement(solution=made, text=one.text, text_en=one.text_en, rank=one.rank)
            for one in solution.requirements.order_by("rank", "pk")
        )
        record(by=by, kind="offering.copied", obj=made, changes={"origin_of_copy": solution.reference})
    return made


def copied_name(name: str, language: str) -> str:
    """« Commercial nomade (copie) », in the language of the name; empty stays empty."""
    if not name:
        return ""
    with translation.override(language):
        ending = _(" (copy)")
    return name[: LONGEST - len(ending)] + ending


def next_reference(reference: str) -> str:
    """The first free reference after this one and those like it: SOL-003 → SOL-005 when there is a SOL-004."""
    found = re.fullmatch(r"(.*?)(\d+)", reference)
    stem, width = (found[1], len(found[2])) if found else (f"{reference[:17]}-", 1)
    numbers = [
        int(taken[len(stem) :])
        for taken in Offering.objects.filter(reference__startswith=stem).values_list("reference", flat=True)
        if taken[len(stem) :].isdecimal()
    ]
    return f"{stem}{max(numbers, default=1) + 1:0{width}d}"
