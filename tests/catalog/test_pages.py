"""The pages of the catalogue: everybody reads what is published, its editors write, circles are refused in words."""

from __future__ import annotations

import re

import pytest
import time_machine
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from calendar_ops.models import Intervention, Reach
from catalog.actions import save_offering, set_components, set_usage
from catalog.models import Offering, Usage
from core.models import EditedMeanwhile
from tests import factories
from tests.factories import paris

pytestmark = pytest.mark.django_db
NOW = paris(4, 10)
GIVEN = {
    "reference": "SRV-100",
    "kind": "service",
    "name": "Messagerie et agenda",
    "name_en": "Mail and calendar",
    "benefit": "Écrire et se réunir.",
    "benefit_en": "Write and meet.",
}


@pytest.fixture(autouse=True)
def _on_the_fourth():
    with time_machine.travel(NOW, tick=False):
        yield


@pytest.fixture
def mail(db) -> Offering:
    return factories.offering("SRV-012", name="Messagerie", name_en="Mail", benefit="Écrire.")


def card(offering: Offering) -> str:
    return reverse("offering_card", args=[offering.reference])


def test_the_list_shows_what_is_published_and_all_of_it_to_editors(cast, mail, sign_in):
    factories.offering("SRV-099", name="Brouillon", state="design")
    address = reverse("catalog:offerings")
    seen = {who: sign_in(getattr(cast, who)).get(address).content.decode() for who in ("employee", "editor")}
    assert "Messagerie" in seen["employee"] and "Brouillon" not in seen["employee"]
    assert "Brouillon" in seen["editor"]
    assert reverse("catalog:offering-new") in seen["editor"]
    assert reverse("catalog:offering-new") not in seen["employee"]


def test_the_list_is_searched_filtered_and_exported(cast, mail, sign_in):
    factories.offering("SOL-001", name="Commercial nomade", kind="solution")
    client, address = sign_in(cast.employee), reverse("catalog:offerings")
    for query in ("q=mail", "q=SRV-0", "kind=service"):
        page = client.get(f"{address}?{query}").content.decode()
        assert "Messagerie" in page and "Commercial nomade" not in page, query
    exported = client.get(f"{address}?format=csv")
    text = b"".join(exported.streaming_content if exported.streaming else [exported.content]).decode()
    assert "SRV-012" in text and "SOL-001" in text


def test_what_is_not_published_is_404_for_an_employee(cast, sign_in):
    draft = factories.offering("SRV-099", state="idea")
    assert sign_in(cast.employee).get(card(draft)).status_code == 404
    assert sign_in(cast.editor).get(card(draft)).status_code == 200


def test_an_offering_is_created_in_both_languages_and_its_history_begins(cast, sign_in):
    answer = sign_in(cast.editor).post(reverse("catalog:offering-new"), GIVEN)
    made = Offering.objects.get(reference="SRV-100")
    assert answer["Location"] == reverse("catalog:offering-edit", args=["SRV-100"])
    assert made.state == "design", "nobody reads what nobody published"
    assert (made.name, made.name_en, made.benefit_en) == (
        "Messagerie et agenda",
        "Mail and calendar",
        "Write and meet.",
    )
    page = sign_in(cast.editor).get(reverse("catalog:versions", args=["SRV-100"]))
    assert [version.sentence for version in page.context["versions"]] == ["Créée par Editor"]


@pytest.mark.parametrize(
    ("changed", "field"),
    [
        ({"reference": "SRV-012"}, "reference"),
        ({"reference": "SRV 12"}, "reference"),
        ({"name": ""}, "name"),
        ({"kind": "gift"}, "kind"),
    ],
)
def test_bad_input_gets_a_sentence_at_its_field_and_is_kept(changed, field, cast, mail, sign_in):
    answer = sign_in(cast.editor).post(reverse("catalog:offering-new"), {**GIVEN, **changed})
    assert answer.status_code == 422 and list(answer.context["form"].errors) == [field]
    assert "Write and meet." in answer.content.decode()
    assert Offering.objects.count() == 1


def test_a_save_between_reading_and_writing_is_seen_by_the_action(cast, mail):
    held = mail.edit
    save_offering(offering=Offering.objects.get(pk=mail.pk), fields={"name": "Courriel"}, by=None)
    with pytest.raises(EditedMeanwhile):
        save_offering(offering=mail, fields={"name": "Autre"}, parts=[], by=cast.editor, expected=held)
    mail.refresh_from_db()
    assert mail.name == "Courriel"


def test_a_usage_is_said_changed_and_ended(cast, mail, sign_in):
    group = factories.group("COMEX", name="Comité exécutif")
    client = sign_in(cast.editor)
    new = reverse("catalog:usage-new", args=["SRV-012"])
    assert client.post(new, {"unit": "Finance", "group": "COMEX", "quantity": "12"}).status_code == 302
    usage = Usage.objects.get()
    assert (usage.unit, usage.group, usage.quantity) == (cast.finance, group, 12)
    again = client.post(new, {"unit": "FIN", "group": "COMEX"})
    assert again.status_code == 422 and "unit" in again.context["form"].errors
    address = reverse("catalog:usage", args=["SRV-012", usage.pk])
    client.post(address, {"quantity": "15"})
    usage.refresh_from_db()
    assert usage.quantity == 15
    client.post(reverse("catalog:usage-end", args=["SRV-012", usage.pk]))
    assert not Usage.objects.exists()


@pytest.mark.parametrize(
    ("changed", "field"),
    [({"unit": "ZZZ"}, "unit"), ({"quantity": "-1"}, "quantity"), ({"unit": ""}, "unit")],
)
def test_a_usage_that_cannot_be_gets_a_sentence_at_its_field(changed, field, cast, mail, sign_in):
    answer = sign_in(cast.editor).post(
        reverse("catalog:usage-new", args=["SRV-012"]), {"unit": "FIN", "quantity": "1", **changed}
    )
    assert answer.status_code == 422 and list(answer.context["form"].errors) == [field]


def test_a_usage_of_another_offering_is_not_found_under_this_one(cast, mail, sign_in):
    other = set_usage(offering=factories.offering("SRV-777"), unit=cast.finance, by=None)
    assert sign_in(cast.editor).get(reverse("catalog:usage", args=["SRV-012", other.pk])).status_code == 404


def test_the_page_says_who_uses_it_and_through_what(cast, mail, sign_in):
    nomad = factories.offering("SOL-001", name="Commercial nomade", kind="solution")
    set_components(offering=nomad, parts=[mail], by=None)
    set_usage(offering=mail, unit=cast.finance, by=None, quantity=40)
    set_usage(offering=nomad, unit=cast.hr, by=None)
    page = sign_in(cast.editor).get(card(mail)).context["page"]
    assert [(use.unit_code, use.through) for use in page.users] == [("FIN", None), ("HR", nomad)]
    built = sign_in(cast.editor).get(card(mail)).context["built"]
    assert built.own is None and [one.offering for one in built.standing] == [nomad]
    assert [use.unit_code for use in sign_in(cast.employee).get(card(mail)).context["page"].users] == ["FIN"]


def test_the_page_shows_what_is_planned_on_it_or_on_what_it_is_built_on(cast, mail, sign_in):
    nomad = factories.offering("SOL-001", name="Commercial nomade")
    set_components(offering=nomad, parts=[mail], by=None)
    for number, (day, state) in enumerate([(10, "confirmed"), (1, "confirmed"), (12, "cancelled")], 1):
        work = Intervention.objects.create(
            reference=f"INT-2026-{number:04d}", title="Travaux", start=paris(day, 20), end=paris(day, 22), state=state,
            interruption_minutes=10, owner=cast.planner, planner=cast.planner, version=1, confirmed_at=NOW,
        )  # fmt: skip
        work.offerings.add(mail)
        Reach.objects.create(intervention=work, unit=cast.finance, due_at=NOW)
    shown = sign_in(cast.planner).get(card(nomad)).context["coming"]
    assert [one.intervention.reference for one in shown] == ["INT-2026-0001"]
    assert sign_in(cast.outsider).get(card(nomad)).context["coming"] == []


@pytest.mark.parametrize("who", ["employee", "planner", "editor"])
def test_the_list_and_the_page_take_the_same_few_queries_whatever_they_hold(who, cast, mail, sign_in):
    client, counts = sign_in(getattr(cast, who)), {}
    made = 0
    client.get(card(mail))
    for many in (1, 3, 60):
        while made < many:
            made += 1
            one = factories.offering(f"SOL-{made:03d}")
            set_components(offering=one, parts=[mail], by=None)
            set_usage(offering=one, unit=cast.finance, by=None)
        for address, most in ((reverse("catalog:offerings"), 12), (card(mail), 15)):
            with CaptureQueriesContext(connection) as seen:
                client.get(address)
            texts = [re.sub(r"\d+|'[^']*'", "?", query["sql"]) for query in seen]
            assert len(set(texts)) == len(texts) <= most, texts
            counts.setdefault(address, set()).add(len(texts))
    assert all(len(found) == 1 for found in counts.values()), counts
