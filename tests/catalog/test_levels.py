"""The judgement of service levels: tables of cases, properties, and an oracle written another way."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from catalog.levels import (
    FAR,
    HELD,
    MEASURED,
    Figure,
    Measure,
    Outcome,
    Scale,
    Target,
    Trend,
    judge,
    kept_of,
    mean,
    months_of,
    target_in,
    trend,
    used,
    watermelon,
    yearly,
)
from core.months import closing, later

relaxed = settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])
UPTIME = Scale(high=True, downtime=True)
RISES = Scale(high=True)
FALLS = Scale(high=False)
SCALES = [UPTIME, RISES, FALLS]
OCTOBER = date(2026, 10, 1)


def d(text: str) -> Decimal:
    return Decimal(text)


def target(month: str, value: str) -> Target:
    return Target(date.fromisoformat(f"{month}-01"), d(value))


def months(*values, promised="99.5", scale=UPTIME):
    """The months that end with October: a value, (value, events), None not measured, "" no event."""
    asked = closing(OCTOBER, len(values))
    said = {}
    for month, value in zip(asked, values, strict=True):
        if value == "":
            said[month] = Measure(None, 0)
        elif isinstance(value, tuple):
            said[month] = Measure(d(value[0]), value[1])
        elif value is not None:
            said[month] = Measure(d(value), 1)
    return months_of(asked, [Target(date(2020, 1, 1), d(promised))], said, scale)


@pytest.mark.parametrize(
    ("month", "promised"),
    [
        ("2025-12", None),
        ("2026-01", "99.0"),
        ("2026-06", "99.0"),
        ("2026-07", "99.5"),
        ("2030-01", "99.5"),
    ],
)
def test_a_target_holds_from_its_month_until_the_next_one(month, promised):
    targets = [target("2026-07", "99.5"), target("2026-01", "99.0")]
    found = target_in(targets, date.fromisoformat(f"{month}-01"))
    assert found == (d(promised) if promised else None)


@pytest.mark.parametrize(
    ("value", "promised", "scale", "outcome"),
    [
        ("99.5", "99.5", UPTIME, Outcome.KEPT),
        ("99.4999", "99.5", UPTIME, Outcome.MISSED),
        ("100", "99.5", UPTIME, Outcome.KEPT),
        ("4", "4", FALLS, Outcome.KEPT),
        ("4.0001", "4", FALLS, Outcome.MISSED),
        ("0", "4", FALLS, Outcome.KEPT),
        ("80", "80", RISES, Outcome.KEPT),
        ("79.9999", "80", RISES, Outcome.MISSED),
        ("0", "0", FALLS, Outcome.KEPT),
    ],
)
def test_exactly_as_promised_is_kept(value, promised, scale, outcome):
    assert judge(Measure(d(value), 1), d(promised), scale) == outcome


def test_no_event_is_kept_no_measure_is_neither_and_no_promise_is_none():
    assert judge(Measure(None, 0), d("4"), FALLS) == Outcome.NO_EVENT and Outcome.NO_EVENT in HELD
    assert judge(None, d("4"), FALLS) == Outcome.UNMEASURED and Outcome.UNMEASURED not in MEASURED
    assert judge(Measure(d("5"), 1), None, FALLS) == Outcome.UNPROMISED


@pytest.mark.parametrize(
    ("value", "promised", "scale", "share"),
    [
        ("99.82", "99.9", UPTIME, "1.8"),  # 0.18 down for 0.10 allowed
        ("98.70", "99.0", UPTIME, "1.3"),
        ("100", "99.9", UPTIME, "0"),
        ("6", "4", FALLS, "1.5"),
        ("2", "4", FALLS, "0.5"),
        ("40", "80", RISES, "2"),
        ("100", "80", RISES, "0.8"),
        ("100", "100", UPTIME, "0"),
        ("99.99", "100", UPTIME, str(FAR)),
        ("0", "0", FALLS, "0"),
        ("1", "0", FALLS, str(FAR)),
        ("0", "80", RISES, str(FAR)),
        ("0.0001", "99999999", RISES, str(FAR)),
    ],
)
def test_how_much_of_the_promise_was_used(value, promised, scale, share):
    assert used(d(value), d(promised), scale) == d(share)


def test_the_farthest_from_its_promise_is_so_whatever_it_is_measured_in():
    """Warehouse 99.82 for 99.9, storage 99.31 for 99.5, printing 98.70 for 99.0, tracking 99.42 for 99.5."""
    rows = [("99.42", "99.5"), ("98.70", "99.0"), ("99.82", "99.9"), ("99.31", "99.5")]
    ordered = sorted(rows, key=lambda row: -used(d(row[0]), d(row[1]), UPTIME))
    assert [value for value, _promised in ordered] == ["99.82", "99.31", "98.70", "99.42"]


def test_the_figure_of_a_year_needs_nine_measured_months():
    kept = ["99.9"] * 8
    assert yearly(months(*kept, None, None, None, None)) == Figure(8, 8, OCTOBER, lacking=1)
    assert yearly(months(*kept, "99.0", None, None, None)) == Figure(8, 9, OCTOBER)
    assert yearly(months(*kept, "", None, None, None)) == Figure(9, 9, OCTOBER)
    assert not yearly(months(*kept, None, None, None, None)).measurable
    assert yearly(months(*kept, "99.0", None, None, None)).measurable


def test_the_figure_of_a_year_looks_at_its_last_twelve_months_only():
    assert yearly(months("99.0", *["99.9"] * 12)) == Figure(12, 12, OCTOBER)


def test_a_figure_over_nothing_measured_is_not_zero():
    assert kept_of(months(None, None)) == Figure(0, 0, OCTOBER, lacking=1)
    assert not kept_of(months(None, None)).measurable
    assert kept_of([]).last is None and not kept_of([]).measurable
    assert kept_of(months("99.0", "99.9")) == Figure(1, 2, OCTOBER)


def test_months_before_the_first_target_count_nowhere():
    found = months_of(
        closing(OCTOBER, 3), [Target(OCTOBER, d("4"))], {date(2026, 9, 1): Measure(d("9"), 1)}, FALLS
    )
    assert [month.outcome for month in found] == [
        Outcome.UNPROMISED, Outcome.UNPROMISED, Outcome.UNMEASURED,
    ]  # fmt: skip
    assert [month.used for month in found] == [None, None, None]
    assert kept_of(found).measured == 0


def test_a_mean_weighs_each_month_as_its_events():
    assert mean(months(("2", 3), ("6", 1), "", None, scale=FALLS)) == 3
    assert mean(months("", None)) is None
    assert mean([]) is None


@pytest.mark.parametrize(
    ("values", "promised", "scale", "found"),
    [
        (["4"] * 5, "4", FALLS, Trend.UNKNOWN),
        (["4", "4", "4", "", "4", None, "4"], "4", FALLS, Trend.UNKNOWN),  # five values
        (["4"] * 6, "4", FALLS, Trend.STEADY),
        (["4", "4", "4", "4.2", "4.2", "4.2"], "4", FALLS, Trend.STEADY),  # exactly 5 %
        (["4", "4", "4", "4.21", "4.21", "4.21"], "4", FALLS, Trend.WORSE),
        (["4", "4", "4", "3.7", "3.7", "3.7"], "4", FALLS, Trend.BETTER),
        (["70", "70", "70", "75", "75", "75"], "80", RISES, Trend.BETTER),
        (["70", "70", "70", "65", "65", "65"], "80", RISES, Trend.WORSE),
        (["70", "70", "70", "74", "74", "74"], "80", RISES, Trend.STEADY),  # 5 % of 80
        (["99.60", "99.60", "99.60", "99.62", "99.62", "99.62"], "99.5", UPTIME, Trend.STEADY),
        (["99.60", "99.60", "99.60", "99.70", "99.70", "99.70"], "99.5", UPTIME, Trend.BETTER),
        (["99.60", "99.60", "99.60", "99.50", "99.50", "99.50"], "99.5", UPTIME, Trend.WORSE),
        (["1", "1", "1", "9", "4", None, "4", "", "4", None], "4", FALLS, Trend.WORSE),
        (["9", ("1", 100), ("9", 1), ("9", 1), "9", "9", "9"], "4", FALLS, Trend.WORSE),
    ],
)
def test_the_last_three_measured_months_against_the_three_before(values, promised, scale, found):
    assert trend(months(*values, promised=promised, scale=scale), scale) == found


def test_the_promise_of_the_last_measured_month_says_what_is_steady():
    asked = closing(OCTOBER, 6)
    said = {month: Measure(d("4") if place < 3 else d("5"), 1) for place, month in enumerate(asked)}
    lax = months_of(asked, [Target(asked[0], d("4")), Target(asked[5], d("40"))], said, FALLS)
    strict = months_of(asked, [Target(asked[0], d("40")), Target(asked[5], d("4"))], said, FALLS)
    assert (trend(lax, FALLS), trend(strict, FALLS)) == (Trend.STEADY, Trend.WORSE)


@pytest.mark.parametrize(
    ("outcome", "satisfied", "found"),
    [
        (Outcome.KEPT, None, None),
        (Outcome.KEPT, False, True),
        (Outcome.NO_EVENT, False, True),
        (Outcome.KEPT, True, False),
        (Outcome.MISSED, False, False),
        (Outcome.UNMEASURED, False, None),
        (Outcome.UNPROMISED, False, None),
    ],
)
def test_a_watermelon_is_not_measurable_without_satisfaction(outcome, satisfied, found):
    assert watermelon(outcome, satisfied) is found


values = st.decimals(min_value=0, max_value=100, places=4)
scales = st.sampled_from(SCALES)
measures = st.one_of(
    st.none(),
    st.just(Measure(None, 0)),
    st.builds(Measure, values, st.integers(min_value=1, max_value=50)),
)


@relaxed
@given(value=values, promised=values, scale=scales)
def test_missed_is_exactly_what_uses_more_than_is_allowed(value, promised, scale):
    missed = judge(Measure(value, 1), promised, scale) == Outcome.MISSED
    assert missed == (used(value, promised, scale) > 1)


@relaxed
@given(promised=values, one=values, other=values, scale=scales)
def test_what_is_worse_never_uses_less(promised, one, other, scale):
    better, worse = (max(one, other), min(one, other)) if scale.high else (min(one, other), max(one, other))
    assert used(better, promised, scale) <= used(worse, promised, scale)


def oracle(targets, said, asked, scale):
    """Kept, measured and the exact trend, from fractions and plain loops."""
    kept = measured = 0
    points = []
    for month in asked:
        promised = None
        for since, value in sorted(targets):
            if since <= month:
                promised = Fraction(value)
        if promised is None or month not in said:
            continue
        measured += 1
        value, events = said[month]
        if value is None:
            kept += 1
            continue
        fraction = Fraction(value)
        kept += fraction >= promised if scale.high else fraction <= promised
        points.append((fraction, events, promised))
    if len(points) < 6:
        return kept, measured, Trend.UNKNOWN

    def average(part):
        return sum(value * events for value, events, _p in part) / sum(events for _v, events, _p in part)

    now, before, promised = average(points[-3:]), average(points[-6:-3]), points[-1][2]
    gain = (now - before) * (1 if scale.high else -1)
    room = Fraction(5, 100) * (100 - promised if scale.downtime else promised)
    going = Trend.STEADY if abs(gain) <= room else Trend.BETTER if gain > 0 else Trend.WORSE
    return kept, measured, going


@relaxed
@given(
    data=st.data(),
    scale=scales,
    begun=st.lists(st.integers(min_value=-3, max_value=12), min_size=1, max_size=4, unique=True),
)
def test_a_year_against_the_oracle(data, scale, begun):
    asked = closing(OCTOBER, 12)
    targets = [Target(later(asked[0], step), data.draw(values)) for step in begun]
    drawn = {month: data.draw(measures) for month in asked}
    said = {month: measure for month, measure in drawn.items() if measure is not None}
    found = months_of(asked, targets, said, scale)
    kept, measured, going = oracle(targets, said, asked, scale)
    figure = yearly(found)
    assert (figure.kept, figure.measured) == (kept, measured)
    assert figure.measurable == (measured >= 9)
    assert trend(found, scale) == going


@relaxed
@given(begun=st.lists(st.integers(0, 40), unique=True), asked=st.integers(0, 40))
def test_one_target_or_none_is_in_force(begun, asked):
    first = date(2024, 1, 1)
    targets = [Target(later(first, step), Decimal(step)) for step in begun]
    found = target_in(reversed(targets), later(first, asked))
    assert found == max((Decimal(step) for step in begun if step <= asked), default=None)
