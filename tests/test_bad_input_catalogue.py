"""Bad input of the catalogue, line by line: one plain sentence, in French and in English, at its field or row; nothing
lost, nothing half done."""

from __future__ import annotations

import io

import pytest
import time_machine
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from PIL import Image

from catalog.actions import set_components
from catalog.models import Offering, ServiceLevelMeasure
from core import jobs
from core.models import Job
from tests import factories
from tests.bad_input import Table, said_to
from tests.catalog.cards import a_whole_card, typed
from tests.catalog.level_makers import level
from tests.doors import NOW, Doors, plain

pytestmark = pytest.mark.django_db
TABLE = Table()
bad = TABLE.bad


@pytest.fixture(autouse=True)
def _on_the_fourth():
    with time_machine.travel(NOW, tick=False):
        yield


def as_editor(doors: Doors):
    doors.client.force_login(doors.cast.editor)
    return doors.client


def card(doors: Doors, offering: Offering, keeps: str = "", **changed: str) -> str:
    """The card's form as a browser sends it back, with what is changed."""
    address = reverse("catalog:offering-edit", args=[offering.reference])
    return doors.page(
        doors.cast.editor, address, {**typed(as_editor(doors), address), **changed}, keeps=keeps
    )


def assembly(doors: Doors, offering: Offering, *parts: str) -> str:
    address = reverse("catalog:assembly-edit", args=[offering.reference])
    sent = typed(as_editor(doors), address)
    names = {f"part_new{number}_name": name for number, name in enumerate(parts, 1)}
    return doors.page(doors.cast.editor, address, {**sent, **names}, keeps=parts[0])


def imported(doors: Doors, name: str, text: str) -> str:
    """The report of a table that is sent and tried."""
    before = doors.state()[3:5]
    client = as_editor(doors)
    file = SimpleUploadedFile("tableau.csv", text.encode(), "text/csv")
    client.post(reverse(f"catalog:{name}-upload"), {"file": file})
    job = Job.objects.get()
    if job.state == Job.State.WAITING:
        jobs.run(str(job.uid), now=NOW)
    said = plain(client.get(reverse(f"catalog:{name}-import", args=[job.uid])))
    assert doors.state()[3:5] == before
    return said


def nomad_on(part: Offering) -> Offering:
    nomad = factories.offering("SOL-1", kind="solution", name="Bureau nomade")
    set_components(offering=nomad, parts=[part], by=None)
    return nomad


def measured(doors: Doors, month: str = "2026-10", offering: str = "SRV-1", **fields: object) -> str:
    sent = {"offering": offering, "metric": "availability", "month": month, "value": "99.5", **fields}
    said = doors.api(doors.cast.planner, "post", "measures/", sent)
    assert ServiceLevelMeasure.objects.count() == 0
    return said


@bad(
    "a solution that contains itself",
    "Bureau nomade reposerait sur elle-même : Bureau nomade → Bureau nomade. Retirez d’abord l’un de ces liens.",
    "Bureau nomade would be built on itself: Bureau nomade → Bureau nomade. Take one of these links away first.",
)
def page_itself(doors: Doors) -> str:
    return assembly(doors, nomad_on(doors.service), "SOL-1")


@bad(
    "a solution that contains itself",
    "Bureau nomade reposerait sur elle-même : Bureau nomade → Tout compris → Bureau nomade. Retirez d’abord l’un de ces liens.",
    "Bureau nomade would be built on itself: Bureau nomade → Tout compris → Bureau nomade. Take one of these links away first.",
)
def page_itself_through_another(doors: Doors) -> str:
    nomad = nomad_on(doors.service)
    whole = factories.offering("SOL-2", kind="solution", name="Tout compris")
    set_components(offering=whole, parts=[nomad], by=None)
    return assembly(doors, nomad, "SOL-2")


@bad(
    "a solution that contains itself",
    "Notes de frais reposerait sur elle-même : Notes de frais → Bureau nomade → Notes de frais. Retirez d’abord l’un de ces liens.",
    "Notes de frais would be built on itself: Notes de frais → Bureau nomade → Notes de frais. Take one of these links away first.",
)
def api_itself_through_another(doors: Doors) -> str:
    nomad_on(doors.service)
    sent = {"components": ["SOL-1"]}
    return doors.api(doors.cast.editor, "patch", "offerings/SRV-1/", sent)


@bad(
    "availability of 100.1 %",
    "100,1 % : on ne peut promettre plus de 100 %.",
    "100.1%: 100% at most can be promised.",
)
def promise_above_the_whole(doors: Doors) -> str:
    sent = {
        "metric": "availability",
        "unit": "percent",
        "better": "high",
        "value_1": "100,1" if doors.language == "fr" else "100.1",
        "since_1": "2026-12",
    }
    return doors.page(doors.cast.editor, "/offerings/SRV-1/levels/new/", sent, keeps=sent["value_1"])


@bad(
    "availability of 100.1 %",
    "100,1 % : ce ne peut être plus de 100 %.",
    "100.1%: it cannot be more than 100%.",
)
def measure_above_the_whole(doors: Doors) -> str:
    level(doors.service, "99")
    return measured(doors, value="100.1")


@bad(
    "a price from the 15th",
    "Les prix changent avec le mois : à partir du 1er janv. 2027, ou du premier d’un autre mois.",
    "Prices change with the month: from 1 Jan 2027 on, or from the first of another month.",
)
def price_from_the_15th(doors: Doors) -> str:
    number = factories.tariff(doors.service).pk
    sent = {"valid_from": "2026-12-15", "amount": "4.35"}
    return doors.page(doors.cast.editor, f"/offerings/SRV-1/prices/{number}/new/", sent, keeps="4.35")


@bad(
    "a price below nothing",
    "Un prix n’est jamais négatif : dites plutôt une remise en pour cent.",
    "A price is never below nothing: say a discount in per cent instead.",
)
def price_below_nothing(doors: Doors) -> str:
    number = factories.tariff(doors.service).pk
    sent = {"valid_from": "2026-12-01", "amount": "-4.35"}
    return doors.page(doors.cast.editor, f"/offerings/SRV-1/prices/{number}/new/", sent, keeps="-4.35")


@bad(
    "two offerings with one reference",
    "Une autre offre porte cette référence : choisissez-en une autre.",
    "Another offering has this reference: choose another one.",
)
def page_reference_taken(doors: Doors) -> str:
    sent = {"kind": "service", "reference": "SRV-1", "name": "Frais de mission"}
    return doors.page(doors.cast.editor, "/offerings/new/", sent, keeps="Frais de mission")


@bad(
    "two offerings with one reference",
    "Une autre offre porte cette référence : choisissez-en une autre.",
    "Another offering has this reference: choose another one.",
)
def api_reference_taken(doors: Doors) -> str:
    sent = {"kind": "service", "reference": "SRV-1", "name": "Frais de mission"}
    return doors.api(doors.cast.editor, "post", "offerings/", sent)


@bad(
    "two offerings with one alias",
    "« NDF » est déjà un autre nom de « Notes de frais » : un nom mène à une seule fiche.",
    "« NDF » is another name of « Notes de frais » already: a name leads to one card.",
)
def page_alias_taken(doors: Doors) -> str:
    doors.service.aliases.create(text="NDF", folded="ndf")
    other = factories.offering("SRV-2", name="Frais de mission", state="design")
    return card(doors, other, keeps="ndf", aliases="ndf", save="1")


@bad(
    "publishing without owner",
    "Elle n’a pas de responsable : quelqu’un doit en répondre.",
    "It has no owner: somebody must answer for it.",
)
def page_publish_without_owner(doors: Doors) -> str:
    return card(doors, a_whole_card(name="Messagerie"), owner="", publish="live", keeps="Messagerie")


@bad(
    "publishing without owner",
    "Elle n’a pas de responsable : quelqu’un doit en répondre.",
    "It has no owner: somebody must answer for it.",
)
def api_publish_without_owner(doors: Doors) -> str:
    made = a_whole_card(name="Messagerie")
    Offering.objects.filter(pk=made.pk).update(owner=None)
    return doors.api(doors.cast.editor, "post", "offerings/SRV-012/publish/", {})


@bad(
    "retiring what others use",
    "La solution « Bureau nomade » repose dessus : remplacez-la d’abord dans cette solution.",
    "The solution « Bureau nomade » stands on it: replace it there first.",
)
def page_retire_what_a_solution_stands_on(doors: Doors) -> str:
    nomad_on(doors.service)
    return doors.page(doors.cast.editor, "/offerings/SRV-1/retire/", {"at_once": "on"})


@bad(
    "retiring what others use",
    "La solution « Bureau nomade » repose dessus : remplacez-la d’abord dans cette solution.",
    "The solution « Bureau nomade » stands on it: replace it there first.",
)
def api_retire_what_a_solution_stands_on(doors: Doors) -> str:
    nomad_on(doors.service)
    return doors.api(doors.cast.editor, "post", "offerings/SRV-1/retire/", {})


@bad(
    "a measure for a month not over",
    "Novembre 2026 n’est pas terminé : saisissez-le à partir du mar. 1er déc.",
    "November 2026 is not over: it can be recorded from Tue 1 Dec on.",
)
def measure_of_this_month(doors: Doors) -> str:
    level(doors.service, "99")
    return measured(doors, "2026-11")


@bad(
    "a measure for a metric whose target began later",
    "Rien n’était promis en décembre 2023 : le premier objectif commence en janvier 2024.",
    "Nothing was promised in December 2023: the first target begins in January 2024.",
)
def measure_before_its_target(doors: Doors) -> str:
    level(doors.service, "99")
    return measured(doors, "2023-12")


@bad(
    "a measure twice the same",
    "ligne 3 · month « 2026-10 » figure deux fois dans ce fichier pour le même niveau : gardez une des lignes.",
    "row 3 · month « 2026-10 » stands in this file twice for the same level: keep one of the rows.",
)
def measure_twice(doors: Doors) -> str:
    level(doors.service, "99")
    row = "SRV-1,availability,2026-10,99.5\n"
    return imported(doors, "measures", f"offering,measure,month,value\n{row}{row}")


@bad(
    "a 300-character name",
    "Assurez-vous que cette valeur comporte au plus 120 caractères (actuellement 300).",
    "Ensure this value has at most 120 characters (it has 300).",
)
def page_long_name(doors: Doors) -> str:
    return card(doors, doors.service, keeps="y" * 300, name="y" * 300, save="1")


@bad(
    "a 300-character name",
    "Assurez-vous que ce champ comporte au plus 120 caractères.",
    "Ensure this field has no more than 120 characters.",
)
def api_long_name(doors: Doors) -> str:
    return doors.api(doors.cast.editor, "patch", "offerings/SRV-1/", {"name": "y" * 300})


@bad(
    "a document that is not what its ending says",
    "rapport.pdf est en fait une image PNG : renommez",
    "rapport.pdf is in fact a PNG picture: rename it or send the right file.",
)
def document_in_disguise(doors: Doors) -> str:
    held = io.BytesIO()
    Image.new("RGB", (4, 4), "green").save(held, "PNG")
    sent = {"file": SimpleUploadedFile("rapport.pdf", held.getvalue()), "title": "Mon rapport"}
    return doors.page(doors.cast.editor, "/offerings/SRV-1/documents/", sent, keeps="Mon rapport")


@bad(
    "a PATCH of the state",
    "L’état ne s’écrit pas : faites un POST sur publish/ ou sur retire/, qui disent ce qui s’y oppose.",
    "The state is not written: POST to publish/ or to retire/, which say what stands in the way.",
)
def api_state(doors: Doors) -> str:
    return doors.api(doors.cast.editor, "patch", "offerings/SRV-1/", {"state": "retired"})


@bad(
    "an import where every row is wrong",
    "1 000 endroits à corriger : rien n’a été écrit.",
    "1,000 places to correct: nothing was written.",
)
def import_all_wrong(doors: Doors) -> str:
    return imported(
        doors, "offerings", "reference,name,kind\n" + "".join(f"SRV-{n}0,,gadget\n" for n in range(500))
    )


@pytest.mark.parametrize("language", ["fr", "en"])
@pytest.mark.parametrize("row", TABLE, ids=str)
def test_bad_input_is_one_sentence_in_both_languages_and_changes_nothing(
    row, language, cast, client, request
):
    said_to(row, language, cast, client, request)
