"""Colours from rules: tables of cases, and a minute-by-minute oracle."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from itertools import pairwise
from zoneinfo import ZoneInfo

import pytest
from dateutil.rrule import rrulestr
from hypothesis import given, settings
from hypothesis import strategies as st

from calendar_ops.recurrence import BadRecurrence, check, is_unbounded, parts_of
from calendar_ops.timeline import (
    PeriodRule,
    Stretch,
    balance,
    by_calendar,
    compare,
    cover,
    occurrences,
    resolve,
    whole,
)

PARIS = ZoneInfo("Europe/Paris")
MINUTE = timedelta(minutes=1)
A = datetime(2026, 11, 2, tzinfo=UTC)


def h(hours: float) -> datetime:
    return A + timedelta(hours=hours)


def rule(key, colour, start, end, *, exception=False, recurrence=""):
    return PeriodRule(key, colour, exception, False, h(start), h(end), recurrence)


def colours(rules, until=24, default=""):
    found = resolve(rules, zone=UTC_ZONE, default=default, start=A, end=h(until))
    return [
        ((s.start - A) / timedelta(hours=1), (s.end - A) / timedelta(hours=1), s.colour, s.key) for s in found
    ]


UTC_ZONE = ZoneInfo("UTC")


@pytest.mark.parametrize(
    ("rules", "default", "expected"),
    [
        ([], "", [(0, 24, "none", None)]),
        ([], "white", [(0, 24, "white", None)]),
        ([rule(1, "red", 2, 4)], "blue", [(0, 2, "blue", None), (2, 4, "red", 1), (4, 24, "blue", None)]),
        # the strictest period wins
        (
            [rule(1, "blue", 0, 24), rule(2, "white", 2, 8), rule(3, "red", 4, 6)],
            "",
            [(0, 2, "blue", 1), (2, 4, "white", 2), (4, 6, "red", 3), (6, 8, "white", 2), (8, 24, "blue", 1)],
        ),
        # an exception goes before any period, and the strictest exception before the others
        (
            [
                rule(1, "red", 0, 24),
                rule(2, "blue", 4, 12, exception=True),
                rule(3, "white", 6, 8, exception=True),
            ],
            "",
            [(0, 4, "red", 1), (4, 6, "blue", 2), (6, 8, "white", 3), (8, 12, "blue", 2), (12, 24, "red", 1)],
        ),
        # of equals the one that started earliest is cited, whatever the order of the rules
        ([rule(2, "red", 4, 24), rule(1, "red", 0, 12)], "", [(0, 12, "red", 1), (12, 24, "red", 2)]),
        ([rule(1, "red", 0, 24), rule(2, "red", 0, 24)], "", [(0, 24, "red", 1)]),
        # what starts before and ends after is clipped
        ([rule(1, "red", -5, 30)], "", [(0, 24, "red", 1)]),
        # occurrences that touch are one stretch
        ([rule(1, "red", 0, 24, recurrence="FREQ=DAILY")], "", [(0, 24, "red", 1)]),
    ],
)
def test_order_of_resolution(rules, default, expected):
    assert colours(rules, default=default) == expected


def test_touching_occurrences_of_one_rule_are_one_stretch_over_days():
    assert colours([rule(1, "red", 0, 24, recurrence="FREQ=DAILY")], until=72) == [(0, 72, "red", 1)]


def paris(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=PARIS)


def nights(first: str, end: str, recurrence: str, since: str, until: str) -> list[tuple[datetime, datetime]]:
    one = PeriodRule(1, "red", False, False, paris(first), paris(end), recurrence)
    return list(occurrences(one, zone="Europe/Paris", start=paris(since), end=paris(until)))


def test_a_night_ends_at_six_on_the_wall_in_both_changes():
    for day, length in (("2026-10-25", 11), ("2026-10-26", 10), ("2027-03-28", 9)):
        ((start, end),) = nights("2026-09-01T20:00", "2026-09-02T06:00", "FREQ=DAILY", day, f"{day}T07:00")
        assert end.astimezone(PARIS).strftime("%d %H:%M") == f"{day[-2:]} 06:00"
        assert (end - start) / timedelta(hours=1) == length


@pytest.mark.parametrize(
    ("first", "end", "expected"),
    [
        ("02:30", "04:00", ("01:30", "02:00")),  # 02:30 is read with the offset before the gap: 03:30
        ("02:00", "03:00", ("01:00", "02:00")),  # swallowed by the gap: keeps its length
        ("02:30", "03:15", ("01:30", "02:15")),
        ("01:00", "02:30", ("00:00", "01:30")),
    ],
)
def test_an_occurrence_in_the_gap(first, end, expected):
    ((start, stop),) = nights(
        f"2027-03-01T{first}", f"2027-03-01T{end}", "FREQ=DAILY", "2027-03-28T00:00", "2027-03-28T12:00"
    )
    assert (f"{start:%H:%M}", f"{stop:%H:%M}") == expected


def test_the_first_occurrence_is_exactly_what_was_drawn_in_the_repeated_hour():
    start, end = datetime(2026, 10, 25, 0, 30, tzinfo=UTC), datetime(2026, 10, 25, 1, 15, tzinfo=UTC)
    one = PeriodRule(1, "red", False, False, start, end, "FREQ=DAILY;COUNT=2")  # 02:30 to the second 02:15
    found = list(occurrences(one, zone=PARIS, start=start, end=start + timedelta(days=3)))
    assert found == [
        (start, end),
        (datetime(2026, 10, 26, 1, 30, tzinfo=UTC), datetime(2026, 10, 26, 2, 15, tzinfo=UTC)),
    ]


def test_from_the_first_to_the_second_of_the_repeated_hour_is_an_hour_on_the_wall_of_other_days():
    start = datetime(2026, 10, 25, 0, 30, tzinfo=UTC)  # from the first 02:30 to the second
    one = PeriodRule(1, "red", False, False, start, start + timedelta(hours=1), "FREQ=DAILY")
    after = datetime(2027, 10, 31, tzinfo=UTC)  # the next autumn: from 02:30 to 03:30, which is two hours
    found = list(occurrences(one, zone=PARIS, start=after - timedelta(days=1), end=after + timedelta(days=1)))
    assert [(begins.hour, (ends - begins) / timedelta(hours=1)) for begins, ends in found] == [(0, 1), (0, 2)]


@pytest.mark.parametrize("recurrence", ["", "FREQ=DAILY"])
def test_what_only_touches_a_time_does_not_overlap_it(recurrence):
    one = rule(1, "red", 0, 6, recurrence=recurrence)
    assert list(occurrences(one, zone=UTC_ZONE, start=h(-9), end=h(0))) == []
    assert list(occurrences(one, zone=UTC_ZONE, start=h(6), end=h(24))) == []
    assert list(occurrences(one, zone=UTC_ZONE, start=h(5), end=h(7))) == [(h(0), h(6))]


@pytest.mark.parametrize(("day", "length"), [("2026-10-24", 24), ("2026-10-25", 25), ("2027-03-28", 23)])
def test_a_whole_day_has_as_many_hours_as_the_zone_gives_it(day, length):
    first = date.fromisoformat(day)
    one = PeriodRule(1, "red", False, True, first, first + timedelta(days=1))
    ((start, end),) = occurrences(one, zone=PARIS, start=paris("2026-01-01"), end=paris("2028-01-01"))
    assert (end - start) / timedelta(hours=1) == length


def test_a_recurring_whole_day_goes_from_midnight_to_midnight():
    one = PeriodRule(1, "red", False, True, date(2026, 10, 24), date(2026, 10, 25), "FREQ=DAILY")
    found = list(occurrences(one, zone=PARIS, start=paris("2026-10-25"), end=paris("2026-10-27")))
    assert [(end - start) / timedelta(hours=1) for start, end in found] == [25, 24]


@pytest.mark.parametrize(
    ("until", "count"),
    [
        ("20261027", 3),  # a date means that whole day
        ("20261027T020000", 2),  # local
        ("20261027T013000Z", 3),  # 02:30 in Paris
        ("20261027T012959Z", 2),
        ("20261025T010000Z", 1),  # the first 02:30 of the repeated hour is at 00:30Z
    ],
)
def test_until_as_a_date_local_or_utc(until, count):
    found = nights(
        "2026-10-25T02:30", "2026-10-25T04:00", f"FREQ=DAILY;UNTIL={until}", "2026-10-01", "2026-11-30"
    )
    assert len(found) == count


@pytest.mark.parametrize(
    "text",
    [
        "", "FREQ=HOURLY", "FREQ=DAILY;FREQ=DAILY", "BYDAY=MO", "FREQ=WEEKLY;BYDAY=XX", "FREQ=DAILY;DTSTART=20260101",
        "FREQ=DAILY;COUNT=2;UNTIL=20270101", "FREQ=DAILY;UNTIL=soon", "FREQ=DAILY;UNTIL=20261341", "FREQ=DAILY;COUNT=",
        "FREQ=DAILY;INTERVAL=x", "FREQ=DAILY;UNTIL=20261101T256000",
    ],
)  # fmt: skip
def test_a_recurrence_that_cannot_be_read(text):
    with pytest.raises(BadRecurrence):
        check(text, datetime.fromisoformat("2026-11-02T08:00"))


def test_a_recurrence_that_can():
    check("RRULE:FREQ=MONTHLY;BYDAY=-1FR", datetime.fromisoformat("2026-11-02T08:00"))
    assert parts_of("freq=weekly;byday=mo;") == {"FREQ": "WEEKLY", "BYDAY": "MO"}
    assert is_unbounded("FREQ=DAILY") and not is_unbounded("FREQ=DAILY;COUNT=2")
    assert not is_unbounded("FREQ=DAILY;UNTIL=20270101")


@pytest.mark.parametrize(
    "bad",
    [
        rule(1, "red", 4, 4),
        rule(1, "none", 2, 4),
        PeriodRule(
            1, "red", False, False, datetime.fromisoformat("2026-11-02"), datetime.fromisoformat("2026-11-03")
        ),
        PeriodRule(1, "red", False, False, date(2026, 11, 2), date(2026, 11, 3)),
    ],
)
def test_a_rule_that_means_nothing(bad):
    with pytest.raises(ValueError):
        resolve([bad], zone=UTC_ZONE, default="", start=A, end=h(24))


def test_the_whole_of_a_period_is_known_from_a_part_of_it():
    daily = rule(1, "red", 0, 6, recurrence="FREQ=DAILY")
    assert whole(daily, zone=UTC_ZONE, start=h(25), end=h(26)) == (h(24), h(30))
    assert whole(daily, zone=UTC_ZONE, start=h(25), end=h(50)) == (h(24), h(54))
    assert whole(daily, zone=UTC_ZONE, start=h(8), end=h(9)) is None


def test_cover_clips_fills_and_merges():
    spans = [
        Stretch(h(-4), h(-2), "red", 9),
        Stretch(h(-1), h(2), "blue", 1),
        Stretch(h(2), h(3), "blue", 1),
        Stretch(h(5), h(9), "red", 2),
        Stretch(h(12), h(13), "red", 2),
    ]
    assert cover(spans, h(0), h(10)) == [
        (h(0), h(3), "blue", 1),
        (h(3), h(5), "none", None),
        (h(5), h(9), "red", 2),
        (h(9), h(10), "none", None),
    ]
    assert cover(spans, h(6), h(8)) == [(h(6), h(8), "red", 2)]
    assert cover(spans, h(9), h(12)) == [(h(9), h(12), "none", None)]  # what only touches adds nothing


def test_rows_are_grouped_by_calendar():
    rows = [(7, h(0), h(1), "red", 1), (7, h(1), h(2), "blue", None), (8, h(0), h(2), "white", 3)]
    assert by_calendar(rows) == {
        7: [Stretch(h(0), h(1), "red", 1), Stretch(h(1), h(2), "blue", None)],
        8: [Stretch(h(0), h(2), "white", 3)],
    }


def test_balance_counts_hours_shares_and_the_longest_time_without_blue():
    spans = [Stretch(h(0), h(6), "blue", 1), Stretch(h(6), h(9), "red", 2), Stretch(h(9), h(10), "white", 3)]
    found = balance(spans, h(0), h(20))
    assert found.hours == {"blue": 6, "red": 3, "white": 1, "none": 10}
    assert found.shares == {"blue": 0.3, "red": 0.15, "white": 0.05, "none": 0.5}
    assert (found.total_hours, found.longest_without_blue_hours) == (20, 14)
    assert balance(spans).total_hours == 10


@pytest.mark.parametrize(("spans", "bounds"), [([], ()), ([], (A,)), ([], (A, A))])
def test_there_must_be_a_time_to_measure(spans, bounds):
    with pytest.raises(ValueError, match="no time"):
        balance(spans, *bounds)


def test_units_never_negotiated_are_named_and_left_out():
    spans = {
        "A": [Stretch(h(0), h(8), "blue", 1), Stretch(h(8), h(9), "red", 2)],
        "B": [Stretch(h(4), h(10), "blue", 1)],
        "C": [Stretch(h(-8), h(-4), "blue", 1)],
    }
    found = compare(spans, h(0), h(10))
    assert (found.never_negotiated, found.common_blue_hours) == (("C",), 4)
    assert (found.common_blue_share, found.total_hours) == (0.4, 10)
    assert found.spread == pytest.approx(0.2)
    nothing = compare({"C": []}, h(0), h(10))
    assert (nothing.spread, nothing.common_blue_hours, nothing.never_negotiated) == (None, 0, ("C",))
    assert nothing.common_blue_share == 0


def test_the_common_hours_are_those_in_which_all_are_blue():
    spans = {
        "A": [Stretch(h(-2), h(8), "blue", 1), Stretch(h(9), h(10), "blue", 1)],
        "B": [Stretch(h(3), h(12), "blue", 1)],
    }
    assert compare(spans, h(0), h(10)).common_blue_hours == 6  # 3–8 and 9–10


# --- against the oracle ---------------------------------------------------------------------------------

CHANGES = [datetime(2026, 10, 24, 12, tzinfo=UTC), datetime(2027, 3, 27, 12, tzinfo=UTC)]
RECURRENCES = ["", "FREQ=DAILY", "FREQ=DAILY;INTERVAL=2", "FREQ=WEEKLY;BYDAY=SA,SU", "FREQ=DAILY;COUNT=3"]


@st.composite
def drawn_rules(draw):
    """Some rules around a clock change, exceptions over exceptions over periods, timed and all-day."""
    change = draw(st.sampled_from(CHANGES))
    rules = []
    for key in range(draw(st.integers(0, 6))):
        colour = draw(st.sampled_from(["blue", "white", "red"]))
        exception, recurrence = draw(st.booleans()), draw(st.sampled_from(RECURRENCES))
        if draw(st.booleans()):
            first = change.date() + timedelta(days=draw(st.integers(-3, 2)))
            end = first + timedelta(days=draw(st.integers(1, 2)))
            rules.append(PeriodRule(key, colour, exception, True, first, end, recurrence))
        else:
            start = change + timedelta(minutes=15 * draw(st.integers(-200, 200)))
            end = start + timedelta(minutes=15 * draw(st.integers(1, 150)))
            rules.append(PeriodRule(key, colour, exception, False, start, end, recurrence))
    return change, rules


def covers(one: PeriodRule, zone: ZoneInfo, minute: datetime) -> bool:
    """Whether a rule covers an instant, worked out by listing its starts on the wall clock."""

    def instant(local: datetime) -> datetime:
        return local.replace(tzinfo=zone).astimezone(UTC)

    def local(moment: datetime) -> datetime:
        return moment.astimezone(zone).replace(tzinfo=None, fold=0)

    if one.all_day:
        first = datetime.combine(one.start, datetime.min.time())
        length = datetime.combine(one.end, datetime.min.time()) - first
        exact = instant(first), instant(first + length)
    else:
        exact = one.start, one.end
        first = local(one.start)
        length = local(one.end) - first
    real = exact[1] - exact[0]
    starts = [first]
    if one.recurrence:
        starts = rrulestr(one.recurrence, dtstart=first).between(
            first,
            first + timedelta(days=200)
            if first < local(minute) - timedelta(days=100)
            else local(minute) + timedelta(days=1),
            inc=True,
        )
    for naive in starts:
        if naive == first and not one.all_day:
            start, end = exact
        else:
            start = instant(naive)
            end = instant(naive + (length if length > timedelta(0) else real))
            end = end if end > start else start + real
        if start <= minute < end:
            return True
    return False


@settings(max_examples=60, deadline=None)
@given(
    drawn_rules(), st.sampled_from(["Europe/Paris", "America/New_York"]), st.sampled_from(["", "blue", "red"])
)
def test_every_quarter_of_an_hour_has_the_colour_that_the_order_gives_it(drawn, name, default):
    change, rules = drawn
    zone = ZoneInfo(name)
    start, end = change - timedelta(hours=20), change + timedelta(hours=30)
    found = resolve(rules, zone=zone, default=default, start=start, end=end)
    assert (found[0].start, found[-1].end) == (start, end)
    assert all(a.end == b.start and a[2:] != b[2:] for a, b in pairwise(found))
    strict = {"blue": 0, "white": 1, "red": 2}
    minute, number = start, 0
    while minute < end:
        while found[number].end <= minute:
            number += 1
        here = [one for one in rules if covers(one, zone, minute)]
        ruling = [one for one in here if one.exception] or here
        expected = max((one.colour for one in ruling), key=strict.__getitem__, default=default or "none")
        assert found[number].colour == expected, minute
        if ruling:
            assert found[number].key in {one.key for one in ruling if one.colour == expected}
        minute += timedelta(minutes=15)
