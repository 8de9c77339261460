"""Months: what is measured, priced and billed by the month is kept as the first day of it. Pure."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date


def month_of(day: date) -> date:
    """The first day of the month in which `day` lies."""
    return day.replace(day=1)


def later(month: date, count: int) -> date:
    """The first day of the month `count` months after that of `month`; before it when `count` is negative."""
    number = month.year * 12 + month.month - 1 + count
    return date(number // 12, number % 12 + 1, 1)


def last_closed(today: date) -> date:
    """The newest month that is over."""
    return later(today, -1)


def closing(last: date, count: int) -> list[date]:
    """The `count` months that end with that of `last`, oldest first."""
    return [later(last, step) for step in range(1 - count, 1)]


def between(first: date, last: date) -> Iterator[date]:
    """Every month from that of `first` to that of `last`, both included."""
    month = month_of(first)
    while month <= last:
        yield month
        month = later(month, 1)
