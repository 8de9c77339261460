"""The list of calendars: who keeps, who follows, and the share of blue as the year planner counts it."""

from __future__ import annotations

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from calendar_ops import timeline
from calendar_ops.models import Calendar, Span
from calendar_ops.queries.calendar_list import blue_shares
from calendar_ops.spans import clipped, kept_by, rebuild, spans_of
from tests import factories

pytestmark = pytest.mark.django_db
PARIS = ZoneInfo("Europe/Paris")
NOW = datetime(2026, 11, 4, 9, tzinfo=PARIS)


@pytest.fixture
def kept(cast):
    """Finance: blue, but for ten red days about the new year of 2026 and one white day."""
    calendar = Calendar.objects.create(unit=cast.finance, version=3, default_colour="blue")
    rebuild(calendar, NOW)
    Span.objects.filter(calendar=calendar).delete()
    red = datetime(2025, 12, 27, tzinfo=PARIS)
    ends = [red + timedelta(days=10), red + timedelta(days=200), red + timedelta(days=201)]
    for start, end, colour in [
        (red - timedelta(days=90), red, "blue"),
        (red, ends[0], "red"),
        (ends[0], ends[1], "blue"),
        (ends[1], ends[2], "white"),
    ]:
        Span.objects.create(calendar=calendar, start=start, end=end, colour=colour)
    return kept_by()[cast.finance.pk]


@pytest.mark.parametrize(("first", "days"), [((2026, 1, 1), 365), ((2025, 12, 1), 60), ((2026, 3, 1), 1)])
def test_the_share_is_that_of_the_timeline(first, days, kept):
    start = datetime(*first, tzinfo=PARIS)
    end = start + timedelta(days=days)
    expected = timeline.balance(clipped(spans_of([kept], start, end)[kept.id], start, end)).shares["blue"]
    assert blue_shares([kept], start, end)[kept.id] == pytest.approx(expected)


def test_a_year_beyond_the_stored_spans_is_computed(kept):
    start, end = datetime(2040, 1, 1, tzinfo=PARIS), datetime(2041, 1, 1, tzinfo=PARIS)
    assert not kept.holds(start, end)
    assert blue_shares([kept], start, end)[kept.id] == pytest.approx(1)


def test_who_keeps_and_who_follows_is_said(kept, cast, sign_in):
    factories.unit("TRESO", parent=cast.finance, name="Trésorerie")
    client = sign_in(cast.employee)
    rows = {row["code"]: row for row in client.get("/calendars/").context["listing"].rows}
    assert rows["FIN"]["own"] and rows["FIN"]["version"] == 3
    assert rows["TRESO"]["calendar"] == "suit Finance" and rows["TRESO"]["version"] == 3
    assert rows["HR"]["calendar"] == "non négocié" and rows["HR"]["share"] is None
    own = client.get("/calendars/?own=true").context["listing"]
    assert [row["code"] for row in own.rows] == ["FIN"]
    assert [chip.label for chip in own.chips] == ["Tient le sien\u00a0: Oui"]
