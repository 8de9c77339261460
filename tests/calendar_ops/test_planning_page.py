"""Planning in the browser's words: refused with the reason, repaired by one click, confirmed, nothing typed lost."""

from __future__ import annotations

import re
from datetime import date

import pytest

from calendar_ops import ledger
from calendar_ops.models import Intervention
from catalog.models import Usage
from tests import factories
from tests.calendar_ops.planning_form import BLUE, text, typed

pytestmark = pytest.mark.django_db


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


def test_confirming_is_offered_only_when_the_verdict_lets_it_through(planner, client):
    refused = text(client.post("/interventions/verdict/", typed(planner)))
    assert 'name="confirm"' not in refused
    assert 'btn btn-primary" id="b-save"' in refused
    allowed = text(client.post("/interventions/verdict/", typed(planner, **BLUE)))
    assert 'btn btn-primary" id="b-confirm"' in allowed
    assert 'btn btn-outline-secondary" id="b-save"' in allowed


def test_the_strip_stands_beside_the_verdict_with_what_the_slot_meets(planner, client):
    page = text(client.post("/interventions/verdict/", typed(planner)))
    assert 'role="img"' in page
    assert "se heurte à : Finance" in page
    assert "sign-bad" in page


def test_the_excess_is_said_at_the_field_as_well(planner, client):
    page = text(client.post("/interventions/verdict/", typed(planner)))
    assert "45 min : trop long pour Finance, en blanc jusqu’au 15 nov. (30 min au plus)" in page


def test_when_people_are_told_is_said_with_the_holiday_that_moves_it(planner, client):
    slot = {"start_day": "2026-11-16", "end_day": "2026-11-16", "start_time": "20:00", "end_time": "22:00"}
    page = text(client.post("/interventions/verdict/", typed(planner, **slot)))
    assert "3 jours ouvrés avant, le mar. 10 nov., 09:00 (le 11 est férié)" in page


def test_too_late_for_the_notice_is_said_before_confirming(planner, client):
    page = text(
        client.post("/interventions/verdict/", typed(planner, start_day="2026-11-05", end_day="2026-11-05"))
    )
    assert "préavis court" in page


def test_a_unit_is_left_out_with_its_reason_and_put_back(planner, client):
    Usage.objects.create(offering=planner.service, unit=planner.hr)
    page = text(client.post("/interventions/new/", typed(planner, drop=str(planner.hr.pk))))
    assert f'name="why_{planner.hr.pk}"' in page
    assert "À corriger" not in page  # nobody has tried to save
    kept = typed(planner, dropped=[str(planner.hr.pk)])
    assert "Dites pourquoi" in text(client.post("/interventions/new/", kept))
    assert Intervention.objects.count() == 0
    back = text(client.post("/interventions/new/", {**kept, "undrop": str(planner.hr.pk)}))
    assert f'name="why_{planner.hr.pk}"' not in back
    client.post("/interventions/new/", {**kept, f"why_{planner.hr.pk}": "Prévu à part."})
    assert Intervention.objects.get().unit_choices.get().reason == "Prévu à part."


def test_one_reason_is_enough_for_several_units(planner, client):
    units = [str(planner.hr.pk), str(planner.planner.unit_id)]
    client.post("/interventions/new/", typed(planner, dropped=units, **{f"why_{units[1]}": "À part."}))
    assert set(Intervention.objects.get().unit_choices.values_list("reason", flat=True)) == {"À part."}


def test_services_are_found_by_word_or_reference_and_the_ticked_ones_stay(planner, client):
    other = factories.offering("SRV-900", name="Paie")
    answer = client.get(
        "/interventions/choose/offerings/", {"find_offerings": "srv-9", "offerings": planner.service.pk}
    )
    assert re.findall(r'value="(\d+)"[^>]*checked', answer.content.decode()) == [str(planner.service.pk)]
    assert "Paie" in answer.content.decode()
    without = client.post("/interventions/new/", typed(planner, find="offerings", find_offerings="pai"))
    assert f'value="{other.pk}"' in without.content.decode()  # and without JavaScript


def test_a_search_for_nothing_says_so(planner, client):
    assert "Rien ne s’appelle « zzz »" in text(
        client.get("/interventions/choose/offerings/", {"find_offerings": "zzz"})
    )


def test_the_mail_of_what_is_typed_is_read_without_saving_and_by_its_maker_only(planner, client):
    page = client.post("/interventions/preview/", typed(planner, precautions="Fermez tout.", **BLUE))
    assert "Fermez tout." in text(page)
    assert Intervention.objects.count() == 0
    frame = re.search(r'src="(/interventions/preview/[^"]+/fr/)"', page.content.decode()).group(1)
    assert "Fermez tout." in client.get(frame).content.decode()
    client.force_login(planner.cio)
    assert client.get(frame).status_code == 404


def test_a_copy_takes_the_words_and_not_the_day_nor_the_number(planner, client):
    client.post("/interventions/new/", typed(planner, external_id="CHG1"))
    source = Intervention.objects.get()
    page = text(client.get(f"/interventions/new/?copy={source.reference}"))
    assert "Temps et activités" in page
    assert "CHG1" not in page
    assert 'value="2026-11-11"' in page  # a week from today


NEVER = {"start_day": "2027-04-17", "end_day": "2027-04-17"}


def test_a_slot_never_negotiated_asks_its_reason_and_is_confirmed_with_it(planner, client):
    beside = text(client.post("/interventions/verdict/", typed(planner, **NEVER)))
    assert 'name="reason"' in beside
    assert 'id="b-confirm"' in beside
    refused = text(client.post("/interventions/new/", typed(planner, confirm="1", **NEVER)))
    assert "dites pourquoi" in refused.lower()
    found = Intervention.objects.get()
    assert found.state == "draft"  # what was typed is kept
    client.post(
        f"/interventions/{found.reference}/edit/",
        typed(planner, confirm="1", reason="Contrat.", edit=found.edit, **NEVER),
    )
    found.refresh_from_db()
    assert (found.state, found.reason) == ("confirmed", "Contrat.")


def test_an_emergency_in_red_is_submitted_with_its_justification(planner, client):
    ledger.record_revision(
        calendar=planner.finance.calendars.get(),
        draft=ledger.Draft(
            added=[ledger.NewPeriod("red", first_day=date(2026, 11, 17), end_day=date(2026, 11, 18))]
        ),
        by=None,
        now=factories.paris(3),
    )
    emergency = {**BLUE, "work_class": "emergency"}
    beside = text(client.post("/interventions/verdict/", typed(planner, **emergency)))
    assert 'id="b-submit"' in beside
    assert 'name="justification"' in beside
    client.post("/interventions/new/", typed(planner, submit="1", **emergency))
    found = Intervention.objects.get()
    assert found.state == "draft"
    client.post(
        f"/interventions/{found.reference}/edit/",
        typed(planner, submit="1", justification="Faille exploitée.", edit=found.edit, **emergency),
    )
    found.refresh_from_db()
    assert (found.state, found.justification) == ("awaiting", "Faille exploitée.")


def test_other_work_on_the_same_unit_at_the_same_time_is_shown_and_forbids_nothing(planner, client):
    client.post("/interventions/new/", typed(planner, confirm="1", title="Paie : sauvegarde", **BLUE))
    beside = text(client.post("/interventions/verdict/", typed(planner, **BLUE)))
    assert "Même moment, même unité" in beside
    assert "Paie : sauvegarde" in beside
    assert 'id="b-confirm"' in beside
    found = Intervention.objects.get()
    own = text(client.post(f"/interventions/verdict/?of={found.reference}", typed(planner, **BLUE)))
    assert "Même moment" not in own  # it does not collide with itself
