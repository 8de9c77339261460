"""Dates in words: tables have 18:30, sentences « 18 h 30 »."""

from __future__ import annotations

from datetime import date, datetime

import pytest
from django.utils import timezone, translation

from core import dates
from core.company_day import company_day
from core.templatetags.portal import month
from tests.factories import paris

TODAY = date(2026, 11, 4)


def at(day: int, hour: int = 0, minute: int = 0, month: int = 11) -> datetime:
    return paris(day, hour, minute, month=month)


@pytest.mark.parametrize(
    ("language", "said"),
    [
        ("fr", ["mer. 25 nov., 09:01", "mercredi 25 novembre", "9 h 01", "20 h", "minuit"]),
        ("en", ["Wed 25 Nov, 09:01", "Wednesday 25 November", "09:01", "20:00", "midnight"]),
    ],
)
def test_a_moment_for_tables_and_for_sentences(language, said):
    with translation.override(language):
        assert [
            dates.moment(at(25, 9, 1), today=TODAY),
            dates.long_day(at(25)),
            dates.hour(at(25, 9, 1)),
            dates.hour(at(25, 20)),
            dates.hour(at(25)),
        ] == said


@pytest.mark.parametrize(
    ("start", "end", "french", "english"),
    [
        (at(16, 20), at(16, 22), "lundi 16 novembre 2026, 20:00 – 22:00", "Monday 16 November 2026, 20:00 – 22:00"),
        (at(16, 20), at(17), "lundi 16 novembre 2026, 20:00 – minuit", "Monday 16 November 2026, 20:00 – midnight"),
        (
            at(30, 22),
            at(1, 6, month=12),
            "lundi 30 novembre 2026, 22:00 – mardi 1er décembre 2026, 06:00",
            "Monday 30 November 2026, 22:00 – Tuesday 1 December 2026, 06:00",
        ),
    ],
)  # fmt: skip
def test_a_slot_in_full_for_what_is_kept(start, end, french, english):
    with translation.override("fr"):
        assert dates.long_slot(start, end) == french
    with translation.override("en"):
        assert dates.long_slot(start, end) == english


@pytest.mark.parametrize(("language", "said"), [("fr", "oct.\u00a02026"), ("en", "Oct\u00a02026")])
def test_a_month_is_named_short_with_its_year_on_one_line(language, said):
    with translation.override(language):
        assert dates.month(date(2026, 10, 1)) == month(date(2026, 10, 1)) == said


def test_the_companys_day_is_that_of_its_zone_whatever_the_readers(settings):
    instant = paris(31, 23, 30, month=10)
    with timezone.override("Asia/Tokyo"):
        assert company_day(instant) == date(2026, 10, 31)
    settings.TIME_ZONE = "Asia/Tokyo"
    assert company_day(instant) == date(2026, 11, 1)
