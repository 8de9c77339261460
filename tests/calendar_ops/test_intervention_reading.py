"""Reading interventions: who sees which, and a number of queries that does not grow."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest
import time_machine

from calendar_ops import actions
from calendar_ops.models import Intervention, Reach
from tests import factories
from tests.factories import paris

pytestmark = pytest.mark.django_db


def made(cast, number: int, **fields) -> Intervention:
    start = paris(16, 20) + timedelta(days=number)
    found = Intervention.objects.create(
        reference=f"INT-2026-{number:04d}",
        title=f"Travaux {number}",
        start=start,
        end=start + timedelta(hours=2),
        interruption_minutes=20,
        owner=cast.planner,
        planner=cast.planner,
        **{"state": "confirmed", "version": 1, **fields},
    )
    Reach.objects.create(intervention=found, unit=cast.finance, due_at=start - timedelta(days=4))
    return found


def draft_on(cast, units) -> Intervention:
    fields = {"title": "Caisse", "start": paris(18, 20), "end": paris(18, 22), "interruption_minutes": 5}
    content = actions.Content(fields={**fields, "owner": cast.planner}, added=units)
    return actions.create_draft(content=content, by=cast.planner, now=paris(4, 9))


@pytest.mark.parametrize(
    ("who", "sees"), [("employee", True), ("outsider", False), ("planner", True), ("cio", True)]
)
def test_whom_it_touches_reads_it_and_the_outsider_gets_404(who, sees, cast, client):
    found = made(cast, 1)
    client.force_login(getattr(cast, who))
    assert client.get(found.get_absolute_url()).status_code == (200 if sees else 404)
    assert (found.reference in client.get("/interventions/").content.decode()) is sees


def test_the_outsiders_404_is_that_of_a_missing_one(cast, client):
    found = made(cast, 1)
    client.force_login(cast.outsider)
    hidden = client.get(found.get_absolute_url()).content
    missing = client.get("/interventions/INT-2026-9999/").content
    assert hidden == missing


def test_a_draft_is_read_by_those_who_plan_only(cast, client):
    found = made(cast, 1, state="draft", version=0)
    client.force_login(cast.employee)
    assert client.get(found.get_absolute_url()).status_code == 404
    client.force_login(cast.planner)
    assert client.get(found.get_absolute_url()).status_code == 200


def test_the_list_takes_as_many_queries_for_one_as_for_many(cast, client, django_assert_max_num_queries):
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    client.force_login(cast.planner)
    counts = []
    for number in (1, 3, 30):
        for extra in range(Intervention.objects.count() + 1, number + 1):
            made(cast, extra)
        with CaptureQueriesContext(
            connection,
        ) as queries:
            client.get("/interventions/")
        counts.append(len(queries))
    assert len(set(counts)) == 1, counts
    assert counts[0] <= 12


def test_a_text_in_the_other_language_is_marked(cast, client):
    found = made(cast, 1, title_en="")
    client.force_login(cast.planner)
    client.cookies["language"] = "en"
    assert '<span lang="fr">Travaux 1</span>' in client.get(found.get_absolute_url()).content.decode()


def test_a_draft_says_in_the_list_where_it_would_be_felt(cast, client):
    """The units at the top of those touched, as last evaluated, by the names that they have now."""
    below = factories.unit(name="Comptabilité", parent=cast.finance)
    draft = draft_on(cast, [cast.finance, cast.hr])
    assert (
        draft.topmost_units == sorted([cast.finance.pk, cast.hr.pk]) and below.pk not in draft.topmost_units
    )
    cast.hr.name = "Humains"
    cast.hr.save()
    client.force_login(cast.planner)
    page = client.get("/interventions/").content.decode()
    assert "Finance, Humains" in page and "Comptabilité" not in page


@pytest.mark.parametrize("asked", ["q=Travaux", "q=Travaux&work_class=normal", "q=Travaux 1"])
def test_what_a_search_counts_is_what_the_rows_are(asked, cast, client):
    """Whether the keys found are counted, or the records once more with the other filters."""
    for number, state in enumerate(("confirmed", "awaiting", "draft", "draft"), 1):
        made(cast, number, state=state, worst_colour="none" if number == 3 else "blue", version=0)
    client.force_login(cast.planner)
    page = client.get(f"/interventions/?{asked}").content.decode()
    if asked.endswith("1"):
        assert "1 intervention" in page and "à régler" not in page
    else:
        assert "4 interventions" in page and "dont 2 à régler" in page


def test_a_draft_whose_slot_is_past_is_moved_and_not_confirmed(cast, client):
    made(cast, 1, state="draft", version=0)
    client.force_login(cast.planner)
    for now, first, said in (
        (paris(16, 9), "Confirmer l’intervention", False),
        (paris(18, 9), "Modifier", True),
    ):
        with time_machine.travel(now, tick=False):
            client.force_login(cast.planner)
            page = client.get("/interventions/INT-2026-0001/").content.decode()
        assert re.findall(r'<a class="btn btn-primary"[^>]*>([^<]+)<', page) == [first]
        assert ("Ce créneau est passé" in page.replace("\u202f", " ")) is said


def test_many_units_are_counted_in_the_list_as_on_the_page(cast, client):
    heads = [factories.unit() for _ in range(4)]
    for _ in range(3):
        factories.unit(parent=heads[0])
    draft = draft_on(cast, heads)
    client.force_login(cast.planner)
    assert "7 unités" in client.get("/interventions/").content.decode()
    page = client.get(draft.get_absolute_url()).content.decode()
    assert 'Unités touchées <span class="muted">7</span>' in page
