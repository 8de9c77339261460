"""A promised delay in words, and whether what was measured keeps it."""

from __future__ import annotations

from decimal import Decimal

from django.utils.formats import number_format
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from catalog.enums import DelayUnit


def words(delay: int | Decimal | None, unit: str) -> str:
    """« le jour même », « 1 jour ouvré », « 1,3 jour ouvré », « 4 h »; empty when nothing is promised."""
    if delay is None:
        return ""
    if unit in (DelayUnit.WORKING_DAYS, DelayUnit.CALENDAR_DAYS) and delay == 0:
        return _("the same day")
    if delay == 0:
        return _("at once")
    decimals = _decimals(delay)
    said = number_format(round(Decimal(delay), decimals), decimals, force_grouping=True)
    if unit == DelayUnit.MINUTES:
        return f"{said} min"
    if unit == DelayUnit.HOURS:
        return f"{said} h"
    one = delay < 2 if get_language() == "fr" else delay == 1  # « 1,3 jour ouvré », “1.3 working days”
    if unit == DelayUnit.WORKING_DAYS:
        return ngettext("%(n)s working day", "%(n)s working days", 1 if one else 2) % {"n": said}
    return ngettext("%(n)s day", "%(n)s days", 1 if one else 2) % {"n": said}


def _decimals(delay: int | Decimal) -> int:
    """None where none is needed; two where one would hide by how much a round delay was passed: 4,03 h."""
    if delay == int(delay):
        return 0
    return 1 if round(delay, 1) != round(delay) else 2
