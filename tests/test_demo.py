"""Groupe Hélianthe: the counts of its description, the same each time, on whatever day it is loaded."""

from __future__ import annotations

from collections import Counter
from datetime import UTC, datetime, timedelta

import pytest
from django.core.management import CommandError, call_command
from django.db import connection, transaction

from calendar_ops.enums import State, VerdictKind
from calendar_ops.evaluation import evaluate, plan_of
from calendar_ops.models import Alert, Breach, Calendar, Intervention, Notice, Period, Reach, Span
from catalog.enums import PUBLISHED
from catalog.models import Component, CostMonth, Offering, Price, RequestDelay, ServiceLevelMeasure, Usage
from core.models import AuditEvent
from dsi_marketing.demo.company import write_company
from dsi_marketing.demo.personas import PERSONAS
from dsi_marketing.demo.units import SITES
from organization.access import PROFILES
from organization.models import BusinessUnit, Grant, Site, User
from organization.queries import unit_tree
from outbox.models import Delivery

pytestmark = [pytest.mark.django_db, pytest.mark.slow]

TODAY = datetime(2026, 11, 4, 10, 0, tzinfo=UTC)
COUNTS = {
    "COMEX": 40,
    "PROD": 2100,
    "LOG": 820,
    "RD": 460,
    "VM": 980,
    "SC": 610,
    "FIN": 240,
    "RH": 140,
    "JUR": 60,
    "ASG": 170,
    "MAG": 580,
    "DSI": 240,
}


def load(now: datetime = TODAY) -> None:
    if connection.vendor == "postgresql":
        # What an earlier test rolled back still fills the files: statistics of many pages and no row, taken before
        # the notices are written, make the plans four times as slow as in a database that was just made.
        with connection.cursor() as cursor:
            cursor.execute(f"TRUNCATE {Notice._meta.db_table}, {Delivery._meta.db_table} CASCADE")
    write_company(now=now, password="tournesol-2026", say=lambda step: None)


def test_it_holds_the_people_units_and_offerings_of_its_description():
    load()
    tree = unit_tree()
    staff = Counter(User.objects.values_list("unit_id", flat=True))
    found = {tree.codes[top]: sum(staff[unit] for unit in tree.subtree(top)) for top in tree.roots()}
    assert found == COUNTS
    published = Offering.objects.filter(state__in=PUBLISHED)
    assert Counter(published.values_list("kind", flat=True)) == {"service": 37, "solution": 4, "advice": 3}
    assert Counter(Offering.objects.exclude(state__in=PUBLISHED).values_list("state", flat=True)) == {
        "idea": 1,
        "design": 2,
        "retired": 1,
    }
    assert set(Intervention.objects.values_list("state", flat=True)) == set(State.values)
    assert Intervention.objects.count() == 40
    assert Alert.objects.filter(kind="conflict").count() == 1
    assert set(Delivery.objects.values_list("state", flat=True)) == {"sent"}
    assert set(Notice.objects.values_list("kind", flat=True)) == {"advance", "finished"}
    assert not AuditEvent.objects.filter(kind="intervention.started", at__gt=TODAY).exists()
    assert Breach.objects.filter(cause="not_negotiated", intervention__title__startswith="Caisse").exists()
    assert not Calendar.objects.filter(unit__code="MAG").exists()
    assert Period.objects.filter(added_in__state="proposed").count() == 1
    assert Period.objects.filter(exception=True).count() == 1
    # Every persona has an account with its profiles, and the password of the demonstration.
    for persona in PERSONAS:
        person = User.objects.get(username=persona.username)
        assert person.check_password("tournesol-2026"), persona.username
        held = set(Grant.objects.filter(person=person).values_list("profile", "unit__code"))
        assert held == {(profile, unit or None) for profile, unit in persona.profiles}
    assert set(Grant.objects.values_list("profile", flat=True)) == set(PROFILES)


@pytest.mark.parametrize("day", ["2026-03-12", "2026-06-05", "2026-12-24", "2028-02-29"])
def test_on_any_day_everybody_has_mail_and_what_is_confirmed_stands_on_an_allowed_or_reasoned_slot(day):
    load(datetime.fromisoformat(f"{day}T10:00+00:00"))
    for persona in PERSONAS:
        person = User.objects.get(username=persona.username)
        told = Delivery.objects.filter(person=person, state="sent").exists()
        assert told or not person.email, persona.username
    states = Counter(Intervention.objects.values_list("state", flat=True))
    assert states[State.CONFIRMED] >= 8
    assert states[State.FINISHED] >= 12
    assert states[State.AWAITING] == 1
    for intervention in Intervention.objects.filter(state=State.CONFIRMED).exclude(alerts__kind="conflict"):
        verdict = evaluate(plan_of(intervention)).verdict
        assert verdict is not None
        assert verdict.kind == VerdictKind.ALLOWED or (
            verdict.kind == VerdictKind.NOT_NEGOTIATED and intervention.reason
        ), intervention.title
    now = datetime.fromisoformat(f"{day}T10:00+00:00")
    assert not Intervention.objects.filter(state=State.FINISHED, ended_at__gt=now).exists()
    assert not Intervention.objects.filter(state=State.CONFIRMED, start__lt=now - timedelta(days=1)).exists()


def facts() -> list:
    return [
        list(BusinessUnit.objects.order_by("code").values_list("code", "name", "relay__ref")),
        list(Site.objects.order_by("code").values_list("code", "name")),
        list(User.objects.order_by("ref").values_list("ref", "name", "email", "unit__code", "site__code")),
        list(
            Usage.objects.order_by("offering__reference", "unit__code").values_list("unit__code", "quantity")
        ),
        list(
            ServiceLevelMeasure.objects.order_by(
                "level__offering__reference", "level__metric", "month"
            ).values_list("value", "events", "why")
        ),
        list(
            RequestDelay.objects.order_by(
                "request_type__offering__reference", "request_type__rank", "month"
            ).values_list("delay", "count")
        ),
        list(
            Price.objects.order_by("tariff__offering__reference", "tariff__rank", "valid_from").values_list(
                "amount"
            )
        ),
        list(CostMonth.objects.order_by("offering__reference", "month").values_list("full_cost", "billed")),
        list(Component.objects.order_by("solution__name", "part__name").values_list("solution__name")),
        list(
            Intervention.objects.order_by("reference").values_list(
                "reference", "start", "state", "people_count"
            )
        ),
        list(Span.objects.order_by("calendar__unit__code", "start").values_list("start", "end", "colour")),
        list(Reach.objects.order_by("due_at", "unit__code", "intervention__reference").values_list("due_at")),
    ]


def test_two_loads_of_the_same_day_are_the_same():
    seen = []
    for _ in range(2):
        empty = transaction.savepoint()  # no block around: documents are made outside any transaction
        load()
        seen.append(facts())
        transaction.savepoint_rollback(empty)
    assert seen[0] == seen[1]


def test_it_refuses_a_database_that_holds_something_and_says_what():
    BusinessUnit.objects.create(code="X", name="X")
    with pytest.raises(CommandError, match="contient déjà 1 entités"):
        call_command("load_demo")
    call_command("load_demo", if_empty=True)
    assert User.objects.count() == 0


def test_shops_are_named_after_their_towns_as_french_says_it():
    names = {site.name for site in SITES}
    assert {"Magasin d’Amiens", "Magasin d’Évry", "Magasin du Mans", "Magasin de Lille"} <= names
    assert not any(" de Le " in name or " de A" in name for name in names)
