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


def text(answer) -> str:
    return answer.content.decode().replace("\u00a0", " ").replace("\u202f", " ")


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


def two_editors(planner, client, first: dict, second: dict):
    client.post("/interventions/new/", typed(planner))
    found = Intervention.objects.get()
    address = f"/interventions/{found.reference}/edit/"
    client.post(address, typed(planner, edit=found.edit, **first))
    return address, client.post(address, typed(planner, edit=found.edit, **second))


def hidden(page: str) -> dict:
    values: dict = {}
    for name, value in re.findall(r'<input type="hidden" name="([^"]+)" value="([^"]*)">', page):
        values.setdefault(name, []).append(value.replace("&#x27;", "'"))
    return values


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


def test_the_mail_of_what_is_typed_is_read_without_saving_and_by_its_maker_only(planner, client):
    page = client.post("/interventions/preview/", typed(planner, precautions="Fermez tout.", **BLUE))
    assert "Fermez tout." in text(page)
    assert Intervention.objects.count() == 0
    frame = re.search(r'src="(/interventions/preview/[^"]+/fr/)"', page.content.decode()).group(1)
    assert "Fermez tout." in client.get(frame).content.decode()
    client.force_login(planner.cio)
    assert client.get(frame).status_code == 404


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
