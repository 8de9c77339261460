"""How the search reads a text: its words, as written and as compared; words that say nothing."""

from __future__ import annotations

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from catalog.spelling import STOP_WORDS, compact, joined, means, tokens, whole
from core.folding import folded

SLOW = [HealthCheck.too_slow]  # a busy machine is no fault of these


def test_each_word_comes_as_it_is_written_and_folded():
    assert tokens("L’Accès, à distance !") == (
        ("L", "l"), ("Accès", "acces"), ("à", "a"), ("distance", "distance"),
    )  # fmt: skip
    assert tokens("cle\u0301 ½") == (("clé", "cle"), ("½", "12"))
    assert tokens("🎉 _ %") == ()


@settings(deadline=None, suppress_health_check=SLOW)
@given(st.text())
def test_folded_words_hold_letters_and_digits_only(text):
    assert all(word and word.isalnum() for _written, word in tokens(text))


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("Accès à distance", "ACCES A  DISTANCE", True),
        ("Wi-Fi", "wi fi", True),
        ("R&D", "R & D", True),
        ("Paie", "Paye", False),
        ("🎉", "🎉", True),
        ("🎉", "🎈", False),
    ],
)
def test_whole_texts_are_the_same_whatever_their_accents_capitals_and_signs(one, other, same):
    assert (whole(one) == whole(other)) is same


@pytest.mark.parametrize("reference", ["SRV-012", "srv 012", "srv012", "Srv.012"])
def test_a_reference_is_known_however_it_is_cut(reference):
    assert compact(reference) == "srv012"


@pytest.mark.parametrize("word", ["de", "la", "pour", "the", "with", "a", "", "x"])
def test_words_that_say_nothing(word):
    assert not means(word)


@pytest.mark.parametrize("word", ["si", "it", "vpn", "rh", "paie"])
def test_short_names_of_the_house_mean_something(word):
    assert means(word)


def test_stop_words_are_written_as_they_are_compared():
    assert {word for word in STOP_WORDS if folded(word) != word} == set()


def test_what_is_written_in_two_parts_or_in_one():
    assert joined("e-mail, R&D, wi-fi, l’agenda, fin - début, a.b.c") == ["e-mail", "R&D", "wi-fi", "a.b.c"]
