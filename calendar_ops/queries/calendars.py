"""Reads of calendars: the list of who keeps what, a year of one, its versions. Everybody signed in may read them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from calendar_ops import timeline
from calendar_ops.models import Period
from calendar_ops.spans import Kept, clipped, heads, kept_by, spans_of
from calendar_ops.timeline import Stretch
from organization.models import BusinessUnit
from organization.queries import unit_tree


@dataclass(frozen=True, slots=True)
class Row:
    """A unit with the calendar that it keeps or follows; `balance` is that of the calendar over the span."""

    code: str
    name: str
    keeper: str  # code of the unit that keeps what it follows, empty when not negotiated
    keeper_name: str
    version: int | None
    own: bool
    blue_share: float | None


def rows(*, start: datetime, end: datetime, search: str = "") -> list[Row]:
    """Every active unit, in the order of its name, in a constant number of queries."""
    tree, kept = unit_tree(), kept_by()
    units = list(
        BusinessUnit.objects.filter(active=True).order_by("name", "code").values_list("id", "code", "name")
    )
    names = dict(BusinessUnit.objects.filter(pk__in=list(kept)).values_list("id", "name"))
    head_of = {unit: head for head, of in heads([u[0] for u in units], tree, kept).items() for unit in of}
    stretches = spans_of(kept.values(), start, end)
    shares = {
        unit: timeline.balance(clipped(stretches[calendar.id], start, end)).shares["blue"]
        for unit, calendar in kept.items()
    }
    wanted = search.strip().lower()
    found = []
    for unit, code, name in units:
        if wanted and wanted not in name.lower() and wanted not in code.lower():
            continue
        head = head_of[unit]
        calendar = kept.get(head)
        found.append(
            Row(
                code,
                name,
                calendar.code if calendar else "",
                names.get(head, ""),
                calendar.version if calendar else None,
                head == unit and calendar is not None,
                shares.get(head),
            )
        )
    return found


def kept_for(unit: BusinessUnit) -> Kept | None:
    """The calendar that the unit keeps or follows."""
    tree = unit_tree()
    kept = kept_by(list(tree.lineage(unit.pk)))
    return kept.get(next(iter(heads([unit.pk], tree, kept))))


def colours(kept: Kept | None, start: datetime, end: datetime) -> list[Stretch]:
    """The colours of a calendar cut to [start, end), without gap; all `none` where there is no calendar."""
    if kept is None:
        return [Stretch(start, end, "none", None)]
    return clipped(spans_of([kept], start, end)[kept.id], start, end)


def reasons(stretches: list[Stretch], language: str) -> dict[int, str]:
    """Period id → its reason in the reader's language, else in the other one."""
    found = {}
    for pk, french, english in Period.objects.filter(pk__in={s.key for s in stretches if s.key}).values_list(
        "id", "reason", "reason_en"
    ):
        found[pk] = (english or french) if language == "en" else (french or english)
    return found


@dataclass(frozen=True, slots=True)
class Signature:
    """What a feed says of an agreed period: its public id, its reason, when it was signed."""

    uid: UUID
    reason: str
    signed_at: datetime


def signatures(stretches: list[Stretch], language: str) -> dict[int, Signature]:
    """Period id → its signature, the reason in the reader's language, else in the other one."""
    found = {}
    rows = Period.objects.filter(pk__in={s.key for s in stretches if s.key})
    for pk, uid, french, english, at in rows.values_list(
        "id", "uid", "reason", "reason_en", "added_in__signed_at"
    ):
        assert at is not None  # only what is signed resolves to a colour
        found[pk] = Signature(uid, (english or french) if language == "en" else (french or english), at)
    return found
