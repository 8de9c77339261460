"""The filters of the list of offerings: shelves with those below, states together, owners, reviews."""

from __future__ import annotations

from datetime import date

import pytest
import time_machine
from django.urls import reverse

from catalog.models import Category
from tests import factories
from tests.factories import paris

pytestmark = pytest.mark.django_db


@pytest.fixture
def shop(cast):
    work = Category.objects.create(code="poste", name="Poste", name_en="Workplace")
    move = Category.objects.create(code="mobilite", name="Mobilité", parent=work)
    gone = factories.person("Parti", is_active=False)
    made = {
        "A": {"category": work, "owner": cast.editor, "origin": "supply", "next_review": date(2026, 11, 18)},
        "B": {"category": move, "owner": gone, "state": "pilot", "next_review": date(2026, 1, 1)},
        "C": {"state": "retiring", "opening": "targeted", "next_review": date(2026, 11, 19)},
        "D": {"state": "design", "owner": cast.editor},
    }
    for reference, fields in made.items():
        factories.offering(reference, **fields)


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("category=poste", "AB"),
        ("category=mobilite", "B"),
        ("category=none", "CD"),
        ("state=published", "ABC"),
        ("state=live", "A"),
        ("state=design", "D"),
        ("origin=supply", "A"),
        ("opening=targeted", "C"),
        ("owner=nobody", "C"),
        ("owner=gone", "B"),
        ("owner=mine", "AD"),
        ("review=due", "AB"),
        ("owner=mine&review=due&state=published", "A"),
        ("category=poste&origin=need", "B"),
    ],
)
def test_the_page_and_the_api_find_the_same(query, found, cast, shop, sign_in, api):
    with time_machine.travel(paris(4, 10), tick=False):
        listing = sign_in(cast.editor).get(f"{reverse('catalog:offerings')}?{query}").context["listing"]
        assert sorted(row.reference for row in listing.rows) == sorted(found)
        answer = api(cast.editor, "get", f"offerings/?{query}").json()
        assert sorted(one["reference"] for one in answer["results"]) == sorted(found)


@pytest.mark.parametrize("query", ["category=nowhere", "state=gone", "owner=me", "review=soon", "origin=x"])
def test_what_a_filter_does_not_know_is_a_sentence(query, cast, shop, sign_in, api):
    listing = sign_in(cast.editor).get(f"{reverse('catalog:offerings')}?{query}").context["listing"]
    assert listing.rows == [] and listing.blank.title
    assert api(cast.editor, "get", f"offerings/?{query}").status_code == 400


def test_the_categories_are_named_in_the_readers_language(cast, shop, sign_in):
    client = sign_in(cast.editor)
    client.cookies["language"] = "en"
    html = client.get(reverse("catalog:offerings")).content.decode()
    assert "Workplace" in html and "Mobilité" in html
