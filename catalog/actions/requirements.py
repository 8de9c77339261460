"""What the client of a solution requires, and how it is answered, with evidence."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from catalog.actions.guards import refuse_reader
from catalog.enums import Answer, OfferingKind
from catalog.models import Offering, Requirement
from core.audit import record
from organization.models import User

PROVEN = (Answer.MET, Answer.PARTLY)


@dataclass(frozen=True, slots=True)
class Required:
    """One requirement; `pk` is that of the row that it was read from, none for a new one."""

    text: str
    text_en: str = ""
    answer: str = ""
    evidence: str = ""
    pk: int | None = None


def unproven(answer: str, evidence: str) -> str:
    """The sentence that refuses an answer without its evidence; empty when there is nothing to say."""
    if answer in PROVEN and not evidence.strip():
        return _(
            "Say what shows it (a test, a report, a signature): "
            "the solution manager answers for conformity, with evidence."
        )
    return ""


def set_requirements(*, solution: Offering, rows: Sequence[Required], by: User | None) -> None:
    """Keep these requirements, in this order, in place of those that were there.

    Raises PermissionDenied; ValidationError when it is no solution, when a requirement has no text, and when one is
    said to be met, wholly or partly, without evidence: the sentence names it.
    """
    refuse_reader(by)
    if solution.kind != OfferingKind.SOLUTION:
        raise ValidationError(_("Only a solution has requirements: it is made for one client."))
    for number, row in enumerate(rows, 1):
        _refuse(number, row)
    with transaction.atomic():
        Offering.objects.select_for_update().get(pk=solution.pk)
        held = list(solution.requirements.order_by("rank", "pk"))
        known = {one.pk: one for one in held}
        kept = []
        for rank, row in enumerate(rows, 1):
            one = known.get(row.pk or 0) or Requirement(solution=solution)
            kept.append((one, rank, row))
        before, after = [_written(one) for one in held], [_written(row) for row in rows]
        if before == after:
            return
        solution.requirements.exclude(pk__in=[one.pk for one, _rank, _row in kept if one.pk]).delete()
        for one, rank, row in kept:
            one.rank, one.text, one.text_en = rank, row.text, row.text_en
            one.answer, one.evidence = row.answer, row.evidence
            one.full_clean(exclude=["solution"])
        Requirement.objects.bulk_create([one for one, _rank, _row in kept if one.pk is None])
        Requirement.objects.bulk_update(
            [one for one, _rank, _row in kept if one.pk],
            ["rank", "text", "text_en", "answer", "evidence"],
        )
        solution.count_save()
        record(by=by, kind="offering.requirements", obj=solution, changes={"requirements": [before, after]})


def _refuse(number: int, row: Required) -> None:
    if not (row.text or row.text_en).strip():
        raise ValidationError(
            _("Requirement %(n)s has no text: write it, or take its line away.") % {"n": number}
        )
    if fault := unproven(row.answer, row.evidence):
        raise ValidationError(
            _("« %(text)s »: %(fault)s") % {"text": row.text or row.text_en, "fault": fault}
        )


def _written(row: Requirement | Required) -> dict[str, str]:
    """As the audit keeps it."""
    return {"text": row.text, "text_en": row.text_en, "answer": row.answer, "evidence": row.evidence}
