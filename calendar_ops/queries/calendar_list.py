"""The list of calendars: each unit with the one that it keeps or follows, its version, its share of blue."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import TypedDict

from django.db.models import DateTimeField, QuerySet, Sum, Value
from django.db.models.functions import Greatest, Least
from django.utils.translation import gettext as _

from calendar_ops import timeline
from calendar_ops.models import Span
from calendar_ops.spans import Kept, clipped, kept_above, spans_of
from core.among import Keys, keys
from core.compiled import compiled
from core.listed import addresses
from organization.models import BusinessUnit
from organization.queries import unit_names, unit_tree


class Row(TypedDict):
    url: str
    name: str
    code: str
    calendar: str  # in words: its own, whose it follows, not negotiated
    own: bool
    version: int | None
    share: int | None  # of blue over the span, in percent


def rows(units: QuerySet[BusinessUnit], *, start: datetime, end: datetime) -> list[Row]:
    """These units in their order, in a constant number of queries; shares are over [start, end)."""
    found = list(units.values_list("pk", "code", "name"))
    tree = unit_tree()
    kept = kept_above([pk for pk, _code, _name in found], tree)
    keepers = {pk: tree.nearest(pk, kept) for pk, _code, _name in found}
    wanted = {keeper for keeper in keepers.values() if keeper is not None}
    names = unit_names(wanted)
    shares = blue_shares([kept[keeper] for keeper in wanted], start, end)
    address, own, follows, none = (
        addresses("calendar_ops:calendar"),
        _("keeps its own"),
        _("follows %(name)s"),
        _("not negotiated"),
    )
    answer = []
    for pk, code, name in found:
        keeper = keepers[pk]
        calendar = kept[keeper] if keeper is not None else None
        words = own if keeper == pk else none if keeper is None else follows % {"name": names[keeper]}
        answer.append(
            Row(
                url=address(code),
                name=name,
                code=code,
                calendar=words,
                own=keeper == pk,
                version=calendar.version if calendar else None,
                share=round(100 * shares[calendar.id]) if calendar else None,
            )
        )
    return answer


def blue_shares(kept: Iterable[Kept], start: datetime, end: datetime) -> dict[int, float]:
    """Calendar id → the share of blue in [start, end), from 0 to 1.

    The database adds up the stored spans; calendars whose spans do not reach that far are computed.
    """
    stored = {calendar.id: 0.0 for calendar in kept if calendar.holds(start, end)}
    beyond = [calendar for calendar in kept if calendar.id not in stored]
    for calendar, lasting in _blue(keys(stored), start, end):
        stored[calendar] = lasting / (end - start)
    computed = spans_of(beyond, start, end) if beyond else {}
    for calendar, stretches in computed.items():
        stored[calendar] = timeline.balance(clipped(stretches, start, end)).shares["blue"]
    return stored


@compiled
def _blue(calendars: Keys, start: datetime, end: datetime) -> QuerySet[Span, tuple[int, timedelta]]:
    inside = Least("end", _moment(end)) - Greatest("start", _moment(start))
    blue = Span.objects.filter(calendar__among=calendars, colour="blue", end__gt=start, start__lt=end)
    return blue.order_by().values_list("calendar").annotate(lasting=Sum(inside))


def _moment(at: datetime) -> Value:
    return Value(at, output_field=DateTimeField())
