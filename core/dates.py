"""Dates and slots in words, French and English, for values already in the reader's zone."""

from __future__ import annotations

from datetime import date, datetime, timedelta

from django.utils import formats, translation


def weekday(moment: datetime | date) -> str:
    """« jeu. », « Thu »."""
    word = formats.date_format(moment, "D").replace(".", "")
    return f"{word.lower()}." if translation.get_language() != "en" else word


def day(moment: datetime | date, *, today: date) -> str:
    """« jeu. 5 nov. », « Thu 5 Nov »; with its year when that is not today's."""
    french = translation.get_language() != "en"
    number = "j" if moment.day > 1 or not french else "j\\e\\r"
    words = f"{weekday(moment)} {formats.date_format(moment, f'{number} N' if french else 'j M')}"
    return words if moment.year == today.year else f"{words} {moment.year}"


def slot(start: datetime, end: datetime, *, today: date) -> str:
    """« jeu. 5 nov., 18:30 – 20:00 »; both days when it ends on another one, « minuit » when it ends there."""
    clock = "{:%H:%M}".format
    if end.date() == start.date():
        return f"{day(start, today=today)}, {clock(start)} – {clock(end)}"
    midnight = end.hour == end.minute == 0 and end.date() == start.date() + timedelta(days=1)
    if midnight:
        word = "minuit" if translation.get_language() != "en" else "midnight"
        return f"{day(start, today=today)}, {clock(start)} – {word}"
    return f"{day(start, today=today)}, {clock(start)} – {day(end, today=today)}, {clock(end)}"
