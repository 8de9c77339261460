"""A large synthetic company, written in bulk: what the benchmarks are measured on."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta
from random import Random
from typing import TypeVar

from django.contrib.auth.hashers import make_password
from django.db import models, transaction

from calendar_ops.enums import Nature, RevisionState, State, WorkClass, WorkTarget
from calendar_ops.models import Calendar, Intervention, Period, Reach, Revision
from calendar_ops.spans import rebuild
from catalog.enums import OfferingKind, OfferingState, Origin, Turnkey
from catalog.models import Component, Offering, Usage
from dsi_marketing.demo.large_catalogue import (
    benefit,
    published,
    write_cards,
    write_everyday_usages,
    write_levels,
    write_prices,
    write_shelves,
)
from dsi_marketing.demo.names import FAMILY, GIVEN
from dsi_marketing.demo.vocabulary import offering_names
from organization.access import PROFILES
from organization.models import BusinessUnit, Grant, Group, Site, User

M = TypeVar("M", bound=models.Model)

BATCH = 2000
SITES = 60
GROUPS = 40
ANSWERING = 400  # people who answer for an offering, at most
YEARS_BACK = 5
DAYS_AHEAD = 180


@dataclass(frozen=True, slots=True)
class Size:
    """How much of each; the defaults are the company of quality.md."""

    units: int = 500
    people: int = 50_000
    interventions: int = 20_000
    offerings: int = 2_000


@dataclass(slots=True)
class Made:
    """What later steps need of the earlier ones."""

    units: list[BusinessUnit] = field(default_factory=list)
    leaves: list[BusinessUnit] = field(default_factory=list)
    sites: list[Site] = field(default_factory=list)
    groups: list[Group] = field(default_factory=list)
    offerings: list[Offering] = field(default_factory=list)
    worked_on: list[Offering] = field(default_factory=list)  # those that interventions name
    owners: list[User] = field(default_factory=list)
    people: list[User] = field(default_factory=list)  # some of them, who answer for offerings
    people_of: dict[int, int] = field(default_factory=dict)
    users_of: dict[int, list[int]] = field(default_factory=dict)


def write_large_company(
    *, size: Size, seed: int, now: datetime, password: str, say: Callable[[str], None]
) -> None:
    """Write everything into an empty database; the same for the same size, seed and `now`."""
    rng, made = Random(seed), Made()
    with transaction.atomic():
        say(f"{size.units} units")
        write_units(made, size, rng)
        say(f"{size.people} people")
        write_people(made, size, rng, password, now)
        say(f"{size.offerings} offerings")
        write_offerings(made, size, rng, seed, now)
        say(f"{size.units} calendars")
        write_calendars(made, rng, now)
        say(f"{size.interventions} interventions")
        write_interventions(made, size, rng, now)


def bulk(model: type[M], rows: list[M]) -> list[M]:
    return model._default_manager.bulk_create(rows, batch_size=BATCH)


def write_units(made: Made, size: Size, rng: Random) -> None:
    """A tree of three levels: one unit in fifty is a root, one in nine has children of its own."""
    roots = max(1, size.units // 50)
    middles = max(1, size.units // 9)
    for number in range(size.units):
        unit = BusinessUnit(
            code=f"U{number + 1:04}", name=f"Unité {number + 1:04}", notice_days=2 + number % 4
        )
        if roots <= number < roots + middles:
            unit.parent = made.units[number % roots]
        elif number >= roots + middles:
            unit.parent = made.units[roots + number % middles]
        if number % 20 == 7:
            unit.time_zone, unit.country = "Europe/Berlin", "DE"
        made.units.append(unit)
    for level in (made.units[:roots], made.units[roots : roots + middles], made.units[roots + middles :]):
        bulk(BusinessUnit, level)
    made.leaves = made.units[roots + middles :] or made.units
    made.sites = bulk(
        Site,
        [
            Site(code=f"S{number:03}", name=f"Site {number:03}", place=f"Ville {number:03}")
            for number in range(1, SITES + 1)
        ],
    )


def write_people(made: Made, size: Size, rng: Random, password: str, now: datetime) -> None:
    """Three in four have a mailbox; the first ones sign in, one for each access profile and one employee."""
    hashed, unusable = make_password(password, salt="large"), make_password(None)
    names = [*PROFILES, "employee"]
    people = []
    for number in range(size.people):
        unit = made.units[number % len(made.units)]
        signs_in = number < len(names)
        people.append(
            User(
                ref=f"L{number + 1:06}",
                username=names[number] if signs_in else None,
                password=hashed if signs_in else unusable,
                name=f"{rng.choice(GIVEN)} {rng.choice(FAMILY)}",
                email=f"p{number + 1}@large.example" if signs_in or number % 4 else "",
                language="en" if number % 10 == 3 else "fr",
                unit=unit,
                site=made.sites[rng.randrange(SITES)],
            )
        )
        made.people_of[unit.pk] = made.people_of.get(unit.pk, 0) + 1
    bulk(User, people)
    made.owners = people[: len(names)]
    made.people = people[len(names) : len(names) + ANSWERING]
    for unit, relay in zip(made.units, people[len(names) :], strict=False):
        unit.relay = relay
    BusinessUnit.objects.bulk_update(made.units, ["relay"], batch_size=500)
    bulk(
        Grant,
        [
            Grant(
                person=person,
                profile=name,
                unit=made.units[0] if PROFILES[name].scoped_to_unit else None,
                given_at=now,
                reason="generated",
            )
            for name, person in zip(PROFILES, people, strict=False)
        ],
    )
    made.groups = bulk(
        Group, [Group(code=f"G{number:03}", name=f"Groupe {number:03}") for number in range(1, GROUPS + 1)]
    )
    through = Group.members.through
    bulk(
        through,
        [
            through(group_id=group.pk, user_id=person.pk)
            for group in made.groups
            for person in rng.sample(people, min(200, len(people)))
        ],
    )


def write_offerings(made: Made, size: Size, rng: Random, seed: int, now: datetime) -> None:
    """One in eight is a solution built on three services of its own half.

    Interventions name the first half only: those are used by three units each, some through a group, so that the
    reach of an intervention stays a handful of units. The second half is what everybody uses every day, by many
    units each: thirty usages an offering on average, whatever an intervention touches.
    """
    chance = Random(seed + 1)  # its own, so that the rest of the company is the same without all this
    shelves = write_shelves()
    for number, (name, name_en) in enumerate(offering_names(size.offerings, chance.shuffle)):
        solution = number % 8 == 7
        sentence, sentence_en = benefit(chance)
        offering = Offering(
            reference=f"{'SOL' if solution else 'SRV'}-{number + 1:04}",
            name=name,
            name_en=name_en,
            benefit=sentence,
            benefit_en=sentence_en,
            category=shelves[chance.randrange(len(shelves))],
            owner=chance.choice(made.people),
            backup_owner=chance.choice(made.people),
            origin=chance.choice(Origin.values),
            state=OfferingState.LIVE,
            kind=OfferingKind.SOLUTION if solution else OfferingKind.SERVICE,
        )
        if solution:
            offering.client, offering.turnkey = chance.choice(made.units), chance.choice(Turnkey.values)
            offering.context, offering.context_en = (
                "Plusieurs équipes, un seul outil.",
                "Several teams, one tool.",
            )
        published(offering, chance, now)
        made.offerings.append(offering)
    bulk(Offering, made.offerings)
    half = (len(made.offerings) + 1) // 2
    made.worked_on, everyday = made.offerings[:half], made.offerings[half:]
    links = []
    for offerings in (made.worked_on, everyday):
        services = [offering for offering in offerings if offering.kind == OfferingKind.SERVICE]
        links += [
            Component(solution=offering, part=part)
            for offering in offerings
            if offering.kind == OfferingKind.SOLUTION
            for part in rng.sample(services, min(3, len(services)))
        ]
    bulk(Component, links)
    usages = []
    for number, offering in enumerate(made.offerings):
        for unit in rng.sample(made.leaves, min(3, len(made.leaves))):
            group = made.groups[number % GROUPS] if number % 10 == 9 else None
            usages.append(Usage(offering=offering, unit=unit, group=group, quantity=rng.randrange(5, 200)))
            made.users_of.setdefault(offering.pk, []).append(unit.pk)
    bulk(Usage, usages)
    write_everyday_usages(everyday, made.units, made.users_of, chance)
    write_cards(made.offerings, chance, editor=made.owners[0].ref)
    write_levels(made.offerings, chance, now)
    write_prices(made.offerings, chance, now)


def write_calendars(made: Made, rng: Random, now: datetime) -> None:
    """Each unit keeps its own: a red closing each month, a white week, a season, a weekly white morning."""
    year = now.year
    signed = datetime(year - 1, 1, 5, 9, tzinfo=UTC)
    calendars = bulk(
        Calendar,
        [
            Calendar(unit=unit, time_zone=unit.time_zone, default_colour="blue", version=1, opened_at=signed)
            for unit in made.units
        ],
    )
    revisions = bulk(
        Revision,
        [
            Revision(
                calendar=calendar,
                number=1,
                state=RevisionState.SIGNED,
                time_zone=calendar.time_zone,
                default_colour="blue",
                sets_default_colour=True,
                signed_at=signed,
                recorded=True,
            )
            for calendar in calendars
        ],
    )
    periods: list[Period] = []
    for revision in revisions:
        periods += rules(revision, rng, year)
    bulk(Period, periods)
    for calendar in calendars:
        rebuild(calendar, now)


def rules(revision: Revision, rng: Random, year: int) -> Iterator[Period]:
    def days(colour: str, first: date, count: int, recurrence: str = "") -> Period:
        return Period(
            calendar=revision.calendar,
            added_in=revision,
            colour=colour,
            first_day=first,
            end_day=first + timedelta(days=count),
            recurrence=recurrence,
            reason="règle",
            reason_en="rule",
        )

    closing = rng.randrange(20, 27)
    yield days("red", date(year - 1, 1, closing), rng.randrange(2, 6), f"FREQ=MONTHLY;BYMONTHDAY={closing}")
    yield days("white", date(year - 1, 1, 5), rng.randrange(2, 6), "FREQ=MONTHLY;BYMONTHDAY=5")
    yield days("red", date(year - 1, rng.randrange(1, 13), 10), rng.randrange(5, 20), "FREQ=YEARLY")
    monday = datetime.combine(date(year - 1, 1, 4), time(rng.randrange(4, 7)), UTC)
    yield Period(
        calendar=revision.calendar,
        added_in=revision,
        colour="white",
        all_day=False,
        start=monday,
        end=monday + timedelta(hours=4),
        recurrence="FREQ=WEEKLY",
        reason="démarrage",
        reason_en="start of the week",
    )


def write_interventions(made: Made, size: Size, rng: Random, now: datetime) -> None:
    """Spread over five years back and half a year ahead, each with its offerings and its frozen reach."""
    span = YEARS_BACK * 365 + DAYS_AHEAD
    numbers: dict[int, int] = {}
    interventions, chosen = [], []
    for order in range(size.interventions):
        day = order * span // size.interventions - YEARS_BACK * 365
        minutes = rng.choice((30, 60, 90, 120, 240))
        start = datetime.combine(now.date(), time(rng.randrange(24), rng.choice((0, 30))), UTC) + timedelta(
            days=day
        )
        created = start - timedelta(days=rng.randrange(10, 60))
        numbers[created.year] = numbers.get(created.year, 0) + 1
        state = state_at(rng, start, start + timedelta(minutes=minutes), now)
        offerings = rng.sample(made.worked_on, min(2, len(made.worked_on)))
        units = sorted({unit for offering in offerings for unit in made.users_of.get(offering.pk, [])})
        promised = state not in {State.DRAFT, State.AWAITING}
        interventions.append(
            Intervention(
                reference=f"INT-{created.year}-{numbers[created.year]:04}",
                title=f"{offerings[0].name} : travaux",
                title_en=f"{offerings[0].name_en}: work",
                impact="Le service s’interrompt une fois.",
                impact_en="The service drops once.",
                nature=rng.choice(Nature.values),
                target=rng.choice(WorkTarget.values),
                work_class=WorkClass.SECURITY if order % 9 == 4 else WorkClass.NORMAL,
                start=start,
                end=start + timedelta(minutes=minutes),
                interruption_minutes=rng.choice((5, 15, 30)),
                owner=made.owners[order % len(made.owners)],
                planner=made.owners[(order + 3) % len(made.owners)],
                state=state,
                version=1 if promised else 0,
                created_at=created,
                confirmed_at=created + timedelta(days=2) if promised else None,
                started_at=start if state in {State.RUNNING, State.FINISHED, State.FAILED} else None,
                ended_at=start + timedelta(minutes=minutes)
                if state in {State.FINISHED, State.FAILED}
                else None,
                people_count=sum(made.people_of.get(unit, 0) for unit in units),
                worst_colour=rng.choice(("blue", "blue", "blue", "white", "red")),
                units_count=len(units),
                topmost_units=sorted(units),
            )
        )
        chosen.append((offerings, units if promised else [], start <= now))
    bulk(Intervention, interventions)
    through = Intervention.offerings.through
    bulk(
        through,
        [
            through(intervention_id=intervention.pk, offering_id=offering.pk)
            for intervention, (offerings, _, _) in zip(interventions, chosen, strict=True)
            for offering in offerings
        ],
    )
    bulk(
        Reach,
        [
            Reach(
                intervention=intervention,
                unit_id=unit,
                why=[],
                due_at=intervention.start - timedelta(days=4),
                queued_at=intervention.start - timedelta(days=4) if over else None,
            )
            for intervention, (_, units, over) in zip(interventions, chosen, strict=True)
            for unit in units
        ],
    )


def state_at(rng: Random, start: datetime, end: datetime, now: datetime) -> State:
    luck = rng.random()
    if end <= now:
        return State.FINISHED if luck < 0.88 else State.FAILED if luck < 0.94 else State.CANCELLED
    if start <= now:
        return State.RUNNING
    return State.CONFIRMED if luck < 0.8 else State.DRAFT if luck < 0.95 else State.CANCELLED
