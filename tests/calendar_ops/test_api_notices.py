"""What the API says of the notices of an intervention: what is planned, what was said, what became of it."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from calendar_ops import actions, ledger, telling
from catalog.models import Usage
from outbox.models import Delivery
from tests import factories
from tests.factories import paris

pytestmark = pytest.mark.django_db
NOW = paris(2, 10)  # Monday 2 November 2026
DUE = paris(10, 9)  # three working days before Monday 16, without the 11th


@pytest.fixture
def confirmed(cast):
    """Finance (France) and Berlin use the service, from 16 November at 20:00."""
    berlin = factories.unit("BER", time_zone="Europe/Berlin", country="DE", subdivision="BE")
    for unit in (cast.finance, berlin):
        ledger.open_calendar(
            unit=unit,
            draft=ledger.Draft(
                added=[ledger.NewPeriod("blue", first_day=date(2026, 11, 1), end_day=date(2026, 12, 1))]
            ),
            by=None,
            now=NOW,
        )
    cast.berlin = berlin
    service = factories.offering(name="Notes de frais")
    for unit in (cast.finance, berlin):
        Usage.objects.create(offering=service, unit=unit)
    factories.person(unit=berlin)
    factories.person(unit=cast.finance, further_units=[berlin])
    factories.person(unit=berlin, email="")  # nobody can tell them
    found = actions.create_draft(
        content=actions.Content(
            {
                "title": "Travaux",
                "start": paris(16, 20),
                "end": paris(16, 22),
                "interruption_minutes": 45,
                "owner": cast.planner,
            },
            offerings=[service],
        ),
        by=cast.planner,
        now=NOW,
    )
    return actions.confirm(intervention=found, by=cast.planner, now=NOW)


@pytest.fixture
def notices(api, cast, confirmed):
    def asked(by=None):
        return api(by or cast.planner, "get", f"interventions/{confirmed.reference}/notices/").json()

    return asked


def test_planned_has_one_row_for_each_due_time_and_counts_people_once(notices):
    assert notices() == {
        "planned": [
            {"kind": "advance", "version": 1, "due": DUE.isoformat(), "people": 3},
            {"kind": "advance", "version": 1, "due": paris(11, 9).isoformat(), "people": 1},
        ],
        "issued": [],
    }


def test_what_was_said_and_what_became_of_it(notices, cast, confirmed):
    telling.queue_due_notices(now=DUE + timedelta(minutes=1))
    first = notices()
    assert [(row["due"], row["people"]) for row in first["planned"]] == [(paris(11, 9).isoformat(), 1)]
    assert first["issued"] == [
        {
            "kind": "advance",
            "version": 1,
            "at": (DUE + timedelta(minutes=1)).isoformat(),
            "late": False,
            "short_notice": False,
            "counts": {"pending": 3, "sent": 0, "failed": 0, "superseded": 0, "expired": 0},
        }
    ]
    one, *_others = Delivery.objects.order_by("pk")
    Delivery.objects.filter(pk=one.pk).update(state="sent", sent_at=DUE, closed_at=DUE)
    actions.reschedule(
        intervention=confirmed,
        start=paris(17, 20),
        end=paris(17, 22),
        by=cast.planner,
        now=DUE + timedelta(hours=1),
    )
    second = notices()["issued"]
    assert second[0]["counts"] == {"pending": 0, "sent": 1, "failed": 0, "superseded": 2, "expired": 0}
    assert [(row["kind"], row["version"], row["counts"]["pending"]) for row in second[1:]] == [
        ("rescheduled", 2, 1)
    ]


def test_nothing_is_planned_before_it_is_confirmed_nor_once_it_is_given_up(api, notices, cast, confirmed):
    actions.cancel(intervention=confirmed, reason="x", by=cast.planner, now=NOW)
    assert notices() == {"planned": [], "issued": []}


def test_whom_it_touches_sees_the_work_but_not_its_messages(api, cast, confirmed):
    page = f"interventions/{confirmed.reference}/notices/"
    assert api(cast.employee, "get", page).status_code == 403
    assert api(cast.outsider, "get", page).status_code == 404
    assert api(cast.cio, "get", page).status_code == 200


def test_the_number_of_queries_does_not_grow_with_the_people(notices, cast):
    def asked() -> int:
        with CaptureQueriesContext(connection) as seen:
            notices()
        return len(seen)

    few = asked()
    for _number in range(40):
        factories.person(unit=cast.berlin, further_units=[cast.finance])
    assert asked() == few <= 22
