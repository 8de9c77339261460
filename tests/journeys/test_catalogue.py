"""An employee who misspells finds a service and reads its delay, compares cards, with and without JavaScript."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import expect

from catalog.models import Alias, Category, Offering, RequestType, Usage
from core.folding import folded
from tests import factories

BOTH = [("desktop", "fr"), ("telephone", "en")]
pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def shop(cast) -> dict[str, Offering]:
    work = Category.objects.create(code="poste", name="Poste et mobilité", name_en="Workplace")
    told = (
        ("SRV-001", "Ordinateur portable géré", "Managed laptop"),
        ("SRV-002", "Accès à distance", "Remote access"),
        ("SRV-003", "Messagerie et agenda", "Mail and calendar"),
        ("SRV-004", "Téléphone mobile", "Mobile phone"),
    )
    made = {
        reference: factories.offering(
            reference, name=name, name_en=name_en, category=work, benefit="Travailler."
        )
        for reference, name, name_en in told
    }
    for offering in made.values():
        RequestType.objects.create(offering=offering, label="L’avoir", main=True, delay=0)
        Usage.objects.create(offering=offering, unit=cast.finance)
    Alias.objects.create(offering=made["SRV-002"], text="VPN", folded=folded("VPN"))
    return made


def settled(page) -> None:
    """The answer to the last keystroke or tick is there."""
    expect(page.locator(".htmx-request, .htmx-settling, .htmx-swapping")).to_have_count(0)


def type_slowly(page, text: str) -> None:
    """As somebody types: the answer to the last letter is waited for."""
    with page.expect_response(
        lambda answer: "/catalogue/?" in answer.url and f"q={text.replace(' ', '+')}" in answer.url
    ):
        page.locator("#q").press_sequentially(text)
    settled(page)


@pytest.mark.parametrize(("width", "language"), BOTH, indirect=True)
def test_a_misspelt_service_is_found_as_one_types_and_its_delay_read(shop, page, enter, clean, language):
    enter("employee")
    page.goto("/catalogue/")
    type_slowly(page, "vnp")
    assert page.url.endswith("/catalogue/?q=vnp") and page.locator("#q").input_value() == "vnp"
    first = page.locator("#answers .rows li").first
    assert first.locator("h3 a").inner_text() == {"fr": "Accès à distance", "en": "Remote access"}[language]
    assert {"fr": "le jour même", "en": "the same day"}[language] in first.inner_text()
    assert "VPN" in page.locator("#window-said").inner_text()  # which is live: it is heard as well
    assert page.locator("#window-said").get_attribute("aria-live") == "polite"
    assert page.evaluate("document.activeElement.id") == "q"
    clean()
    first.locator("h3 a").click()
    page.wait_for_url("**/offerings/SRV-002/")


@pytest.mark.parametrize(("width", "language"), BOTH, indirect=True)
def test_cards_ticked_stay_ticked_through_searches_and_stand_side_by_side(shop, page, enter, clean):
    enter("employee")
    page.goto("/catalogue/")
    page.locator("#c-SRV-002").check()
    page.wait_for_url("**/catalogue/?o=SRV-002")
    settled(page)
    assert page.evaluate("document.activeElement.id") == "c-SRV-002"  # the keyboard goes on from there
    type_slowly(page, "mesagerie")
    with page.expect_response("**/catalogue/compare/**"):
        page.locator("#c-SRV-003").check()
    page.wait_for_selector("#compared table")
    assert page.locator("#compared thead th a").count() == 2
    page.fill("#q", "")
    page.wait_for_selector("#c-SRV-001")
    page.locator("#c-SRV-004").check()
    expect(page.locator("#compared thead th a")).to_have_count(3)
    settled(page)
    page.locator("#c-SRV-001").check()
    page.wait_for_selector("#answers .callout.warn")
    settled(page)
    assert not page.locator("#c-SRV-001").is_checked() and page.locator("#c-SRV-002").is_checked()
    clean()
    table = page.locator("#compared .scroll")
    table.focus()
    assert page.evaluate("document.activeElement.className") == "scroll"


def test_without_javascript_it_searches_filters_and_compares(shop, browser, address):
    context = browser.new_context(java_script_enabled=False, base_url=address, locale="fr")
    page = context.new_page()
    page.goto("/accounts/login/")
    page.fill("input[name=login]", "employee")
    page.fill("input[name=password]", "tournesol-de-novembre")
    page.click("main button[type=submit]")
    page.goto("/catalogue/")
    page.fill("#q", "vnp")
    page.locator("#w button").click()
    assert re.search(r"[?&]q=vnp", page.url) and page.locator("#c-SRV-002").count() == 1
    page.locator("#c-SRV-002").check()
    page.fill("#q", "mesagerie")
    page.locator("#w button").click()
    page.locator("#c-SRV-003").check()
    page.locator("button[formaction]").click()
    assert "/catalogue/compare/" in page.url and page.locator("thead th a").count() == 2
    page.locator(".actions a").click()
    assert page.locator("#c-SRV-003").is_checked()
    context.close()
