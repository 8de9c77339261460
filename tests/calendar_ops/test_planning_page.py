"""Planning in the browser's words: refused with the reason, repaired by one click, confirmed, nothing typed lost."""

from __future__ import annotations

import re
from datetime import date

import pytest

from calendar_ops import ledger
from calendar_ops.models import Intervention
from catalog.models import Usage
from tests import factories

pytestmark = pytest.mark.django_db


@pytest.fixture
def planner(cast, client, time_machine_now):
    ledger.open_calendar(
        unit=cast.finance,
        draft=ledger.Draft(
            added=[
                ledger.NewPeriod("blue", first_day=date(2026, 11, 1), end_day=date(2027, 3, 1)),
                ledger.NewPeriod(
                    "white", first_day=date(2026, 11, 9), end_day=date(2026, 11, 16), reason="entretiens"
                ),
            ]
        ),
        by=None,
        now=factories.paris(2),
    )
    cast.service = factories.offering(name="Notes de frais")
    Usage.objects.create(offering=cast.service, unit=cast.finance)
    client.force_login(cast.planner)
    return cast


@pytest.fixture
def time_machine_now():
    import time_machine

    with time_machine.travel(factories.paris(4, 10), tick=False):
        yield


def typed(cast, **fields):
    return {
        "title": "Temps et activités : serveurs remplacés",
        "nature": "upgrade",
        "target": "server",
        "work_class": "normal",
        "start_day": "2026-11-10",
        "start_time": "20:00",
        "end_day": "2026-11-10",
        "end_time": "22:00",
        "interruption_minutes": "45",
        "offerings": [str(cast.service.pk)],
        "owner": str(cast.planner.pk),
        "tell_finished": "on",
        **fields,
    }


def test_the_verdict_while_typing_names_unit_period_and_excess(planner, client):
    page = client.post("/interventions/verdict/", typed(planner)).content.decode()
    assert "Créneau refusé" in page
    assert "Finance" in page
    assert "15 de trop" in page
    assert Intervention.objects.count() == 0


def test_each_repair_leads_to_an_allowed_slot_in_one_click(planner, client):
    page = client.post("/interventions/verdict/", typed(planner)).content.decode()
    values = re.findall(r'name="repair" value="([^"]+)"', page)
    assert len(values) >= 2
    for value in values:
        after = client.post("/interventions/new/", typed(planner, repair=value.replace("&amp;", "&")))
        assert "Créneau autorisé" in after.content.decode(), value
    assert Intervention.objects.count() == 0


def test_confirming_a_refused_slot_says_why_and_keeps_the_draft(planner, client):
    client.post("/interventions/new/", typed(planner))
    found = Intervention.objects.get()
    answer = client.post(f"/interventions/{found.reference}/confirm/", {"edit": found.edit}, follow=True)
    assert "période blanche" in answer.content.decode()
    found.refresh_from_db()
    assert found.state == "draft"


def test_repaired_then_saved_then_confirmed(planner, client):
    client.post("/interventions/new/", typed(planner, interruption_minutes="30"))
    found = Intervention.objects.get()
    client.post(f"/interventions/{found.reference}/confirm/", {"edit": found.edit})
    found.refresh_from_db()
    assert (found.state, found.version) == ("confirmed", 1)
    assert list(found.reach.values_list("unit__code", flat=True)) == ["FIN"]


@pytest.mark.parametrize(
    ("fields", "sentence"),
    [
        ({"end_day": "2026-11-09"}, "La fin précède le début"),
        ({"end_time": "20:00"}, "0 minute"),
        ({"end_day": "2027-11-10"}, "scindez les travaux"),
        ({"interruption_minutes": "500"}, "plus long que le créneau"),
        (
            {"start_day": "2027-03-28", "start_time": "02:30", "end_day": "2027-03-28", "end_time": "05:00"},
            "02:30 n’existe pas",
        ),
        ({"start_day": "2026-10-25", "start_time": "02:30"}, "revient deux fois"),
        ({"title": ""}, "Donnez un titre"),
    ],
)
def test_bad_input_is_one_sentence_and_loses_nothing(fields, sentence, planner, client):
    page = client.post(
        "/interventions/new/", typed(planner, precautions="Gardez ceci.", **fields)
    ).content.decode()
    assert sentence in page.replace("\u00a0", " ")
    assert "Gardez ceci." in page
    assert Intervention.objects.count() == 0


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


BLUE = {"start_day": "2026-11-17", "end_day": "2026-11-17"}


def test_a_taken_itsm_number_is_said_at_its_field_when_editing(planner, client):
    client.post("/interventions/new/", typed(planner, external_id="CHG1", **BLUE))
    client.post("/interventions/new/", typed(planner, **BLUE))
    second = Intervention.objects.order_by("-pk")[0]
    answer = client.post(
        f"/interventions/{second.reference}/edit/",
        typed(planner, external_id="CHG1", edit=second.edit, **BLUE),
    )
    assert answer.status_code == 200
    assert "CHG1" in answer.context["form"].errors["external_id"][0]


def test_confirmed_work_moves_to_a_slot_never_negotiated_with_a_reason(planner, client):
    client.post("/interventions/new/", typed(planner, confirm="1", **BLUE))
    found = Intervention.objects.get()
    assert found.state == "confirmed"
    far = {"start_day": "2027-04-17", "end_day": "2027-04-17", "edit": found.edit}
    refused = client.post(f"/interventions/{found.reference}/edit/", typed(planner, **far))
    assert "reason" in refused.context["form"].errors
    client.post(f"/interventions/{found.reference}/edit/", typed(planner, reason="Contrat.", **far))
    found.refresh_from_db()
    assert (found.start.year, found.reason) == (2027, "Contrat.")
