"""What of the catalogue waits for a person: each line opens exactly what it counts."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
import time_machine

from catalog.models import Offering
from dsi_marketing.pages.waiting import waits
from tests import factories
from tests.catalog.cards import a_whole_card
from tests.factories import paris

pytestmark = pytest.mark.django_db
NOW = paris(4, 10)
TODAY = date(2026, 11, 4)


@pytest.fixture(autouse=True)
def _on_the_fourth():
    with time_machine.travel(NOW, tick=False):
        yield


def lines(user) -> dict[str, str]:
    return {wait.title: wait.address for wait in waits(user, NOW, []) if "/offerings/" in wait.address}


def count(client, address: str) -> int:
    return client.get(address).context["listing"].count


def test_each_line_opens_exactly_what_it_counts(cast, sign_in):
    gone = factories.person("Partie", is_active=False)
    mine = [
        a_whole_card(f"SRV-01{n}", owner=cast.editor, state="live", next_review=TODAY - timedelta(days=n))
        for n in range(3)
    ]
    a_whole_card("SRV-020", owner=cast.editor, state="live", next_review=TODAY + timedelta(days=15))
    a_whole_card("SRV-021", owner=cast.editor, state="design", next_review=TODAY)
    a_whole_card("SRV-030", owner=gone, state="live")
    Offering.objects.filter(pk=a_whole_card("SRV-031", state="pilot").pk).update(owner=None)
    Offering.objects.filter(pk=mine[0].pk).update(state="retiring", retires_on=TODAY)
    found = lines(cast.editor)
    assert set(found) == {"1 fin retenue", "3 fiches à relire", "2 fiches sans responsable"}
    client = sign_in(cast.editor)
    for title, address in found.items():
        assert count(client, address) == int(title.split()[0]), title


def test_who_owns_nothing_and_edits_nothing_has_no_line(cast):
    a_whole_card("SRV-010", owner=cast.editor, state="live", next_review=TODAY)
    assert lines(cast.employee) == {}
