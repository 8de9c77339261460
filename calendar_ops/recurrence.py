"""Reading RFC 5545 recurrence rules, on a wall clock. No Django, no clock."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import UTC, date, datetime, time
from functools import lru_cache
from zoneinfo import ZoneInfo

from dateutil.rrule import rrule, rrulestr

from core.local_time import by_rule

FREQUENCIES = frozenset({"DAILY", "WEEKLY", "MONTHLY", "YEARLY"})
PARTS = frozenset(
    {"FREQ", "INTERVAL", "COUNT", "UNTIL", "BYMONTH", "BYWEEKNO", "BYYEARDAY", "BYMONTHDAY", "BYDAY", "BYSETPOS", "WKST"}
)  # fmt: skip
UNTIL = re.compile(r"(\d{8})(?:T(\d{6})(Z?))?")


MOST = 10_000
YEARS_SEARCHED = 30  # how far a first time is looked for: 29 February comes within eight years


class BadRecurrence(ValueError):
    """The text is not a recurrence rule that a period may have; the message says what is wrong."""


def parts_of(text: str) -> dict[str, str]:
    """The parts of an RRULE value ("FREQ=WEEKLY;BYDAY=MO"), by name, in capitals.

    Raises BadRecurrence for a part that is unknown, repeated or without value, for a frequency finer than
    a day, and for both COUNT and UNTIL (RFC 5545, 3.3.10).
    """
    parts: dict[str, str] = {}
    for part in text.strip().removeprefix("RRULE:").rstrip(";").split(";"):
        name, _, value = part.partition("=")
        name, value = name.strip().upper(), value.strip().upper()
        if name not in PARTS or not value or name in parts:
            raise BadRecurrence(f"{part!r} is not a part of a recurrence rule of whole days")
        parts[name] = value
    if parts.get("FREQ") not in FREQUENCIES:
        raise BadRecurrence("the frequency is one of DAILY, WEEKLY, MONTHLY, YEARLY")
    if "COUNT" in parts and "UNTIL" in parts:
        raise BadRecurrence("a rule ends after a number of times or at a date, not both")
    for name in ("INTERVAL", "COUNT"):
        if name in parts and not (parts[name].isdecimal() and 1 <= int(parts[name]) <= MOST):
            raise BadRecurrence(f"{name} is a number from 1 to {MOST}")
    return parts


def is_unbounded(text: str) -> bool:
    """Whether the rule has no end of its own. Raises BadRecurrence."""
    parts = parts_of(text)
    return "COUNT" not in parts and "UNTIL" not in parts


@lru_cache(maxsize=1024)
def _rule(text: str, first: datetime) -> tuple[rrule, str]:
    """The rule without its UNTIL, starting at a naive time, and that UNTIL as written."""
    parts = parts_of(text)
    until = parts.pop("UNTIL", "")
    if until and not UNTIL.fullmatch(until):
        raise BadRecurrence(f"UNTIL={until} is not a date")
    try:
        rule = rrulestr(";".join(f"{name}={value}" for name, value in parts.items()), dtstart=first)
    except (ValueError, TypeError, KeyError, IndexError) as fault:
        raise BadRecurrence(f"{text!r} is not a recurrence rule: {fault}") from fault
    return rule, until


class NeverHappens(BadRecurrence):
    """A rule that can be read and gives no day, such as 30 February."""


def check(text: str, first: datetime) -> None:
    """Raises BadRecurrence when the rule cannot be read, NeverHappens when it gives no day within thirty years.

    `first` is the naive wall-clock start. The search is bounded, whatever the rule.
    """
    rule, written = _rule(text, first)
    last = _last(written, ZoneInfo("UTC"))
    try:
        found = next(iter(_Search.of(rule)), None)
    except _FarEnough:
        found = None
    if found is None or (last is not None and found.replace(tzinfo=UTC) > last):
        raise NeverHappens(f"{text!r} gives no day")


class _FarEnough(Exception):
    pass


class _Search(rrule):
    """A rule walked for some years only.

    dateutil looks at UNTIL when a day matches, so that a rule which never does is walked to the year 9999,
    for seconds. It asks `_byweekno` once for each year that it enters: that is where this one stops.
    """

    _entered = 0

    @classmethod
    def of(cls, rule: rrule) -> _Search:
        search = cls.__new__(cls)
        search.__dict__.update(rule.__dict__)
        return search

    def __getattribute__(self, name: str) -> object:
        if name == "_byweekno":
            self._entered += 1
            if self._entered > YEARS_SEARCHED:
                raise _FarEnough
        return super().__getattribute__(name)


def _last(until: str, zone: ZoneInfo) -> datetime | None:
    """The last instant that UNTIL lets an occurrence start at: a date means that whole day in the zone."""
    if not until:
        return None
    day, clock, utc = re.fullmatch(UNTIL, until).groups()  # type: ignore[union-attr]  # _rule matched it
    try:
        if clock is None:
            return by_rule(datetime.combine(date.fromisoformat(day), time.max), zone)
        moment = datetime.fromisoformat(f"{day}T{clock}")
    except ValueError as fault:
        raise BadRecurrence(f"UNTIL={until} is not a date") from fault
    return moment.replace(tzinfo=UTC) if utc else by_rule(moment, zone)


def starts_of(
    text: str, *, first: datetime, zone: ZoneInfo, since: datetime, until: datetime
) -> Iterator[datetime]:
    """The naive wall-clock starts of a recurrence in `[since, until)`, in order.

    The rule is walked from `first`, which is a start itself only when the rule gives it (RFC 5545 leaves
    the other case open). Unbounded rules are walked only as far as `until`. Raises BadRecurrence.
    """
    rule, written = _rule(text, first)
    last = _last(written, zone)
    for naive in rule.xafter(since, inc=True):
        if naive >= until or (last is not None and by_rule(naive, zone) > last):
            return
        yield naive
