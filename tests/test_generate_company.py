"""The large company: as many of each as asked, the same for the same seed, only in an empty database."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest
from django.core.management import CommandError, call_command
from django.db import transaction
from django.db.models import Count

from calendar_ops.enums import State
from calendar_ops.models import Calendar, Intervention, Reach, Span
from catalog.models import (
    Alias,
    CardSection,
    Category,
    Component,
    LevelTarget,
    Offering,
    Price,
    ServiceLevel,
    ServiceLevelMeasure,
    Usage,
)
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
                    list(Offering.objects.order_by("reference").values_list("name", "benefit", "owner__ref")),
                    list(CardSection.objects.order_by("offering__reference", "code").values_list("text")),
                    list(
                        ServiceLevelMeasure.objects.order_by(
                            "level__offering__reference", "level__metric", "month"
                        ).values_list("value")
                    ),
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


def test_each_offering_has_its_card_two_levels_over_two_years_and_two_prices():
    generate()
    assert Category.objects.count() == 40 and Category.objects.filter(parent=None).count() == 8
    names = list(Offering.objects.values_list("name", flat=True))
    assert len(set(names)) == 16 and not any(character.isdigit() for name in names for character in name)
    assert Alias.objects.count() == 32
    for offering in Offering.objects.annotate(sections_count=Count("sections")):
        assert 8 <= offering.sections_count <= 10
        assert offering.owner is not None and offering.category is not None and offering.benefit_en
        assert offering.request_types.filter(main=True).count() == 1
    assert ServiceLevel.objects.count() == LevelTarget.objects.count() == 32
    assert ServiceLevelMeasure.objects.count() == 32 * 24
    assert ServiceLevelMeasure.objects.latest("month").month == date(2026, 10, 1)
    assert ServiceLevelMeasure.objects.filter(level__metric="restore", value=None).exists()
    assert Price.objects.count() == 32


def test_interventions_name_offerings_of_few_users_and_reach_those_only():
    generate()
    used = dict(Usage.objects.order_by().values_list("offering").annotate(Count("pk")))
    named = set(Intervention.objects.values_list("offerings", flat=True)) - {None}
    assert {used[offering] for offering in named} == {3}
    assert {used[offering] for offering in set(used) - named} == {12}, "everybody"
    above = Component.objects.filter(part__in=named).values_list("solution", flat=True)
    assert {used[solution] for solution in above} == {3}


def test_it_refuses_a_database_that_holds_something():
    BusinessUnit.objects.create(code="X", name="X")
    with pytest.raises(CommandError, match="contient déjà 1 entités"):
        call_command("generate_company")


def test_it_refuses_ideas_and_numbers_that_are_too_small():
    with pytest.raises(CommandError, match="pas encore de boîte à idées"):
        call_command("generate_company", ideas=10)
    with pytest.raises(CommandError, match="--units vaut 1"):
        call_command("generate_company", units=1)
