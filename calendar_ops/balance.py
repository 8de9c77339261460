"""Whether calendars are reasonable and balanced [5.6], measured. No Django, no clock."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import UTC, datetime, timedelta
from typing import NamedTuple

from .timeline import BLUE, NONE, RED, WHITE, Stretch, cover

HOUR = timedelta(hours=1)
ZERO = timedelta(0)


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
