"""Drafts that save themselves, and two people in one form: nothing typed is lost or overwritten in silence."""

from __future__ import annotations

import pytest

from calendar_ops.models import Intervention
from tests import factories
from tests.calendar_ops.planning_form import BLUE, hidden, text, two_editors, typed

pytestmark = pytest.mark.django_db


def test_a_second_editor_is_told_and_nothing_is_overwritten(planner, client):
    client.post("/interventions/new/", typed(planner))
    found = Intervention.objects.get()
    client.post(f"/interventions/{found.reference}/edit/", typed(planner, title="Premier", edit=found.edit))
    second = client.post(
        f"/interventions/{found.reference}/edit/", typed(planner, title="Second", edit=found.edit)
    )
    assert second.status_code == 409
    assert "Second" in second.content.decode()
    found.refresh_from_db()
    assert found.title == "Premier"


def test_a_draft_saves_itself_and_a_second_editor_stops_it(planner, client):
    first = client.post("/interventions/new/autosave/", typed(planner)).json()
    assert first["state"] == "saved"
    again = client.post(first["autosave"], typed(planner, fallback="Retour", edit=first["edit"])).json()
    assert (again["state"], again["edit"]) == ("saved", first["edit"] + 1)
    late = client.post(first["autosave"], typed(planner, fallback="Autre", edit=first["edit"]))
    assert (late.status_code, late.json()["state"]) == (409, "changed")
    assert Intervention.objects.get().fallback == "Retour"


def test_what_lacks_is_said_and_nothing_is_saved(planner, client):
    told = client.post("/interventions/new/autosave/", typed(planner, title="")).json()
    assert told["state"] == "incomplete"
    assert "Donnez un titre" in told["sentence"]
    assert Intervention.objects.count() == 0


def test_what_was_announced_never_saves_itself(planner, client):
    client.post("/interventions/new/", typed(planner, confirm="1", **BLUE))
    found = Intervention.objects.get()
    answer = client.post(f"/interventions/{found.reference}/autosave/", typed(planner, title="Autre", **BLUE))
    assert answer.status_code == 403
    assert "data-autosave" not in text(client.get(f"/interventions/{found.reference}/edit/"))


def test_the_second_editor_chooses_field_by_field_and_the_rest_is_joined(planner, client):
    address, page = two_editors(
        planner,
        client,
        {"fallback": "Retour à 23 h", "precautions": "Fermez tout."},
        {"fallback": "Retour à 22 h", "impact": "Plus de saisie."},
    )
    assert page.status_code == 409
    assert "Deux versions à réunir" in text(page)
    assert "<ins>Retour à 23 h</ins>" in page.content.decode()
    choices = hidden(page.content.decode()) | {"pick_fallback": ["theirs"]}
    assert client.post(address, choices).status_code == 302
    found = Intervention.objects.get()
    assert (found.fallback, found.precautions, found.impact) == (
        "Retour à 23 h",
        "Fermez tout.",
        "Plus de saisie.",
    )


def test_choosing_mine_keeps_mine(planner, client):
    address, page = two_editors(planner, client, {"start_time": "20:30"}, {"start_time": "21:00"})
    client.post(address, hidden(page.content.decode()) | {"pick_start": ["mine"]})
    assert Intervention.objects.get().start == factories.paris(10, 21)


def test_choosing_the_other_slot_takes_its_day_and_its_time(planner, client):
    address, page = two_editors(planner, client, {"start_time": "20:30"}, {"start_time": "21:00"})
    client.post(address, hidden(page.content.decode()) | {"pick_start": ["theirs"]})
    assert Intervention.objects.get().start == factories.paris(10, 20, 30)
