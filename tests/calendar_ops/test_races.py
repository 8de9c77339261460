"""Races of the calendar: two at once end as if one had come first. Each with its negative control."""

from __future__ import annotations

import pytest

from calendar_ops import actions
from calendar_ops.actions import Content
from calendar_ops.models import Intervention
from tests.factories import paris
from tests.faults import report
from tests.processes import answer, apart, name_of

pytestmark = [pytest.mark.slow, pytest.mark.servers]
RACING = "tests.calendar_ops.racing"


@pytest.fixture(scope="module")
def place(tmp_path_factory):
    with apart(tmp_path_factory.mktemp("races")) as env:
        yield env


def race(place, scene: str, small: int, full: int) -> tuple[int, dict[str, int]]:
    """(rounds, figures) of the race with its guard, printed and kept."""
    rounds = report.count(small, full)
    figures = answer(place, RACING, scene, str(rounds))
    report.record(scene.replace("_", " "), name_of(place), rounds=rounds, **figures)
    return rounds, figures


def without_guard(place, scene: str, rounds: int = 3) -> dict[str, int]:
    figures = answer(place, RACING, scene, str(rounds), "no-guard")
    report.record(
        f"{scene.replace('_', ' ')}, guard removed (negative control)",
        name_of(place),
        rounds=rounds,
        **figures,
    )
    return figures


def certain(place, rounds: int) -> int:
    """How often a race without its guard goes wrong: each time, but on SQLite, which has one writer at a time."""
    return rounds if name_of(place) == "PostgreSQL" else 0


def test_confirming_against_recording_red_is_refused_or_flagged_never_silent(place):
    rounds, figures = race(place, "confirming_against_recording", 20, 200)
    assert figures["silent"] == 0
    assert figures["refused"] + figures["flagged"] == rounds
    assert figures["flagged"] >= rounds // 3  # both orders are met


def test_without_the_lock_of_the_units_it_is_silent(place):
    assert without_guard(place, "confirming_against_recording")["silent"] == certain(place, 3)


def test_of_eight_approvals_at_once_one_wins(place):
    rounds, figures = race(place, "approving", 5, 200)
    assert figures == {"one_won": rounds, "several_won": 0, "approvals": rounds}


def test_without_the_locks_several_approve(place):
    assert without_guard(place, "approving", 2)["several_won"] == certain(place, 2)


def test_of_two_editors_the_second_is_told(place):
    rounds, figures = race(place, "editing", 10, 200)
    assert figures == {"one_told": rounds, "both_saved": 0}


def test_without_the_lock_of_the_row_both_save(place):
    assert without_guard(place, "editing")["both_saved"] == certain(place, 3)


def test_two_plans_written_at_once_get_two_numbers(place):
    rounds, figures = race(place, "numbering", 3, 50)
    assert figures == {"created": 2 * rounds, "lost": 0}


def test_without_trying_again_one_plan_would_be_lost(place):
    assert without_guard(place, "numbering")["lost"] == certain(place, 3)


def test_units_are_locked_in_one_order_whatever_order_they_are_named_in(place):
    rounds, figures = race(place, "opposite_orders", 20, 200)
    assert figures == {"held": 2 * rounds, "deadlocks": 0}


def test_locked_as_named_they_wait_for_each_other(place):
    assert without_guard(place, "opposite_orders", 1)["deadlocks"] == certain(place, 1)


def test_rows_that_point_to_what_the_other_holds_do_not_wait_for_each_other(place):
    rounds, figures = race(place, "cancelling_against_recording", 3, 50)
    assert figures == {"done": rounds, "deadlocks": 0}


def test_stronger_locks_would_make_them_wait(place):
    assert without_guard(place, "cancelling_against_recording", 1)["deadlocks"] == certain(place, 1)


def test_work_cancelled_while_a_tick_makes_its_mails_leaves_nobody_with_the_old_word(place):
    rounds, figures = race(place, "cancelling_against_a_tick", 2, 50)
    assert figures == {"silent": rounds, "told_and_cancelled": 0, "left_with_the_old_word": 0}


def test_without_the_lock_of_what_is_told_the_old_word_is_the_last(place):
    assert without_guard(place, "cancelling_against_a_tick", 2)["left_with_the_old_word"] == certain(place, 2)


def test_a_due_notice_processed_by_several_workers_at_once_is_one_message_each(place):
    rounds, figures = race(place, "ticking_at_once", 5, 100)
    assert figures == {"told_once": rounds, "told_otherwise": 0}


@pytest.mark.django_db
def test_a_fifth_digit_comes_after_9999(cast):
    def created() -> str:
        fields = {
            "title": "Travaux",
            "start": paris(17, 20),
            "end": paris(17, 22),
            "interruption_minutes": 30,
        }
        return actions.create_draft(content=Content(fields), by=cast.planner, now=paris(2)).reference

    first = created()
    assert first == "INT-2026-0001"
    Intervention.objects.filter(reference=first).update(reference="INT-2026-9998")
    assert [created(), created(), created()] == ["INT-2026-9999", "INT-2026-10000", "INT-2026-10001"]
