"""Slots for work: the finder (`calendar_ops.windows`), and what would help when it finds none, cheapest first.

No Django, no clock.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime
from typing import NamedTuple

from .policy import MINOR_MINUTES, NORMAL, Keeper
from .timeline import BLUE, Stretch, cover
from .windows import Bound, DailyHours, Longest, Window, Wish, find, longest

__all__ = [
    "Bound",
    "DailyHours",
    "Longest",
    "Part",
    "Suggestion",
    "Window",
    "Wish",
    "apply",
    "find",
    "longest",
    "suggest",
]

ANOTHER_TIME = "another_time"
SHORTER_INTERRUPTION = "shorter_interruption"
SPLIT = "split"
LEAVE_OUT = "leave_out"
EXCEPTION = "exception"
COSTS = (ANOTHER_TIME, SHORTER_INTERRUPTION, SPLIT, LEAVE_OUT, EXCEPTION)
"""The kinds of suggestion, cheapest first."""

MAX_PARTS = 4
"""Work that must be done more often than that is not worth splitting."""


class Part(NamedTuple):
    """Work to do once: for the calendars kept by `keepers` (codes), in a slot of `window`."""

    keepers: tuple[str, ...]
    window: Window


class Suggestion(NamedTuple):
    """One way to a slot. `apply` turns it into what to look for, and that search gives its window.

    `wish` is the wish as it would be (other dates, hours or interruption; for the other kinds, as it was).
    `parts`: what to do when; more than one only when split. `codes`: the keepers of the calendars left
    out, or asked for an exception; `units` the touched units behind these. `start`, `end`: the slot of
    the exception to ask for, else the first slot of the first part.
    """

    kind: str
    wish: Wish
    parts: tuple[Part, ...]
    codes: tuple[str, ...]
    units: tuple[str, ...]
    start: datetime
    end: datetime


def suggest(wish: Wish, keepers: Sequence[Keeper]) -> list[Suggestion]:
    """What would give a slot, cheapest first; nothing that would not.

    Another time (later than asked, or outside the hours, or both when neither is enough); an interruption
    of 30 minutes at most; doing it at several times, each for some of the calendars; leaving out as few
    calendars as possible; asking as few as possible for a blue exception. Later times are looked for as
    far as the stretches of the keepers reach: give them as much as may be proposed. Calendars that are
    not negotiated cannot be asked for an exception. Raises ValueError as `slots.find` does.
    """
    found = [
        *_another_time(wish, keepers),
        *_shorter(wish, keepers),
    ]
    windows = {keeper.code: find(wish, [keeper]) for keeper in keepers}
    best = _most_at_once(keepers, windows)
    found += _split(wish, keepers, best, windows)
    if best:
        found += _leave_out(wish, keepers, best)
    found += _exception(wish, keepers, best)
    return found


def apply(suggestion: Suggestion, keepers: Sequence[Keeper]) -> list[tuple[Wish, list[Keeper]]]:
    """What to search instead: one (wish, keepers) a part. `slots.find` gives a window for each.

    An exception is applied as if it had been agreed.
    """
    searches = []
    for part in suggestion.parts:
        names = set(part.keepers)
        kept = [keeper for keeper in keepers if keeper.code in names]
        if suggestion.kind == EXCEPTION:
            kept = [
                with_exception(keeper, suggestion.start, suggestion.end)
                if keeper.code in suggestion.codes
                else keeper
                for keeper in kept
            ]
        searches.append((suggestion.wish, kept))
    return searches


def with_exception(keeper: Keeper, start: datetime, end: datetime) -> Keeper:
    """The calendar as it would be with a blue exception over `[start, end)`."""
    stretches = keeper.stretches
    since = min([start, *(stretches[0][:1] if stretches else ())])
    until = max([end, *(stretches[-1][1:2] if stretches else ())])
    changed = [
        *(cover(stretches, since, start) if since < start else ()),
        Stretch(start, end, BLUE, None),
        *(cover(stretches, end, until) if end < until else ()),
    ]
    return keeper._replace(stretches=changed)


def _suggestion(
    kind: str, wish: Wish, parts: Sequence[Part], named: Sequence[Keeper] = (), at: datetime | None = None
) -> Suggestion:
    start = at or parts[0].window.earliest_start
    return Suggestion(
        kind,
        wish,
        tuple(parts),
        tuple(keeper.code for keeper in named),
        tuple(sorted({unit for keeper in named for unit in keeper.units})),
        start,
        start + wish.duration,
    )


def _whole(kind: str, wish: Wish, keepers: Sequence[Keeper]) -> Iterator[Suggestion]:
    windows = find(wish, keepers, limit=1)
    if windows:
        yield _suggestion(kind, wish, [Part(_codes(keepers), windows[0])])


def _codes(keepers: Sequence[Keeper]) -> tuple[str, ...]:
    return tuple(keeper.code for keeper in keepers)


def _others(keepers: Sequence[Keeper], some: Sequence[Keeper]) -> list[Keeper]:
    codes = set(_codes(some))
    return [keeper for keeper in keepers if keeper.code not in codes]


def _another_time(wish: Wish, keepers: Sequence[Keeper]) -> list[Suggestion]:
    reach = max((keeper.stretches[-1][1] for keeper in keepers if keeper.stretches), default=wish.not_after)
    later = wish._replace(not_after=max(wish.not_after, reach))
    found = list(_whole(ANOTHER_TIME, later, keepers))
    if wish.hours is not None:
        found += _whole(ANOTHER_TIME, wish._replace(hours=None), keepers)
        if not found:
            found += _whole(ANOTHER_TIME, later._replace(hours=None), keepers)
    return found


def _shorter(wish: Wish, keepers: Sequence[Keeper]) -> Iterator[Suggestion]:
    if wish.work_class == NORMAL and wish.interruption_minutes > MINOR_MINUTES:
        yield from _whole(SHORTER_INTERRUPTION, wish._replace(interruption_minutes=MINOR_MINUTES), keepers)


def _most_at_once(keepers: Sequence[Keeper], windows: Mapping[str, Sequence[Window]]) -> list[Keeper]:
    """As many calendars as possible that allow one and the same slot; the earliest slot of equals.

    `windows` are those of each calendar alone, by the code of its keeper.
    """
    edges: list[tuple[datetime, int]] = []
    for keeper in keepers:
        for window in windows[keeper.code]:  # opening sorts before closing: a start may be either end
            edges += [(window.earliest_start, 0), (window.latest_start, 1)]
    edges.sort()
    count = most = 0
    at: datetime | None = None
    for moment, closing in edges:
        if closing:
            count -= 1
        else:
            count += 1
            if count > most:
                most, at = count, moment
    if at is None:
        return []
    return [
        keeper
        for keeper in keepers
        if any(window.earliest_start <= at <= window.latest_start for window in windows[keeper.code])
    ]


def _split(
    wish: Wish, keepers: Sequence[Keeper], best: list[Keeper], windows: Mapping[str, Sequence[Window]]
) -> Iterator[Suggestion]:
    left, groups = list(keepers), list[list[Keeper]]()
    while left and best and len(groups) < MAX_PARTS:
        groups.append(best)
        left = _others(left, best)
        best = _most_at_once(left, windows)
    if not left and len(groups) > 1:
        parts = [Part(_codes(group), find(wish, group, limit=1)[0]) for group in groups]
        yield _suggestion(SPLIT, wish, parts, [keeper for group in groups[1:] for keeper in group])


def _leave_out(wish: Wish, keepers: Sequence[Keeper], best: list[Keeper]) -> Iterator[Suggestion]:
    out = _others(keepers, best)
    if out:
        yield _suggestion(LEAVE_OUT, wish, [Part(_codes(best), find(wish, best, limit=1)[0])], out)


def _exception(wish: Wish, keepers: Sequence[Keeper], best: list[Keeper]) -> Iterator[Suggestion]:
    if any(keeper.version is None for keeper in keepers):
        return
    free = find(wish, best, limit=1)
    asked = _others(keepers, best)
    if free and asked:
        start = free[0].earliest_start
        window = Window(start, start + wish.duration, start, start, True)
        yield _suggestion(EXCEPTION, wish, [Part(_codes(keepers), window)], asked, start)
