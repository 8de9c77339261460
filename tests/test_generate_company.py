"""The large company: as many of each as asked, the same for the same seed, only in an empty database."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from django.core.management import CommandError, call_command
from django.db import transaction

from calendar_ops.enums import State
from calendar_ops.models import Calendar, Intervention, Reach, Span
from catalog.models import Offering
from dsi_marketing.demo.large import Size, write_large_company
from organization.access import PROFILES
from organization.models import BusinessUnit, Grant, User
from organization.queries import unit_tree

pytestmark = pytest.mark.django_db

NOW = datetime(2026, 11, 4, 10, tzinfo=UTC)
SMALL = Size(units=12, people=120, interventions=60, offerings=16)


def generate(seed: int = 1) -> None:
    write_large_company(size=SMALL, seed=seed, now=NOW, password="x", say=lambda step: None)


def test_it_writes_as_many_as_asked_with_calendars_for_all_units():
    generate()
    assert BusinessUnit.objects.count() == Calendar.objects.count() == 12
    assert User.objects.count() == 120
    assert Offering.objects.count() == 16
    assert Intervention.objects.count() == 60
    assert set(Grant.objects.values_list("profile", flat=True)) == set(PROFILES)
    assert Span.objects.values("calendar").distinct().count() == 12
    assert {"blue", "white", "red"} == set(Span.objects.values_list("colour", flat=True))
    tree = unit_tree()
    assert max(len(list(tree.lineage(unit))) for unit in tree.parents) == 3
    promised = Intervention.objects.exclude(state__in=[State.DRAFT, State.AWAITING])
    assert set(promised.values_list("pk", flat=True)) == set(
        Reach.objects.values_list("intervention", flat=True)
    )


def test_the_same_seed_gives_the_same_company_and_another_seed_another_one():
    seen = []
    for seed in (1, 1, 2):
        with transaction.atomic():
            generate(seed)
            seen.append(
                [
                    list(User.objects.order_by("ref").values_list("name", "email")),
                    list(
                        Intervention.objects.order_by("reference").values_list("reference", "start", "state")
                    ),
                    list(
                        Span.objects.order_by("calendar__unit__code", "start").values_list("start", "colour")
                    ),
                ]
            )
            transaction.set_rollback(True)
    assert seen[0] == seen[1] != seen[2]


def test_it_refuses_a_database_that_holds_something():
    BusinessUnit.objects.create(code="X", name="X")
    with pytest.raises(CommandError, match="contient déjà 1 entités"):
        call_command("generate_company")


def test_it_refuses_ideas_and_numbers_that_are_too_small():
    with pytest.raises(CommandError, match="pas encore de boîte à idées"):
        call_command("generate_company", ideas=10)
    with pytest.raises(CommandError, match="--units vaut 1"):
        call_command("generate_company", units=1)
