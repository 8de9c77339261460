"""Periods in words: from when to when with the last day included, how often, how long. For the calendar's zone."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from functools import cache
from zoneinfo import ZoneInfo

from django.utils.formats import number_format
from django.utils.translation import get_language, gettext, ngettext, pgettext

from calendar_ops.models import Period
from calendar_ops.recurrence import BadRecurrence, parts_of
from core import dates

DAY = timedelta(days=1)


def short_code(colour: str) -> str:
    """« Bl », « Bc », « R », « ? »: in French two colours share an initial, so never one letter."""
    return _codes(get_language() or "fr").get(colour, "?")


@cache
def _codes(language: str) -> dict[str, str]:
    """The codes in the language in force, which is `language`."""
    return {
        "blue": pgettext("short code of a colour", "B"),
        "white": pgettext("short code of a colour", "W"),
        "red": pgettext("short code of a colour", "R"),
    }


def days(first: date, last: date, today: date) -> str:
    """« jeu. 12 nov. », « jeu. 12 nov. → lun. 16 nov. »: the last day is included."""
    if first == last:
        return dates.day(first, today=today)
    return f"{dates.day(first, today=today)} → {dates.day(last, today=today)}"


def when(start: datetime, end: datetime, zone: ZoneInfo, today: date) -> str:
    """Whole days by their days, the last one included; else with the clock."""
    first, last = start.astimezone(zone), end.astimezone(zone)
    if first.time() == last.time() == time():
        return days(first.date(), (last - DAY).date(), today)
    return dates.slot(first, last, today=today)


def length(start: datetime, end: datetime, zone: ZoneInfo) -> str:
    """« 5 days » for whole days (whatever the clock does), « 4.5 h » else."""
    first, last = start.astimezone(zone), end.astimezone(zone)
    if first.time() == last.time() == time():
        count = (last.date() - first.date()).days
        return ngettext("%(n)s day", "%(n)s days", count) % {"n": count}
    spent = round((end - start) / timedelta(hours=1), 2)
    return gettext("%(n)s h") % {"n": number_format(spent if spent % 1 else int(spent))}


def period_when(period: Period, zone: ZoneInfo, today: date) -> str:
    """When a period lies, the first time where it repeats."""
    if period.all_day:
        assert period.first_day is not None and period.last_day is not None  # the database's own constraint
        return days(period.first_day, period.last_day, today)
    assert period.start is not None and period.end is not None
    return when(period.start, period.end, zone, today)


def repeats(rule: str, today: date) -> str:
    """« every month, without end », « every week, until 4 Dec »; the rule as written where it is no simple one."""
    if not rule:
        return ""
    try:
        parts = parts_of(rule)
    except BadRecurrence:
        return rule
    until, count = parts.pop("UNTIL", ""), parts.pop("COUNT", "")
    known = {
        "FREQ=WEEKLY": gettext("every week"),
        "FREQ=MONTHLY": gettext("every month, the same day"),
        "FREQ=YEARLY": gettext("every year"),
    }
    said = known.get(";".join(f"{name}={value}" for name, value in parts.items()))
    day = parts.get("BYMONTHDAY", "")
    if said is None and set(parts) == {"FREQ", "BYMONTHDAY"} and parts["FREQ"] == "MONTHLY":
        if day == "-1":
            said = gettext("every month, the last day")
        elif day.startswith("-") and day[1:].isdecimal():
            said = gettext("every month, %(n)s days before its end") % {"n": int(day[1:]) - 1}
    if said is None:
        return gettext("by the rule %(rule)s") % {"rule": rule}
    if until:
        last = date.fromisoformat(until[:8])
        return gettext("%(rule)s, until %(day)s") % {"rule": said, "day": dates.day(last, today=today)}
    if count:
        number = int(count)
        times = ngettext("%(n)s time", "%(n)s times", number) % {"n": number}
        return gettext("%(rule)s, %(times)s") % {"rule": said, "times": times}
    return gettext("%(rule)s, without end") % {"rule": said}
