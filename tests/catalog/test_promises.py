"""What SQL counts and orders of a month is what the pure judgement says of each level."""

from __future__ import annotations

from collections import Counter
from datetime import date
from itertools import product

import pytest

from catalog.levels import FAR, Outcome
from catalog.queries import promises
from catalog.queries.dashboard import Narrowing, dashboard, head_rows, year_of
from catalog.queries.doors import promises_visible_to
from catalog.queries.levels import history_of, promises_of
from core.months import closing, later
from tests import factories
from tests.catalog.level_makers import OCTOBER, delay, level, measure, target, way, year

pytestmark = [pytest.mark.django_db, pytest.mark.servers]
KINDS = [("availability", "percent", "high"), ("restore", "hours", "low"), ("other", "percent", "high")]
VALUES = ["absent", None, "0", "0.0001", "1", "2.5", "3", "4", "50", "99.4999", "99.5", "99.9999", "100"]
PROMISES = ["0", "1", "4", "99.5", "100"]


def judged(user, month=OCTOBER):
    """Level → (outcome, used) as the database says."""
    rows = promises.in_force(promises_visible_to(user), month)
    return {
        level_: (outcome, used) for level_, outcome, used in rows.values_list("level_id", "outcome", "used")
    }


def test_every_outcome_and_distance_is_that_of_the_pure_judgement(cast):
    offering = factories.offering()
    made = []
    for number, ((metric, unit, better), value, promised) in enumerate(product(KINDS, VALUES, PROMISES)):
        one = level(offering, promised, metric=metric, unit=unit, better=better, label=f"n {number}")
        if value != "absent":
            measure(one, value)
        made.append(one)
    found = judged(cast.employee)
    targets, measures = history_of((one.pk for one in made), OCTOBER, OCTOBER)
    heads = {head.level_id: head for head in head_rows(one.pk for one in made)}
    for one in made:
        (month,), _why = year_of(heads[one.pk].scale, [OCTOBER], targets[one.pk], measures.get(one.pk, {}))
        outcome, used = found[one.pk]
        assert outcome == month.outcome, one
        if month.used is None:
            assert used is None
        else:
            assert used == pytest.approx(float(month.used), rel=1e-9)
            assert (used > 1) == (outcome == Outcome.MISSED)
    assert max(used for _outcome, used in found.values() if used is not None) == float(FAR)
    counted = promises.together(promises.counted(Narrowing(OCTOBER)).values())
    by_outcome = Counter(outcome for outcome, _used in found.values())
    assert counted.kept == by_outcome["kept"] + by_outcome["no_event"]
    assert (counted.missed, counted.unmeasured) == (by_outcome["missed"], by_outcome["unmeasured"])


def test_one_target_a_level_is_in_force_whatever_came_before_and_comes_after(cast):
    one = level(promised="99.0", since=date(2025, 1, 1))
    target(one, "99.9", OCTOBER)
    target(one, "95.0", date(2026, 12, 1))
    measure(one, "99.5")
    measure(one, "99.5", date(2026, 9, 1))
    assert judged(cast.employee)[one.pk][0] == "missed"
    assert judged(cast.employee, date(2026, 9, 1))[one.pk][0] == "kept"
    assert judged(cast.employee, date(2024, 12, 1)) == {}


def test_only_what_is_published_is_promised_to_anybody(cast):
    for state in ("idea", "design", "pilot", "live", "retiring", "retired"):
        level(factories.offering(state=state))
    for reader in (cast.employee, cast.editor, cast.planner):
        assert len(judged(reader)) == 3


def test_the_farthest_from_their_promise_come_first(cast):
    values = {"Suivi": ("99.42", "99.5"), "Impression": ("98.70", "99.0"), "Entrepôt": ("99.82", "99.9"),
              "Stockage": ("99.31", "99.5"), "Paie": ("99.95", "99.9")}  # fmt: skip
    for name, (value, promised) in values.items():
        measure(level(factories.offering(name=name), promised), value)
    board = dashboard(Narrowing(OCTOBER, "availability"), 1)
    assert [cell.name for cell in board.to_decide] == ["Entrepôt", "Stockage", "Impression", "Suivi"]


def test_a_thousand_levels_are_read_in_the_same_queries_as_one(cast, django_assert_num_queries):
    offerings = [factories.offering() for _ in range(45)]
    for offering in offerings:
        year(level(offering), *["99.6"] * 11, "99.4")
    with django_assert_num_queries(4):
        first = dashboard(Narrowing(OCTOBER, "availability"), 1)
    assert (first.pages, sum(len(shelf.cells) for shelf in first.shelves)) == (2, 40)
    second = dashboard(Narrowing(OCTOBER, "availability"), 2)
    names = [cell.name for board in (first, second) for shelf in board.shelves for cell in shelf.cells]
    assert len(names) == len(set(names)) == 45


def test_the_card_reads_levels_and_ways_of_asking_in_two_queries(cast, django_assert_num_queries):
    offering = factories.offering()
    year(level(offering), "99.7", None, "99.4")
    one = way(offering, 2)
    delay(one, "1.25", OCTOBER, 7)
    way(offering, 5, label="Jamais mesurée")
    way(offering, None, label="Sans promesse")
    asked = closing(OCTOBER, 3)
    with django_assert_num_queries(2):
        found = promises_of(offering, asked[0], asked[-1])
    assert [(one.key[0], one.metric, one.label) for one in found] == [
        ("level", "availability", ""), ("request", "request", "Une boîte partagée"),
    ]  # fmt: skip
    months = found[1].over(asked)
    assert (str(months[-1].value), months[-1].events, months[-1].outcome) == ("1.2500", 7, "kept")
    assert [month.outcome for month in found[0].over(asked)] == ["kept", "unmeasured", "missed"]
    assert later(asked[0], 2) == asked[-1]
