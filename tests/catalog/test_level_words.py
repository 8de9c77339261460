"""Values of service levels as people read them, in both languages."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest
from django.utils import translation

from catalog import level_words
from catalog.level_pictures import LINE, ROW, Point, bars, line, marks
from catalog.levels import Measure, Month, Outcome, Scale, Target, months_of
from core.months import closing

OCTOBER = date(2026, 10, 1)


@pytest.mark.parametrize(
    ("value", "unit", "least", "french", "english"),
    [
        ("99.7400", "percent", 0, "99,74 %", "99.74%"),
        ("99.9", "percent", 2, "99,90 %", "99.90%"),
        ("99", "percent", 1, "99,0 %", "99.0%"),
        ("80", "percent", 0, "80 %", "80%"),
        ("2.8333", "hours", 0, "2 h 50", "2 h 50 min"),
        ("4", "hours", 0, "4 h", "4 h"),
        ("0.75", "hours", 0, "45 min", "45 min"),
        ("0.96", "hours", 0, "58 min", "58 min"),
        ("0", "hours", 0, "0 min", "0 min"),
        ("1.9999", "hours", 0, "2 h", "2 h"),
        ("170", "minutes", 0, "2 h 50", "2 h 50 min"),
        ("12.5", "minutes", 0, "12,5 min", "12.5 min"),
        ("65", "minutes", 0, "1 h 05", "1 h 05 min"),
        ("1.3", "days", 0, "1,3 jour ouvré", "1.3 working days"),
        ("1", "days", 0, "1 jour ouvré", "1 working day"),
        ("2.5", "days", 0, "2,5 jours ouvrés", "2.5 working days"),
        ("0.5", "days", 0, "0,5 jour ouvré", "0.5 working days"),
        ("12345.5", "count", 0, "12 345,5", "12,345.5"),
        (None, "percent", 0, "–", "–"),
    ],
)
def test_a_value_reads_as_people_say_it(value, unit, least, french, english):
    for language, said in (("fr", french), ("en", english)):
        with translation.override(language):
            found = level_words.amount(None if value is None else Decimal(value), unit, least)
            assert found.replace("\u202f", " ").replace("\xa0", " ") == said


def test_the_words_under_a_picture_name_the_months_that_were_missed():
    asked = closing(OCTOBER, 3)
    said = {asked[0]: Measure(Decimal(5), 1), asked[2]: Measure(None, 0)}
    months = months_of(asked, [Target(asked[0], Decimal(4))], said, Scale(high=False))
    with translation.override("en"):
        assert level_words.picture(months).replace("\xa0", " ") == (
            "kept 1 month; missed in Aug 2026; not measured in Sept 2026"
        )


def test_a_bar_over_the_line_has_its_triangle_no_measure_its_ring_and_no_event_its_dash():
    drawn = "k50 m150 u n"
    svg = bars(drawn, ROW, "dit <tout>")
    for sign in ('class="bar"', 'class="bad"', 'class="ring"', 'class="none-at-all"', 'class="promise"'):
        assert svg.count(sign) == 1
    assert "5h-7z" in svg and 'aria-label="dit &lt;tout&gt;"' in svg and "style" not in svg
    assert 'class="ring"' not in bars("p", ROW, "")


def test_a_bar_is_never_higher_than_the_picture_whatever_was_used():
    found = marks([Month(OCTOBER, Decimal(1), Decimal(99), 1, Outcome.MISSED, Decimal(1_000_000))])
    assert found == "m170"


def test_a_line_breaks_where_nothing_was_measured_and_steps_with_the_promise():
    drawn = [
        Point("kept", 4.0, 3.0),
        Point("unmeasured", 4.0, None),
        Point("missed", 3.0, 5.0),
        Point("kept", 3.0, 2.0),
    ]
    svg = line(drawn, "dit")
    path = svg.split('class="ln"')[0].rsplit('d="', 1)[1]
    assert path.count("M") == 2 and path.count("L") == 1
    assert svg.count('class="dot"') == 1 and 'class="ring"' in svg
    assert str(LINE.width).removesuffix(".0") in svg
    assert line([Point("unpromised", None, None)], "")
