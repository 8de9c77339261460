"""A draft saves itself while it is typed, and what a lost session would lose is given back."""

from __future__ import annotations

import re

import pytest
from django.contrib.sessions.models import Session

from calendar_ops.models import Intervention
from catalog.models import Usage
from tests import factories
from tests.conftest import PASSWORD

pytestmark = pytest.mark.django_db(transaction=True)


def saved_itself(page) -> None:
    """Ten seconds pass on the page's own clock, and the answer comes."""
    with page.expect_response("**/autosave/"):
        page.clock.run_for(10_500)


@pytest.fixture
def planning(cast, page, enter):
    service = factories.offering(name="Notes de frais", name_en="Expenses")
    Usage.objects.create(offering=service, unit=cast.finance)
    page.clock.install()
    enter("planner")
    page.goto("/interventions/new/")
    page.fill("#id_title", "Notes de frais : nouvelle version")
    page.select_option("#id_nature", "release")
    page.select_option("#id_target", "application")
    page.fill("#id_interruption_minutes", "20")
    page.fill("#find_offerings", service.reference)
    page.locator("#list_offerings .found input").check()
    page.wait_for_selector("#touched table")
    return page


def test_what_is_typed_is_a_draft_ten_seconds_later(planning, clean):
    saved_itself(planning)
    planning.wait_for_url("**/edit/")
    found = Intervention.objects.get()
    assert found.title == "Notes de frais : nouvelle version"
    assert list(found.offerings.values_list("name", flat=True)) == ["Notes de frais"]
    planning.fill("#id_fallback", "Retour")
    saved_itself(planning)
    planning.locator("#saved", has_text=re.compile(r"\d|instant|just now")).wait_for()
    found.refresh_from_db()
    assert (found.fallback, found.edit) == ("Retour", 2)
    assert Intervention.objects.count() == 1
    clean()


def test_a_session_that_is_over_loses_nothing(planning, language):
    saved_itself(planning)
    planning.wait_for_url("**/edit/")
    address = planning.url
    Session.objects.all().delete()
    planning.fill("#id_fallback", "Retour arrière")
    planning.clock.run_for(10_500)
    gone = {"fr": "Votre session est finie", "en": "Your session is over"}[language]
    planning.locator("#saved", has_text=gone).wait_for()
    assert planning.locator("#verdict input[name=password]").count() == 0
    planning.goto(address)  # leads to the sign-in page and back
    planning.fill("input[name=login]", "planner")
    planning.fill("input[name=password]", PASSWORD)
    planning.click("main button[type=submit]")
    planning.wait_for_url("**/edit/")
    planning.click("#kept-take")
    assert planning.input_value("#id_fallback") == "Retour arrière"
