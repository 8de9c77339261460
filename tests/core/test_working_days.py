"""Week-ends and public holidays, by country and subdivision."""

from datetime import date

import pytest

from core.working_days import (
    is_known_country,
    is_working_day,
    subdivision_in_library,
    working_days_after,
    working_days_before,
)

DAY_AFTER_CHRISTMAS = date(2025, 12, 26)  # a Friday, a holiday in Alsace and Moselle


@pytest.mark.parametrize("subdivision", ["57", "67", "68", "FR-67"])
def test_alsace_and_moselle_have_two_more_holidays(subdivision):
    assert not is_working_day(DAY_AFTER_CHRISTMAS, "FR", subdivision)
    assert not is_working_day(date(2026, 4, 3), "FR", subdivision)


@pytest.mark.parametrize("subdivision", ["", "75", "nowhere"])
def test_the_rest_of_france_works_then(subdivision):
    assert is_working_day(DAY_AFTER_CHRISTMAS, "FR", subdivision)
    assert subdivision_in_library("FR", subdivision) == ""


def test_the_number_67_means_moselles_law_in_france_only():
    assert subdivision_in_library("FR", "67") == "57"
    assert subdivision_in_library("DE", "67") == ""


def test_week_ends_are_those_of_the_country():
    friday, sunday = date(2026, 11, 13), date(2026, 11, 15)
    assert is_working_day(friday, "FR") and not is_working_day(sunday, "FR")
    assert not is_working_day(friday, "SA") and is_working_day(sunday, "SA")


@pytest.mark.parametrize("country", ["XX", "", "France"])
def test_of_an_unknown_country_only_the_week_end_is_free(country):
    assert not is_known_country(country)
    assert is_working_day(date(2026, 12, 25), country)
    assert not is_working_day(date(2026, 12, 26), country)
    assert not is_working_day(date(2026, 12, 27), country)


def test_counting_skips_week_ends_and_holidays_both_ways():
    assert working_days_before(date(2026, 11, 14), 3, "FR") == date(2026, 11, 10)
    assert working_days_before(date(2027, 1, 4), 3, "FR") == date(2026, 12, 29)
    assert working_days_after(date(2026, 11, 10), 3, "FR") == date(2026, 11, 16)
    assert working_days_before(date(2026, 11, 14), 0, "FR") == date(2026, 11, 14)


def test_a_negative_count_is_refused():
    with pytest.raises(ValueError, match="not negative"):
        working_days_before(date(2026, 11, 14), -1, "FR")
