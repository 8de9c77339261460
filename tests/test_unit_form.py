"""The form of a unit says what would follow for calendars and notices before it does it."""

from __future__ import annotations

import pytest
import time_machine
from django.urls import reverse

from calendar_ops import ledger
from calendar_ops.models import Breach, Calendar, Intervention, Reach
from organization.models import BusinessUnit, Grant
from tests import factories
from tests.factories import paris

pytestmark = pytest.mark.django_db
NOW = paris(4, 10)
GIVEN = {
    "code": "FIN", "name": "Finance", "parent": "", "time_zone": "Europe/Paris", "country": "FR",
    "subdivision": "", "notice_days": "3", "relay": "", "active": "on", "edit": "1",
}  # fmt: skip
EDIT = "unit-edit"


@pytest.fixture(autouse=True)
def _on_the_fourth():
    with time_machine.travel(NOW, tick=False):
        yield


@pytest.fixture
def both(cast):
    """Edits the directory and records agreements."""
    Grant.objects.create(person=cast.administrator, profile="delivery-manager", reason="test")
    return cast.administrator


def keep(unit, colour: str) -> Calendar:
    draft = ledger.Draft(default_colour=colour)
    return ledger.open_calendar(unit=unit, draft=draft, by=None, now=NOW).calendar


def confirmed(unit) -> Reach:
    person = factories.person(unit=unit)
    made = Intervention.objects.create(
        reference="INT-2026-0001", title="Travaux", start=paris(24, 20), end=paris(24, 23), state="confirmed",
        interruption_minutes=60, owner=person, planner=person, version=1, confirmed_at=NOW,
    )  # fmt: skip
    return Reach.objects.create(intervention=made, unit=unit, due_at=paris(19, 9))


def test_moving_a_unit_under_red_says_so_first_then_does_it(cast, sign_in):
    keep(cast.finance, "blue")
    keep(cast.hr, "red")
    team = factories.unit("CPT", parent=cast.finance)
    confirmed(team)
    given = {**GIVEN, "code": "CPT", "name": "Cpt", "parent": "HR"}
    client, address = sign_in(cast.administrator), reverse(EDIT, args=["CPT"])
    shown = client.post(address, given)
    assert shown.status_code == 422 and shown.context["foreseen"].conflicts == ["INT-2026-0001"]
    team.refresh_from_db()
    assert team.parent == cast.finance and not Breach.objects.exists()
    assert client.post(address, {**given, "seen": shown.context["seen"]}).status_code == 302
    team.refresh_from_db()
    assert team.parent == cast.hr and Breach.objects.get().colour == "red"


def test_more_notice_days_say_how_many_notices_move(cast, sign_in):
    row = confirmed(cast.finance)
    client, address = sign_in(cast.administrator), reverse(EDIT, args=["FIN"])
    shown = client.post(address, {**GIVEN, "notice_days": "5"})
    assert shown.context["foreseen"].due_times == 1
    row.refresh_from_db()
    assert row.due_at == paris(19, 9)
    client.post(address, {**GIVEN, "notice_days": "5", "seen": shown.context["seen"]})
    row.refresh_from_db()
    assert row.due_at == paris(17, 9)


def test_what_is_done_is_what_was_shown(cast, sign_in):
    confirmed(cast.finance)
    answer = sign_in(cast.administrator).post(
        reverse(EDIT, args=["FIN"]), {**GIVEN, "notice_days": "5", "seen": "INT-2026-0009 4"}
    )
    assert answer.status_code == 422 and BusinessUnit.objects.get(code="FIN").notice_days == 3


def test_what_follows_from_nothing_is_saved_at_once(cast, sign_in):
    answer = sign_in(cast.administrator).post(reverse(EDIT, args=["FIN"]), {**GIVEN, "name": "Finances"})
    assert answer.status_code == 302 and BusinessUnit.objects.get(code="FIN").name == "Finances"


def test_the_calendar_is_not_for_whoever_may_not_record_agreements(cast, sign_in):
    client, address = sign_in(cast.administrator), reverse(EDIT, args=["FIN"])
    page = client.get(address)
    assert "own_calendar" not in page.context["form"].fields
    client.post(address, {**GIVEN, "own_calendar": "on", "default_colour": "red"})
    assert not Calendar.objects.exists()


def test_the_unit_begins_to_keep_changes_its_default_and_goes_back(cast, both, sign_in):
    client, address = sign_in(both), reverse(EDIT, args=["FIN"])

    def post(**given):
        edit = BusinessUnit.objects.get(code="FIN").edit
        return client.post(address, {**GIVEN, "edit": edit, **given})

    assert post(own_calendar="on", default_colour="blue").status_code == 302
    held = Calendar.objects.get(unit=cast.finance, closed_at=None)
    assert (held.version, held.default_colour) == (1, "blue")
    post(own_calendar="on", default_colour="blue")
    held.refresh_from_db()
    assert held.version == 1, "nothing changed: no revision"
    post(own_calendar="on", default_colour="white")
    held.refresh_from_db()
    assert (held.version, held.default_colour) == (2, "white")
    post()
    held.refresh_from_db()
    assert held.closed_at == NOW


def test_a_colour_without_a_calendar_of_its_own_gets_a_sentence(cast, both, sign_in):
    answer = sign_in(both).post(reverse(EDIT, args=["FIN"]), {**GIVEN, "default_colour": "red"})
    assert answer.status_code == 422 and list(answer.context["form"].errors) == ["default_colour"]


def test_stopping_shows_the_conflicts_it_would_make(cast, both, sign_in):
    keep(cast.hr, "red")
    cast.finance.parent = cast.hr
    cast.finance.save()
    keep(cast.finance, "blue")
    confirmed(cast.finance)
    shown = sign_in(both).post(reverse(EDIT, args=["FIN"]), {**GIVEN, "parent": "HR"})
    assert shown.context["foreseen"].conflicts == ["INT-2026-0001"]
    assert Calendar.objects.filter(unit=cast.finance, closed_at=None).exists()


def test_a_new_unit_may_begin_with_its_own_calendar(cast, sign_in):
    given = {**GIVEN, "code": "LOG", "name": "Logistique", "own_calendar": "on", "default_colour": "blue"}
    assert sign_in(cast.administrator).post(reverse("unit-new"), given).status_code == 302
    assert Calendar.objects.get(unit__code="LOG").default_colour == "blue"


def test_how_a_person_stands_towards_units_is_written_on_their_form(cast, sign_in):
    client, address = sign_in(cast.administrator), reverse("organization:person-edit", args=[cast.cio.ref])
    form = client.get(address).context["form"]
    given = {name: form[name].value() or "" for name in form.fields if name != "further_units"}
    given |= {"is_active": "on", "capacity_client": "FIN\nRessources humaines", "capacity_prescriber": "FIN"}
    assert client.post(address, given).status_code == 302
    held = {(c.unit.code, c.kind) for c in cast.cio.capacities.all()}
    assert held == {("FIN", "client"), ("HR", "client"), ("FIN", "prescriber")}
    assert "Finance" in client.get(reverse("person", args=[cast.cio.ref])).content.decode()
    cast.cio.refresh_from_db()
    wrong = client.post(address, {**given, "edit": cast.cio.edit, "capacity_client": "ZZZ"})
    assert wrong.status_code == 422 and "capacity_client" in wrong.context["form"].errors
    assert cast.cio.capacities.count() == 3
