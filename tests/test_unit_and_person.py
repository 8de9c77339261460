"""The gathering pages of a unit and of a person: what stands there, for whom, and in how many queries."""

from __future__ import annotations

from datetime import date

import pytest
import time_machine
from django.db import connection
from django.test.utils import CaptureQueriesContext

from calendar_ops import ledger
from calendar_ops.models import Intervention
from catalog.models import Usage
from core import audit
from organization.models import Brand
from tests import factories
from tests.calendar_ops.test_mine import work
from tests.factories import paris

pytestmark = pytest.mark.django_db
NOW = paris(4, 10)


@pytest.fixture(autouse=True)
def _in_november():
    with time_machine.travel(NOW, tick=False):
        yield


@pytest.fixture
def finance(cast):
    """Finance with a red week, a unit below that follows it, people at two sites, a service and work to come."""
    red = ledger.NewPeriod(
        colour="red", first_day=date(2026, 11, 23), end_day=date(2026, 12, 1), reason="clôture"
    )
    ledger.open_calendar(
        unit=cast.finance,
        draft=ledger.Draft(added=[red], default_colour="blue", time_zone="Europe/Paris"),
        by=None,
        now=NOW,
    )
    below = factories.unit("FIN-CF", name="Comptabilité fournisseurs", parent=cast.finance)
    nantes = factories.site("NANTES", name="Nantes")
    for _ in range(3):
        factories.person(unit=cast.finance, site=nantes)
    Usage.objects.create(offering=factories.offering(name="Notes de frais"), unit=cast.finance, quantity=7)
    work(cast, 9, title="Grand livre", people_count=238)
    return below


def test_the_unit_page_gathers_what_one_asks_about_a_unit(finance, cast, sign_in):
    page = sign_in(cast.representative).get("/units/FIN/").content.decode()
    for words in (
        "Aujourd’hui\u00a0: bleu jusqu’au 22 nov. inclus",
        "préavis 3\u00a0jours ouvrés avant",
        "clôture",
        "Grand livre",
        "238\u00a0personnes en tout",
        "Representative",  # who speaks for it
        "Nantes",
        "Comptabilité fournisseurs",
    ):
        assert words in page, words


def test_a_unit_that_follows_says_whose_calendar(finance, cast, sign_in):
    page = sign_in(cast.employee).get("/units/FIN-CF/").content.decode()
    assert 'suit le calendrier de <a href="/units/FIN/">FIN</a>' in page
    assert "(Finance)" in page  # represented through the unit above


def test_a_unit_without_calendar_is_not_negotiated(cast, sign_in):
    page = sign_in(cast.employee).get("/units/HR/").content.decode()
    assert "Rien n’est encore négocié" in page and "non négocié" in page


def test_work_is_shown_to_whoever_may_read_it(finance, cast, sign_in):
    for who, sees in (("employee", True), ("planner", True), ("outsider", False), ("editor", False)):
        page = sign_in(getattr(cast, who)).get("/units/FIN/").content.decode()
        assert ("Grand livre" in page) is sees, who


def test_the_services_of_a_unit_count_those_of_the_units_above(finance, cast, sign_in):
    page = sign_in(cast.planner).get("/units/FIN-CF/services/").content.decode()
    assert "Notes de frais" in page and "(au-dessus)" in page
    assert "Notes de frais" not in sign_in(cast.outsider).get("/units/FIN/services/").content.decode()


def test_the_history_says_who_changed_what_in_words(finance, cast, sign_in):
    audit.record(
        by=cast.administrator, kind="businessunit.terms", obj=cast.finance, changes={"notice_days": [3, 4]}
    )
    page = sign_in(cast.planner).get("/units/FIN/history/").content.decode()
    assert "modifiés par Administrator" in page and "businessunit" not in page


def test_a_person_reads_their_own_page_and_what_touches_them(finance, cast, sign_in):
    group = factories.group("CODIR", name="Comité de direction", members=[cast.employee])
    page = sign_in(cast.employee).get(f"/people/{cast.employee.ref}/").content.decode()
    for words in (
        "Ce qui me touche",
        "Grand livre",
        group.name,
        f"mailto:{cast.employee.email}",
        "Profils d’accès",
    ):
        assert words in page, words
    assert "Historique" not in page


@pytest.mark.parametrize(
    ("who", "touching", "grants", "history"),
    [
        ("planner", True, False, False),
        ("administrator", False, True, True),
        ("representative", False, False, False),
        ("cio", True, True, False),
    ],
)
def test_others_read_of_a_person_what_their_profile_lets_them(
    who, touching, grants, history, finance, cast, sign_in
):
    page = sign_in(getattr(cast, who)).get(f"/people/{cast.employee.ref}/").content.decode()
    assert ("Grand livre" in page) is touching
    assert ("Profils d’accès" in page) is grants
    assert ("Historique" in page) is history


@pytest.mark.parametrize("who", ["employee", "representative", "planner", "administrator", "cio"])
@pytest.mark.parametrize("address", ["/units/FIN/", "/units/FIN/services/", "/people/{ref}/"])
def test_each_page_takes_as_many_queries_for_one_as_for_many(who, address, finance, cast, sign_in):
    Brand.objects.create(id=1)
    person = getattr(cast, who)
    client = sign_in(person)
    counts = []
    for number in (1, 3, 20):
        for extra in range(Intervention.objects.count(), number):
            work(cast, 9 + extra % 15)
            factories.unit(parent=cast.finance)
            factories.person(unit=cast.finance, site=factories.site())
            factories.group(members=[person, cast.employee])
            Usage.objects.create(offering=factories.offering(), unit=cast.finance)
        with CaptureQueriesContext(connection) as queries:
            assert client.get(address.format(ref=cast.employee.ref)).status_code == 200
        counts.append(len(queries))
        said = [query["sql"] for query in queries]
        assert len(set(said)) == len(said), [sql for sql in said if said.count(sql) > 1]
    assert len(set(counts)) == 1 and counts[0] <= 15, counts
