"""When could this work be done: the slot finder. No Django, no clock.

Intervals are half-open and in UTC. A slot is found in the same colours in which `policy.judge` allows it.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Hashable, Iterable, Iterator, Sequence
from datetime import UTC, datetime, time, timedelta
from functools import lru_cache
from itertools import islice
from operator import itemgetter
from typing import NamedTuple

from core.local_time import by_rule, wall

from .policy import Keeper, allowed_colours
from .timeline import NONE, Stretch

Interval = tuple[datetime, datetime]

DAY = timedelta(days=1)
MINUTE = timedelta(minutes=1)
_START, _END = itemgetter(0), itemgetter(1)


class DailyHours(NamedTuple):
    """A range of the day on the wall clock of a named zone; a slot lies whole inside one such range.

    `end` at or before `start` is on the next day: 18:00–00:00 ends at midnight, 22:00–05:00 crosses it.
    """

    start: time
    end: time
    zone: str


class Wish(NamedTuple):
    """What is looked for: a slot of that duration, whole within `[not_before, not_after]` (aware) and,
    if `hours` are given, within one of these daily ranges, for such work (as in `policy.Work`)."""

    work_class: str
    interruption_minutes: int
    duration: timedelta
    not_before: datetime
    not_after: datetime
    hours: DailyHours | None = None


class Window(NamedTuple):
    """Every slot that lies in `[start, end)` will do, and one that reaches over an end will not.

    A slot may start from `earliest_start` to `latest_start`, both included. `negotiated` is False when
    the window contains time that is not negotiated: there the slot needs a recorded reason.
    """

    start: datetime
    end: datetime
    earliest_start: datetime
    latest_start: datetime
    negotiated: bool


class Bound(NamedTuple):
    """What ends a run at the instant `at`: the calendar's keeper (code), its colour there, the period."""

    unit: str
    colour: str
    at: datetime
    period: Hashable


class Longest(NamedTuple):
    """The longest run in which such work is allowed. Empty `bounded_by`: only the dates and hours asked
    for bound it."""

    start: datetime
    end: datetime
    minutes: int
    bounded_by: tuple[Bound, ...]


def find(
    wish: Wish, keepers: Sequence[Keeper], limit: int | None = None, also_not_negotiated: bool = False
) -> list[Window]:
    """The maximal windows in which the slot is allowed by every calendar, in time order, at most `limit`.

    With `also_not_negotiated`, besides these, the maximal windows in which it is allowed or not
    negotiated and that contain time that is not negotiated, marked so. Raises ValueError for a duration
    that is not positive and as `policy.allowed_colours` does.
    """
    _check(wish)
    allowed = allowed_colours(wish.work_class, wish.interruption_minutes)
    allowed_runs = (run for run in _runs(wish, _barred(wish, keepers, allowed)) if _fits(run, wish))
    if not also_not_negotiated:
        return [_window(run, wish, True) for run in islice(allowed_runs, limit)]
    windows = [_window(run, wish, True) for run in allowed_runs]
    known = {(window.start, window.end) for window in windows}
    for run in _runs(wish, _forbidden(wish, keepers, allowed | {NONE})):
        if _fits(run, wish) and run not in known:
            windows.append(_window(run, wish, False))
    windows.sort(key=lambda window: (window.start, not window.negotiated))
    return windows[:limit]


def longest(wish: Wish, keepers: Sequence[Keeper]) -> Longest | None:
    """The longest run in which such work is allowed within the dates and hours, whatever its duration.

    The earliest of equals. `bounded_by` names, at each end that is not one of the dates or hours asked
    for, every calendar that does not allow it just beyond. None when there is no run at all.
    """
    _check(wish)
    allowed = allowed_colours(wish.work_class, wish.interruption_minutes)
    runs = list(_runs(wish, _barred(wish, keepers, allowed)))
    if not runs:
        return None
    start, end = max(runs, key=lambda run: run[1] - run[0])
    ranges = _ranges(wish)
    bounds: list[Bound] = []
    if all(start != opens for opens, _ in ranges):
        bounds += _bounds(keepers, allowed, start, before=True)
    if all(end != closes for _, closes in ranges):
        bounds += _bounds(keepers, allowed, end, before=False)
    return Longest(start, end, (end - start) // MINUTE, tuple(bounds))


def _check(wish: Wish) -> None:
    if wish.duration <= timedelta(0):
        raise ValueError("a slot lasts at least one minute")


def _fits(run: Interval, wish: Wish) -> bool:
    return run[1] - run[0] >= wish.duration


def _window(run: Interval, wish: Wish, negotiated: bool) -> Window:
    start, end = run
    return Window(start, end, start, end - wish.duration, negotiated)


def _ranges(wish: Wish) -> tuple[Interval, ...]:
    """The intervals in which a slot may lie, from the dates and the daily hours, in order."""
    # In UTC before it is a key: two times of the repeated hour are equal in their own zone.
    return _hours_between(wish.not_before.astimezone(UTC), wish.not_after.astimezone(UTC), wish.hours)


@lru_cache(maxsize=64)  # asked again for each calendar when suggestions are looked for
def _hours_between(start: datetime, end: datetime, hours: DailyHours | None) -> tuple[Interval, ...]:
    if hours is None:
        return ((start, end),) if start < end else ()
    day = wall(start, hours.zone).date() - DAY
    last = wall(end, hours.zone).date()
    next_day = DAY if hours.end <= hours.start else timedelta(0)
    found = []
    while day <= last:
        opens = max(start, by_rule(datetime.combine(day, hours.start), hours.zone))
        closes = min(end, by_rule(datetime.combine(day + next_day, hours.end), hours.zone))
        if opens < closes:
            found.append((opens, closes))
        day += DAY
    return tuple(found)


def _barred(wish: Wish, keepers: Sequence[Keeper], allowed: frozenset[str]) -> list[Interval]:
    """The intervals of the wish's dates in which some calendar does not allow the work, by start.

    Made from the gaps between allowed stretches, so that time without a stretch is barred too.
    """
    start, end = wish.not_before.astimezone(UTC), wish.not_after.astimezone(UTC)
    found: list[Interval] = []
    add = found.append
    for _, _, version, stretches in keepers:
        if version is None:
            return [(start, end)]
        cursor = start
        first = bisect_right(stretches, start, key=_END)
        beyond = bisect_left(stretches, end, first, key=_START)
        for number in range(first, beyond):
            since, until, colour, _ = stretches[number]
            if colour in allowed:
                if since > cursor:
                    add((cursor, since))
                cursor = until
        if cursor < end:
            add((cursor, end))
    found.sort()
    return found


def _forbidden(wish: Wish, keepers: Sequence[Keeper], accepted: frozenset[str]) -> list[Interval]:
    """The intervals that overlap the wish's dates in some other colour than the accepted ones, by start."""
    start, end = wish.not_before.astimezone(UTC), wish.not_after.astimezone(UTC)
    found = [
        (since, until)
        for _, _, version, stretches in keepers
        if version is not None
        for since, until, colour, _ in stretches
        if colour not in accepted and until > start and since < end
    ]
    found.sort()
    return found


def _runs(wish: Wish, barred: Sequence[Interval]) -> Iterator[Interval]:
    """The maximal intervals of the wish's ranges outside the barred ones (which are sorted by start)."""
    number, count = 0, len(barred)
    reached: datetime | None = None  # the furthest end of the barred intervals passed
    for opens, closes in _ranges(wish):
        cursor = opens if reached is None or reached < opens else reached
        while number < count and barred[number][0] < closes:
            since, until = barred[number]
            if since > cursor:
                yield cursor, since
            if until > cursor:
                cursor = until
            reached = until if reached is None or until > reached else reached
            number += 1
        if cursor < closes:
            yield cursor, closes


def _bounds(
    keepers: Iterable[Keeper], allowed: frozenset[str], at: datetime, *, before: bool
) -> Iterator[Bound]:
    """The calendars that do not allow the work just before, or from, an instant."""
    for code, _, _, stretches in keepers:
        if before:
            number = bisect_left(stretches, at, key=_END)
            there = number < len(stretches) and stretches[number][0] < at
        else:
            number = bisect_right(stretches, at, key=_END)
            there = number < len(stretches) and stretches[number][0] <= at
        stretch = stretches[number] if there else Stretch(at, at, NONE, None)
        if stretch[2] not in allowed:
            yield Bound(code, stretch[2], at, stretch[3])
