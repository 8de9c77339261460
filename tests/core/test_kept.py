"""A part is drawn once for its values, and never shown for other ones."""

from __future__ import annotations

from datetime import date
from typing import NamedTuple

import pytest
import time_machine
from django.template import engines
from django.utils import timezone, translation
from django.utils.functional import lazystr
from django.utils.safestring import SafeString

from core import kept
from core.kept import frozen
from core.listed import Head, Way


class Named(NamedTuple):
    name: str


@pytest.fixture(autouse=True)
def nothing_kept():
    kept.parts.cache_clear()


def drawn(**values) -> str:
    return kept.drawn("core/_table.html", {"heads": [], "rows_template": "core/_words.html", **values})


def counts() -> tuple[int, int]:
    found = kept.parts.cache_info()
    return found.misses, found.hits


def heads(label: str = "Titre") -> list[Head]:
    return [Head("title", label, False, "?sort=title", "ascending")]


def test_the_same_values_are_drawn_once():
    first = drawn(heads=heads())
    assert drawn(heads=heads()) == first
    assert counts() == (1, 1)


@pytest.mark.parametrize(
    ("other", "shows"),
    [
        (heads("Créneau"), "Créneau"),
        ([*heads(), *heads("Unités")], "Unités"),
        ([Head("title", "Titre", True, "?sort=title", "ascending")], 'class="num"'),
        ([Head("title", "Titre", False, "?sort=title", "descending")], "descending"),
    ],
)
def test_other_values_are_another_part(other, shows):
    assert shows not in drawn(heads=heads())
    assert shows in drawn(heads=other)
    assert counts() == (2, 0)


def test_a_string_that_is_to_be_escaped_never_gets_what_was_drawn_from_one_already_escaped():
    assert "<b>x</b>" in drawn(heads=heads(SafeString("<b>x</b>")))
    assert "<b>x</b>" not in drawn(heads=heads("<b>x</b>"))


def test_each_language_zone_and_day_has_its_own():
    with time_machine.travel("2026-03-01T12:00Z", tick=False):
        drawn(heads=heads())
        with translation.override("en"):
            drawn(heads=heads())
        with timezone.override("Asia/Tokyo"):
            drawn(heads=heads())
        assert counts() == (3, 0)
    with time_machine.travel("2026-03-02T12:00Z", tick=False):
        drawn(heads=heads())
    assert counts() == (4, 0)


def test_while_templates_are_written_nothing_is_kept(settings):
    settings.DEBUG = True
    drawn(heads=heads())
    assert counts() == (0, 0)


def test_a_part_sees_its_values_only():
    page = engines["django"].from_string("{% kept 'core/_table.html' rows_template='core/_words.html' %}")
    assert "Titre" not in page.render({"heads": heads()})


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (1, True),
        (1, 1.0),
        ("1", 1),
        ("a", SafeString("a")),
        ([1], (1,)),
        ([], {}),
        ({"a": "b"}, {"b": "a"}),
        (["a", "b"], [["a", "b"]]),
        (Way("a"), Named("a")),
        (Way("a", "b"), Way("a", "c")),
        (Named("a"), ("a",)),
        (None, ""),
        (date(2026, 1, 1), "2026-01-01"),
    ],
)
def test_what_is_drawn_differently_is_never_the_same(one, other):
    assert frozen(one) != frozen(other)


@pytest.mark.parametrize(
    "value", ["a", SafeString("a"), [1, ["x"]], {"a": [1]}, Way("a"), Named("a"), date(2026, 1, 1)]
)
def test_what_is_the_same_is_the_same_to_the_last_value(value):
    assert frozen(value) == frozen(value)
    assert hash(frozen(value)) == hash(frozen(value))


def test_a_lazy_text_is_its_words():
    assert frozen(lazystr("a")) == frozen("a")


def test_a_record_cannot_be_kept(django_user_model):
    with pytest.raises(TypeError, match="no plain value"):
        frozen([django_user_model()])
    with pytest.raises(TypeError, match="no plain value"):
        frozen({1})
