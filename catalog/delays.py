"""A promised delay in words, and whether what was measured keeps it."""

from __future__ import annotations

from decimal import Decimal

from django.utils.formats import number_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from catalog.enums import DelayUnit


def words(delay: int | Decimal | None, unit: str) -> str:
    """« le jour même », « 1 jour ouvré », « 1,3 jour ouvré », « 4 h »; empty when nothing is promised."""
    if delay is None:
        return ""
    if unit in (DelayUnit.WORKING_DAYS, DelayUnit.CALENDAR_DAYS) and delay == 0:
        return _("the same day")
    if delay == 0:
        return _("at once")
    said = number_format(delay, 0 if delay == int(delay) else 1, force_grouping=True)
    if unit == DelayUnit.MINUTES:
        return f"{said} min"
    if unit == DelayUnit.HOURS:
        return f"{said} h"
    many = 2 if delay >= 2 else 1  # « 1,3 jour » is singular in French; English asks the number itself
    if unit == DelayUnit.WORKING_DAYS:
        return ngettext("%(n)s working day", "%(n)s working days", many) % {"n": said}
    return ngettext("%(n)s day", "%(n)s days", many) % {"n": said}
