"""What lacks to publish, how complete a card is: tables of cases and properties, no database."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from catalog.completeness import Completeness, completeness, together
from catalog.publishing import ADVICE, PROJECT, SERVICE, SOLUTION, Facts, Lack, Part, in_the_way, lacks

TODAY = date(2026, 11, 4)
WHOLE = Facts(
    kind=SERVICE,
    name="Messagerie",
    benefit="Écrire.",
    category=True,
    owner="ok",
    required=("description", "support"),
    sections=frozenset({"description", "support"}),
    asked=True,
    priced=True,
    next_review=TODAY,
    today=TODAY,
)
SOLVED = replace(
    WHOLE, kind=SOLUTION, client=True, context=True, parts=(Part("Réseau", "live"), Part("Poste", "retiring"))
)


@pytest.mark.parametrize(
    ("changed", "code"),
    [
        ({"name": "  "}, "name"),
        ({"benefit": ""}, "benefit"),
        ({"category": False}, "category"),
        ({"owner": "none"}, "owner"),
        ({"owner": "gone"}, "owner_gone"),
        ({"next_review": None}, "review"),
        ({"next_review": TODAY - timedelta(days=1)}, "review_past"),
        ({"sections": frozenset({"support"})}, "section"),
        ({"asked": False}, "request"),
        ({"priced": False}, "price"),
    ],
)
def test_each_lack_is_found_alone(changed, code):
    assert [lack.code for lack in lacks(replace(WHOLE, **changed))] == [code]


@pytest.mark.parametrize(
    ("changed", "expected"),
    [
        ({"client": False}, [Lack("client")]),
        ({"context": False}, [Lack("context")]),
        ({"parts": ()}, [Lack("parts")]),
        ({"parts": (Part("Réseau", "design"),)}, [Lack("part_unpublished", "Réseau")]),
        ({"parts": (Part("Réseau", "idea"),)}, [Lack("part_unpublished", "Réseau")]),
        ({"parts": (Part("Poste", "retired"),)}, [Lack("part_retired", "Poste")]),
        ({"unanswered": 2}, [Lack("unanswered", count=2)]),
        ({"unproven": 1}, [Lack("unproven", count=1)]),
    ],
)
def test_a_solution_is_asked_more(changed, expected):
    assert lacks(replace(SOLVED, **changed)) == expected
    assert not lacks(replace(WHOLE, **changed)), "a service is not asked for it"


def test_what_is_whole_lacks_nothing():
    assert lacks(WHOLE) == lacks(SOLVED) == []


@pytest.mark.parametrize(
    ("kind", "codes"), [(PROJECT, []), (ADVICE, ["request"]), (SERVICE, ["request", "price"])]
)
def test_each_kind_is_asked_what_it_has(kind, codes):
    assert [lack.code for lack in lacks(replace(WHOLE, kind=kind, asked=False, priced=False))] == codes


def test_what_lacks_together_is_said_together_and_leads_to_its_field():
    empty = Facts(SERVICE, "", "", False, "none", ("description",), frozenset(), False, False, None, TODAY)
    found = lacks(empty)
    assert [lack.code for lack in found] == [
        "name", "benefit", "category", "owner", "review", "section", "request", "price",
    ]  # fmt: skip
    assert [lack.field for lack in found if lack.field] == [
        "name", "benefit", "category", "owner", "next_review", "section_description", "requests",
    ]  # fmt: skip


@given(st.lists(st.tuples(st.text(max_size=5), st.sampled_from(["live", "retiring", "retired", "design"]))))
def test_only_solutions_that_are_not_retired_stand_in_the_way(solutions):
    assert [lack.what for lack in in_the_way(solutions)] == [
        name for name, state in solutions if state != "retired"
    ]


@pytest.mark.parametrize(
    ("sections", "filled", "absent", "expected"),
    [
        (["a", "b"], ["a"], [], (1, 2, 50)),
        (["a", "b"], ["a"], ["b"], (1, 1, 100)),
        (["a", "b"], ["a", "b"], ["b"], (2, 2, 100)),  # what is written stands
        (["a", "b", "c"], ["a", "b"], [], (2, 3, 66)),  # rounded down
        (["a"], ["x"], ["y"], (0, 1, 0)),  # of another kind
        ([], [], [], (0, 0, None)),
        (["a"], [], ["a"], (0, 0, None)),
    ],
)
def test_completeness(sections, filled, absent, expected):
    found = completeness(sections, filled, absent)
    assert (found.filled, found.applicable, found.percent) == expected


codes = st.sets(st.sampled_from("abcdefgh"))


@given(codes, codes, codes)
def test_completeness_never_passes_the_whole_and_filling_never_lowers_it(sections, filled, absent):
    found = completeness(sections, filled, absent)
    assert 0 <= found.filled <= found.applicable <= len(sections)
    for more in sections - filled:
        then = completeness(sections, filled | {more}, absent)
        assert (then.percent or 0) >= (found.percent or 0)


@pytest.mark.parametrize(("days", "late"), [(-1, True), (0, False), (1, False)])
def test_a_card_past_its_review_is_not_whole(days, late):
    found = completeness(["a"], ["a"], [], next_review=TODAY + timedelta(days=days), today=TODAY)
    assert (found.to_review, found.whole, found.percent) == (late, not late, 100)


def test_together_sums_sections_so_that_long_cards_weigh_more():
    assert together([Completeness(1, 1), Completeness(0, 3, True)]) == Completeness(1, 4, True)
    assert together([]) == Completeness(0, 0)
