"""Words compared without accents, capitals and ligatures."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.folding import folded


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Accès à distance", "acces a distance"),
        ("  ŒUVRE   d’essai ", "oeuvre d'essai"),
        ("Straße", "strasse"),
        ("E\u0301lan", "elan"),
        ("①ﬁ", "1fi"),
        ("", ""),
        ("日本", "日本"),
    ],
)
def test_folded(text, expected):
    assert folded(text) == expected


@given(st.text())
def test_folding_twice_is_folding_once(text):
    assert folded(folded(text)) == folded(text)
