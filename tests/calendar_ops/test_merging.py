"""Two people edited one record: what is joined by itself and what must be chosen."""

from __future__ import annotations

import pytest

from calendar_ops.merging import base_of, merge, words


@pytest.mark.parametrize(
    ("before", "theirs", "mine", "where"),
    [
        ("a", "b", "c", "choose"),
        ("a", "b", "a", "theirs"),
        ("a", "a", "c", "mine"),
        ("a", "b", "b", ""),
        ("a", "a", "a", ""),
    ],
)
def test_each_field_goes_where_it_belongs(before, theirs, mine, where):
    base = {"f": before} if theirs != before else {}
    found = merge(base=base, theirs={"f": theirs}, mine={"f": mine})
    assert [name for name in ("choose", "theirs", "mine") if getattr(found, name)] == (
        [where] if where else []
    )


def test_the_base_is_what_the_oldest_of_the_saves_found():
    assert base_of([{"f": ["b", "c"]}, {"f": ["a", "b"], "g": [1, 2], "reason": "not a pair"}]) == {
        "f": "a",
        "g": 1,
    }


def test_words_tell_what_is_gone_and_what_is_new():
    assert words("avant 20 h.", "avant 19 h 45.") == [
        ("same", "avant "),
        ("gone", "20"),
        ("new", "19"),
        ("same", " h"),
        ("new", " 45"),
        ("same", "."),
    ]


def test_texts_that_have_little_in_common_stand_one_after_the_other():
    assert words("Vous n’avez rien à préparer.", "Débranchez l’écran la veille.")[0] == (
        "gone",
        "Vous n’avez rien à préparer.",
    )
