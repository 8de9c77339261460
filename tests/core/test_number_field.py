"""Numbers as people type them, in both languages; what is none is said with an example."""

from __future__ import annotations

from decimal import Decimal as D

import pytest
from django.core.exceptions import ValidationError
from django.utils import translation

from core.number_field import NumberField, written


@pytest.mark.parametrize(
    ("typed", "french", "english"),
    [
        ("4,20", "4.20", "4.20"),
        ("4.20", "4.20", "4.20"),
        ("1 234,56 €", "1234.56", "1234.56"),
        ("1\u202f234,56\u00a0€", "1234.56", "1234.56"),
        ("1,234.56", "1234.56", "1234.56"),
        ("1,234", "1.234", "1234"),
        ("1,234,567", "1234567", "1234567"),
        ("12,5 %", "12.5", "12.5"),
        (",5", "0.5", "0.5"),
        ("-3", "-3", "-3"),
        ("− 3", "-3", "-3"),
        ("007", "7", "7"),
    ],
)
def test_a_number_in_either_writing(typed, french, english):
    for language, number in (("fr", french), ("en", english)):
        with translation.override(language):
            assert NumberField(places=3).clean(typed) == D(number)


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("beaucoup", "« beaucoup » is no number: write for example 4.20."),
        ("1 23", "« 1 23 » is no number: write for example 4.20."),
        ("1.2.3", "« 1.2.3 » is no number: write for example 4.20."),
        ("NaN", "« NaN » is no number: write for example 4.20."),
        ("１２", "« １２ » is no number: write for example 4.20."),
        ("-1", "« -1 » is too small: 0 at least."),
        ("101", "« 101 » is too large: 100 at most."),
        ("0.123", "« 0.123 » has too many decimals: 2 at most."),
    ],
)
def test_what_is_not_right_gets_a_sentence(typed, said):
    with translation.override("en"):
        with pytest.raises(ValidationError) as refused:
            NumberField(least=0, most=100, example="4.20").clean(typed)
        assert refused.value.messages == [said]


def test_nothing_is_none_where_nothing_is_asked():
    assert NumberField(required=False).clean(" ") is None
    with pytest.raises(ValidationError):
        NumberField().clean("")


@pytest.mark.parametrize(
    ("value", "french", "english"),
    [("4.2000", "4,20", "4.20"), ("0.0210", "0,021", "0.021"), ("100.00", "100", "100"), ("1000000", "1000000", "1000000")],
)  # fmt: skip
def test_what_is_held_is_shown_as_it_would_be_typed(value, french, english):
    for language, said in (("fr", french), ("en", english)):
        with translation.override(language):
            assert written(D(value)) == said == NumberField().prepare_value(D(value))
    assert NumberField().prepare_value("4,2") == "4,2"


def test_the_same_number_written_otherwise_is_no_change():
    with translation.override("fr"):
        assert not NumberField().has_changed(D("4.2000"), "4,20")
        assert NumberField().has_changed(D("4.2000"), "4,30")
