"""Months: first days, steps, the last that is over."""

from __future__ import annotations

from datetime import date
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core import months

dates = st.dates(date(2000, 1, 1), date(2090, 12, 31))


@pytest.mark.parametrize(
    ("month", "count", "expected"),
    [
        (date(2026, 11, 28), 0, date(2026, 11, 1)),
        (date(2026, 11, 1), 1, date(2026, 12, 1)),
        (date(2026, 12, 31), 1, date(2027, 1, 1)),
        (date(2026, 1, 31), -1, date(2025, 12, 1)),
        (date(2026, 3, 1), -27, date(2023, 12, 1)),
    ],
)
def test_later(month, count, expected):
    assert months.later(month, count) == expected


@given(dates, st.integers(-500, 500))
def test_there_and_back(day, count):
    assert months.later(months.later(day, count), -count) == months.month_of(day)


@given(dates, st.integers(1, 40))
def test_the_months_that_end_with_one_follow_each_other(day, count):
    found = months.closing(day, count)
    assert len(found) == count and found[-1] == months.month_of(day)
    assert all(months.later(one, 1) == other for one, other in pairwise(found))
    assert list(months.between(found[0], day)) == found


def test_no_month_lies_before_its_first():
    assert list(months.between(date(2026, 11, 1), date(2026, 10, 1))) == []


@given(dates)
def test_the_last_closed_month_is_over_and_the_next_is_not(today):
    last = months.last_closed(today)
    assert months.later(last, 1) <= today < months.later(last, 2)
