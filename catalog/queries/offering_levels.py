"""The page of the levels of one offering: two years, month by month."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from catalog import level_pictures, level_words
from catalog.levels import Month, Outcome, mean, trend, yearly
from catalog.models import Offering
from catalog.queries.levels import REQUEST, Promise, promises_of
from core import bilingual, dates, months
from core.unchanged import Unchanged

SHOWN = 24


@dataclass(frozen=True, slots=True)
class Level:
    """One level over two years: plain values. `number`: its id, 0 of a way of asking, whose promise is on the card."""

    number: int
    anchor: str
    name: str
    lang: str
    hours: str
    promised: str
    earlier: str
    measured: str
    outcome: str
    icon: str
    tone: str
    year: str
    mean: str
    trend: str
    marks: str
    heard: str


@dataclass(frozen=True, slots=True)
class Cell:
    """What one month gave for one level."""

    label: str
    said: str
    promised: str
    outcome: str
    icon: str
    tone: str
    why: str


@dataclass(frozen=True, slots=True)
class OfferingLevels:
    """`lines` are the months, the newest first, each with its cells in the order of `levels`."""

    levels: list[Level]
    lines: list[tuple[str, list[Cell]]]
    labels: list[str]
    last: str


_pages: Unchanged[OfferingLevels] = Unchanged(most=128)


def offering_levels(offering: Offering, *, today: date) -> OfferingLevels:
    """The months up to the last one that is over, kept while nothing changes."""
    last = months.last_closed(today)
    return _pages.get((offering.pk, last, get_language()), lambda: read(offering, last))


def read(offering: Offering, last: date) -> OfferingLevels:
    """The same from the database: two queries."""
    asked = months.closing(last, SHOWN)
    found = [(one, one.over(asked)) for one in promises_of(offering, asked[0], asked[-1])]
    lines = []
    for place in reversed(range(SHOWN)):
        cells = [_cell(one, over[place]) for one, over in found]
        if any(over[place].outcome != Outcome.UNPROMISED for _one, over in found):
            lines.append((dates.month(asked[place]), cells))
    return OfferingLevels(
        levels=[_level(one, over) for one, over in found],
        lines=lines,
        labels=[_under(month) for month in asked],
        last=dates.month(asked[-1]),
    )


def _under(month: date) -> str:
    """« oct. 26 », under a bar."""
    return f"{dates.months()[month.month - 1]} {month:%y}"


def _level(one: Promise, over: Sequence[Month]) -> Level:
    last, kind = over[-1], one.key[0]
    name, language = level_words.name_of(one)
    icon, tone = level_words.TONES[last.outcome]
    average = mean(over[-12:])
    in_force = [target for target in one.targets if target.since <= last.month]
    now = in_force[-1] if in_force else one.targets[0]
    return Level(
        number=0 if kind == REQUEST else one.key[1],
        anchor=f"{kind}-{one.key[1]}",
        name=name,
        lang=language,
        hours=bilingual.text(one, "hours"),
        promised=_since(one, now),
        earlier="; ".join(_since(one, target) for target in one.targets if target != now),
        measured=one.measured(last),
        outcome=level_words.outcome(last.outcome),
        icon=icon,
        tone=tone,
        year=level_words.over_a_year(yearly(over)),
        mean=_("not measurable: nothing was measured") if average is None else one.average(average),
        trend=level_words.trend(trend(over, one.scale)),
        marks=level_pictures.marks(over),
        heard=level_words.picture(over),
    )


def _since(one: Promise, target: Any) -> str:
    if one.key[0] == REQUEST:
        return one.amount(target.value)
    said = {"value": one.amount(target.value), "month": dates.month(target.since)}
    return _("%(value)s since %(month)s") % said


def _cell(one: Promise, month: Month) -> Cell:
    icon, tone = level_words.TONES[month.outcome]
    noted = one.measures.get(month.month)
    return Cell(
        label=level_words.name_of(one)[0],
        said=one.measured(month),
        promised=one.amount(month.promised) if month.promised is not None else "",
        outcome=level_words.outcome(month.outcome),
        icon=icon,
        tone=tone,
        why=noted.why if noted else "",
    )
