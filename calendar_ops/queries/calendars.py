"""Reads of calendars: the list of who keeps what, a year of one, its versions. Everybody signed in may read them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import NamedTuple, cast
from uuid import UUID

from django.db.models import QuerySet

from calendar_ops.models import Period
from calendar_ops.spans import Kept, clipped, heads, kept_above, spans_of
from calendar_ops.timeline import Stretch
from core.among import Keys, keys
from core.compiled import compiled
from organization.models import BusinessUnit
from organization.queries import unit_tree


def kept_for(unit: BusinessUnit) -> Kept | None:
    """The calendar that the unit keeps or follows."""
    tree = unit_tree()
    kept = kept_above([unit.pk], tree)
    return kept.get(next(iter(heads([unit.pk], tree, kept))))


def colours(kept: Kept | None, start: datetime, end: datetime) -> list[Stretch]:
    """The colours of a calendar cut to [start, end), without gap; all `none` where there is no calendar."""
    if kept is None:
        return [Stretch(start, end, "none", None)]
    return clipped(spans_of([kept], start, end)[kept.id], start, end)


class Why(NamedTuple):
    """What a strip says of a period: its reason, and whether it is an exception to another."""

    reason: str
    exception: bool


def reasons(stretches: list[Stretch], language: str) -> dict[int, Why]:
    """Period id → why it stands, the reason in the reader's language, else in the other one."""
    rows = _reasons(keys({cast("int", s.key) for s in stretches if s.key}))
    return {
        pk: Why((english or french) if language == "en" else (french or english), exception)
        for pk, french, english, exception in rows
    }


@compiled
def _reasons(periods: Keys) -> QuerySet[Period, tuple[int, str, str, bool]]:
    found = Period.objects.filter(pk__among=periods).order_by()
    return found.values_list("id", "reason", "reason_en", "exception")


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
