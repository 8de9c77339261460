"""What a slot may be, whatever the way in: page, API and import ask the same function."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

LONGEST_DAYS = 31  # longer work is several interventions


def length_in_words(minutes: int) -> str:
    """« 45 min », « 2 h », « 2 h 30 min », « 3 d 4 h »."""
    days, rest = divmod(minutes, 24 * 60)
    hours, left = divmod(rest, 60)
    parts = []
    if days:
        parts.append(_("%(n)s d") % {"n": days})
    if hours:
        parts.append(_("%(n)s h") % {"n": hours})
    if left or not parts:
        parts.append(_("%(n)s min") % {"n": left})
    return " ".join(parts)


def slot_faults(
    start: datetime | None, end: datetime | None, interruption_minutes: int | None, *, now: datetime | None
) -> dict[str, str]:
    """Field → the sentence that says what is wrong with it; empty when the slot is sound.

    `now` given: the start may not have passed. Fields that lack are not judged.
    """
    faults: dict[str, str] = {}
    if start is not None and now is not None and start <= now:
        faults["start"] = _("This start has already passed: choose a later one.")
    if start is not None and end is not None:
        if end == start:
            faults["end"] = _("The slot lasts 0 minutes: choose an end after the start.")
        elif end < start:
            early = length_in_words(int((start - end) / timedelta(minutes=1)))
            faults["end"] = _("The end comes %(early)s before the start: choose a later end.") % {
                "early": early
            }
        elif end - start > timedelta(days=LONGEST_DAYS):
            days = -((start - end) // timedelta(days=1))
            faults["end"] = ngettext(
                "The slot lasts %(days)s day, %(most)s at most: split the work.",
                "The slot lasts %(days)s days, %(most)s at most: split the work.",
                days,
            ) % {"days": days, "most": LONGEST_DAYS}
        elif interruption_minutes is not None:
            minutes = int((end - start) / timedelta(minutes=1))
            if interruption_minutes > minutes:
                faults["interruption_minutes"] = _(
                    "%(given)s min is longer than the slot (%(slot)s min): "
                    "shorten the interruption or lengthen the slot."
                ) % {"given": interruption_minutes, "slot": minutes}
    return faults
