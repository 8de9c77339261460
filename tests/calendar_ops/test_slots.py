"""The slot finder and its suggestions, against a minute-by-minute oracle and the policy."""

from __future__ import annotations

from datetime import UTC, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from calendar_ops.policy import Keeper, Work, judge
from calendar_ops.slots import COSTS, DailyHours, Part, Wish, apply, find, longest, suggest, with_exception
from calendar_ops.windows import Bound, Window

from .test_policy import COLUMNS, A, calendars, h, keeper, stretch

HOUR = timedelta(hours=1)
BLUE = keeper(stretch(0, 240, "blue", 1))


def wish(
    hours: float, start: float = 0, end: float = 72, minutes: int = 60, daily: DailyHours | None = None
) -> Wish:
    return Wish("normal", minutes, hours * HOUR, h(start), h(end), daily)


def spans(windows) -> list[tuple[float, float]]:
    return [((w.start - A) / HOUR, (w.end - A) / HOUR) for w in windows]


def test_windows_are_maximal_and_know_their_earliest_and_latest_start():
    half = keeper(stretch(0, 10, "blue", 1), stretch(10, 20, "red", 2), stretch(20, 24, "blue", 1))
    first, second = find(wish(3), [half, BLUE])
    assert (first.earliest_start, first.latest_start, first.negotiated) == (h(0), h(7), True)
    assert (second.earliest_start, second.latest_start) == (h(20), h(21))
    assert find(wish(3), [half, BLUE], limit=1) == [first]
    assert spans(find(wish(5), [half, BLUE])) == [(0, 10)]


def test_nobody_touched_leaves_the_whole_time_and_no_time_leaves_nothing():
    assert spans(find(wish(3), [])) == [(0, 72)]
    assert find(wish(3, 10, 10), []) == [] and longest(wish(3, 10, 10), []) is None


@pytest.mark.parametrize("hours", [0, -1])
def test_a_slot_lasts(hours):
    with pytest.raises(ValueError):
        find(wish(hours), [])


def test_what_is_not_negotiated_comes_on_request_and_marked():
    part = keeper(stretch(0, 6, "blue", 1), stretch(10, 12, "red", 2), stretch(12, 20, "blue", 1))
    assert spans(find(wish(4, end=24), [part])) == [(0, 6), (12, 20)]
    found = find(wish(4, end=24), [part], also_not_negotiated=True)
    assert [(*span, w.negotiated) for span, w in zip(spans(found), found, strict=True)] == [
        (0, 6, True), (0, 10, False), (12, 20, True), (12, 24, False),
    ]  # fmt: skip
    never = keeper(code="N", version=None)
    assert find(wish(4, end=24), [part, never]) == []
    assert spans(find(wish(4, end=24), [part, never], also_not_negotiated=True)) == [(0, 10), (12, 24)]
    assert len(find(wish(4, end=24), [part], limit=2, also_not_negotiated=True)) == 2


def daily(start: int, end: int, zone: str = "UTC") -> DailyHours:
    return DailyHours(time(start), time(end), zone)


@pytest.mark.parametrize(
    ("hours", "expected"),
    [
        (daily(8, 12), [(8, 12), (32, 36), (56, 60)]),
        (daily(22, 5), [(0, 5), (22, 29), (46, 53)]),  # crosses midnight; the last night is cut to two hours
        (daily(18, 0), [(18, 24), (42, 48), (66, 72)]),
        (daily(6, 6), [(0, 6), (6, 30), (30, 54), (54, 72)]),
        (daily(8, 12, "America/New_York"), [(13, 17), (37, 41), (61, 65)]),
    ],
)
def test_a_slot_lies_whole_inside_one_daily_range(hours, expected):
    assert spans(find(wish(3, daily=hours), [BLUE])) == expected


def test_daily_hours_on_the_nights_when_the_clocks_change():
    always = Keeper(
        "A", ("A",), 1, [(datetime(2026, 1, 1, tzinfo=UTC), datetime(2028, 1, 1, tzinfo=UTC), "blue", 1)]
    )
    paris = ZoneInfo("Europe/Paris")
    for day, length in (
        (datetime(2026, 10, 24, 12, tzinfo=paris), 8),
        (datetime(2027, 3, 27, 12, tzinfo=paris), 6),
    ):
        night = Wish("normal", 60, HOUR, day, day + timedelta(hours=24), daily(22, 5, "Europe/Paris"))
        (window,) = find(night, [always])
        assert (window.end - window.start) / HOUR == length
    gap = Wish("normal", 60, HOUR / 4, day, day + timedelta(hours=24), daily(2, 3, "Europe/Paris"))
    assert find(gap, [always]) == []  # that hour does not exist


def test_the_two_times_of_the_repeated_hour_are_two_searches():
    paris = ZoneInfo("Europe/Paris")
    half_past_two = datetime(2026, 10, 25, 2, 30, tzinfo=paris)
    first = Wish("normal", 60, HOUR, half_past_two, half_past_two.replace(hour=6))
    second = first._replace(not_before=half_past_two.replace(fold=1))
    starts = [find(one, [])[0].start for one in (first, second)]
    assert starts == [datetime(2026, 10, 25, hour, 30, tzinfo=UTC) for hour in (0, 1)]


def test_the_longest_run_says_what_bounds_it():
    a = keeper(stretch(0, 5, "white", 3), stretch(5, 40, "blue", 1), code="A")
    b = keeper(stretch(0, 30, "blue", 1), stretch(30, 72, "red", 2), code="B")
    found = longest(wish(60), [a, b])
    assert found is not None and (found.start, found.end, found.minutes) == (h(5), h(30), 1500)
    assert found.bounded_by == (Bound("A", "white", h(5), 3), Bound("B", "red", h(30), 2))
    assert longest(wish(60, 6, 20), [a, b]).bounded_by == ()
    assert longest(wish(60, daily=daily(8, 12)), [a, b]).bounded_by == ()
    holes = keeper(stretch(4, 8, "blue", 1), code="C")
    assert [(x.colour, x.at, x.period) for x in longest(wish(60), [holes]).bounded_by] == [
        ("none", h(4), None), ("none", h(8), None),
    ]  # fmt: skip
    assert longest(wish(60), [keeper(stretch(0, 90, "red", 1))]) is None


def kinds(found) -> list[str]:
    return [one.kind for one in found]


def test_suggestions_stand_cheapest_first():
    a = keeper(stretch(0, 10, "blue", 1), stretch(10, 72, "white", 2), stretch(72, 99, "blue", 1), code="A")
    b = keeper(stretch(0, 10, "white", 1), stretch(10, 99, "blue", 1), code="B")
    found = suggest(wish(8), [a, b])
    assert (
        kinds(found)
        == ["another_time", "shorter_interruption", "split", "leave_out", "exception"]
        == list(COSTS)
    )
    later, shorter, split, out, exception = found
    assert (later.start, later.wish.not_after) == (h(72), h(99))
    assert (shorter.start, shorter.wish.interruption_minutes) == (h(0), 30)
    assert [(part.keepers, part.window.start) for part in split.parts] == [(("A",), h(0)), (("B",), h(10))]
    assert (out.codes, out.units, out.parts[0].keepers) == (("B",), ("B",), ("A",))
    assert (split.codes, split.units, split.start) == (("B",), ("B",), h(0))
    assert (exception.codes, exception.start, exception.end) == (("B",), h(0), h(8))
    assert exception.parts == (Part(("A", "B"), Window(h(0), h(8), h(0), h(0), True)),)


def test_the_most_calendars_are_found_after_others_were_over():
    a = keeper(stretch(0, 10, "blue", 1), code="A")
    b = keeper(stretch(20, 40, "blue", 1), code="B")
    c = keeper(stretch(30, 50, "blue", 1), code="C")
    (out,) = [one for one in suggest(wish(5), [a, b, c]) if one.kind == "leave_out"]
    assert (out.codes, out.parts[0].keepers, out.start) == (("A",), ("B", "C"), h(30))


@pytest.mark.parametrize(
    ("start", "end", "expected"),
    [
        (4, 6, [(0, 4, "red", 1), (4, 6, "blue", None), (6, 10, "red", 1), (10, 20, "white", 2)]),
        (0, 2, [(0, 2, "blue", None), (2, 10, "red", 1), (10, 20, "white", 2)]),
        (12, 20, [(0, 10, "red", 1), (10, 12, "white", 2), (12, 20, "blue", None)]),
        (22, 24, [(0, 10, "red", 1), (10, 20, "white", 2), (20, 22, "none", None), (22, 24, "blue", None)]),
        (-4, -2, [(-4, -2, "blue", None), (-2, 0, "none", None), (0, 10, "red", 1), (10, 20, "white", 2)]),
    ],
)
def test_an_exception_changes_its_own_time_only(start, end, expected):
    asked = keeper(stretch(0, 10, "red", 1), stretch(10, 20, "white", 2))
    changed = with_exception(asked, h(start), h(end))
    assert [tuple(one) for one in changed.stretches] == [stretch(*one) for one in expected]
    assert changed._replace(stretches=asked.stretches) == asked


def test_the_hours_may_be_dropped_or_with_the_dates_or_nothing_helps():
    evening = keeper(stretch(0, 12, "blue", 1), stretch(12, 100, "red", 2))
    assert kinds(suggest(wish(4, daily=daily(18, 22)), [evening])) == ["another_time", "exception"]
    assert suggest(wish(4, daily=daily(18, 22)), [evening])[0].wish.hours is None
    late = keeper(
        stretch(0, 74, "red", 2), stretch(74, 84, "blue", 1)
    )  # blue from 02:00 to 12:00 after the wish
    (both, *_) = suggest(wish(4, daily=daily(18, 22)), [late])
    assert (both.kind, both.wish.hours, both.start) == ("another_time", None, h(74))
    assert suggest(wish(4), [keeper(stretch(0, 72, "red", 1), version=None)]) == []
    assert suggest(wish(80), [keeper(stretch(0, 72, "red", 1))]) == []


def test_everybody_red_leaves_only_asking_for_exceptions():
    red = [keeper(stretch(0, 72, "red", 1), code=code) for code in "AB"]
    (only,) = suggest(wish(4, daily=daily(8, 12)), red)
    assert (only.kind, only.codes, only.start) == ("exception", ("A", "B"), h(8))
    bare = keeper(code="C")
    assert kinds(suggest(wish(4), [bare])) == ["exception"]
    ((asked, kept),) = apply(suggest(wish(4), [bare])[0], [bare])
    assert find(asked, kept)


def test_where_a_slot_exists_nothing_dearer_than_taking_it_is_suggested():
    assert kinds(suggest(wish(4), [BLUE])) == ["another_time", "shorter_interruption"]
    assert kinds(suggest(wish(4, minutes=30), [BLUE])) == ["another_time"]


def test_work_is_not_split_into_more_parts_than_are_worth_it():
    apart = [keeper(stretch(10 * n, 10 * n + 5, "blue", 1), code=f"U{n}") for n in range(5)]
    assert "split" not in kinds(suggest(wish(5), apart))
    assert "split" in kinds(suggest(wish(5), apart[:4]))


# --- against the oracle ---------------------------------------------------------------------------------

HOURS = [None, None, daily(18, 0), daily(22, 5), daily(8, 12, "America/New_York"), daily(6, 6)]


def same_range(hours: DailyHours | None, hour: int) -> object:
    """Which daily range the hour from A + `hour` lies in; None outside every one. (No clock change here.)"""
    if hours is None:
        return 0
    local = h(hour).astimezone(ZoneInfo(hours.zone))
    first, last = hours.start.hour, hours.end.hour
    if first < last:
        return local.date() if first <= local.hour < last else None
    if local.hour >= first:
        return local.date()
    return local.date() - timedelta(days=1) if local.hour < last else None


def oracle(wanted: Wish, keepers, length: int, start: int, end: int) -> list[tuple[int, int]]:
    """Maximal windows by looking at each hour (all drawn bounds are whole hours)."""
    found: list[list[int]] = []
    previous = None
    for hour in range(start, end):
        place = same_range(wanted.hours, hour)
        work = Work(wanted.work_class, wanted.interruption_minutes, h(hour), h(hour + 1))
        if place is None or not judge(work, keepers).allowed:
            previous = None
            continue
        if place == previous:
            found[-1][1] = hour + 1
        else:
            found.append([hour, hour + 1])
        previous = place
    return [(since, until) for since, until in found if until - since >= length]


wishes = st.tuples(
    st.sampled_from(list(COLUMNS)),
    st.integers(1, 12),
    st.integers(0, 30),
    st.integers(31, 72),
    st.sampled_from(HOURS),
)


def wanted_from(drawn) -> Wish:
    column, length, start, end, hours = drawn
    work_class, minutes = COLUMNS[column]
    return Wish(work_class, minutes, length * HOUR, h(start), h(end), hours)


@settings(max_examples=100, deadline=None)
@given(calendars(), wishes)
def test_every_window_is_allowed_maximal_and_none_is_missed(keepers, drawn):
    wanted = wanted_from(drawn)
    windows = find(wanted, keepers)
    assert spans(windows) == oracle(wanted, keepers, drawn[1], drawn[2], drawn[3])
    for window in windows:
        for start in (window.earliest_start, window.latest_start):
            work = Work(wanted.work_class, wanted.interruption_minutes, start, start + wanted.duration)
            assert judge(work, keepers).allowed


@settings(max_examples=60, deadline=None)
@given(calendars(), wishes)
def test_windows_that_are_not_negotiated_are_judged_so(keepers, drawn):
    wanted = wanted_from(drawn)
    found = find(wanted, keepers, also_not_negotiated=True)
    assert [w for w in found if w.negotiated] == find(wanted, keepers)
    assert [w.start for w in found] == sorted(w.start for w in found)
    for window in found:
        work = Work(wanted.work_class, wanted.interruption_minutes, window.start, window.end)
        assert judge(work, keepers).kind == ("allowed" if window.negotiated else "not_negotiated")


@settings(max_examples=60, deadline=None)
@given(calendars(), wishes)
def test_the_longest_run_is_the_longest(keepers, drawn):
    wanted = wanted_from(drawn)
    runs = oracle(wanted, keepers, 1, drawn[2], drawn[3])
    found = longest(wanted, keepers)
    if not runs:
        assert found is None
        return
    assert found is not None
    assert found.minutes == 60 * max(until - since for since, until in runs)
    for bound in found.bounded_by:
        inside = bound.at - HOUR if bound.at == found.start else bound.at
        (one,) = [k for k in keepers if k.code == bound.unit]
        verdict = judge(Work(wanted.work_class, wanted.interruption_minutes, inside, inside + HOUR), [one])
        assert not verdict.allowed and bound.colour in {o.colour for o in verdict.offences}


@settings(max_examples=100, deadline=None)
@given(calendars(4), wishes)
def test_each_suggestion_applied_yields_a_slot(keepers, drawn):
    wanted = wanted_from(drawn)
    if find(wanted, keepers):
        return
    found = suggest(wanted, keepers)
    assert [COSTS.index(one.kind) for one in found] == sorted(COSTS.index(one.kind) for one in found)
    for one in found:
        searches = apply(one, keepers)
        assert searches and all(find(changed, kept) for changed, kept in searches)
        covered = {k.code for _, kept in searches for k in kept} | set(one.codes)
        assert covered == {k.code for k in keepers}
        first_wish, first_keepers = searches[0]
        assert judge(
            Work(first_wish.work_class, first_wish.interruption_minutes, one.start, one.end), first_keepers
        ).allowed
