"""Dates and slots in words, French and English, for values already in the reader's zone."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime, timedelta
from functools import lru_cache

from django.utils import formats, translation

MONTHS = {
    "fr": ["janv.", "févr.", "mars", "avr.", "mai", "juin", "juil.", "août", "sept.", "oct.", "nov.", "déc."],
    "en": ["Jan", "Feb", "March", "April", "May", "June", "July", "Aug", "Sept", "Oct", "Nov", "Dec"],
}


def months() -> list[str]:
    """The twelve months, short, as each language's press writes them."""
    return MONTHS["en" if translation.get_language() == "en" else "fr"]


def month(first: date) -> str:
    """« oct. 2026 », « Oct 2026 », of a month kept as its first day; the two stay on one line."""
    return f"{months()[first.month - 1]}\u00a0{first.year}"


def weekday(moment: datetime | date) -> str:
    """« jeu. », « Thu »."""
    word = formats.date_format(moment, "D").replace(".", "")
    return f"{word.lower()}." if translation.get_language() != "en" else word


def day(moment: datetime | date, *, today: date) -> str:
    """« jeu. 5 nov. », « Thu 5 Nov »; with its year when that is not today's."""
    words = _named(date(moment.year, moment.month, moment.day), translation.get_language() != "en")
    return words if moment.year == today.year else f"{words} {moment.year}"


@lru_cache(maxsize=4096)
def _named(moment: date, french: bool) -> str:
    """The words of a day, kept: a list names the same few days a hundred times."""
    return f"{weekday(moment)} {of_month(moment)}"


def of_month(moment: datetime | date) -> str:
    """« 5 nov. », « 1er nov. », « 5 Nov »."""
    if translation.get_language() == "en":
        return f"{moment.day} {formats.date_format(moment, 'M')}"
    return f"{moment.day if moment.day > 1 else '1er'} {MONTHS['fr'][moment.month - 1]}"


def moment(at: datetime, *, today: date) -> str:
    """« jeu. 5 nov., 18:30 »."""
    return f"{day(at, today=today)}, {at:%H:%M}"


def slot(start: datetime, end: datetime, *, today: date) -> str:
    """« jeu. 5 nov., 18:30 – 20:00 »; both days when it ends on another one, « minuit » when it ends there."""
    return _slot(start, end, lambda at: day(at, today=today))


def long_slot(start: datetime, end: datetime) -> str:
    """« jeudi 5 novembre 2026, 18:30 – 20:00 », for what is kept and read later: days and year in full."""
    return _slot(start, end, lambda at: f"{long_day(at)} {at.year}")


def _slot(start: datetime, end: datetime, name: Callable[[datetime], str]) -> str:
    clock = "{:%H:%M}".format
    if end.date() == start.date():
        return f"{name(start)}, {clock(start)} – {clock(end)}"
    midnight = end.hour == end.minute == 0 and end.date() == start.date() + timedelta(days=1)
    if midnight:
        return f"{name(start)}, {clock(start)} – {hour(end)}"
    return f"{name(start)}, {clock(start)} – {name(end)}, {clock(end)}"


def today_long(moment: datetime | date) -> str:
    """« Mercredi 4 novembre 2026 », « Wednesday 4 November 2026 »."""
    return capital(f"{long_day(moment)} {moment.year}")


def capital(words: str) -> str:
    """The same words as they begin a sentence: French days and months have no capital of their own."""
    return words[:1].upper() + words[1:]


def hour(moment: datetime) -> str:
    """« 18 h 30 », « 20 h », « minuit », for sentences; in English « 18:30 », « midnight »."""
    if moment.hour == moment.minute == 0:
        return "midnight" if translation.get_language() == "en" else "minuit"
    if translation.get_language() == "en":
        return f"{moment:%H:%M}"
    return f"{moment.hour} h {moment:%M}" if moment.minute else f"{moment.hour} h"


def spoken_slot(start: datetime, end: datetime) -> str:
    """« jeudi 5 novembre, de 18 h 30 à 20 h »; both days when it ends on another one."""
    midnight = end.hour == end.minute == 0 and end.date() == start.date() + timedelta(days=1)
    english = translation.get_language() == "en"
    if end.date() == start.date() or midnight:
        within = f"{hour(start)} to {hour(end)}" if english else f"de {hour(start)} à {hour(end)}"
        return f"{long_day(start)}, {within}"
    first, last = f"{long_day(start)}, {hour(start)}", f"{long_day(end)}, {hour(end)}"
    return f"{first} to {last}" if english else f"du {first} au {last}"


def long_day(moment: datetime | date) -> str:
    """« jeudi 5 novembre », « dimanche 1er novembre »."""
    first = moment.day == 1 and translation.get_language() != "en"
    return formats.date_format(moment, "l j\\e\\r F" if first else "l j F")
