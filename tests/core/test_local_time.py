"""Wall clocks and instants, across both clock changes."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from core.local_time import (
    AmbiguousTime,
    NonexistentTime,
    OutOfRange,
    UnknownZone,
    by_rule,
    localize,
    wall,
    zone_of,
)


def utc(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=UTC)


def clock(text: str) -> datetime:
    return datetime.fromisoformat(text)


def test_an_ordinary_time_in_winter_and_in_summer():
    assert localize(clock("2026-01-10T12:00"), "Europe/Paris") == utc("2026-01-10T11:00")
    assert localize(clock("2026-07-10T12:00"), ZoneInfo("Europe/Paris"), fold=1) == utc("2026-07-10T10:00")


@pytest.mark.parametrize("typed", ["2027-03-28T02:00", "2027-03-28T02:30", "2027-03-28T02:59:59.5"])
def test_a_time_in_the_gap_says_when_the_clock_resumes(typed):
    with pytest.raises(NonexistentTime) as caught:
        localize(clock(typed), "Europe/Paris", fold=0)
    assert caught.value.resumes == utc("2027-03-28T01:00")


def test_the_clock_resumes_at_the_same_second_whatever_was_typed_in_the_gap():
    for second in range(0, 3600, 37):
        with pytest.raises(NonexistentTime) as caught:
            localize(clock("2027-03-28T02:00") + timedelta(seconds=second), "Europe/Paris")
        assert caught.value.resumes == utc("2027-03-28T01:00"), second


def test_the_minutes_around_the_gap_exist():
    assert localize(clock("2027-03-28T01:59"), "Europe/Paris") == utc("2027-03-28T00:59")
    assert localize(clock("2027-03-28T03:00"), "Europe/Paris") == utc("2027-03-28T01:00")


def test_a_midnight_that_does_not_exist():
    with pytest.raises(NonexistentTime) as caught:
        localize(clock("2026-04-24T00:00"), "Africa/Cairo")
    assert wall(caught.value.resumes, "Africa/Cairo") == clock("2026-04-24T01:00")


def test_a_time_that_occurs_twice_is_asked_back_and_answered_by_fold():
    with pytest.raises(AmbiguousTime) as caught:
        localize(clock("2026-10-25T02:30"), "Europe/Paris")
    assert (caught.value.first, caught.value.second) == (utc("2026-10-25T00:30"), utc("2026-10-25T01:30"))
    assert localize(clock("2026-10-25T02:30"), "Europe/Paris", fold=0) == utc("2026-10-25T00:30")
    assert localize(clock("2026-10-25T02:30"), "Europe/Paris", fold=1) == utc("2026-10-25T01:30")


def test_a_half_hour_change():
    with pytest.raises(NonexistentTime) as caught:
        localize(clock("2026-10-04T02:15"), "Australia/Lord_Howe")
    assert wall(caught.value.resumes, "Australia/Lord_Howe") == clock("2026-10-04T02:30")


def test_a_rule_follows_rfc_5545_where_a_person_is_asked():
    assert by_rule(clock("2027-03-28T02:30"), "Europe/Paris") == utc("2027-03-28T01:30")
    assert by_rule(clock("2026-10-25T02:30"), "Europe/Paris") == utc("2026-10-25T00:30")


@pytest.mark.parametrize("name", ["Europe/Lutece", "", "../etc/passwd", "/etc/localtime", "a\0b"])
def test_a_zone_that_is_none(name):
    with pytest.raises(UnknownZone):
        zone_of(name)


def test_years_beyond_what_an_instant_can_be():
    with pytest.raises(OutOfRange):
        localize(clock("0001-01-01T00:00"), "Europe/Paris")
    with pytest.raises(OutOfRange):
        localize(clock("9999-12-31T23:00"), "America/New_York")


def test_an_aware_time_is_no_wall_clock_time():
    with pytest.raises(ValueError, match="no zone of its own"):
        localize(utc("2026-10-25T02:30"), "Europe/Paris")


def test_every_minute_of_both_changes_comes_back_from_its_wall_clock():
    for day in ("2026-10-24T22:00", "2027-03-27T22:00"):
        for minute in range(600):
            instant = utc(day) + timedelta(minutes=minute)
            local = wall(instant, "Europe/Paris")
            assert localize(local.replace(fold=0), "Europe/Paris", fold=local.fold) == instant
