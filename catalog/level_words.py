"""Values, states and promises of service levels in words: « 99,74 % », « 2 h 50 », « 1,3 jour ouvré »."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from typing import Any

from django.utils.formats import date_format, number_format
from django.utils.translation import get_language, gettext, ngettext, pgettext

from catalog.enums import LevelUnit, Metric
from catalog.levels import HELD, MEASURED, MEASURED_ENOUGH, Figure, Month, Outcome, Trend
from core import dates
from core.bilingual import pick
from core.typography import FIXED, NARROW

AN_HOUR = 60
TONES = {
    Outcome.KEPT: ("check-lg", "ok"),
    Outcome.NO_EVENT: ("check-lg", "ok"),
    Outcome.MISSED: ("x-lg", "bad"),
    Outcome.UNMEASURED: ("circle", "off"),
    Outcome.UNPROMISED: ("dash-lg", "off"),
}
"""Outcome → (icon, tone) beside its word."""


def decimal(value: Decimal, least: int = 0) -> str:
    """« 99,74 »: in the reader's language, no needless zero but `least` decimals, thousands grouped."""
    exponent = value.normalize().as_tuple().exponent
    places = max(-exponent if isinstance(exponent, int) else 0, least)
    return number_format(value, places, force_grouping=True).replace(FIXED, NARROW)


def amount(value: Decimal | None, unit: str, least: int = 0) -> str:
    """A value of a level or of a delay, with its unit; « – » for none.

    `unit` is one of LevelUnit. Minutes and hours read as a clock does: 45 min, 2 h 50.
    """
    if value is None:
        return "–"
    french = get_language() != "en"
    if unit == LevelUnit.PERCENT:
        return f"{decimal(value, least)}{NARROW if french else ''}%"
    if unit in (LevelUnit.MINUTES, LevelUnit.HOURS):
        if unit == LevelUnit.HOURS:
            return _clock((value * AN_HOUR).quantize(Decimal(1), ROUND_HALF_UP), french)
        return _clock(value, french)
    if unit == LevelUnit.DAYS:
        count = _grammatical(value, french)
        return ngettext("%(n)s working day", "%(n)s working days", count) % {"n": decimal(value)}
    return decimal(value)


def _clock(minutes: Decimal, french: bool) -> str:
    if minutes < AN_HOUR:
        return f"{decimal(minutes.quantize(Decimal('0.1'), ROUND_HALF_UP))}{FIXED}min"
    hours, rest = divmod(int(minutes.quantize(Decimal(1), ROUND_HALF_UP)), AN_HOUR)
    if not rest:
        return f"{hours}{FIXED}h"
    return f"{hours}{FIXED}h{FIXED}{rest:02d}" + ("" if french else f"{FIXED}min")


def _grammatical(value: Decimal, french: bool) -> int:
    """The whole number that takes the same form: 1.3 is one in French, several in English."""
    whole = int(value)
    return whole if french or value == whole else max(whole + 1, 2)


def promised(value: Decimal | None, metric: str, unit: str) -> str:
    return amount(value, unit, 1 if metric == Metric.AVAILABILITY else 0)


def measured(month: Month | None, metric: str, unit: str) -> str:
    """What a month gave: its value, « no event », or « – » where nothing was measured."""
    if month is None or month.outcome not in MEASURED:
        return "–"
    if month.value is None:
        return gettext("no event")
    return amount(month.value, unit, 2 if metric == Metric.AVAILABILITY else 0)


def long_month(first: date) -> str:
    """« octobre 2026 », for sentences."""
    return date_format(first, "F Y")


def day(at: date) -> str:
    """« 15 nov. 2026 »."""
    return f"{dates.of_month(at)}{FIXED}{at.year}"


def metric_label(metric: str) -> str:
    return str(Metric(metric).label)


def name_of(level: Any) -> tuple[str, str]:
    """(name, language) of a level: its own words, else what it measures; `level` has metric, label, label_en."""
    words, language = pick(level, "label")
    return (words, language) if words else (metric_label(level.metric), get_language() or "fr")


def outcome(found: Outcome) -> str:
    return {
        Outcome.KEPT: pgettext("a service level", "kept"),
        Outcome.NO_EVENT: pgettext("a service level", "kept, no event"),
        Outcome.MISSED: pgettext("a service level", "missed"),
        Outcome.UNMEASURED: pgettext("a service level", "not measured"),
        Outcome.UNPROMISED: pgettext("a service level", "nothing promised"),
    }[found]


def trend(found: Trend) -> str:
    return {
        Trend.BETTER: pgettext("a service level", "getting better"),
        Trend.WORSE: pgettext("a service level", "getting worse"),
        Trend.STEADY: pgettext("a service level", "steady"),
        Trend.UNKNOWN: gettext("not measurable: it takes six measured months"),
    }[found]


def kept_months(found: Figure) -> str:
    """« kept 9 months of 12 »; the second number is the months measured."""
    return gettext("kept %(kept)s months of %(measured)s") % {"kept": found.kept, "measured": found.measured}


def over_a_year(found: Figure) -> str:
    """The yearly figure, or why there is none."""
    if found.measurable:
        return kept_months(found)
    return ngettext(
        "not measurable over a year: %(n)s month measured, it takes %(enough)s",
        "not measurable over a year: %(n)s months measured, it takes %(enough)s",
        found.measured,
    ) % {"n": found.measured, "enough": MEASURED_ENOUGH}


def picture(months: Sequence[Month]) -> str:
    """What a picture of these months shows, for those who hear it."""
    held = sum(one.outcome in HELD for one in months)
    parts = [ngettext("kept %(n)s month", "kept %(n)s months", held) % {"n": held}]
    for which, words in (
        (Outcome.MISSED, gettext("missed in %(months)s")),
        (Outcome.UNMEASURED, gettext("not measured in %(months)s")),
    ):
        named = [dates.month(one.month) for one in months if one.outcome == which]
        if named:
            parts.append(words % {"months": ", ".join(named)})
    return "; ".join(parts)
