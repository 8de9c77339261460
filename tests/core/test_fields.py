"""A field is drawn once for what it shows, as crispy draws it, and words that somebody wrote are not kept."""

from __future__ import annotations

from datetime import date

import pytest
from crispy_forms.templatetags.crispy_forms_filters import as_crispy_field
from django import forms
from django.utils import translation
from django.utils.translation import gettext_lazy as _

from core import kept
from core.templatetags.fields import bare, control
from organization.models import BusinessUnit
from tests import factories

COLOURS = [("", "…"), ("blue", _("Blue")), ("red", _("Red"))]


class Sheet(forms.Form):
    words = forms.CharField(required=False, label="Words", help_text="Some")
    colour = forms.ChoiceField(choices=COLOURS, required=False)
    grouped = forms.ChoiceField(choices=[("Group", [("a", "A"), ("b", "B")])], required=False)
    several = forms.MultipleChoiceField(choices=COLOURS[1:], required=False)
    number = forms.IntegerField()
    day = forms.DateField()
    ticked = forms.BooleanField(required=False)


@pytest.fixture(autouse=True)
def nothing_kept():
    kept.parts.cache_clear()


def hits() -> int:
    return kept.parts.cache_info().hits


SHOWN = [
    {},
    {"initial": {"colour": "red", "grouped": "b", "several": ["red"], "number": 3, "day": date(2026, 3, 1)}},
    {"initial": {"words": "x", "ticked": True}},
    {"data": {"number": "x", "day": "x", "colour": "green"}},
    {"data": {"number": "3", "day": "2026-03-01", "several": ["red", "blue"], "ticked": "on"}},
    {"data": {}},
    {"auto_id": "other_%s", "prefix": "p"},
]


@pytest.mark.parametrize("language", ["fr", "en"])
def test_a_field_is_drawn_as_crispy_draws_it(language):
    """After all the other ways of showing it have been kept, in both languages."""
    for other in ("fr", "en"):
        for shown in SHOWN:
            with translation.override(other):
                for field in Sheet(**shown):
                    control(field), bare(field)
    seen = hits()
    for shown in SHOWN:
        with translation.override(language):
            for name in Sheet.base_fields:
                assert control(Sheet(**shown)[name]) == as_crispy_field(Sheet(**shown)[name])
                assert bare(Sheet(**shown)[name]) == str(Sheet(**shown)[name])
    assert hits() > seen


def test_words_that_somebody_wrote_are_not_kept():
    for shown in ({"initial": {"words": "secret"}}, {"data": {"words": "secret"}}):
        assert "secret" in control(Sheet(**shown)["words"])
    assert kept.parts.cache_info().currsize == 0
    control(Sheet()["words"])
    assert kept.parts.cache_info().currsize == 1


@pytest.mark.django_db
def test_a_choice_of_records_is_asked_once_and_never_old(django_assert_num_queries):
    class Choice(forms.Form):
        unit = forms.ModelChoiceField(BusinessUnit.objects.order_by("name"), label="Unit")

    unit = factories.unit(name="Finance")
    for _turn in range(2):
        with django_assert_num_queries(1):
            assert "Finance" in control(Choice()["unit"])
    assert hits() == 1
    unit.name = "Comptabilité"
    unit.save()
    assert "Comptabilité" in control(Choice()["unit"])
