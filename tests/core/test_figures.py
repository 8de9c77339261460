"""Figures as people read them: rounded, never cut."""

from __future__ import annotations

from decimal import Decimal

import pytest
from django.utils import translation

from core.templatetags.portal import money, percent, quantity, signed


@pytest.mark.parametrize(
    ("value", "said"), [(65.2625, "65.3%"), (8.493, "8.5%"), (26.244, "26.2%"), (0.0, "0%"), (99.96, "100%")]
)
def test_shares_are_rounded(value, said):
    with translation.override("en"):
        assert percent(value) == said


def test_gaps_are_rounded():
    with translation.override("en"):
        assert signed(-191.96) == "−\u00a0192"


@pytest.mark.parametrize(
    ("amount", "french", "english"),
    [
        ("1234.56", "1\u202f234,56\u00a0€", "€1,234.56"),
        ("0.03", "0,03\u00a0€", "€0.03"),
        ("4.2000", "4,20\u00a0€", "€4.20"),
        ("0.0210", "0,021\u00a0€", "€0.021"),
        ("0.0125", "0,0125\u00a0€", "€0.0125"),
        ("1000000", "1\u202f000\u202f000,00\u00a0€", "€1,000,000.00"),
        ("-1250", "−\u00a01\u202f250,00\u00a0€", "−€1,250.00"),
        ("0", "0,00\u00a0€", "€0.00"),
        ("", "", ""),
    ],
)
def test_money_is_said_to_the_cent_and_to_four_decimals_where_a_price_has_them(amount, french, english):
    value = Decimal(amount) if amount else None
    for language, said in (("fr", french), ("en", english)):
        with translation.override(language):
            assert money(value) == said


@pytest.mark.parametrize(
    ("value", "french", "english"),
    [
        ("21406", "21\u202f406", "21,406"),
        ("0.50", "0,5", "0.5"),
        ("100.00", "100", "100"),
        ("-3", "−3", "−3"),
    ],
)
def test_a_quantity_has_the_decimals_that_it_needs(value, french, english):
    for language, said in (("fr", french), ("en", english)):
        with translation.override(language):
            assert quantity(Decimal(value)) == said
    assert quantity(None) == ""
