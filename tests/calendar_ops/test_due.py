"""When the advance notice is due."""

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest

from calendar_ops.due import due_at, earliest_due, further_than_notice

PARIS = ZoneInfo("Europe/Paris")


@pytest.mark.parametrize(
    ("start", "due"),
    [
        ("2026-10-27T06:00", "2026-10-22T07:00"),  # the clocks go back in between
        ("2026-11-14T22:00", "2026-11-10T08:00"),  # 11 November is a holiday
        ("2027-01-04T20:00", "2026-12-29T08:00"),  # 1 January is
    ],
)
def test_nine_in_the_morning_three_working_days_before(start, due):
    moment = datetime.fromisoformat(start).replace(tzinfo=PARIS)
    assert due_at(moment, "Europe/Paris", 3, "FR") == datetime.fromisoformat(due).replace(tzinfo=UTC)


def test_the_date_is_that_of_the_unit_not_of_utc():
    start = datetime(2026, 11, 19, 23, 30, tzinfo=UTC)  # Friday 20 in Paris
    assert due_at(start, "Europe/Paris", 2, "FR") == datetime(2026, 11, 18, 8, tzinfo=UTC)


@pytest.mark.parametrize("notice", [-1, 0, 1, 6])
def test_a_few_days_before_and_not_earlier(notice):
    with pytest.raises(ValueError, match="2 to 5"):
        due_at(datetime(2026, 11, 19, tzinfo=UTC), "Europe/Paris", notice, "FR")


def test_nobody_is_told_without_a_unit():
    with pytest.raises(ValueError):
        earliest_due(datetime(2026, 11, 19, tzinfo=UTC), [])


def test_the_notice_is_still_to_come_until_it_is_due():
    start = datetime(2026, 11, 14, 22, tzinfo=PARIS)
    due = datetime(2026, 11, 10, 9, tzinfo=PARIS)
    assert further_than_notice(due.replace(hour=8), start, "Europe/Paris", 3, "FR")
    assert not further_than_notice(due, start, "Europe/Paris", 3, "FR")
