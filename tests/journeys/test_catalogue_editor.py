"""The editor of the catalogue drafts a solution, is refused, completes it, publishes it, and cannot retire what it
stands on."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.utils import timezone

from catalog.models import Category, Offering
from tests.catalog.cards import a_whole_card

pytestmark = pytest.mark.django_db(transaction=True)

WORDS = {
    "fr": {
        "lacks": "Pas encore publiée",
        "no owner": "Elle n’a pas de responsable",
        "published": "Publiée",
        "held": "repose dessus",
    },
    "en": {
        "lacks": "Not published yet",
        "no owner": "It has no owner",
        "published": "Published",
        "held": "stands on it",
    },
}


@pytest.fixture
def shelf(cast):
    """Three services that people use, whole and published."""
    return [
        a_whole_card(reference, name=name, name_en=english, owner=cast.planner, state="live")
        for reference, name, english in (
            ("SRV-001", "Accès à distance", "Remote access"),
            ("SRV-002", "Messagerie et agenda", "Mail and calendar"),
            ("SRV-003", "Ordinateur portable géré", "Managed laptop"),
        )
    ]


def test_the_editor_is_refused_completes_publishes_and_cannot_retire_what_it_stands_on(
    shelf, cast, page, language, enter, clean
):
    said = WORDS[language]
    enter("editor")
    page.goto("/offerings/new/")
    page.check("input[name=kind][value=solution]")
    page.fill("#id_reference", "SOL-100")
    page.fill("#id_name", "Bureau nomade")
    page.click("main button[type=submit]")
    page.wait_for_url("**/offerings/SOL-100/edit/")
    clean()
    page.fill("#id_benefit", "Le bureau dans une sacoche.")
    page.locator("button[name=publish][value=live]").first.click()
    page.locator("#refused").wait_for()
    assert said["lacks"] in page.inner_text("#refused") and said["no owner"] in page.inner_text("#refused")
    clean()
    assert page.input_value("#id_benefit") == "Le bureau dans une sacoche.", "nothing typed is lost"
    complete(page, cast)
    assemble(page)
    page.goto("/offerings/SOL-100/edit/")
    page.locator("button[name=publish][value=live]").first.click()
    page.wait_for_url("**/offerings/SOL-100/")
    assert said["published"] in page.inner_text("body")
    clean()
    made = Offering.objects.get(reference="SOL-100")
    assert (made.state, made.version, made.components.count()) == ("live", 1, 3)
    page.goto("/offerings/SRV-002/retire/")
    page.check("#id_at_once")
    clean()
    page.click("main form.thin button[type=submit]")
    page.locator("#refused").wait_for()
    assert said["held"] in page.inner_text("#refused")
    assert Offering.objects.get(reference="SRV-002").state == "live"


def complete(page, cast) -> None:
    """What the list of lacks named, but for what stands on other pages."""
    page.select_option("#id_category", Category.objects.get().code)
    page.fill("#id_owner", cast.planner.ref)
    page.fill("#id_next_review", (timezone.localdate() + timedelta(days=300)).isoformat())
    page.fill("#id_request_0_label", "Un bureau nomade")
    page.fill("#id_request_0_how", "formulaire")
    page.fill("#id_request_0_delay", "5")
    for code in ("description", "inclusions", "exclusions", "service_hours", "support", "duties"):
        page.fill(f"#id_section_{code}", f"Ce qui est dit : {code}")
    for code in ("base_services", "assembly"):
        page.locator(f"details:has(> div #id_section_{code}) > summary").first.click()
        page.fill(f"#id_section_{code}", f"Ce qui est dit : {code}")
    with page.expect_navigation():
        page.locator("button[name=save]").first.click()
    made = Offering.objects.get(reference="SOL-100")
    made.tariffs.create(label="Bureau", mode="free", main=True)


def assemble(page) -> None:
    """Three services, for one client in one context."""
    page.goto("/offerings/SOL-100/assembly/edit/")
    page.fill("#id_client", "FIN")
    page.fill("#id_context", "Visites chez les clients")
    for number, name in enumerate(("SRV-001", "SRV-002", "SRV-003")):
        page.locator("#parts input[list=part-names]").nth(number).fill(name)
    with page.expect_navigation():
        page.click("main p.actions button[type=submit]")
