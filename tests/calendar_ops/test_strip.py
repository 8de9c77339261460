"""The common strip: where things stand in the picture, and what it says in words."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.template.loader import render_to_string
from django.utils import translation

from calendar_ops import ledger, strip
from calendar_ops.drawing import strip_picture
from calendar_ops.policy import Work, judge
from calendar_ops.queries import strips
from calendar_ops.spans import keepers_for
from calendar_ops.timeline import Stretch
from tests.factories import PARIS, paris, unit

START, END = paris(2), paris(30)


def drawn(*rows, size=strip.WIDE, **more):
    return strip.draw(
        rows=rows,
        start=more.pop("start", START),
        end=more.pop("end", END),
        zone=PARIS,
        words=lambda s: [f"{s.colour} and why", s.colour, s.colour[0]],
        week_word=lambda day: f"Mon {day.day}",
        size=size,
        **more,
    )


def row(*stretches, **more):
    return strip.Row("Finance", [Stretch(*s, None) for s in stretches], **more)


@pytest.mark.parametrize("size", [strip.WIDE, strip.BESIDE_A_FORM, strip.PHONE])
def test_bands_are_as_wide_as_their_days_and_stay_inside(size):
    picture = drawn(row((START, paris(9), "blue"), (paris(9), END, "red")), size=size)
    first, second = (band.box for band in picture.bands)
    assert second.width == pytest.approx(3 * first.width, rel=0.02)
    assert second.x + second.width <= size.width
    assert first.x + first.width <= second.x


def test_a_day_of_25_hours_is_as_wide_as_any_other():
    start, end = paris(24, month=10), paris(27, month=10)
    days = [
        (start + timedelta(0), paris(25, month=10), "blue"),
        (paris(25, month=10), paris(26, month=10), "red"),
    ]
    picture = drawn(row(*days), start=start, end=end)
    assert picture.bands[0].box.width == pytest.approx(picture.bands[1].box.width, abs=0.2)


def test_the_longest_word_that_fits_stands_and_a_sliver_has_none():
    picture = drawn(
        row((START, paris(20), "blue"), (paris(20), paris(21), "red"), (paris(21), paris(21, 2), "blue"), (paris(21, 2), END, "white"))
    )  # fmt: skip
    assert [band.label for band in picture.bands] == ["blue and why", "red", "", "white and why"]
    assert picture.bands[3].plate is not None  # a plain plate under a word on a hatch
    assert picture.bands[0].plate is None


def test_an_exception_is_framed_over_its_neighbours_and_named_under_a_single_row():
    red, exception, after = (
        Stretch(START, paris(21, 8), "red", 1),
        Stretch(paris(21, 8), paris(21, 12), "blue", 2),
        Stretch(paris(21, 12), END, "red", 1),
    )
    rows = [strip.Row("Finance", [red, exception, after])]
    named = {"exceptions": {2}, "exception_word": "exception", "now": paris(19), "now_word": "today"}
    picture = drawn(*rows, **named)
    assert [band.exception for band in picture.bands] == [False, True, False]
    (foot,) = [text for text in picture.feet if text.text == "exception"]
    assert abs(foot.x - picture.bands[1].box.x) < strip.FAR
    assert str(strip_picture(picture, "")).rindex("per-blue exception") > str(
        strip_picture(picture, "")
    ).rindex("per-red")
    assert not [text for text in drawn(*rows, *rows, **named).feet if text.text == "exception"]


def test_a_signed_exception_is_said_in_the_sentence_the_legend_and_the_table(cast):
    granted = ledger.NewPeriod(
        "blue", False, start=paris(14, 8), end=paris(14, 12), exception=True, reason="matinée accordée"
    )
    closing = ledger.NewPeriod(
        "red", first_day=date(2026, 11, 12), end_day=date(2026, 11, 20), reason="clôture"
    )
    draft = ledger.Draft(added=[closing, granted])
    ledger.open_calendar(unit=cast.finance, draft=draft, by=None, now=START)
    made = strips.strip(
        [strips.line_of(cast.finance, start=START, end=END)], start=START, end=END, zone=PARIS
    )
    assert "bleu (exception signée) du sam. 14 nov., 08:00" in made.sentence
    assert [key.text for key in made.legend if key.sign == "exception"] == ["exception signée"]
    assert "exception signée · matinée accordée" in [row.reason for row in made.table]
    assert "exception" in {text.text for text in made.wide.feet} & {text.text for text in made.phone.feet}


def test_words_keep_clear_of_the_slot_and_of_today():
    now = paris(2, 20)
    slot = strip.Zone(paris(3, 20), paris(3, 22), "Tue 3", "bad")
    picture = drawn(row((START, END, "blue"), mark="bad"), slot=slot, now=now)
    band = picture.bands[0]
    room = strip.wide_enough(band.label, 13)
    middle = picture.slot.x + picture.slot.width / 2
    for x in (picture.now, middle):
        assert not band.text_x <= x <= band.text_x + room
    assert [sign.tone for sign in picture.signs] == ["bad"]
    assert picture.slot.width >= 3
    assert {text.text for text in picture.feet} >= {"Tue 3"}


def test_what_lies_outside_is_not_drawn():
    far = strip.Zone(paris(3, month=12), paris(4, month=12), "far")
    picture = drawn(
        row((START, END, "blue"), mark="ok", works=[paris(1), paris(5, 18), END]),
        slot=far,
        windows=[far],
        now=paris(1),
    )
    assert (picture.slot, picture.now, picture.windows, picture.signs) == (None, None, [], [])
    assert len(picture.works) == 1


def test_week_ends_are_shaded_and_days_numbered_where_they_have_room():
    wide, phone = drawn(row((START, END, "blue"))), drawn(row((START, END, "blue")), size=strip.PHONE)
    assert len(wide.weekends) == len(phone.weekends) == 8
    assert [text.text for text in wide.days][:3] == ["2", "3", "4"]
    assert phone.days == []
    assert [text.text for text in phone.weeks] == ["Mon 2", "Mon 9", "Mon 16", "Mon 23"]


def test_an_empty_window_is_refused():
    with pytest.raises(ValueError, match="ends after"):
        drawn(row((START, END, "blue")), start=END, end=START)


@pytest.fixture
def finance(db):
    made = unit("FIN", name="Finance")
    ledger.open_calendar(
        unit=made,
        draft=ledger.Draft(
            added=[
                ledger.NewPeriod("blue", first_day=date(2026, 11, 1), end_day=date(2027, 3, 1)),
                ledger.NewPeriod(
                    "white", first_day=date(2026, 11, 9), end_day=date(2026, 11, 16), reason="entretiens"
                ),
            ]
        ),
        by=None,
        now=START,
    )
    return made


def shown(finance, slot_day=10):
    start, end = strips.window(paris(slot_day, 20), paris(4), PARIS)
    slot = (paris(slot_day, 20), paris(slot_day, 22))
    keepers = keepers_for([finance.pk, unit("SHOP", name="Magasins").pk], start, end)
    verdict = judge(Work("normal", 45, *slot), keepers)
    lines = strips.lines_of(
        keepers, names={"FIN": "Finance", "SHOP": "Magasins"}, people={"FIN": 1}, verdict=verdict
    )
    return strips.strip(lines, start=start, end=end, zone=PARIS, now=paris(4), slot=slot)


def test_it_says_in_words_what_it_shows(finance):
    with translation.override("fr"):
        found = shown(finance)
        page = render_to_string("calendar_ops/_strip.html", {"strip": found})
    assert [(key.sign, key.code) for key in found.legend] == [
        ("blue", "Bl"),
        ("white", "Bc"),
        ("none", "?"),
        ("slot", ""),
    ]
    assert "mar. 10, 20:00" in found.sentence
    assert "Finance, Magasins" in found.sentence.rsplit(":", 1)[1]
    assert "blanc du lun. 9 nov. au dim. 15 nov." in found.sentence
    assert [sign.tone for sign in found.wide.signs] == ["bad", "warn"]
    assert "entretiens" in page
    assert "1 personne" in page
    assert 'style="' not in page


def test_one_query_whatever_the_number_of_lines(finance, django_assert_num_queries):
    stretches = [Stretch(START, END, "blue", 1)]
    with django_assert_num_queries(1):
        strips.strip([strips.Line(f"U{n}", stretches) for n in range(40)], start=START, end=END, zone=PARIS)


def test_a_unit_alone_with_what_is_coming(finance):
    line = strips.line_of(
        finance, start=START, end=END, works=[(paris(5), "Paie"), (paris(4, month=12), "Autre")]
    )
    found = strips.strip([line], start=START, end=END, zone=PARIS)
    assert len(found.wide.works) == len(found.phone.works) == 1
    assert [row.reason for row in found.table if row.colour == "work"] == ["Paie"]


def test_the_window_shows_the_slot_and_today_together_when_they_are_near():
    assert strips.window(paris(10), paris(4), PARIS)[0] == paris(2)
    start, end = strips.window(paris(10, month=3, year=2027), paris(4), PARIS)
    assert start <= paris(10, month=3, year=2027) < end
    assert start.weekday() == 0


def test_a_name_that_would_stand_under_its_neighbour_is_left_out():
    narrow = [strip.Zone(paris(9 + n, 8), paris(9 + n, 12), f"window number {n}") for n in range(6)]
    picture = drawn(row((START, END, "blue")), windows=narrow)
    shown = {text.text: text.x for text in picture.feet}
    assert "window number 0" in shown
    assert len(shown) < 6
    for number, box in enumerate(picture.windows):
        if (x := shown.get(f"window number {number}")) is not None and number:
            assert abs(x - (box.x + box.width / 2)) <= strip.FAR
