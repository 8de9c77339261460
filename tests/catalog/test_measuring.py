"""What people type as a measure: read as they meant it, refused by name where it cannot be."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from catalog import measuring
from catalog.measuring import Said

relaxed = settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])
OCTOBER = date(2026, 10, 1)
NOVEMBER_FOURTH = date(2026, 11, 4)


@pytest.mark.parametrize(
    ("typed", "unit", "read"),
    [
        ("99,74", "percent", "99.74"),
        ("99.74 %", "percent", "99.74"),
        ("99,74\u202f%", "percent", "99.74"),
        ("1\u202f234,5", "count", "1234.5"),
        (".5", "count", "0.5"),
        ("-3", "count", "-3"),
        ("−3", "count", "-3"),
        ("-0", "count", "0"),
        ("2 h 50", "hours", "2.8333"),
        ("2h50min", "hours", "2.8333"),
        ("2:30", "hours", "2.5"),
        ("4 h", "hours", "4"),
        ("2,5 h", "hours", "2.5"),
        ("2 h 50", "minutes", "170"),
        ("45 min", "minutes", "45"),
        ("1,3", "days", "1.3"),
        ("2 h 50", "percent", None),
        ("1,234.5", "count", None),
        ("1e5", "count", None),
        ("NaN", "count", None),
        ("Infinity", "count", None),
        ("beaucoup", "count", None),
        ("", "count", None),
        ("5 h", "days", None),
    ],
)
def test_a_value_is_read_as_people_write_it(typed, unit, read):
    assert measuring.value(typed, unit) == (Decimal(read) if read is not None else None)


@pytest.mark.parametrize(
    ("typed", "read"),
    [
        ("2026-10", OCTOBER),
        (" 2026-10-01 ", OCTOBER),
        ("10/2026", OCTOBER),
        ("01/10/2026", OCTOBER),
        ("2026-1", date(2026, 1, 1)),
        ("2026-13", None),
        ("2026-00", None),
        ("1999-10", None),
        ("2026-10-15", None),
        ("2000-01", date(2000, 1, 1)),
        ("2099-12", date(2099, 12, 1)),
        ("2100-01", None),
        ("octobre", None),
    ],
)
def test_a_month_is_read_in_three_ways(typed, read):
    assert measuring.month(typed) == read


def test_a_number_has_no_needless_sign_nor_zero():
    assert str(measuring.value("-0", "count")) == "0"
    assert [str(measuring.trimmed(Decimal(text))) for text in ("100.0000", "99.7400", "-0.0", "0.0001")] == [
        "100", "99.74", "0", "0.0001",
    ]  # fmt: skip


def test_a_measure_is_of_one_event_unless_it_says_how_many():
    assert Said(OCTOBER, VALUE).events == 1


def codes(said: Said, **given) -> list[tuple[str, str]]:
    facts = {"percent": True, "since": date(2026, 1, 1), "today": NOVEMBER_FOURTH, **given}
    return [(fault.field, fault.code) for fault in measuring.faults(said, **facts)]


VALUE = Decimal("99.7")


@pytest.mark.parametrize(
    ("said", "given", "found"),
    [
        (Said(OCTOBER, VALUE), {}, []),
        (Said(OCTOBER, Decimal(100)), {}, []),
        (Said(OCTOBER, Decimal(0)), {}, []),
        (Said(OCTOBER, None, no_event=True), {}, []),
        (Said(date(2026, 10, 15), VALUE), {}, [("month", "not_a_month")]),
        (Said(date(2026, 11, 1), VALUE), {}, [("month", "not_over")]),
        (Said(OCTOBER, VALUE), {"today": date(2026, 10, 31)}, [("month", "not_over")]),
        (Said(OCTOBER, VALUE), {"today": date(2026, 11, 1)}, []),
        (Said(date(2025, 12, 1), VALUE), {}, [("month", "too_early")]),
        (Said(OCTOBER, VALUE), {"since": OCTOBER}, []),
        (Said(OCTOBER, VALUE), {"since": None}, [("month", "no_target")]),
        (Said(OCTOBER, Decimal("-0.1")), {}, [("value", "negative")]),
        (Said(OCTOBER, Decimal("100.1")), {}, [("value", "over_hundred")]),
        (Said(OCTOBER, Decimal("100.1")), {"percent": False}, []),
        (Said(OCTOBER, Decimal(10**8)), {"percent": False}, [("value", "too_large")]),
        (Said(OCTOBER, Decimal("99.74321")), {}, [("value", "too_fine")]),
        (Said(OCTOBER, Decimal("99.743210")), {}, [("value", "too_fine")]),
        (Said(OCTOBER, Decimal("99.7432000")), {}, []),
        (Said(OCTOBER, Decimal("1.234")), {"digits": 2}, [("value", "too_fine")]),
        (Said(OCTOBER, VALUE, events=0), {}, [("events", "no_events")]),
        (Said(OCTOBER, VALUE, events=-1), {}, [("events", "negative_events")]),
        (Said(OCTOBER, VALUE, events=2**31), {}, [("events", "too_many")]),
        (Said(OCTOBER, VALUE, events=2**31 - 1), {}, []),
        (Said(OCTOBER, VALUE, no_event=True), {}, [("value", "event_or_none")]),
        (Said(OCTOBER), {}, [("value", "nothing")]),
        (Said(OCTOBER, VALUE, why="x" * 201), {}, [("why", "too_long")]),
        (Said(OCTOBER, VALUE, why="x" * 200), {}, []),
        (
            Said(date(2026, 12, 1), Decimal(-1), events=0),
            {},
            [("month", "not_over"), ("value", "negative"), ("events", "no_events")],
        ),
    ],
)
def test_each_refusal_names_its_field_and_its_reason(said, given, found):
    assert codes(said, **given) == found


@relaxed
@given(st.decimals(min_value=0, max_value=10**7, places=4))
def test_what_is_written_is_read_again(value):
    written = f"{value:f}"
    assert measuring.value(written, "count") == value
    assert measuring.value(written.replace(".", ","), "count") == value


@relaxed
@given(st.integers(0, 99_999))
def test_hours_and_minutes_are_those_of_the_clock(minutes):
    typed = f"{minutes // 60} h {minutes % 60:02d}"
    assert measuring.value(typed, "minutes") == minutes
    hours = measuring.value(typed, "hours")
    assert hours is not None and abs(hours * 60 - minutes) < Decimal("0.01")
