"""Who sees which intervention, against the audience that notices are sent to, on random companies."""

from __future__ import annotations

import random

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from calendar_ops import feeds
from calendar_ops.actions.reaching import freeze
from calendar_ops.evaluation import evaluate, plan_of
from calendar_ops.models import Intervention, Notice, UnitChoice
from calendar_ops.queries.interventions import visible_to
from calendar_ops.queries.touching import touches
from catalog.models import Component, Usage
from organization.models import User
from organization.queries import units_with_relay
from tests import factories
from tests.factories import paris

pytestmark = pytest.mark.django_db


def confirmed(number: int = 1, *, offerings=(), added=(), dropped=(), sites=(), **fields) -> Intervention:
    """Work as it stands once confirmed: its reach frozen."""
    planner = User.objects.filter(ref="PLANNER").first() or factories.person(ref="PLANNER")
    made = Intervention.objects.create(
        reference=f"INT-2026-{number:04d}",
        title="Travaux",
        start=paris(16, 20),
        end=paris(16, 22),
        interruption_minutes=10,
        **{
            "owner": planner,
            "planner": planner,
            "state": "confirmed",
            "version": 1,
            "confirmed_at": paris(2),
            **fields,
        },
    )
    made.offerings.set(offerings)
    made.sites.set(sites)
    for unit in added:
        UnitChoice.objects.create(intervention=made, unit=unit)
    for unit in dropped:
        UnitChoice.objects.create(intervention=made, unit=unit, dropped=True, reason="test")
    freeze(made, evaluate(plan_of(made)), now=paris(2))
    return made


def company(chance: random.Random):
    """Nine units in trees, some with a relay; people of several units, at sites, in groups, some without mailbox."""
    units = []
    for number in range(9):
        units.append(factories.unit(f"T{number}", parent=chance.choice([None, *units]) if units else None))
    sites = [factories.site(f"P{number}") for number in range(2)]
    people = [
        factories.person(
            unit=chance.choice([None, *units]),
            site=chance.choice([None, *sites]),
            email=f"x{number}@example.org" if chance.random() < 0.6 else "",
            is_active=chance.random() < 0.9,
            further_units=chance.sample(units, chance.choice([0, 0, 1, 2])),
        )
        for number in range(24)
    ]
    for unit in chance.sample(units, 3):
        unit.relay = chance.choice(people)
        unit.save()
    groups = [factories.group(f"GR{n}", members=chance.sample(people, 6)) for n in range(3)]
    offerings = [factories.offering() for _ in range(5)]
    for _ in range(3):
        low, high = sorted(chance.sample(range(5), 2))
        Component.objects.get_or_create(solution=offerings[high], part=offerings[low])
    for _ in range(6):
        Usage.objects.get_or_create(
            offering=chance.choice(offerings), unit=chance.choice(units), group=chance.choice([None, *groups])
        )
    return units, sites, people, offerings


@pytest.mark.parametrize("seed", range(10))
def test_on_random_companies_each_sees_what_touches_them_and_what_they_relay(seed):
    chance = random.Random(seed)
    units, sites, people, offerings = company(chance)
    choices = [chance.sample(units, 2) for _ in range(6)]
    works = [
        confirmed(
            number,
            offerings=chance.sample(offerings, 2),
            added=choices[number - 1][: chance.choice([0, 0, 1])],
            dropped=choices[number - 1][1 : chance.choice([1, 2])],
            sites=chance.sample(sites, chance.choice([0, 1])),
        )
        for number in range(1, 7)
    ]
    touched: dict[int, set[int]] = {}
    relayed: dict[int, set[int]] = {}
    relays = units_with_relay()
    relay_of = {unit.pk: unit.relay_id for unit in units}
    for work in works:
        audience = evaluate(plan_of(work)).audience
        mute = set(audience.people_query().filter(email="").values_list("pk", flat=True))
        for person, unit in audience.memberships():
            touched.setdefault(person, set()).add(work.pk)
            nearest = audience.tree.nearest(unit, relays)
            if person in mute and nearest is not None:
                relayed.setdefault(relay_of[nearest], set()).add(work.pk)
    for person in people:
        if not person.is_active:
            assert not visible_to(person).exists()
            continue
        mine = set(Intervention.objects.filter(touches(person)).values_list("pk", flat=True))
        assert mine == touched.get(person.pk, set()), person.ref
        seen = set(visible_to(person).values_list("pk", flat=True))
        assert seen == mine | relayed.get(person.pk, set()), person.ref
        token = feeds.create(kind="mine", person=person, by=person, now=paris(4))
        assert {work.pk for work in feeds.interventions_of(token, paris(4))} == mine


def test_a_usage_that_names_a_group_reaches_its_members_of_that_unit_only(cast):
    member = factories.person(unit=cast.finance)
    elsewhere = factories.person(unit=cast.hr)
    offering = factories.offering()
    Usage.objects.create(
        offering=offering, unit=cast.finance, group=factories.group("CODIR", members=[member, elsewhere])
    )
    work = confirmed(offerings=[offering])
    assert work in visible_to(member)
    assert work not in visible_to(elsewhere)
    assert work not in visible_to(cast.employee)
    assert work in visible_to(cast.representative)  # speaks for Finance


def test_where_a_site_is_named_the_others_of_the_unit_do_not_see_it(cast):
    nantes = factories.site("NANTES")
    there = factories.person(unit=cast.finance, site=nantes)
    work = confirmed(added=[cast.finance], sites=[nantes])
    assert work in visible_to(there)
    assert work not in visible_to(cast.employee)


def test_whoever_was_told_may_still_open_it(cast):
    from outbox.models import Content, Delivery

    work = confirmed(added=[cast.finance])
    content = Content.objects.create(key="k", subject="s", text="t", html="h", language="fr")
    delivery = Delivery.objects.create(
        content=content, address="a@example.org", dedupe_key="d", not_after=paris(30)
    )
    assert work not in visible_to(cast.outsider)
    Notice.objects.create(
        intervention=work,
        person=cast.outsider,
        kind="withdrawn",
        version=1,
        fingerprint="f",
        delivery=delivery,
    )
    assert work in visible_to(cast.outsider)


@pytest.mark.parametrize(("who", "most"), [("employee", 4), ("planner", 2), ("representative", 4)])
def test_the_door_costs_the_same_however_many_there_are(who, most, cast):
    counts = []
    for number in (1, 6):
        for extra in range(Intervention.objects.count() + 1, number + 1):
            confirmed(extra, added=[cast.finance])
        person = User.objects.get(pk=getattr(cast, who).pk)
        with CaptureQueriesContext(connection) as queries:
            assert visible_to(person).count() == number
        counts.append(len(queries))
    assert counts[0] == counts[1] <= most, counts
