"""Retiring: announced with a date and a replacement, told to representatives, refused while a solution stands on it,
in the same words by page, API and action."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
import time_machine
from django.urls import reverse
from django.utils import translation

from catalog import actions
from catalog.models import Offering, Usage
from outbox.models import Delivery
from tests import factories
from tests.catalog.cards import a_whole_card
from tests.factories import paris

pytestmark = pytest.mark.django_db
NOW = paris(4, 10)


@pytest.fixture(autouse=True)
def _on_the_fourth():
    with time_machine.travel(NOW, tick=False):
        yield


@pytest.fixture
def mail(cast) -> Offering:
    made = a_whole_card(name="Messagerie", name_en="Mail", owner=cast.planner, state="live")
    Usage.objects.create(offering=made, unit=cast.finance, quantity=12)
    return made


@pytest.fixture
def nomad(mail) -> Offering:
    """A solution that stands on the mail."""
    made = factories.offering("SOL-001", name="Bureau nomade", name_en="Travelling office", kind="solution")
    actions.set_components(offering=made, parts=[mail], by=None)
    return made


def test_announcing_tells_the_representatives_of_the_units_that_use_it_once(cast, mail):
    other = factories.offering("SRV-050", name="Nouvelle messagerie", name_en="New mail")
    on = date(2027, 1, 31)
    actions.retire(offering=mail, by=cast.editor, now=NOW, on=on, replacement=other, reason="Contrat terminé")
    mail.refresh_from_db()
    assert (mail.state, mail.retires_on, mail.replacement) == ("retiring", on, other)
    delivery = Delivery.objects.get()
    assert delivery.person == cast.representative
    said = delivery.content.subject.replace("\xa0", " ")
    assert (
        said == "Messagerie prend fin dim. 31 janv. 2027" and "Nouvelle messagerie" in delivery.content.text
    )
    actions.retire(offering=mail, by=cast.editor, now=NOW, on=on, replacement=other)
    assert Delivery.objects.count() == 1, "the same announcement is told once"
    actions.retire(offering=mail, by=cast.editor, now=NOW, on=on + timedelta(days=30))
    assert Delivery.objects.count() == 2, "another date is news"


def test_the_letter_is_written_in_the_reader_s_language(cast, mail):
    cast.representative.language = "en"
    cast.representative.save()
    actions.retire(offering=mail, by=cast.editor, now=NOW, on=date(2027, 1, 31))
    assert Delivery.objects.get().content.subject.startswith("Mail ends on")


def test_the_card_says_until_when_and_what_takes_its_place(cast, mail, sign_in):
    other = factories.offering("SRV-050", name="Nouvelle messagerie")
    actions.retire(offering=mail, by=cast.editor, now=NOW, on=date(2026, 12, 31), replacement=other)
    page = sign_in(cast.employee).get(mail.get_absolute_url()).content.decode()
    assert "31 déc." in page and "Nouvelle messagerie" in page


SAID = {
    "fr": "La solution « Bureau nomade » repose dessus : remplacez-la d’abord dans cette solution.",
    "en": "The solution « Bureau nomade » stands on it: replace it there first.",
}


def plain(text: str) -> str:
    return text.replace("\xa0", " ").replace("\u202f", " ").replace("&#x27;", "'")


def test_page_api_and_action_refuse_in_the_same_words(cast, mail, nomad, sign_in, api):
    with pytest.raises(actions.Refused) as refused:
        actions.retire(offering=mail, by=cast.editor, now=NOW)
    for language, said in SAID.items():
        with translation.override(language):
            assert [plain(one) for one in refused.value.sentences] == [said]
    page = sign_in(cast.editor).post(reverse("catalog:retire", args=["SRV-012"]), {"at_once": "on"})
    assert page.status_code == 409 and SAID["fr"] in plain(page.content.decode())
    answer = api(cast.editor, "post", "offerings/SRV-012/retire/", {})
    assert answer.status_code == 409 and answer.json()["lacks"] == [SAID["en"]]
    mail.refresh_from_db()
    assert mail.state == "live" and not Delivery.objects.exists()


def test_an_end_without_notice_is_told_too_and_one_that_was_announced_is_told_once(cast, mail):
    alone = a_whole_card("SRV-020", name="Seul", owner=cast.planner, state="live")
    Usage.objects.create(offering=alone, unit=cast.finance)
    actions.retire(offering=alone, by=cast.editor, now=NOW)
    assert [one.content.subject[:4] for one in Delivery.objects.all()] == ["Seul"]
    actions.retire(offering=mail, by=cast.editor, now=NOW, on=date(2026, 11, 20))
    told = Delivery.objects.count()
    actions.retire_due(now=paris(20))
    mail.refresh_from_db()
    assert mail.state == "retired" and Delivery.objects.count() == told


def test_once_the_solution_is_retired_nothing_stands_in_the_way(cast, mail, nomad):
    actions.retire(offering=nomad, by=cast.editor, now=NOW)
    actions.retire(offering=mail, by=cast.editor, now=NOW)
    mail.refresh_from_db()
    assert (mail.state, mail.retires_on) == ("retired", NOW.date())


def test_what_was_announced_ends_on_its_day_unless_a_solution_holds_it(cast, mail, nomad):
    alone = a_whole_card("SRV-020", name="Seul", owner=cast.planner, state="live")
    for offering in (mail, alone):
        actions.retire(offering=offering, by=cast.editor, now=NOW, on=date(2026, 11, 20))
    assert actions.retire_due(now=paris(19)) == (0, 0)
    assert actions.retire_due(now=paris(20)) == (1, 1)
    mail.refresh_from_db()
    alone.refresh_from_db()
    assert (mail.state, alone.state) == ("retiring", "retired")


@pytest.mark.parametrize(
    ("given", "field", "said"),
    [
        ({"on": "2027-01-31", "replacement": "SRV-012"}, "replacement", "ne se remplace pas elle-même"),
        ({"on": "2027-01-31", "replacement": "SRV-099"}, "replacement", "n’est pas proposée"),
        ({"on": "2027-01-31", "replacement": "SRV-777"}, "replacement", "SRV-777"),
        ({"on": "31 janvier"}, "on", "date"),
        ({}, "on", "Dites quel jour elle prend fin"),
        ({"on": "2020-01-01"}, "on", "n’est pas à venir"),
    ],
)
def test_bad_input_gets_a_sentence_at_its_field(cast, mail, sign_in, given, field, said):
    factories.offering("SRV-099", name="Brouillon", state="design")
    answer = sign_in(cast.editor).post(reverse("catalog:retire", args=["SRV-012"]), given)
    assert answer.status_code == 422
    assert said in str(answer.context["form"].errors[field])


def test_what_was_never_published_is_not_announced(cast, sign_in):
    factories.offering("SRV-099", state="design")
    address = reverse("catalog:retire", args=["SRV-099"])
    answer = sign_in(cast.editor).post(address, {"on": "2027-01-31"})
    assert answer.status_code == 422 and "jamais été publiée" in answer.content.decode()
    assert sign_in(cast.editor).post(address, {"at_once": "on"}).status_code == 302


def test_a_retired_offering_is_taken_up_again_in_design(cast, mail, sign_in):
    actions.retire(offering=mail, by=cast.editor, now=NOW)
    assert sign_in(cast.employee).get(mail.get_absolute_url()).status_code == 404
    sign_in(cast.editor).post(reverse("catalog:take-up", args=["SRV-012"]))
    mail.refresh_from_db()
    assert mail.state == "design"


def test_the_api_publishes_and_says_what_lacks(cast, api):
    factories.offering("SRV-012", name="Messagerie", state="design")
    answer = api(cast.editor, "post", "offerings/SRV-012/publish/", {})
    assert answer.status_code == 409
    assert "It has no owner: somebody must answer for it." in answer.json()["lacks"]
    a_whole_card("SRV-013", owner=cast.planner)
    answer = api(cast.editor, "post", "offerings/SRV-013/publish/", {"state": "pilot"})
    assert answer.status_code == 200 and answer.json()["state"] == "pilot"
    state = api(cast.editor, "patch", "offerings/SRV-013/", {"state": "retired"})
    assert state.status_code == 400 and "publish/" in state.json()["state"][0]
    assert api(cast.planner, "post", "offerings/SRV-013/publish/", {}).status_code == 403


def test_owners_are_reminded_before_on_the_day_and_every_thirty_days_once_a_day(cast):
    due = date(2026, 11, 20)
    a_whole_card("SRV-012", name="Messagerie", owner=cast.planner, state="live", next_review=due)
    a_whole_card("SRV-013", name="Intranet", owner=cast.planner, state="live", next_review=due)
    a_whole_card("SRV-014", owner=cast.planner, state="design", next_review=due)
    told = {}
    for day in range(-16, 65):
        now = paris(20, 8) + timedelta(days=day)
        told[day] = actions.remind_reviews(now=now) and actions.remind_reviews(now=now + timedelta(hours=6))
    assert sorted(day for day, count in told.items() if count) == [-14, 0, 30, 60]
    assert Delivery.objects.count() == 4, "both cards in one letter, and never twice"
    text = Delivery.objects.order_by("pk")[0].content.text
    assert "Messagerie (SRV-012)" in text and "Intranet" in text and "SRV-014" not in text
