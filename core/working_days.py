"""Working days: all but the week-end and the public holidays of a country and its subdivision. No Django."""

from __future__ import annotations

from datetime import date, timedelta
from functools import lru_cache

import holidays

DAY = timedelta(days=1)
SATURDAY_AND_SUNDAY = frozenset({5, 6})

# Alsace has the same local law as Moselle, and the library knows it under Moselle's number only.
SAME_HOLIDAYS = {("FR", "67"): "57", ("FR", "68"): "57"}


def subdivision_in_library(country: str, subdivision: str) -> str:
    """The name under which the library keeps a subdivision's holidays; empty when it has none of its own.

    Accepts the bare code and the ISO 3166-2 one ("57" and "FR-57"). A subdivision that is not known
    has the holidays of its country.
    """
    code = subdivision.removeprefix(f"{country}-")
    code = SAME_HOLIDAYS.get((country, code), code)
    return code if code in holidays.list_supported_countries().get(country, ()) else ""


def is_known_country(country: str) -> bool:
    """Whether public holidays are known for that ISO 3166-1 code of two letters."""
    return len(country) == 2 and country in holidays.list_supported_countries()


@lru_cache(maxsize=512)
def days_off(country: str, subdivision: str, year: int) -> tuple[frozenset[date], frozenset[int]]:
    """The public holidays of a year and the weekdays (Monday is 0) of the week-end.

    Of a country that is not known: no holiday, Saturday and Sunday.
    """
    if not is_known_country(country):
        return frozenset(), SATURDAY_AND_SUNDAY
    code = subdivision_in_library(country, subdivision)
    found = holidays.country_holidays(country, subdiv=code or None, years=year)
    return frozenset(day for day in found if day.year == year), frozenset(found.weekend)


def is_working_day(day: date, country: str, subdivision: str = "") -> bool:
    """Whether people of that place work on that day: neither week-end nor public holiday."""
    festive, weekend = days_off(country, subdivision, day.year)
    return day.weekday() not in weekend and day not in festive


def working_days_before(day: date, count: int, country: str, subdivision: str = "") -> date:
    """The working day that lies `count` working days before `day`, which itself is not counted.

    Zero gives `day`. Raises ValueError for a negative count.
    """
    return _step(day, count, -DAY, country, subdivision)


def working_days_after(day: date, count: int, country: str, subdivision: str = "") -> date:
    """The working day that lies `count` working days after `day`, which itself is not counted.

    Zero gives `day`. Raises ValueError for a negative count.
    """
    return _step(day, count, DAY, country, subdivision)


def _step(day: date, count: int, step: timedelta, country: str, subdivision: str) -> date:
    if count < 0:
        raise ValueError("a number of working days is not negative")
    while count:
        day += step
        count -= is_working_day(day, country, subdivision)
    return day
