"""The picture of a year: what its line of today leaves to be read."""

from __future__ import annotations

from datetime import timedelta
from zoneinfo import ZoneInfo

import pytest

from calendar_ops import planner
from calendar_ops.drawing import year_picture
from calendar_ops.timeline import Stretch
from tests.factories import paris

YEAR = paris(1).year


def _drawn(size: planner.Size, moment):
    red = Stretch(paris(4, 0), paris(30, 0), "red", 1)
    return planner.draw(
        year=YEAR,
        zone=ZoneInfo("Europe/Paris"),
        layers=[planner.Layer([red], lambda _: ["rouge", "R"])],
        month_names=["m"] * 12,
        size=size,
        now=moment,
    )


@pytest.mark.parametrize("size", [planner.WIDE, planner.PHONE], ids=["wide", "phone"])
def test_the_line_of_today_stops_short_of_the_word_on_a_band_and_crosses_what_has_none(size):
    on_the_word, beyond = _drawn(size, paris(4, 6)), _drawn(size, paris(20, 6))
    (band,) = on_the_word.bands
    assert band.label == "rouge"
    above, below = on_the_word.today_parts
    assert above[1] == band.y and below[0] == band.y + band.height
    ((top, bottom),) = beyond.today_parts
    assert (top, bottom) == (above[0], below[1])
    assert year_picture(on_the_word, "dit", "auj.").count('class="now"') == 2
    assert year_picture(beyond, "dit", "auj.").count('class="now"') == 1


def test_another_year_has_no_line_of_today():
    assert _drawn(planner.WIDE, paris(4) + timedelta(days=400)).today is None
