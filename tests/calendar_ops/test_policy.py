"""The policy's table, every offence, and a minute-by-minute oracle."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from itertools import pairwise
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from calendar_ops.policy import POLICY, SEVERITY, Keeper, Verdict, Work, allowed_colours, cite, judge
from calendar_ops.timeline import PeriodRule, Stretch

A = datetime(2026, 11, 2, tzinfo=UTC)


def h(hours: float) -> datetime:
    return A + timedelta(hours=hours)


def stretch(start, end, colour, key=None) -> Stretch:
    return Stretch(h(start), h(end), colour, key)


def keeper(*stretches: Stretch, code: str = "A", version: int | None = 1) -> Keeper:
    return Keeper(code, (code,), version, list(stretches))


def work(start, end, work_class="normal", minutes=60) -> Work:
    return Work(work_class, minutes, h(start), h(end))


@pytest.mark.parametrize(
    ("work_class", "minutes", "colour", "expected"),
    [
        (work_class, minutes, colour, expected)
        for work_class, minutes, answers in [
            ("normal", 31, ("allowed", "refused", "refused", "not_negotiated")),
            ("normal", 30, ("allowed", "allowed", "refused", "not_negotiated")),
            ("normal", 0, ("allowed", "allowed", "refused", "not_negotiated")),
            ("security", 600, ("allowed", "allowed", "refused", "not_negotiated")),
            ("emergency", 600, ("allowed", "allowed", "needs_approval", "not_negotiated")),
        ]
        for colour, expected in zip(("blue", "white", "red", "none"), answers, strict=True)
    ],
)
def test_the_table(work_class, minutes, colour, expected):
    assert judge(work(1, 2, work_class, minutes), [keeper(stretch(0, 24, colour))]).kind == expected
    assert (colour in allowed_colours(work_class, minutes)) == (expected == "allowed")


def test_no_two_answers_are_equally_bad():
    assert sorted(SEVERITY, key=SEVERITY.__getitem__) == [
        "allowed",
        "not_negotiated",
        "needs_approval",
        "refused",
    ]
    assert sorted(SEVERITY.values()) == [0, 1, 2, 3]


@pytest.mark.parametrize(
    "bad",
    [work(2, 2), work(3, 2), work(1, 2, "urgent"), work(1, 2, minutes=-1)],
    ids=lambda one: str(one[:2]),
)
def test_work_that_means_nothing(bad):
    with pytest.raises(ValueError):
        judge(bad, [])


def test_work_that_touches_nobody_is_allowed():
    verdict = judge(work(1, 2), [])
    assert verdict == Verdict("allowed", ()) and verdict.allowed


def test_the_worst_answer_wins_and_stands_first():
    keepers = [
        keeper(stretch(0, 24, "none"), code="N"),
        keeper(stretch(0, 24, "blue"), code="B"),
        keeper(stretch(0, 3, "white", 1), stretch(3, 24, "red", 2), code="R"),
    ]
    verdict = judge(work(1, 5), keepers)
    assert (verdict.kind, verdict.allowed) == ("refused", False)
    assert [(o.unit, o.colour, o.kind) for o in verdict.offences] == [
        ("R", "white", "refused"), ("R", "red", "refused"), ("N", "none", "not_negotiated"),
    ]  # fmt: skip
    assert judge(work(1, 5, "emergency"), keepers).kind == "needs_approval"
    assert judge(work(1, 2, "security"), keepers).kind == "not_negotiated"


def test_a_unit_without_calendar_is_not_negotiated_throughout():
    (one,) = judge(work(1, 2), [keeper(stretch(0, 24, "blue"), version=None)]).offences
    assert (one.start, one.end, one.colour, one.version, one.rule) == (
        h(1),
        h(2),
        "none",
        None,
        "not_negotiated",
    )
    assert (one.period, one.period_start, one.period_end) == (None, None, None)


def test_what_no_stretch_covers_is_not_negotiated():
    found = judge(work(0, 10), [keeper(stretch(2, 4, "blue"), stretch(6, 7, "blue"))])
    assert [(o.start, o.end, o.colour) for o in found.offences] == [
        (h(0), h(2), "none"), (h(4), h(6), "none"), (h(7), h(10), "none"),
    ]  # fmt: skip
    assert [(o.start, o.end) for o in judge(work(8, 9), [keeper(stretch(2, 4, "blue"))]).offences] == [
        (h(8), h(9))
    ]
    (one,) = judge(work(0, 10), [keeper(stretch(2, 4, "none"))]).offences  # said or left out: the same
    assert (one.start, one.end) == (h(0), h(10))


def test_touching_stretches_of_one_period_are_one_offence_and_of_two_are_two():
    same = keeper(stretch(0, 3, "red", 1), stretch(3, 6, "red", 1), stretch(6, 9, "red", 2))
    found = judge(work(2, 8), [same]).offences
    assert [(o.start, o.end, o.period, o.period_start, o.period_end) for o in found] == [
        (h(2), h(6), 1, h(0), h(6)), (h(6), h(8), 2, h(6), h(9)),
    ]  # fmt: skip
    apart = keeper(stretch(0, 3, "red", 1), stretch(3, 4, "blue", 3), stretch(4, 6, "red", 1))
    assert len(judge(work(2, 8), [apart]).offences) == 3  # and nothing agreed from 6 on


def test_the_default_colour_is_cited_without_a_period():
    (one,) = judge(work(2, 3), [keeper(stretch(0, 24, "red"))]).offences
    assert (one.period, one.period_start, one.period_end) == (None, h(0), h(24))


def test_a_slot_in_another_zone_is_the_same_instants():
    paris = ZoneInfo("Europe/Paris")
    repeated = Work(
        "normal",
        60,
        datetime(2026, 10, 25, 2, 30, tzinfo=paris),
        datetime(2026, 10, 25, 2, 30, fold=1, tzinfo=paris),
    )
    blue = Stretch(
        datetime(2026, 10, 25, 0, 30, tzinfo=UTC), datetime(2026, 10, 25, 1, 30, tzinfo=UTC), "blue", 1
    )
    assert judge(repeated, [keeper(blue)]).allowed


def test_the_whole_period_is_cited_even_where_an_exception_cuts_it():
    red = PeriodRule(7, "red", False, True, date(2026, 11, 2), date(2026, 11, 5))
    cut = keeper(
        stretch(0, 10, "red", 7),
        stretch(10, 12, "blue", 8),
        stretch(12, 72, "red", 7),
        stretch(72, 80, "red"),
    )
    verdict = judge(work(20, 76), [cut])
    assert verdict.offences[0].period_start == h(12)
    first, second = cite(verdict, {7: (red, "UTC")}).offences
    assert (first.period_start, first.period_end) == (h(0), h(72))
    assert second == verdict.offences[1]
    elsewhere = red._replace(start=date(2027, 1, 1), end=date(2027, 1, 2))
    assert cite(verdict, {7: (elsewhere, "UTC")}) == verdict


@st.composite
def calendars(draw, most: int = 3):
    """Some keepers with stretches of whole hours over three days; gaps, touching stretches, none at all."""
    keepers = []
    for number in range(draw(st.integers(1, most))):
        stretches, cursor = [], draw(st.integers(-5, 10))
        while cursor < 72 and draw(st.integers(0, 9)):
            until = cursor + draw(st.integers(1, 20))
            colour = draw(st.sampled_from(["blue", "blue", "white", "red", "none"]))
            stretches.append(
                stretch(cursor, until, colour, draw(st.integers(1, 3)) if colour != "none" else None)
            )
            cursor = until + draw(st.sampled_from([0, 0, 0, 2]))
        version = None if draw(st.integers(0, 11)) == 11 else 1
        keepers.append(keeper(*stretches, code=f"U{number}", version=version))
    return keepers


def colour_at(one: Keeper, moment: datetime) -> str:
    if one.version is None:
        return "none"
    return next((s.colour for s in one.stretches if s.start <= moment < s.end), "none")


COLUMNS = {
    "normal": ("normal", 60),
    "minor": ("normal", 30),
    "security": ("security", 60),
    "emergency": ("emergency", 60),
}


@settings(max_examples=100, deadline=None)
@given(calendars(), st.sampled_from(list(COLUMNS)), st.integers(0, 60), st.integers(1, 24))
def test_the_verdict_is_the_worst_of_every_unit_and_instant(keepers, column, start, hours):
    verdict = judge(work(start, start + hours, *COLUMNS[column]), keepers)
    answers = {
        (one.code, hour): POLICY[column][colour_at(one, h(hour))]
        for one in keepers
        for hour in range(start, start + hours)
    }
    assert verdict.kind == max(answers.values(), key=SEVERITY.__getitem__)
    for (code, hour), answer in answers.items():
        citing = [o for o in verdict.offences if o.unit == code and o.start <= h(hour) < o.end]
        assert [o.kind for o in citing] == ([] if answer == "allowed" else [answer])
    for one, other in pairwise(verdict.offences):
        unbroken = one.unit == other.unit and one.end == other.start
        assert not (unbroken and (one.colour, one.period) == (other.colour, other.period))
