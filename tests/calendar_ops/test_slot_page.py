"""Looking for a slot on a page of its own: windows that lead to allowed plans, reasons when there is none."""

from __future__ import annotations

import re
from datetime import date

import pytest
import time_machine

from calendar_ops import ledger
from tests.calendar_ops.planning_form import text
from tests.factories import paris

pytestmark = pytest.mark.django_db


def test_the_slot_page_finds_windows_and_each_leads_to_an_allowed_plan(planner, client):
    asked = {
        "offerings": planner.service.pk,
        "hours": "2",
        "interruption_minutes": "45",
        "last_day": "2026-12-10",
    }
    page = client.get("/interventions/slots/", asked).content.decode()
    links = re.findall(r'<td class="num"><a href="([^"]+)"', page)
    assert links
    for link in links:
        assert "Créneau autorisé" in client.get(link.replace("&amp;", "&")).content.decode()


def test_no_slot_is_explained_and_what_would_help_really_does(planner, client):
    asked = {
        "offerings": planner.service.pk,
        "hours": "2",
        "interruption_minutes": "45",
        "first_day": "2026-11-10",
        "last_day": "2026-11-12",
    }
    page = text(client.get("/interventions/slots/", asked))
    assert "Aucun créneau de 2 h" in page
    links = re.findall(r'<a class="btn btn-sm btn-outline-secondary" href="([^"]+)"', page)
    plans = [link.replace("&amp;", "&") for link in links if link.startswith("/interventions/new/")]
    assert plans
    for link in plans:
        assert "Créneau autorisé" in client.get(link).content.decode(), link


@pytest.mark.parametrize("day", [16, 21, 22])
def test_the_strip_shows_what_is_agreed_before_the_days_asked_for_too(day, planner, client):
    """It begins on a Monday; on a Saturday five of its days are over, whose red is drawn all the same."""
    red = ledger.NewPeriod("red", first_day=date(2026, 11, 17), end_day=date(2026, 11, 19))
    calendar = planner.finance.calendars.get()
    ledger.record_revision(calendar=calendar, draft=ledger.Draft(added=[red]), by=None, now=paris(3))
    with time_machine.travel(paris(day, 10), tick=False):
        client.force_login(planner.planner)
        page = client.get("/interventions/slots/", {"offerings": planner.service.pk, "hours": "2"})
    assert "per-red" in page.content.decode() and "per-none" not in page.content.decode()


@pytest.mark.parametrize(
    ("fields", "sentence"),
    [
        ({"hours": "0"}, "plus de 0"),
        ({"hours": "9999"}, "au plus 744"),
        ({"first_day": "2026-12-01", "last_day": "2026-11-20"}, "précède le premier"),
        ({"last_day": "2029-01-01"}, "366 au plus"),
        ({"from_hour": "20:00"}, "les deux heures"),
    ],
)
def test_a_bad_search_is_one_sentence(fields, sentence, planner, client):
    page = text(client.get("/interventions/slots/", {"offerings": planner.service.pk, **fields}))
    assert sentence in page
    assert "Fenêtres possibles" not in page
