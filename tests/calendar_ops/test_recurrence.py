"""Rules that can be read and rules that cannot; those that give no day are found so after a bounded walk."""

from __future__ import annotations

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from calendar_ops import recurrence
from calendar_ops.recurrence import BadRecurrence, NeverHappens, check, starts_of

FIRST = datetime.fromisoformat("2027-11-01")  # a time on the wall, as rules go by


@pytest.mark.parametrize(
    "rule",
    [
        "FREQ=DAILY;COUNT=3",
        "FREQ=DAILY;COUNT=1",
        "FREQ=DAILY;INTERVAL=1",
        "FREQ=DAILY;INTERVAL=10000",
        "FREQ=DAILY;UNTIL=20271101T000000",
        "FREQ=MONTHLY;BYMONTHDAY=-1",
        "FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=29",
        "FREQ=YEARLY;BYWEEKNO=53",
        "FREQ=WEEKLY;INTERVAL=2;BYDAY=MO,TH;UNTIL=20301231",
    ],
)
def test_a_rule_that_gives_days_is_taken(rule):
    check(rule, FIRST)


@pytest.mark.parametrize(
    "rule",
    [
        "FREQ=DAILY;BYMONTH=2;BYMONTHDAY=30",
        "FREQ=DAILY;BYMONTH=2;BYMONTHDAY=30;COUNT=3",
        "FREQ=DAILY;BYSETPOS=2",
        "FREQ=MONTHLY;BYDAY=6MO",
        "FREQ=YEARLY;INTERVAL=2;BYMONTH=2;BYMONTHDAY=29",
        "FREQ=WEEKLY;UNTIL=20200101",
    ],
)
def test_a_rule_that_gives_no_day_is_refused_after_thirty_years(rule, monkeypatch):
    entered = []
    look = recurrence._Search.__getattribute__

    def counted(self, name):
        if name == "_byweekno":
            entered.append(name)
        return look(self, name)

    monkeypatch.setattr(recurrence._Search, "__getattribute__", counted)
    with pytest.raises(NeverHappens):
        check(rule, FIRST)
    assert len(entered) <= recurrence.YEARS_SEARCHED + 1


@pytest.mark.parametrize(
    "rule",
    [
        "FREQ=DAILY;INTERVAL=0",
        "FREQ=DAILY;COUNT=0",
        "FREQ=DAILY;COUNT=-1",
        "FREQ=DAILY;INTERVAL=10001",
        "FREQ=DAILY;COUNT=x",
    ],
)
def test_a_number_that_would_walk_for_ever_is_refused(rule):
    with pytest.raises(BadRecurrence):
        check(rule, FIRST)


def test_starts_are_those_from_the_first_bound_on_and_before_the_second():
    day = timedelta(days=1)
    found = starts_of(
        "FREQ=DAILY", first=FIRST, zone=ZoneInfo("UTC"), since=FIRST + day, until=FIRST + 3 * day
    )
    assert list(found) == [FIRST + day, FIRST + 2 * day]
