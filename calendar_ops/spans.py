"""The resolved colours of calendars, stored: written when a calendar changes, read by everything.

Times are UTC, half-open. Within the horizon what has no row is not negotiated; beyond it the pure
function of calendar_ops.timeline computes.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass
from datetime import UTC, datetime, time, timedelta
from functools import partial
from typing import Any, cast
from zoneinfo import ZoneInfo

from django.db import transaction
from django.db.models import Q, QuerySet

from calendar_ops.enums import Colour, RevisionState
from calendar_ops.locks import lock_units
from calendar_ops.models import Calendar, Period, Revision, Span
from calendar_ops.policy import Keeper
from calendar_ops.timeline import PeriodRule, Stretch, resolve
from core.among import Keys, keys
from core.compiled import compiled
from organization.queries import unit_tree
from organization.tree import Tree

DAYS_BACK = 366
DAYS_AHEAD = 3 * 366
NONE = Colour.NONE.value
AS_STRETCH: Callable[[tuple[Any, ...]], Stretch] = partial(tuple.__new__, Stretch)  # 60 000 rows at a time


@dataclass(frozen=True, slots=True)
class Rules:
    """What a calendar says at one version: its agreed periods, default colour ("": none) and zone.

    `version` is None for units that neither keep nor follow any calendar.
    """

    code: str
    version: int | None
    time_zone: str
    default: str
    periods: tuple[PeriodRule, ...]

    def stretches(self, start: datetime, end: datetime) -> list[Stretch]:
        """The colours over [start, end), without gap, clipped to it."""
        return resolve(
            self.periods, zone=ZoneInfo(self.time_zone), default=self.default or NONE, start=start, end=end
        )


@dataclass(frozen=True, slots=True)
class Kept:
    """An open calendar as plain values, for reads that must not build models."""

    id: int
    unit: int
    code: str
    version: int
    time_zone: str
    default: str
    spans_from: datetime | None
    spans_until: datetime | None

    def holds(self, start: datetime, end: datetime) -> bool:
        """Whether the stored spans answer the whole of [start, end)."""
        return (
            self.spans_from is not None
            and self.spans_until is not None
            and self.spans_from <= start
            and end <= self.spans_until
        )


def horizon(now: datetime) -> tuple[datetime, datetime]:
    """One year back to three years ahead, on midnights of UTC."""
    today = datetime.combine(now.astimezone(UTC).date(), time(), UTC)
    return today - timedelta(days=DAYS_BACK), today + timedelta(days=DAYS_AHEAD)


def agreed(version: int | None = None) -> Q:
    """The periods in force now, or in the calendar of that version."""
    if version is None:
        return Q(added_in__state=RevisionState.SIGNED) & (
            Q(withdrawn_in=None) | ~Q(withdrawn_in__state=RevisionState.SIGNED)
        )
    return Q(added_in__state=RevisionState.SIGNED, added_in__number__lte=version) & (
        Q(withdrawn_in=None)
        | ~Q(withdrawn_in__state=RevisionState.SIGNED)
        | Q(withdrawn_in__number__gt=version)
    )


def rule_of(period: Period) -> PeriodRule:
    """A period as the pure heart takes it; its key is the period's database id (0: not saved yet)."""
    start = period.first_day if period.all_day else period.start
    end = period.end_day if period.all_day else period.end
    assert start is not None and end is not None  # the database's own constraint
    return PeriodRule(
        key=period.pk or 0,
        colour=period.colour,
        exception=period.exception,
        all_day=period.all_day,
        start=start,
        end=end,
        recurrence=period.recurrence,
    )


def rules_of(calendar: Calendar) -> Rules:
    """What the calendar says now, read from its periods."""
    return Rules(
        code=calendar.unit.code,
        version=calendar.version,
        time_zone=calendar.time_zone,
        default=calendar.default_colour,
        periods=tuple(rule_of(period) for period in calendar.periods.filter(agreed())),
    )


def rules_at(revision: Revision) -> Rules:
    """What the calendar said at that signed revision: periods agreed by then and not withdrawn by then."""
    assert revision.number is not None  # signed, by the database's own constraint
    return Rules(
        code=revision.calendar.unit.code,
        version=revision.number,
        time_zone=revision.time_zone or revision.calendar.time_zone,
        default=revision.default_colour,
        periods=tuple(rule_of(p) for p in revision.calendar.periods.filter(agreed(revision.number))),
    )


def rebuild(calendar: Calendar, now: datetime) -> None:
    """Write the calendar's spans again; call it in the transaction of the change."""
    start, end = horizon(now)
    rules = rules_of(calendar)
    rows = [
        Span(
            calendar=calendar,
            start=stretch.start,
            end=stretch.end,
            colour=stretch.colour,
            period_id=cast("int | None", stretch.key) or None,
        )
        for stretch in rules.stretches(start, end)
        if stretch.colour != NONE
    ]
    with transaction.atomic():
        Span.objects.filter(calendar=calendar).delete()
        Span.objects.bulk_create(rows, batch_size=500)
        calendar.spans_from, calendar.spans_until = start, end
        calendar.save(update_fields=["spans_from", "spans_until"])


def extend(*, now: datetime) -> int:
    """Bring every open calendar's spans up to the horizon of `now`; says how many were written."""
    _start, end = horizon(now)
    behind = Calendar.objects.filter(closed_at=None).exclude(spans_until__gte=end)
    written = 0
    for pk, code in list(behind.values_list("pk", "unit__code")):
        with transaction.atomic():
            lock_units([code])
            calendar = Calendar.objects.select_related("unit").filter(pk=pk, closed_at=None).first()
            if calendar is not None:
                rebuild(calendar, now)
                written += 1
    return written


KEPT = (
    "id",
    "unit_id",
    "unit__code",
    "version",
    "time_zone",
    "default_colour",
    "spans_from",
    "spans_until",
)
"""The columns of a `Kept`, in its order."""


def open_calendars(units: Keys | None = None) -> QuerySet[Calendar]:
    """The calendars that are kept, of all units or of these."""
    calendars = Calendar.objects.filter(closed_at=None).order_by("unit__code")
    return calendars if units is None else calendars.filter(unit__among=units)


def kept_by(units: Collection[int] | None = None) -> dict[int, Kept]:
    """Unit id → the open calendar that it keeps; of all units, or of these. One query."""
    asked = None if units is None else keys(units)
    return {row[1]: Kept(*row) for row in _calendars(asked)}


@compiled
def _calendars(units: Keys | None) -> QuerySet[Calendar, tuple[Any, ...]]:
    return open_calendars(units).values_list(*KEPT)


def kept_above(units: Iterable[int], tree: Tree) -> dict[int, Kept]:
    """The same for these units and all those above them: whichever calendar they keep or follow is there."""
    return kept_by({step for unit in units for step in tree.lineage(unit)})


def keeping(tree: Tree) -> dict[int, Calendar | None]:
    """Unit id → the calendar that it keeps or follows, None when it has neither. One query."""
    calendars = {c.unit_id: c for c in Calendar.objects.filter(closed_at=None).select_related("unit")}
    found: dict[int, Calendar | None] = {}
    for unit in tree.parents:
        keeper = tree.nearest(unit, calendars)
        found[unit] = calendars[keeper] if keeper is not None else None
    return found


def heads(unit_ids: Iterable[int], tree: Tree, among: Collection[int]) -> dict[int, list[int]]:
    """The units that keep the calendars of these, each with those of them that keep or follow it.

    Units without any calendar stand under the topmost unit of their lineage: what confirming locks.
    """
    answer: dict[int, int] = {}  # each step up the tree is walked once, however many units ask
    grouped: dict[int, list[int]] = defaultdict(list)
    parents = tree.parents
    for unit in unit_ids:
        path: list[int] = []
        step = unit
        while True:
            if step in answer:
                head = answer[step]
                break
            path.append(step)
            parent = parents[step]
            if step in among or parent is None or parent in path:
                head = step
                break
            step = parent
        for passed in path:
            answer[passed] = head
        grouped[head].append(unit)
    return grouped


def spans_of(kept: Iterable[Kept], start: datetime, end: datetime) -> dict[int, list[Stretch]]:
    """Calendar id → its colours over [start, end) without gap, from one indexed query.

    Stored spans come whole, not clipped, so that an offence can name its whole period. Calendars whose
    spans do not reach that far are computed from their periods (one more query, for all of them).
    """
    stored: list[Kept] = []
    beyond: list[Kept] = []
    for calendar in kept:
        (stored if calendar.holds(start, end) else beyond).append(calendar)
    found: dict[int, list[Stretch]] = {calendar.id: [] for calendar in stored}
    if stored:
        current, reached, rows = 0, start, []
        for row in _spans(keys(found), start, end):
            calendar_id, begins, ends = row[:3]
            if calendar_id != current:
                if current and reached < end:
                    rows.append(Stretch(reached, end, NONE, None))
                current, reached, rows = calendar_id, start, found[calendar_id]
            if begins > reached:
                rows.append(Stretch(reached, begins, NONE, None))
            rows.append(AS_STRETCH(row[1:]))
            reached = ends
        if current and reached < end:
            rows.append(Stretch(reached, end, NONE, None))
        for rows in found.values():
            if not rows:
                rows.append(Stretch(start, end, NONE, None))
    if beyond:
        periods: dict[int, list[PeriodRule]] = {calendar.id: [] for calendar in beyond}
        for agreed_period in Period.objects.filter(agreed(), calendar__in=list(periods)):
            periods[agreed_period.calendar_id].append(rule_of(agreed_period))
        for calendar in beyond:
            rules = Rules(
                calendar.code,
                calendar.version,
                calendar.time_zone,
                calendar.default,
                tuple(periods[calendar.id]),
            )
            found[calendar.id] = rules.stretches(start, end)
    return found


@compiled
def _spans(
    calendars: Keys, start: datetime, end: datetime
) -> QuerySet[Span, tuple[int, datetime, datetime, str, int | None]]:
    found = Span.objects.filter(calendar__among=calendars, end__gt=start, start__lt=end)
    return found.order_by("calendar_id", "start").values_list(
        "calendar_id", "start", "end", "colour", "period_id"
    )


def keepers_for(
    unit_ids: Iterable[int], start: datetime, end: datetime, tree: Tree | None = None
) -> list[Keeper]:
    """The calendars that these units keep or follow, each once, in code order, with their colours.

    One query for the calendars and one indexed query for their spans; the tree is a third when it is not
    given. Units without any calendar come under their topmost ancestor, version None, not negotiated.
    """
    tree = tree or unit_tree()
    touched = list(unit_ids)
    kept = kept_above(touched, tree)
    grouped = heads(touched, tree, kept)
    stretches = spans_of([kept[head] for head in grouped if head in kept], start, end)
    codes = tree.codes
    keepers = []
    for head in sorted(grouped, key=codes.__getitem__):
        units = tuple(sorted(codes[unit] for unit in grouped[head]))
        calendar = kept.get(head)
        if calendar is None:
            keepers.append(Keeper(codes[head], units, None, [Stretch(start, end, NONE, None)]))
        else:
            keepers.append(Keeper(calendar.code, units, calendar.version, stretches[calendar.id]))
    return keepers


def clipped(stretches: Iterable[Stretch], start: datetime, end: datetime) -> list[Stretch]:
    """The same colours cut to [start, end)."""
    return [
        s
        if s.start >= start and s.end <= end
        else Stretch(max(s.start, start), min(s.end, end), s.colour, s.key)
        for s in stretches
        if s.end > start and s.start < end
    ]
