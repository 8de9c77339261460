"""Writing a card: the copy that keeps everything, publishing with its list, versions, two editors, the copy that
saves itself."""

from __future__ import annotations

import re
from datetime import date

import pytest
import time_machine
from django.urls import reverse

from catalog import actions
from catalog.models import Category, Offering, WorkingCopy
from catalog.trail import request_words
from core import audit
from core.models import EditedMeanwhile
from tests import factories
from tests.catalog.cards import a_whole_card, typed
from tests.factories import paris

pytestmark = pytest.mark.django_db
NOW = paris(4, 10)


@pytest.fixture(autouse=True)
def _on_the_fourth():
    with time_machine.travel(NOW, tick=False):
        yield


def at(name: str, reference: str = "SRV-012") -> str:
    return reverse(f"catalog:{name}", args=[reference])


@pytest.fixture
def mail(cast) -> Offering:
    """Published once."""
    made = a_whole_card(name="Messagerie", owner=cast.planner)
    return actions.publish(offering=made, by=cast.editor, now=NOW)


def test_what_lacks_is_said_before_and_refused_when_published(cast, sign_in):
    factories.offering("SRV-012", name="Messagerie", state="design")
    client = sign_in(cast.editor)
    sent = typed(client, at("offering-edit"))
    answer = client.post(at("offering-edit"), {**sent, "benefit": "Écrire.", "publish": "live"})
    assert answer.status_code == 409
    said = [sentence.replace("\xa0", " ") for sentence in answer.context["refused"]]
    assert "Elle n’est dans aucune catégorie : personne ne tomberait dessus." in said
    assert "La rubrique « Aide » est vide : écrivez-la, ou dites pourquoi elle est sans objet." in said
    assert Offering.objects.get().state == "design"
    assert "Écrire." in answer.content.decode(), "what was typed is kept"
    assert WorkingCopy.objects.get().content["benefit"] == "Écrire."


@pytest.mark.parametrize("wrong", [{"publish": "live"}, {"next_review": "demain", "save": "1"}])
def test_whoever_was_refused_corrects_without_being_asked_about_their_own_words(cast, sign_in, wrong):
    factories.offering("SRV-012", name="Messagerie", state="design")
    client = sign_in(cast.editor)
    sent = typed(client, at("offering-edit"))
    given_back = client.post(at("offering-edit"), {**sent, "benefit": "Écrire.", **wrong}).context["form"]
    hidden = {name: given_back[name].value() for name in ("edit", "opened")}
    kept = client.post(at("autosave"), {**sent, **hidden, "benefit": "Écrire mieux."})
    assert kept.json()["state"] == "saved"
    hidden["edit"] = kept.json()["edit"]
    again = client.post(at("offering-edit"), {**sent, **hidden, "benefit": "Écrire loin.", "save": "1"})
    assert again.status_code == 302
    assert Offering.objects.get().benefit == "Écrire loin."


def test_a_published_card_changes_by_publishing_only(cast, mail, sign_in):
    client = sign_in(cast.editor)
    sent = typed(client, at("offering-edit"))
    saved = client.post(at("offering-edit"), {**sent, "section_support": "Appelez le 3030.", "save": "1"})
    assert saved.status_code == 302
    assert "3030" not in sign_in(cast.employee).get(mail.get_absolute_url()).content.decode()
    preview = sign_in(cast.editor).get(at("preview")).content.decode()
    assert "Appelez le 3030." in preview
    answer = sign_in(cast.editor).post(at("publish"))
    assert answer["Location"] == mail.get_absolute_url()
    assert "3030" in sign_in(cast.employee).get(mail.get_absolute_url()).content.decode()
    mail.refresh_from_db()
    assert mail.version == 2 and WorkingCopy.objects.get().content == {}


def test_each_publishing_is_a_version_that_says_what_changed_who_and_when(cast, mail, sign_in):
    client = sign_in(cast.editor)
    sent = typed(client, at("offering-edit"))
    client.post(at("offering-edit"), {**sent, "section_support": "Appelez le 3030.", "publish": "same"})
    versions = client.get(at("versions")).context["versions"]
    assert [version.number for version in versions if version.number] == [2, 1]
    assert versions[0].sentence == "Publiée par Editor"
    (difference,) = versions[0].differences
    assert difference.label == "Aide"
    assert [kind for kind, _text in difference.parts] == ["gone", "come"]


def test_publishing_without_a_change_makes_no_version(cast, mail):
    before = audit.trail(mail).count()
    actions.publish(offering=mail, by=cast.editor, now=NOW)
    mail.refresh_from_db()
    assert (mail.version, audit.trail(mail).count()) == (1, before)


def test_a_wrong_field_keeps_the_copy_and_stops_publishing(cast, mail, sign_in):
    client = sign_in(cast.editor)
    sent = typed(client, at("offering-edit"))
    answer = client.post(at("offering-edit"), {**sent, "name": "x" * 300, "publish": "same"})
    assert answer.status_code == 422 and "name" in answer.context["form"].errors
    assert "300" in str(answer.context["form"].errors["name"])
    assert WorkingCopy.objects.get().content["name"] == "x" * 300
    again = client.get(at("offering-edit"))
    assert again.context["form"]["name"].value() == "x" * 300, "found again as it was typed"
    preview = client.get(at("preview"))
    assert preview.context["wrong"] and "Messagerie" in preview.content.decode()


def test_two_offerings_never_share_another_name(cast, mail, sign_in):
    other = a_whole_card("SRV-005", name="Accès à distance", owner=cast.planner)
    other.aliases.create(text="VPN", folded="vpn")
    client = sign_in(cast.editor)
    sent = typed(client, at("offering-edit"))
    answer = client.post(at("offering-edit"), {**sent, "aliases": "Outlook\nvpn", "publish": "same"})
    assert answer.status_code == 422
    assert "« VPN » est déjà un autre nom de « Accès à distance »" in answer.content.decode().replace(
        "\xa0", " "
    )
    assert not mail.aliases.exists()


def test_ways_to_ask_keep_what_was_measured_of_them(cast, mail, sign_in):
    measured = mail.request_types.get()
    measured.delays.create(month=date(2026, 10, 1), delay="1.5", count=12)
    client = sign_in(cast.editor)
    sent = typed(client, at("offering-edit"))
    more = {"request_1_label": "Retrouver un message", "request_1_how": "3030", "request_1_delay": "4"}
    client.post(
        at("offering-edit"),
        {**sent, **more, "request_1_delay_unit": "hours", "request_main": "1", "publish": "same"},
    )
    rows = {row.label: row for row in mail.request_types.all()}
    assert rows["Une boîte partagée"].pk == measured.pk and measured.delays.exists()
    assert rows["Retrouver un message"].main and not rows["Une boîte partagée"].main
    page = client.get(mail.get_absolute_url()).context["page"]
    assert [way.label for way in page.asked] == ["Retrouver un message", "Une boîte partagée"]
    assert page.asked[1].late and page.asked[1].measured == "1,5 jour ouvré"


def test_the_copy_saves_itself_right_or_wrong_and_says_its_number(cast, mail, sign_in):
    client = sign_in(cast.editor)
    sent = typed(client, at("offering-edit"))
    first = client.post(at("autosave"), {**sent, "next_review": "demain"})
    assert first.json()["state"] == "saved"
    assert WorkingCopy.objects.get().content["next_review"] == "demain"
    second = client.post(at("autosave"), {**sent, "edit": first.json()["edit"], "benefit": "Écrire mieux."})
    assert second.json()["state"] == "saved" and second.json()["edit"] > first.json()["edit"]
    late = client.post(at("autosave"), {**sent, "benefit": "Autre."})
    assert late.status_code == 409 and late.json()["state"] == "changed"
    assert WorkingCopy.objects.get().content["benefit"] == "Écrire mieux."


def test_a_second_editor_sees_the_difference_and_their_answers_are_saved(cast, mail, sign_in):
    client = sign_in(cast.editor)
    sent = typed(client, at("offering-edit"))
    client.post(at("offering-edit"), {**sent, "name": "Courriel", "section_support": "3030", "save": "1"})
    late = client.post(at("offering-edit"), {**sent, "name": "Mails", "benefit_en": "To write.", "save": "1"})
    assert late.status_code == 409
    found = late.context["difference"]
    assert [field.name for field in found.asked] == ["name"]
    assert {(field.name, field.kept) for field in found.joined} == {
        ("benefit_en", "mine"), ("section_support", "theirs"),
    }  # fmt: skip
    assert (
        client.post(at("offering-edit"), {"difference": found.token, "pick-name": "mine"}).status_code == 302
    )
    content = WorkingCopy.objects.get().content
    assert (content["name"], content["benefit_en"], content["section_support"]) == (
        "Mails",
        "To write.",
        "3030",
    )


def test_a_change_from_elsewhere_is_not_undone_by_an_older_copy(cast, mail, sign_in):
    client = sign_in(cast.editor)
    sent = typed(client, at("offering-edit"))
    client.post(at("offering-edit"), {**sent, "section_support": "3030", "save": "1"})
    actions.save_offering(
        offering=Offering.objects.get(pk=mail.pk), fields={"name": "Courriel"}, by=cast.editor
    )
    client.post(at("publish"))
    mail.refresh_from_db()
    assert mail.name == "Courriel" and mail.sections.get(code="support").text == "3030"


def test_a_save_between_reading_and_writing_is_seen_by_the_action(cast, mail):
    with pytest.raises(EditedMeanwhile):
        actions.keep_copy(offering=mail, typed={"name": "A"}, by=cast.editor, now=NOW, expected=mail.edit + 7)


def test_what_was_not_published_can_be_dropped(cast, mail, sign_in):
    client = sign_in(cast.editor)
    sent = typed(client, at("offering-edit"))
    client.post(at("offering-edit"), {**sent, "name": "Courriel", "save": "1"})
    assert "drop-form" in client.get(at("offering-edit")).content.decode()
    assert client.post(at("drop-copy")).status_code == 302
    assert WorkingCopy.objects.get().content == {}
    assert client.get(at("offering-edit")).context["form"]["name"].value() == "Messagerie"


def test_scripts_in_a_description_are_words(cast, mail, sign_in):
    client = sign_in(cast.editor)
    sent = typed(client, at("offering-edit"))
    bad = "<script>alert(1)</script> et <img src=x onerror=alert(2)>"
    client.post(at("offering-edit"), {**sent, "section_description": bad, "publish": "same"})
    page = client.get(mail.get_absolute_url()).content.decode()
    assert "<script>alert(1)" not in page and "<img src=x" not in page
    assert "&lt;script&gt;" in page


def test_a_section_said_absent_with_its_reason_lets_it_be_published(cast, mail, sign_in):
    client = sign_in(cast.editor)
    sent = typed(client, at("offering-edit"))
    answer = client.post(
        at("offering-edit"),
        {**sent, "section_duties": "", "absent_duties": "Rien à faire.", "publish": "same"},
    )
    assert answer.status_code == 302
    page = client.get(mail.get_absolute_url()).context["page"]
    assert page.complete.applicable == 18 and "duties" in page.blocks


def test_an_employee_reads_and_does_not_edit(cast, mail, sign_in):
    page = sign_in(cast.employee).get(mail.get_absolute_url()).content.decode()
    assert at("offering-edit") not in page and "Une boîte partagée" in page
    assert sign_in(cast.employee).get(at("offering-edit")).status_code == 403


@pytest.mark.parametrize(
    ("kept", "said"),
    [
        (
            "Un prêt *: formulaire, 0 working_days",
            "Un prêt (la demande principale) : formulaire, le jour même",
        ),
        ("Une boîte: appel, 4 hours", "Une boîte : appel, 4 h"),
        ("Un avis: —", "Un avis : —"),
        ("Un prêt: formulaire, demain", "Un prêt : formulaire, demain"),
    ],
)
def test_a_way_to_ask_is_told_in_words(kept, said):
    assert request_words(kept).replace("\xa0", " ") == said


def test_the_history_says_people_categories_days_and_delays_in_words(cast, mail, sign_in):
    client = sign_in(cast.editor)
    sent = typed(client, at("offering-edit"))
    changed = {"owner": cast.cio.ref, "next_review": "2027-03-01", "request_0_delay": "0", "category": "voir"}
    Category.objects.create(code="voir", name="Voir loin")
    assert client.post(at("offering-edit"), {**sent, **changed, "publish": "same"}).status_code == 302
    page = re.sub(r"<[^>]+>", "", client.get(at("versions")).content.decode())
    for words in (cast.cio.name, "Travailler ensemble", "Voir loin", "mars", "le jour même"):
        assert words in page.replace("\xa0", " "), words
    for code in (cast.cio.ref, "2027-03-01", "working_days", " voir"):
        assert code not in page, code
