"""The colour of a calendar at every instant, from the rules that were agreed, and its balance. No Django, no clock.

Instants are aware datetimes in UTC, intervals are half-open `[start, end)`. What is decided here is
stored as spans (`calendar_ops.spans`) and read by everything else.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Hashable, Iterable, Iterator, Mapping, Sequence
from datetime import UTC, date, datetime, time, timedelta
from heapq import heappop, heappush
from itertools import islice, pairwise
from operator import attrgetter
from typing import NamedTuple
from zoneinfo import ZoneInfo

from core.local_time import by_rule, wall, zone_of

from .recurrence import starts_of

BLUE, WHITE, RED, NONE = "blue", "white", "red", "none"
STRICTNESS = {BLUE: 0, WHITE: 1, RED: 2}
ZERO = timedelta(0)
HOUR = timedelta(hours=1)
DAY = timedelta(days=1)
END = attrgetter("end")


class PeriodRule(NamedTuple):
    """An agreed period as the calendar's ledger has it.

    `key` names it in what is resolved (the id of the period). `start` and `end` are instants, or dates
    with `end` exclusive when `all_day`. `recurrence` is an RFC 5545 RRULE value, empty for once.
    An `exception` goes before every period that is none.
    """

    key: Hashable
    colour: str
    exception: bool
    all_day: bool
    start: datetime | date
    end: datetime | date
    recurrence: str = ""


class Stretch(NamedTuple):
    """One colour over `[start, end)`, UTC. `key` is the period that gives it; None: default, or `none`."""

    start: datetime
    end: datetime
    colour: str
    key: Hashable


class Occurrence(NamedTuple):
    """One `[start, end)` that a rule covers, in UTC."""

    start: datetime
    end: datetime


def occurrences(
    rule: PeriodRule, *, zone: str | ZoneInfo, start: datetime, end: datetime
) -> Iterator[Occurrence]:
    """The occurrences of a rule that overlap `[start, end)`, whole, in order of their start.

    A recurrence goes by the wall clock of `zone` at both of its ends: every night from 20:00 to 06:00
    ends at 06:00 in the nights when the clocks change as well. A wall-clock time that does not exist, or
    occurs twice, follows RFC 5545 (`core.local_time.by_rule`); an occurrence that a gap would swallow
    keeps its length. The days of an all-day rule run from local midnight to local midnight, so that one
    has 23, 24 or 25 hours. Raises ValueError for a rule that ends before it starts,
    `recurrence.BadRecurrence` for a recurrence that cannot be read.
    """
    place = zone_of(zone)
    if rule.end <= rule.start:
        raise ValueError(f"the period {rule.key} ends before it starts")
    if rule.all_day:
        first, last = datetime.combine(rule.start, time()), datetime.combine(rule.end, time())
        exact: Occurrence | None = None
    else:
        exact = Occurrence(_instant(rule.start), _instant(rule.end))
        first, last = wall(exact.start, place).replace(fold=0), wall(exact.end, place).replace(fold=0)
    if not rule.recurrence:
        once = exact or Occurrence(by_rule(first, place), by_rule(last, place))
        if once.start < end and once.end > start:
            yield once
        return
    length = last - first
    real = exact.end - exact.start if exact else length
    if length <= ZERO:  # it spans the repeated hour: its wall-clock length says nothing
        length = real
    since = wall(start, place).replace(fold=0) - length - DAY
    until = wall(end, place).replace(fold=0) + DAY
    for naive in starts_of(rule.recurrence, first=first, zone=place, since=since, until=until):
        if exact and naive == first:
            found = exact
        else:
            opens, closes = by_rule(naive, place), by_rule(naive + length, place)
            found = Occurrence(opens, closes if closes > opens else opens + real)
        if found.start < end and found.end > start:
            yield found


def _instant(moment: datetime | date) -> datetime:
    if not isinstance(moment, datetime) or moment.tzinfo is None:
        raise ValueError("a timed period has instants: aware datetimes")
    return moment.astimezone(UTC)


def whole(
    rule: PeriodRule, *, zone: str | ZoneInfo, start: datetime, end: datetime
) -> tuple[datetime, datetime] | None:
    """From the first start to the last end (UTC) of the occurrences that overlap `[start, end)`."""
    found = list(occurrences(rule, zone=zone, start=start, end=end))
    return (found[0].start, max(one.end for one in found)) if found else None


def resolve(
    rules: Iterable[PeriodRule],
    *,
    zone: str | ZoneInfo,
    default: str | None,
    start: datetime,
    end: datetime,
) -> list[Stretch]:
    """The colours of a calendar over `[start, end)`: without gap or overlap, in order.

    At each instant: the strictest agreed exception that covers it; else the strictest agreed period, red
    over white over blue; else `default`; else `none`. Of equals that overlap, the one that started
    earliest is cited, then the one that stands first in `rules`. Neighbours of one colour and key are one
    stretch. Give agreed rules only: what is proposed does not count. Raises ValueError as `occurrences`
    does, and for a colour that is none.
    """
    start, end = start.astimezone(UTC), end.astimezone(UTC)
    coming: list[tuple[datetime, datetime, tuple[int, int, datetime, int], str, Hashable]] = []
    edges = {start, end}
    for number, rule in enumerate(rules):
        if rule.colour not in STRICTNESS:
            raise ValueError(f"a period is blue, white or red, not {rule.colour}")
        strength = -STRICTNESS[rule.colour]
        for one in occurrences(rule, zone=zone, start=start, end=end):
            rank = (0 if rule.exception else 1, strength, one.start, number)
            opens, closes = max(one.start, start), min(one.end, end)
            coming.append((opens, closes, rank, rule.colour, rule.key))
            edges.update((opens, closes))
    coming.sort(key=lambda entry: (entry[0], entry[2]), reverse=True)
    points = sorted(edges)
    open_now: list[tuple[tuple[int, int, datetime, int], datetime, str, Hashable]] = []
    otherwise = default or NONE
    found: list[Stretch] = []
    for since, until in pairwise(points):
        while coming and coming[-1][0] <= since:
            _, closes, rank, colour, key = coming.pop()
            heappush(open_now, (rank, closes, colour, key))
        while open_now and open_now[0][1] <= since:
            heappop(open_now)
        colour, key = (open_now[0][2], open_now[0][3]) if open_now else (otherwise, None)
        if found and found[-1][2] == colour and found[-1][3] == key:
            found[-1] = Stretch(found[-1][0], until, colour, key)
        else:
            found.append(Stretch(since, until, colour, key))
    return found


def cover(stretches: Sequence[Stretch], start: datetime, end: datetime) -> list[Stretch]:
    """The same stretches clipped to `[start, end)`, with `none` where there is none, neighbours merged.

    `stretches` are in order and do not overlap, as stored spans are.
    """
    found: list[Stretch] = []

    def put(since: datetime, until: datetime, colour: str, key: Hashable) -> None:
        if found and found[-1][2] == colour and found[-1][3] == key:
            found[-1] = Stretch(found[-1][0], until, colour, key)
        else:
            found.append(Stretch(since, until, colour, key))

    cursor = start
    ahead = bisect_right(stretches, start, key=END)  # those before are over
    for since, until, colour, key in islice(stretches, ahead, None):
        if since >= end:
            break
        if since > cursor:
            put(cursor, since, NONE, None)
            cursor = since
        until = min(until, end)
        put(cursor, until, colour, key)
        cursor = until
    if cursor < end:
        put(cursor, end, NONE, None)
    return found


def by_calendar(
    rows: Iterable[tuple[Hashable, datetime, datetime, str, Hashable]],
) -> dict[Hashable, list[Stretch]]:
    """Rows (calendar, start, end, colour, period), ordered by start within a calendar, grouped by calendar.

    For what `values_list` gives: one pass, a tuple a row.
    """
    found: dict[Hashable, list[Stretch]] = {}
    make = Stretch._make
    for row in rows:
        try:
            found[row[0]].append(make(row[1:]))
        except KeyError:
            found[row[0]] = [make(row[1:])]
    return found


class Balance(NamedTuple):
    """`hours` and `shares` (0 to 1) of blue, white, red and none; the rest in hours."""

    hours: dict[str, float]
    shares: dict[str, float]
    total_hours: float
    longest_without_blue_hours: float


class Comparison(NamedTuple):
    """Several calendars over the same time.

    `spread` is the highest minus the lowest share of blue (0 to 1), None when nothing is negotiated;
    units never negotiated in that time are named and left out of it and of the common hours.
    """

    common_blue_hours: float
    common_blue_share: float
    total_hours: float
    spread: float | None
    units: dict[str, Balance]
    never_negotiated: tuple[str, ...]


def balance(
    stretches: Sequence[Stretch], start: datetime | None = None, end: datetime | None = None
) -> Balance:
    """Hours and share of each colour over `[start, end)`, and the longest stretch without blue.

    Without bounds: over what the stretches cover. What they leave out within the bounds is `none`.
    Raises ValueError when that time is empty.
    """
    if not stretches and (start is None or end is None):
        raise ValueError("there is no time to measure")
    since = start.astimezone(UTC) if start else stretches[0][0]
    until = end.astimezone(UTC) if end else stretches[-1][1]
    if until <= since:
        raise ValueError("there is no time to measure")
    spent = dict.fromkeys((BLUE, WHITE, RED, NONE), ZERO)
    longest = without = ZERO
    for opens, closes, colour, _ in cover(stretches, since, until):
        spent[colour] += closes - opens
        without = ZERO if colour == BLUE else without + (closes - opens)
        longest = max(longest, without)
    total = until - since
    return Balance(
        {colour: time / HOUR for colour, time in spent.items()},
        {colour: time / total for colour, time in spent.items()},
        total / HOUR,
        longest / HOUR,
    )


def compare(calendars: Mapping[str, Sequence[Stretch]], start: datetime, end: datetime) -> Comparison:
    """The balance of each unit over `[start, end)`, the hours when all are blue at once, and the spread.

    Raises ValueError when the time is empty.
    """
    start, end = start.astimezone(UTC), end.astimezone(UTC)
    units = {code: balance(stretches, start, end) for code, stretches in calendars.items()}
    total = (end - start) / HOUR
    never = tuple(code for code, one in units.items() if one.hours[NONE] == one.total_hours)
    counted = [code for code in units if code not in never]
    blue = [units[code].shares[BLUE] for code in counted]
    common = _common_blue([calendars[code] for code in counted], start, end) / HOUR if counted else 0.0
    spread = max(blue) - min(blue) if blue else None
    return Comparison(common, common / total if counted else 0.0, total, spread, units, never)


def _common_blue(calendars: Sequence[Sequence[Stretch]], start: datetime, end: datetime) -> timedelta:
    edges: list[tuple[datetime, int]] = []
    for stretches in calendars:
        for opens, closes, colour, _ in stretches:
            if colour == BLUE and opens < end and closes > start:
                edges += [(max(opens, start), 1), (min(closes, end), -1)]
    edges.sort()
    blue, since, found = 0, start, ZERO
    for at, change in edges:
        if blue == len(calendars):
            found += at - since
        blue, since = blue + change, at
    return found
