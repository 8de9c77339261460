"""Whom an intervention touches, against a brute force that walks person by person."""

from __future__ import annotations

import random

import pytest

from calendar_ops.audience import touched
from catalog.audience import built_on
from catalog.models import Component, Offering, Usage
from organization.models import BusinessUnit, User
from tests import factories

pytestmark = pytest.mark.django_db


def brute_force(offerings, added, dropped, sites):
    """Units and people by the plainest reading of the rules, one object at a time."""

    def ancestors(unit):
        while unit is not None:
            yield unit.pk
            unit = unit.parent

    parts = {o.pk: {c.part_id for c in o.component_links.all()} for o in Offering.objects.all()}

    def stands_on(offering, named, seen=()):
        return offering == named or any(
            stands_on(part, named, (*seen, offering)) for part in parts[offering] if part not in seen
        )

    usages = [u for u in Usage.objects.all() if any(stands_on(u.offering_id, o) for o in offerings)]
    whole = {
        unit.pk
        for unit in BusinessUnit.objects.all()
        if unit.pk not in dropped
        and any(
            a in added or any(u.unit_id == a and u.group is None for u in usages) for a in ancestors(unit)
        )
    }
    people, units = set(), set()
    for person in User.objects.filter(is_active=True):
        if sites and person.site_id not in sites:
            continue
        mine = {u.pk: u for u in [person.unit, *person.further_units.all()] if u is not None}
        for pk, unit in mine.items():
            by_group = any(
                u.group is not None
                and u.unit_id in set(ancestors(unit))
                and u.group.members.filter(pk=person.pk).exists()
                for u in usages
            )
            if pk in whole or (by_group and pk not in dropped):
                people.add(person.pk)
                units.add(pk)
    return (units if sites else units | whole), people


@pytest.mark.parametrize("seed", range(12))
def test_random_companies_agree_with_the_brute_force(seed):
    chance = random.Random(seed)
    units = []
    for number in range(9):
        units.append(factories.unit(f"T{number}", parent=chance.choice([None, *units]) if units else None))
    sites = [factories.site(f"P{number}") for number in range(2)]
    people = [
        factories.person(
            unit=chance.choice([None, *units]),
            site=chance.choice([None, *sites]),
            email=f"x{number}@example.org" if chance.random() < 0.7 else "",
            is_active=chance.random() < 0.9,
            further_units=chance.sample(units, chance.choice([0, 0, 1, 2])),
        )
        for number in range(30)
    ]
    groups = [factories.group(f"GR{n}", members=chance.sample(people, 8)) for n in range(2)]
    offerings = [factories.offering() for _ in range(5)]
    for _ in range(4):
        low, high = sorted(chance.sample(range(5), 2))
        Component.objects.get_or_create(solution=offerings[high], part=offerings[low])
    for _ in range(4):
        Usage.objects.get_or_create(
            offering=chance.choice(offerings), unit=chance.choice(units), group=chance.choice([None, *groups])
        )
    named = {offering.pk for offering in chance.sample(offerings, 2)}
    added = {unit.pk for unit in chance.sample(units, chance.choice([0, 1]))}
    dropped = {unit.pk for unit in chance.sample(units, chance.choice([0, 1]))}
    where = {site.pk for site in chance.sample(sites, chance.choice([0, 1]))}

    audience = touched(named, added, dropped, where)
    expected_units, expected_people = brute_force(named, added, dropped, where)

    assert set(audience.people_query().values_list("pk", flat=True)) == expected_people
    assert set(audience.units) == expected_units
    assert audience.people_count == len(expected_people)
    assert {person for person, _unit in audience.memberships()} == expected_people
    mute = User.objects.filter(pk__in=expected_people, email="").count()
    assert audience.by_relay + sum(audience.unreachable.values()) == mute


def test_the_relay_of_the_nearest_ancestor_reaches_people_without_mailbox():
    top = factories.unit("TOP")
    relay = factories.person(unit=top)
    top.relay = relay
    top.save()
    below, lonely = factories.unit("BELOW", parent=top), factories.unit("LONELY")
    for unit in (below, below, lonely):
        factories.person(unit=unit, email="")
    audience = touched([], added=[below.pk, lonely.pk])
    assert audience.by_relay == 2
    assert audience.unreachable == {lonely.pk: 1}


def test_a_unit_reached_whole_counts_though_empty_and_a_dropped_one_keeps_its_subtree():
    top = factories.unit("A")
    below = factories.unit("B", parent=top)
    audience = touched([], added=[top.pk], dropped=[top.pk])
    assert set(audience.units) == {below.pk}
    assert audience.people_count == 0


@pytest.mark.parametrize("people", [1, 30])
def test_the_number_of_queries_does_not_grow(people, django_assert_num_queries):
    top = factories.unit("Q")
    offering = factories.offering()
    group = factories.group(
        "QG", members=[factories.person(unit=top, further_units=[top]) for _ in range(people)]
    )
    Usage.objects.create(offering=offering, unit=top)
    Usage.objects.create(offering=offering, unit=top, group=group)
    with django_assert_num_queries(8):
        touched([offering.pk])


def test_a_cycle_of_components_ends():
    assert built_on([(1, 2), (2, 1), (3, 1)], [2]) == {2: {2}, 1: {2}, 3: {2}}
