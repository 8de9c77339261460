"""What two editors made of one record, on plain values."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.merging import merge, opened_of, value_of, words

A, B, C = ("a",), ("b",), ("c",)


@pytest.mark.parametrize(
    ("opened", "theirs", "mine", "outcome"),
    [
        (A, A, A, None),
        (A, B, B, None),  # both made the same change
        (A, B, A, ("theirs", False)),  # only the other one changed it
        (A, A, B, ("mine", False)),  # only I changed it
        (A, B, C, ("theirs", True)),  # both did: asked
        (A, (), B, ("theirs", True)),  # emptying is a change
        ((), A, (), ("theirs", False)),
        (("a", "b"), ("a",), ("a", "b"), ("theirs", False)),
    ],
)
def test_what_is_joined_and_what_is_asked(opened, theirs, mine, outcome):
    found, same = merge({"f": opened}, {"f": theirs}, {"f": mine})
    if outcome is None:
        assert (found, same) == ([], 1)
    else:
        assert [(field.kept, field.asked) for field in found] == [outcome] and same == 0


def test_a_field_that_was_not_there_when_the_form_was_opened_is_asked():
    found, _same = merge({}, {"f": A}, {"f": B})
    assert found[0].asked and found[0].kept == "theirs"


def test_an_answer_decides_and_silence_keeps_what_stands():
    asked = merge({"f": A}, {"f": B}, {"f": C})[0][0]
    assert [value_of(asked, pick) for pick in ("mine", "theirs", "", "nonsense")] == [C, B, B, B]
    assert value_of(asked, "third", ["d"]) == ("d",)


VALUES = st.dictionaries(st.sampled_from("xyz"), st.sampled_from([(), A, B, C]), min_size=1)


@given(VALUES, VALUES, VALUES)
def test_nothing_is_lost_and_nothing_is_decided_in_silence(opened, theirs, mine):
    found, same = merge(opened, theirs, mine)
    assert len(found) + same == len(mine)
    for field in found:
        kept = value_of(field, "")
        if not field.asked:  # whoever did not touch it gives way
            other = field.theirs if field.kept == "mine" else field.mine
            assert other == opened[field.name] != kept
        else:
            assert kept == field.theirs


@given(st.text("ab \n", max_size=12), st.text("ab \n", max_size=12))
def test_the_words_that_stay_and_come_are_the_text_and_those_that_stay_and_go_the_old_one(before, after):
    parts = words(before, after)
    assert "".join(text for kind, text in parts if kind != "gone") == after
    if before == after:
        assert all(kind == "same" for kind, _text in parts)


def test_a_word_that_changed_is_shown_alone():
    assert words("avant 20 h", "avant 19 h") == [
        ("same", "avant "),
        ("gone", "20"),
        ("come", "19"),
        ("same", " h"),
    ]


def test_clauses_and_clocks_are_told_apart_from_the_words_beside_them():
    assert words("avant 20 h.", "avant 19 h 45.") == [
        ("same", "avant "),
        ("gone", "20"),
        ("come", "19"),
        ("same", " h"),
        ("come", " 45"),
        ("same", "."),
    ]


def test_texts_that_have_little_in_common_stand_one_after_the_other():
    before, after = "Vous n’avez rien à préparer.", "Débranchez l’écran la veille."
    assert words(before, after) == [("gone", before), ("come", after)]


def test_what_was_opened_is_what_the_oldest_of_the_saves_found():
    saves = [{"f": ["b", "c"]}, {"f": ["a", "b"], "g": [1, 2], "reason": "not a pair"}]
    assert opened_of(saves, {"f": "c", "g": 2, "h": 3}) == {"f": "a", "g": 1, "h": 3}
