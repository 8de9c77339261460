"""Service levels judged month by month [3.4]: kept or missed, how far, over a year, and whether it gets better.

Pure: plain values, no clock. Months are first days (core.months); promises and measures are Decimals in the unit of
the level, which a `Scale` knows how to compare.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum
from typing import NamedTuple, cast

MEASURED_ENOUGH = 9  # of twelve months, for a yearly figure
COMPARED = 3  # measured months on each side of a trend
STEADY = Decimal("0.05")  # of the promise
FAR = Decimal(1_000_000)  # used of a promise that allows nothing: farther than any other
HUNDRED = Decimal(100)


class Outcome(StrEnum):
    """What became of a promise in a month. « No event » is kept; a month without measure is neither."""

    KEPT = "kept"
    NO_EVENT = "no_event"
    MISSED = "missed"
    UNMEASURED = "unmeasured"
    UNPROMISED = "unpromised"


HELD = frozenset({Outcome.KEPT, Outcome.NO_EVENT})
MEASURED = HELD | {Outcome.MISSED}


class Trend(StrEnum):
    BETTER = "better"
    WORSE = "worse"
    STEADY = "steady"
    UNKNOWN = "unknown"  # fewer than six measured months


@dataclass(frozen=True, slots=True)
class Scale:
    """How values of a level compare: `high` is the better or the worse; `downtime`: an availability in per cent,
    of which what counts is how long it was down."""

    high: bool
    downtime: bool = False


class Target(NamedTuple):
    """What is promised from the month `since` on, until the next target begins."""

    since: date
    value: Decimal


class Measure(NamedTuple):
    """What a month gave: the mean of `events`, or no event at all (value None, events 0)."""

    value: Decimal | None
    events: int


class Month(NamedTuple):
    """One month of a level. `used`: how much of what the promise allows, over 1 when it is missed."""

    month: date
    promised: Decimal | None
    value: Decimal | None
    events: int
    outcome: Outcome
    used: Decimal | None


@dataclass(frozen=True, slots=True)
class Figure:
    """Months kept / months measured of those that end with `last`; `lacking`: how many more it takes to be said."""

    kept: int
    measured: int
    last: date | None
    lacking: int = 0

    @property
    def measurable(self) -> bool:
        return not self.lacking


def target_in(targets: Iterable[Target], month: date) -> Decimal | None:
    """What is promised in that month; None before the first target. `targets` in any order."""
    begun = [target for target in targets if target.since <= month]
    return max(begun).value if begun else None


def judge(measure: Measure | None, promised: Decimal | None, scale: Scale) -> Outcome:
    """What became of the promise; exactly as promised is kept."""
    if promised is None:
        return Outcome.UNPROMISED
    if measure is None:
        return Outcome.UNMEASURED
    if measure.value is None:
        return Outcome.NO_EVENT
    kept = measure.value >= promised if scale.high else measure.value <= promised
    return Outcome.KEPT if kept else Outcome.MISSED


def used(value: Decimal, promised: Decimal, scale: Scale) -> Decimal:
    """How much of what the promise allows was used: 1 is all of it, more is missed; FAR where it allows nothing.

    Downtime / downtime allowed of an availability; else measured / promised, or promised / measured where high is
    the better. So levels of 99.9 % and of 99.0 %, of hours and of days compare.
    """
    if scale.downtime:
        return _over(HUNDRED - value, HUNDRED - promised)
    return _over(promised, value) if scale.high else _over(value, promised)


def _over(used_up: Decimal, allowed: Decimal) -> Decimal:
    if allowed:
        return min(used_up / allowed, FAR)
    return FAR if used_up else Decimal(0)


def months_of(
    months: Iterable[date], targets: Sequence[Target], measures: Mapping[date, Measure], scale: Scale
) -> list[Month]:
    """These months of a level, in their order."""
    found = []
    for month in months:
        promised, measure = target_in(targets, month), measures.get(month)
        outcome = judge(measure, promised, scale)
        value, events = measure or (None, 0)
        share = None if value is None or promised is None else used(value, promised, scale)
        found.append(Month(month, promised, value, events, outcome, share))
    return found


def kept_of(months: Sequence[Month], *, enough: int = 0) -> Figure:
    """Kept / measured over these months; `enough` is how many must be measured for it to be said."""
    kept = sum(month.outcome in HELD for month in months)
    measured = sum(month.outcome in MEASURED for month in months)
    lacking = max(enough - measured, 0) or int(not measured)
    return Figure(kept, measured, months[-1].month if months else None, lacking)


def yearly(months: Sequence[Month]) -> Figure:
    """The figure of a year: the last twelve of these months, of which nine must be measured."""
    return kept_of(months[-12:], enough=MEASURED_ENOUGH)


def mean(months: Iterable[Month]) -> Decimal | None:
    """The mean of what was measured, each month weighing as its events; None when nothing was."""
    weighed = [(month.value * month.events, month.events) for month in months if month.value is not None]
    events = sum(count for _total, count in weighed)
    return sum((total for total, _count in weighed), Decimal(0)) / events if events else None


def trend(months: Sequence[Month], scale: Scale) -> Trend:
    """The last three months that have a value against the three before, by their means.

    Steady within 5 % of the latest promise. Of an availability that is 5 % of the downtime that it allows: 5 % of
    99.5 would be five points, and nothing would ever move.
    """
    valued = [month for month in months if month.value is not None and month.promised is not None]
    if len(valued) < 2 * COMPARED:
        return Trend.UNKNOWN
    now = cast("Decimal", mean(valued[-COMPARED:]))  # each of them has a value and a promise
    before = cast("Decimal", mean(valued[-2 * COMPARED : -COMPARED]))
    promised = cast("Decimal", valued[-1].promised)
    step = now - before if scale.high else before - now
    allowed = HUNDRED - promised if scale.downtime else promised
    if abs(step) <= STEADY * allowed:
        return Trend.STEADY
    return Trend.BETTER if step > 0 else Trend.WORSE


def watermelon(month: Outcome, satisfied: bool | None) -> bool | None:
    """« Pastèque », green outside and red inside: the level is kept and people are unhappy.

    None, not measurable, while nobody knows how happy they are, and in a month that is neither kept nor missed.
    """
    if satisfied is None or month not in MEASURED:
        return None
    return month in HELD and not satisfied
