"""A planner whose Finance keeps a calendar: blue, white from 9 to 15 November 2026; today is the 4th."""

from __future__ import annotations

from datetime import date

import pytest

from calendar_ops import ledger
from catalog.models import Usage
from tests import factories


@pytest.fixture
def planner(cast, client, time_machine_now):
    ledger.open_calendar(
        unit=cast.finance,
        draft=ledger.Draft(
            added=[
                ledger.NewPeriod("blue", first_day=date(2026, 11, 1), end_day=date(2027, 3, 1)),
                ledger.NewPeriod(
                    "white", first_day=date(2026, 11, 9), end_day=date(2026, 11, 16), reason="entretiens"
                ),
            ]
        ),
        by=None,
        now=factories.paris(2),
    )
    cast.service = factories.offering(name="Notes de frais")
    Usage.objects.create(offering=cast.service, unit=cast.finance)
    client.force_login(cast.planner)
    return cast


@pytest.fixture
def time_machine_now():
    import time_machine

    with time_machine.travel(factories.paris(4, 10), tick=False):
        yield
