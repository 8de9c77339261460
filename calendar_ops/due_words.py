"""When people will be told, in words: « 3 jours ouvrés avant, le mar. 10 nov. à 9 h (le 11 est férié) »."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from calendar_ops.due import Terms, due_at
from calendar_ops.sentences import moment
from core.local_time import wall
from core.working_days import days_off

MOST = 3  # due times named one by one


@dataclass(frozen=True, slots=True)
class Due:
    """One due time: how it is said, for which units, and whether it has passed."""

    at: datetime
    sentence: str
    units: tuple[str, ...]
    passed: bool


def dues(start: datetime, units: Mapping[str, Terms], *, now: datetime) -> list[Due]:
    """The distinct due times of work at `start`, earliest first. `units`: name → how it wants to be told."""
    together: dict[Terms, list[str]] = {}
    for name, terms in units.items():
        together.setdefault(terms, []).append(name)
    by_time: dict[tuple[datetime, int, str], tuple[Terms, list[str]]] = {}
    for terms, names in together.items():
        at = due_at(start, *terms)
        key = (at, terms.notice_days, _holidays(start, at, terms))
        by_time.setdefault(key, (terms, []))[1].extend(names)
    return [
        Due(at, _sentence(at, days, festive, terms.zone), tuple(sorted(names)), at <= now)
        for (at, days, festive), (terms, names) in sorted(by_time.items(), key=lambda item: item[0])
    ]


def _sentence(at: datetime, days: int, festive: str, zone: str) -> str:
    sentence = ngettext(
        "%(n)s working day before, on %(moment)s", "%(n)s working days before, on %(moment)s", days
    ) % {"n": days, "moment": moment(at, zone)}
    return f"{sentence} ({festive})" if festive else sentence


def _holidays(start: datetime, at: datetime, terms: Terms) -> str:
    """« le 11 est férié »: the public holidays on weekdays that made the notice leave earlier."""
    first, last = wall(at, terms.zone).date(), wall(start, terms.zone).date()
    found = [day for day in _between(first, last) if _festive(day, terms)]
    if not found:
        return ""
    numbers = _(" and ").join(str(day.day) for day in found)
    return ngettext("the %(days)s is a public holiday", "the %(days)s are public holidays", len(found)) % {
        "days": numbers
    }


def _between(first: date, last: date) -> Iterable[date]:
    return (first + timedelta(days=n) for n in range(1, (last - first).days))


def _festive(day: date, terms: Terms) -> bool:
    holidays, weekend = days_off(terms.country, terms.subdivision, day.year)
    return day in holidays and day.weekday() not in weekend
