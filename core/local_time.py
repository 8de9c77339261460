"""Between a time on somebody's wall clock and an instant, by IANA zone. No Django, no clock.

A wall clock skips an hour in spring (such a time does not exist) and repeats one in autumn (such a time
is ambiguous). What a person types must be asked back in both cases: `localize` refuses. What a rule
generates must come out somewhere: `by_rule` follows RFC 5545, section 3.3.5.
"""

from __future__ import annotations

from datetime import UTC, datetime
from functools import lru_cache
from math import ceil, floor
from zoneinfo import ZoneInfo


class LocalTimeError(ValueError):
    """A wall-clock time that does not stand for exactly one instant."""


class UnknownZone(LocalTimeError):
    """The name is not that of an IANA time zone."""


class OutOfRange(LocalTimeError):
    """The instant lies before year 1 or after year 9999 in UTC."""


class NonexistentTime(LocalTimeError):
    """The clocks jump over this time. `resumes` is the first instant after the jump (UTC)."""

    def __init__(self, naive: datetime, resumes: datetime) -> None:
        super().__init__(f"{naive} does not exist on this wall clock")
        self.naive = naive
        self.resumes = resumes


class AmbiguousTime(LocalTimeError):
    """The clocks show this time twice. `first` and `second` are the two instants (UTC)."""

    def __init__(self, naive: datetime, first: datetime, second: datetime) -> None:
        super().__init__(f"{naive} occurs twice on this wall clock")
        self.naive = naive
        self.first = first
        self.second = second


@lru_cache(maxsize=1024)
def _zone_named(name: str) -> ZoneInfo:
    try:
        return ZoneInfo(name)
    except (KeyError, ValueError, OSError) as fault:
        raise UnknownZone(f"{name!r} is not a time zone") from fault


def zone_of(zone: str | ZoneInfo) -> ZoneInfo:
    """The zone of that IANA name (a `ZoneInfo` is returned as it is).

    Raises UnknownZone.
    """
    return zone if isinstance(zone, ZoneInfo) else _zone_named(zone)


def by_rule(naive: datetime, zone: str | ZoneInfo) -> datetime:
    """The instant (UTC) of a wall-clock time that a rule generated.

    RFC 5545, 3.3.5: a time that does not exist is read with the offset before the gap (02:30 becomes
    03:30); one that occurs twice is the first. Raises UnknownZone, OutOfRange.
    """
    try:
        return naive.replace(tzinfo=zone_of(zone), fold=0).astimezone(UTC)
    except OverflowError as fault:
        raise OutOfRange(f"{naive} is out of range") from fault


def localize(naive: datetime, zone: str | ZoneInfo, fold: int | None = None) -> datetime:
    """The instant (UTC) of a wall-clock time that a person gave.

    `fold` answers for a time that occurs twice: 0 the first, 1 the second; it is ignored elsewhere.
    Raises NonexistentTime; AmbiguousTime when it occurs twice and `fold` is None; UnknownZone;
    OutOfRange; ValueError when `naive` already has a zone.
    """
    if naive.tzinfo is not None:
        raise ValueError("a wall-clock time has no zone of its own")
    place = zone_of(zone)
    first = by_rule(naive, place)
    second = naive.replace(tzinfo=place, fold=1).astimezone(UTC)
    if first == second:
        return first
    if first > second:  # in a gap the offset before it gives the later instant
        raise NonexistentTime(naive, _resumes(second, first, place))
    if fold is None:
        raise AmbiguousTime(naive, first, second)
    return second if fold else first


def _resumes(before: datetime, after: datetime, zone: ZoneInfo) -> datetime:
    """The instant at which the zone's offset changes, between two instants; clocks change on a whole second."""
    offset = after.astimezone(zone).utcoffset()
    low, high = floor(before.timestamp()), ceil(after.timestamp())
    while high - low > 1:
        middle = (low + high) // 2
        if datetime.fromtimestamp(middle, zone).utcoffset() == offset:
            high = middle
        else:
            low = middle
    return datetime.fromtimestamp(high, UTC)


def wall(instant: datetime, zone: str | ZoneInfo) -> datetime:
    """The naive wall-clock time of an instant in a zone; its `fold` tells the second of two."""
    return instant.astimezone(zone_of(zone)).replace(tzinfo=None)
