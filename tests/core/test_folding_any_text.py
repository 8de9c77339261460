"""Words as searches compare them: accents, capitals, ligatures, apostrophes."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.folding import folded

CASES = [
    ("Accès à distance", "acces a distance"),
    ("MESSAGERIE", "messagerie"),
    ("cœur de métier", "coeur de metier"),
    ("Ægir", "aegir"),
    ("L’agenda", "l'agenda"),
    ("Straße", "strasse"),
    ("ﬁchier", "fichier"),
    ("nai\u0308f", "naif"),
    ("İstanbul", "istanbul"),
    ("øre, đồng, łódź", "ore, dong, lodz"),
    ("  deux \t mots\n", "deux mots"),
    ("nul\x00ici", "nul ici"),
    ("½ journée", "1⁄2 journee"),
    ("", ""),
    ("\x00", ""),
]


@pytest.mark.parametrize(("text", "said"), CASES)
def test_a_text_is_folded(text, said):
    assert folded(text) == said


@given(st.text())
def test_folding_twice_is_folding_once(text):
    assert folded(folded(text)) == folded(text)


@given(st.text(alphabet=st.characters(codec="latin-1")))
def test_capitals_change_nothing(text):
    assert folded(text.lower()) == folded(text)
