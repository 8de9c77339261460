"""Promised delays in words, in both languages."""

from __future__ import annotations

from decimal import Decimal

import pytest
from django.utils import translation

from catalog import delays

CASES = [
    (None, "hours", "", ""),
    (0, "working_days", "le jour même", "the same day"),
    (0, "minutes", "immédiat", "at once"),
    (1, "working_days", "1 jour ouvré", "1 working day"),
    (Decimal("1.3"), "working_days", "1,3 jour ouvré", "1.3 working days"),
    (5, "working_days", "5 jours ouvrés", "5 working days"),
    (2, "calendar_days", "2 jours", "2 days"),
    (4, "hours", "4 h", "4 h"),
    (Decimal("4.03"), "hours", "4,03 h", "4.03 h"),
    (Decimal("2.16"), "hours", "2,2 h", "2.2 h"),
    (30, "minutes", "30 min", "30 min"),
    (1500, "minutes", "1 500 min", "1,500 min"),
]


@pytest.mark.parametrize(("delay", "unit", "french", "english"), CASES)
def test_delays_in_words(delay, unit, french, english):
    with translation.override("fr"):
        assert delays.words(delay, unit).replace("\u00a0", " ").replace("\u202f", " ") == french
    with translation.override("en"):
        assert delays.words(delay, unit) == english
