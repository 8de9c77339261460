"""`python -m tests.journeys.company`: fills an empty database with the small company of the journeys, around today.

Finance keeps a calendar: blue, white tomorrow, red in three days. Everybody signs in with PASSWORD.
"""

from __future__ import annotations

import os
from datetime import date, timedelta
from zoneinfo import ZoneInfo

import django

ROOT_UNIT = "Hélianthe"
SERVICE = "Notes de frais"
PARIS = ZoneInfo("Europe/Paris")
PASSWORD = "tournesol-de-novembre"


def today() -> date:
    from django.utils import timezone

    return timezone.now().astimezone(PARIS).date()


def fill() -> None:
    from django.utils import timezone

    from calendar_ops import ledger
    from catalog.enums import OfferingState
    from catalog.models import Usage
    from tests import factories

    now, day = timezone.now(), today()
    root = factories.unit("DG", name=ROOT_UNIT)
    finance = factories.unit("FIN", name="Finance", parent=root)
    it = factories.unit("DSI", name="Direction des systèmes d’information", parent=root)
    workshop = factories.unit("ATE", name="Atelier", parent=finance)
    ledger.open_calendar(unit=root, draft=ledger.Draft(default_colour="blue"), by=None, now=now)
    ledger.open_calendar(
        unit=finance,
        draft=ledger.Draft(
            added=[
                ledger.NewPeriod("blue", first_day=day - timedelta(30), end_day=day + timedelta(120)),
                ledger.NewPeriod(
                    "white", first_day=day + timedelta(1), end_day=day + timedelta(2),
                    reason="entretiens annuels", reason_en="yearly interviews",
                ),
                ledger.NewPeriod(
                    "red", first_day=day + timedelta(3), end_day=day + timedelta(4),
                    reason="clôture", reason_en="closing",
                ),
            ]
        ),
        by=None,
        now=now,
    )  # fmt: skip
    service = factories.offering("SRV-FRAIS", name=SERVICE, state=OfferingState.LIVE)
    Usage.objects.create(offering=service, unit=finance)
    people = (
        ("planner", "Marc Delattre", it, "delivery-manager", "fr"),
        ("cio", "Camille Ferrand", it, "cio", "fr"),
        ("administrator", "Thomas Weber", it, "administrator", "fr"),
        ("employee", "Nadia Benali", finance, "", "fr"),
        ("employee-en", "Emily Clarke", finance, "", "en"),
    )
    for username, name, unit, profile, language in people:
        factories.person(
            name, unit=unit, profile=profile, username=username, password=PASSWORD, language=language,
            email=f"{username}@helianthe.example",
        )  # fmt: skip
    workshop.relay = factories.person("Yann Prévost", unit=workshop, email="relay@helianthe.example")
    workshop.save()
    for name in ("Sans Boîte", "Sans Adresse"):
        factories.person(name, unit=workshop, email="", username=None)


if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "dsi_marketing.settings")
    django.setup()
    fill()
