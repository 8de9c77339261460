"""What is kept in the process of the catalogue: never what is not published any more, never an old word."""

from __future__ import annotations

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import translation

from catalog.models import Alias, Offering
from catalog.queries import shelf as shelves
from catalog.queries.shelf import search, shelf
from core.briefly import Briefly
from core.folding import folded
from tests import factories

pytestmark = pytest.mark.django_db


@pytest.fixture
def kept(monkeypatch):
    """As in a process that serves: what was read is kept."""
    monkeypatch.setattr(Briefly, "keeps", True)
    monkeypatch.setattr(shelves, "_held", {})


@pytest.fixture
def vpn(cast) -> Offering:
    made = factories.offering("SRV-002", name="Accès à distance", name_en="Remote access")
    Alias.objects.create(offering=made, text="VPN", folded=folded("VPN"))
    return made


def found(user, typed: str) -> list[str]:
    answers = search(user, typed)
    return [answers.index.cards[one.key].reference for one in answers.found]


def queries(user) -> int:
    with CaptureQueriesContext(connection) as seen:
        shelf(user)
    return len(seen)


def test_one_query_while_the_catalogue_stays_the_same(cast, vpn, kept):
    shelf(cast.employee)
    assert queries(cast.employee) == 1 and found(cast.employee, "vnp") == ["SRV-002"]
    assert queries(cast.outsider) == 2  # what may they do? then: is it still the same?
    assert queries(cast.outsider) == 1


def test_what_is_taken_off_the_shelf_is_not_found_any_more(cast, vpn, kept):
    assert found(cast.employee, "vpn") == ["SRV-002"]
    Offering.objects.update(state="design")  # by whatever means: no save was counted
    assert found(cast.employee, "vpn") == [] and found(cast.editor, "vpn") == ["SRV-002"]


def test_one_for_another_is_seen(cast, vpn, kept):
    other = factories.offering("SRV-003", name="Messagerie", state="design")
    assert found(cast.employee, "vpn") == ["SRV-002"]
    Offering.objects.filter(pk=vpn.pk).update(state="retired")
    Offering.objects.filter(pk=other.pk).update(state="live")
    assert found(cast.employee, "vpn") == [] and found(cast.employee, "mesagerie") == ["SRV-003"]


def test_a_saved_card_is_found_by_its_new_words(cast, vpn, kept):
    shelf(cast.employee)
    vpn.name = "Télétravail"
    vpn.edit += 1
    vpn.save()
    assert found(cast.employee, "teletravaile") == ["SRV-002"] and found(cast.employee, "distance") == []


def test_a_card_that_is_deleted_is_gone(cast, vpn, kept):
    shelf(cast.employee)
    vpn.delete()
    assert found(cast.employee, "vpn") == []


def test_after_some_minutes_it_is_read_again_whatever_its_version_says(cast, vpn, kept, monkeypatch):
    clock = [1000.0]
    monkeypatch.setattr(shelves.time, "monotonic", lambda: clock[0])
    shelf(cast.employee)
    Offering.objects.update(name="Télétravail")  # no save was counted
    assert found(cast.employee, "teletravail") == []
    clock[0] += shelves.OLDEST
    assert found(cast.employee, "teletravail") == ["SRV-002"]


def test_each_reader_finds_what_they_may_see(cast, vpn):
    factories.offering("SRV-009", name="Accès au laboratoire", state="design")
    factories.offering("SRV-010", name="Accès par modem", state="retired")
    assert found(cast.employee, "acces") == ["SRV-002"]
    assert found(cast.editor, "acces") == found(cast.planner, "acces") == ["SRV-002", "SRV-009"]


def test_names_come_in_the_order_of_the_readers_language(cast):
    for reference, name, name_en in (("A", "Zèbre", "Apple"), ("B", "école", "Zebra"), ("C", "Eau", "")):
        factories.offering(reference, name=name, name_en=name_en)
    goods = shelf(cast.employee)
    order = {}
    for language in ("fr", "en"):
        with translation.override(language):
            order[language] = [goods.index.cards[key].reference for key in goods.in_order()]
    assert order == {"fr": ["C", "B", "A"], "en": ["A", "C", "B"]}


def test_what_is_published_is_counted_by_kind_and_all_of_it_by_category(cast):
    factories.offering(kind="service")
    factories.offering(kind="advice", state="retiring")
    factories.offering(kind="advice", state="idea")
    goods = shelf(cast.editor)
    assert goods.by_kind == {"service": 1, "advice": 1} and goods.by_category == {None: 3}
