"""Why a measure is not taken, in one sentence of the reader's language."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from catalog import level_words
from catalog.enums import LevelUnit
from catalog.measuring import Fault
from core import dates

Values = dict[str, Any]


def sentence(fault: Fault, unit: str, *, today: date) -> str:
    """`unit`: in which the level is measured (LevelUnit or DelayUnit)."""
    return dates.capital(SENTENCES[fault.code](_spoken(fault.values, unit, today)))


def _spoken(values: Values, unit: str, today: date) -> Values:
    said = dict(values)
    for name in ("month", "since"):
        if name in said:
            said[name] = level_words.long_month(said[name])
    if "over" in said:
        said["over"] = dates.day(said["over"], today=today)
    if "value" in said:
        value = said["value"]
        said["value"] = (
            level_words.amount(value, unit) if unit in LevelUnit.values else level_words.decimal(value)
        )
    return said


SENTENCES: dict[str, Callable[[Values], str]] = {
    "not_a_month": lambda v: _("A measure is of a whole month: write it as 2026-10."),
    "not_over": lambda v: _("%(month)s is not over: it can be recorded from %(over)s on.") % v,
    "no_target": lambda v: _("Nothing is promised here yet: write a target first, then what was measured."),
    "too_early": lambda v: _("Nothing was promised in %(month)s: the first target begins in %(since)s.") % v,
    "event_or_none": lambda v: _("No event, and yet a value, %(value)s: keep one of the two.") % v,
    "nothing": lambda v: _("The value lacks: write it, or say that there was no event."),
    "not_a_number": lambda v: _("« %(typed)s » is no number.") % v,
    "negative": lambda v: _("%(value)s: a measure is never below zero.") % v,
    "over_hundred": lambda v: _("%(value)s: it cannot be more than 100%%.") % v,
    "too_large": lambda v: _("%(value)s is too large: check the unit.") % v,
    "too_fine": lambda v: _("%(value)s: write %(digits)s decimals at most.") % v,
    "no_events": lambda v: _(
        "A value of no event: write how many events it is the mean of, or take it away."
    ),
    "negative_events": lambda v: _("%(events)s events: count from 1.") % v,
    "no_requests": lambda v: _("A month without request has no delay: leave it empty."),
    "too_many": lambda v: _("%(events)s events: that is too many, check the column.") % v,
    "too_long": lambda v: _("%(length)s characters: %(most)s at most.") % v,
    "twice": lambda v: _("%(month)s stands here twice for the same level: keep one.") % v,
    "gone": lambda v: _("Somebody took this measure away meanwhile: save again to put yours in its place."),
    "meanwhile": lambda v: (
        _("Somebody recorded %(value)s here meanwhile: save again to put yours in its place.") % v
    ),
}
"""Code of a fault → its sentence, from values already in words."""
