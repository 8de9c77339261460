"""What an offering is built on; circles are refused."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from catalog.actions.guards import refuse_reader
from catalog.enums import OfferingKind, OfferingState
from catalog.models import Component, Offering
from core.audit import record
from organization.models import User

PARTS = (OfferingKind.SERVICE, OfferingKind.SOLUTION)
"""What can be put together: what works day after day and is measured. Advice is given and projects end [3.4.2]."""


def path_to(links: Iterable[tuple[int, int]], start: int, goals: Collection[int]) -> list[int] | None:
    """The shortest way down from `start` to one of `goals` by (solution, part) links, both ends included; pure."""
    below: dict[int, list[int]] = {}
    for solution, part in links:
        below.setdefault(solution, []).append(part)
    came: dict[int, int | None] = {start: None}
    queue = [start]
    for step in queue:
        if step in goals:
            way: list[int] = []
            back: int | None = step
            while back is not None:
                way.append(back)
                back = came[back]
            return way[::-1]
        for part in below.get(step, ()):
            if part not in came:
                came[part] = step
                queue.append(part)
    return None


def hold_all() -> dict[int, str]:
    """Lock all offerings, as every change of components does: two halves of a circle cannot be made at once."""
    return dict(Offering.objects.select_for_update().order_by("pk").values_list("pk", "name"))


@dataclass(frozen=True, slots=True)
class Joined:
    """A part as it is put in: whether the whole stops without it, and how it is integrated, in both languages."""

    part: Offering
    serial: bool = True
    note: str = ""
    note_en: str = ""


def set_components(*, offering: Offering, parts: Collection[Offering | Joined], by: User | None) -> None:
    """Say what the offering is built on, in place of what it was.

    Parts given with their terms stand in this order; given without, each keeps its terms and its place. Raises
    ValidationError with a sentence: a circle (the way is named), a part given twice, one that is neither a service nor
    a solution, one that is retired.
    """
    with transaction.atomic():
        names = hold_all()
        held = {link.part_id: joined_of(link) for link in links_of(offering)}
        assemble(
            offering=offering, joined=_terms(parts, held), names=names, by=by, kind="offering.components"
        )


def replace_component(*, offering: Offering, old: Offering, new: Offering, by: User | None) -> None:
    """Put `new` where `old` stood, on the same terms; where it is a part already, it takes over that `old` stops all.

    The offering's own promise and price stay as they are. Raises PermissionDenied; ValidationError as
    set_components does, and when `old` is no part of it.
    """
    refuse_reader(by)
    with transaction.atomic():
        names = hold_all()
        held = [joined_of(link) for link in links_of(offering)]
        gone = next((one for one in held if one.part.pk == old.pk), None)
        if gone is None or new.pk == old.pk:
            raise ValidationError(
                _("« %(old)s » is no longer a part of « %(name)s »: there is nothing to replace.")
                % {"old": old.name, "name": offering.name}
            )
        there = next((one for one in held if one.part.pk == new.pk), None)
        if there is None:
            joined = [replace(one, part=new) if one is gone else one for one in held]
        else:
            both = replace(there, serial=there.serial or gone.serial)
            joined = [both if one is there else one for one in held if one is not gone]
        assemble(
            offering=offering, joined=joined, names=names, by=by, kind="offering.component_replaced",
            facts={"old": old.name, "new": new.name},
        )  # fmt: skip


def links_of(offering: Offering) -> list[Component]:
    """What it is built on, in order."""
    return list(offering.component_links.select_related("part").order_by("rank", "part__name", "pk"))


def joined_of(link: Component) -> Joined:
    return Joined(link.part, link.serial, link.note, link.note_en)


def assemble(
    *,
    offering: Offering,
    joined: Sequence[Joined],
    names: Mapping[int, str],
    by: User | None,
    kind: str,
    facts: Mapping[str, str] | None = None,
) -> None:
    """Write the components of an offering, all offerings being held (`names` are theirs). See set_components."""
    before = [joined_of(link) for link in links_of(offering)]
    if before == list(joined):
        return
    _refuse(offering, joined, {one.part.pk for one in before}, names)
    offering.component_links.exclude(part__in=[one.part.pk for one in joined]).delete()
    Component.objects.bulk_create(
        [
            Component(
                solution=offering,
                part=one.part,
                serial=one.serial,
                note=one.note,
                note_en=one.note_en,
                rank=rank,
            )
            for rank, one in enumerate(joined, 1)
        ],
        update_conflicts=True,
        unique_fields=["solution", "part"],
        update_fields=["serial", "note", "note_en", "rank"],
    )
    offering.count_save()
    changes: dict[str, Any] = dict(facts or {})
    old, new = ([_written(one) for one in side] for side in (before, joined))
    stay = {one["part"] for one in old} & {one["part"] for one in new}
    if len(stay) < max(len(old), len(new)):
        changes["components"] = [sorted(one["part"] for one in side) for side in (old, new)]
    if [one for one in old if one["part"] in stay] != [one for one in new if one["part"] in stay]:
        changes["assembly"] = [old, new]
    record(by=by, kind=kind, obj=offering, changes=changes)


def _terms(parts: Collection[Offering | Joined], held: Mapping[int, Joined]) -> list[Joined]:
    """The parts with their terms, in order."""
    given = [part for part in parts if isinstance(part, Joined)]
    bare = {part.pk: part for part in parts if isinstance(part, Offering)}
    stay = [one for pk, one in held.items() if pk in bare]
    return [*given, *stay, *(Joined(part) for pk, part in bare.items() if pk not in held)]


def _written(one: Joined) -> dict[str, Any]:
    """As the audit keeps it."""
    return {"part": one.part.reference, "serial": one.serial, "note": one.note, "note_en": one.note_en}


def _refuse(
    offering: Offering, joined: Sequence[Joined], before: Collection[int], names: Mapping[int, str]
) -> None:
    """Raise ValidationError for what cannot be put together."""
    wanted = [one.part.pk for one in joined]
    if twice := next((one.part for one in joined if wanted.count(one.part.pk) > 1), None):
        raise ValidationError(
            _("« %(part)s » stands there twice: keep one line.") % {"part": twice.name}, code="twice"
        )
    links = list(
        Component.objects.exclude(solution=offering).order_by("pk").values_list("solution_id", "part_id")
    )
    for pk in sorted(wanted):
        way = path_to(links, pk, {offering.pk})
        if way is not None:
            raise ValidationError(
                _("%(name)s would be built on itself: %(way)s. Take one of these links away first.")
                % {
                    "name": offering.name,
                    "way": " → ".join(names[step] for step in [offering.pk, *way]),
                }
            )
    for part in (one.part for one in joined if one.part.pk not in before):
        if part.kind not in PARTS:
            raise ValidationError(
                _(
                    "« %(part)s » cannot be a part: services and solutions are put together; "
                    "advice and projects are asked for beside."
                )
                % {"part": part.name}
            )
        if part.state == OfferingState.RETIRED and offering.state != OfferingState.RETIRED:
            raise ValidationError(
                _("« %(part)s » is retired: take what replaces it, « %(new)s ».")
                % {"part": part.name, "new": part.replacement.name}
                if part.replacement
                else _("« %(part)s » is retired: nothing new is built on it.") % {"part": part.name}
            )
