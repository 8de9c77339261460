"""What somebody types or sends as a measure: read, and held against what was promised. Pure: no Django, no clock.

A refusal is a `Fault`: a code and its values, which `catalog.measure_words` says in the reader's language.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal, InvalidOperation
from typing import Any, NamedTuple

from catalog.levels import HUNDRED
from core.months import later, month_of

DIGITS = 4  # after the comma: what the database keeps
FINEST = Decimal("0.0001")  # the same, as a number
BEYOND = Decimal(10) ** 8  # what it does not keep any more
MOST_EVENTS = 2**31 - 1
LONGEST = 200  # characters of « why »
SPACES = dict.fromkeys(map(ord, " \u00a0\u202f\t"))
MINUTES = {"minutes": Decimal(1), "hours": Decimal(60)}
HOURS = re.compile(r"(\d{1,6})(?:h|:)([0-5]?\d)?(?:min)?", re.IGNORECASE)
MONTH = re.compile(r"(\d{4})-(\d{1,2})(?:-0?1)?|(?:0?1/)?(\d{1,2})/(\d{4})")
YEARS = range(2000, 2100)


class Fault(NamedTuple):
    """What cannot be taken: at which field, why (a code), and the values of the sentence."""

    field: str
    code: str
    values: dict[str, Any] = {}  # never written to


@dataclass(frozen=True, slots=True)
class Said:
    """One measure as it is said. `no_event`: nothing happened that could be measured; then no value."""

    month: date
    value: Decimal | None = None
    events: int = 1
    no_event: bool = False
    why: str = ""


def number(text: str) -> Decimal | None:
    """« 99,74 », « 99.74 % », « 1 234,5 »; None when it is no number. Either comma or point parts the decimals."""
    bare = text.translate(SPACES).removesuffix("%").replace("−", "-")
    bare = bare.replace(",", ".")
    try:
        found = Decimal(bare)
    except InvalidOperation:
        return None
    return found + 0 if re.fullmatch(r"-?\d*\.?\d*", bare) else None  # + 0: « -0 » is 0


def trimmed(value_: Decimal) -> Decimal:
    """The same number without the zeros that the database adds."""
    return value_.normalize() + 0


def value(text: str, unit: str) -> Decimal | None:
    """A value in that unit (of catalog.enums.LevelUnit); of minutes and hours « 2 h 50 » and « 2:50 » too."""
    bare = text.translate(SPACES)
    if unit in MINUTES and (found := HOURS.fullmatch(bare)):
        minutes = Decimal(found[1]) * 60 + Decimal(found[2] or 0)
        return (minutes / MINUTES[unit]).quantize(FINEST)
    if unit == "hours":
        bare = re.sub(r"h\Z", "", bare, flags=re.IGNORECASE)
    if unit == "minutes":
        bare = re.sub(r"min\Z", "", bare, flags=re.IGNORECASE)
    return number(bare)


def month(text: str) -> date | None:
    """« 2026-10 », « 2026-10-01 », « 10/2026 » → the first day of that month; None for anything else."""
    found = MONTH.fullmatch(text.strip())
    if found is None:
        return None
    year, number_ = (found[1], found[2]) if found[1] else (found[4], found[3])
    inside = int(year) in YEARS and 1 <= int(number_) <= 12
    return date(int(year), int(number_), 1) if inside else None


def faults(
    said: Said, *, percent: bool, since: date | None, today: date, digits: int = DIGITS
) -> Iterator[Fault]:
    """Why this measure cannot be taken. `since`: the month from which something is promised; `today`: in the
    company's zone, which decides which month is over; `digits`: what is kept after the comma."""
    over = later(said.month, 1)
    if said.month != month_of(said.month):
        yield Fault("month", "not_a_month")
    elif over > today:
        yield Fault("month", "not_over", {"month": said.month, "over": over})
    elif since is None:
        yield Fault("month", "no_target", {"month": said.month})
    elif said.month < since:
        yield Fault("month", "too_early", {"month": said.month, "since": since})
    yield from _of_the_value(said, percent, digits)
    if len(said.why) > LONGEST:
        yield Fault("why", "too_long", {"length": len(said.why), "most": LONGEST})


def _of_the_value(said: Said, percent: bool, digits: int) -> Iterator[Fault]:
    found = said.value
    if said.no_event:
        if found is not None:
            yield Fault("value", "event_or_none", {"value": found})
        return
    if found is None:
        yield Fault("value", "nothing")
        return
    exponent = found.normalize().as_tuple().exponent
    if found < 0:
        yield Fault("value", "negative", {"value": found})
    elif percent and found > HUNDRED:
        yield Fault("value", "over_hundred", {"value": found})
    elif found >= BEYOND:
        yield Fault("value", "too_large", {"value": found})
    elif isinstance(exponent, int) and -exponent > digits:
        yield Fault("value", "too_fine", {"value": found, "digits": digits})
    if said.events < 1:
        yield Fault("events", "no_events" if said.events == 0 else "negative_events", {"events": said.events})
    elif said.events > MOST_EVENTS:
        yield Fault("events", "too_many", {"events": said.events})
