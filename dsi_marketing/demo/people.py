"""The people of Groupe Hélianthe: names, mailboxes, relays, groups, capacities and the personas' grants."""

from __future__ import annotations

import unicodedata
from collections import Counter
from datetime import datetime
from random import Random

from django.contrib.auth.hashers import make_password

from dsi_marketing.demo.names import FAMILY, FAMILY_ABROAD, GIVEN, GIVEN_ABROAD
from dsi_marketing.demo.personas import PERSONAS, Persona
from dsi_marketing.demo.units import TOP_UNITS, UNITS, Company, UnitSpec
from organization.enums import CapacityKind
from organization.models import BusinessUnit, Capacity, Grant, Group, User

DOMAIN = "helianthe.example"  # reserved by RFC 2606: no mail to it can ever reach anybody
TEAM_LEADERS = 312
REASON = "Compte de la démonstration"


def write_people(company: Company, *, rng: Random, password: str, now: datetime) -> None:
    """Everybody, in bulk; then relays, groups, capacities and grants. Adds the personas to `company.people`."""
    hashed = make_password(password, salt="helianthe")  # one hash for all: they share one password
    unusable = make_password(None)
    addresses: Counter[str] = Counter()
    people: list[User] = []

    def add(
        spec: UnitSpec, name: str, site: str, language: str, *, persona: Persona | None = None, mailbox: bool
    ) -> None:
        people.append(
            User(
                ref=f"H{len(people) + 1:05}",
                username=persona.username if persona else None,
                password=hashed if persona else unusable,
                email=address(name, addresses) if mailbox else "",
                name=name,
                language=language,
                unit=company.units[spec.code],
                site=company.sites[site],
            )
        )

    for spec in UNITS:
        personas = [persona for persona in PERSONAS if persona.unit == spec.code]
        for persona in personas:
            add(spec, persona.name, persona.site, persona.language, persona=persona, mailbox=True)
        without = round((spec.people - len(personas)) * (1 - spec.mailbox))
        codes, weights = zip(*spec.sites, strict=True)
        for number in range(spec.people - len(personas)):
            english = rng.random() < spec.english
            abroad = english and rng.random() < 0.7
            name = f"{rng.choice(GIVEN_ABROAD if abroad else GIVEN)} {rng.choice(FAMILY_ABROAD if abroad else FAMILY)}"
            site = rng.choices(codes, weights)[0]
            with_mailbox = number >= without
            add(spec, name, site, "en" if english else "fr", mailbox=with_mailbox)
    User.objects.bulk_create(people, batch_size=1000)
    company.people = {person.username: person for person in people if person.username}
    company.people["LEFT"] = write_leaver()
    by_unit: dict[str, list[User]] = {}
    for person in people:
        if person.unit is not None:
            by_unit.setdefault(person.unit.code, []).append(person)
    company.staff = by_unit
    write_relays(company, by_unit)
    write_groups(company, by_unit, rng)
    write_capacities(company, by_unit, rng)
    write_grants(company, now)


def write_leaver() -> User:
    """Somebody who left the company, counted nowhere, and whose card of the catalogue nobody took over."""
    return User.objects.create(
        ref="H00000", name="Gilles Arnoult", is_active=False, password=make_password(None)
    )


def address(name: str, taken: Counter[str]) -> str:
    """prenom.nom@, with a number from the second person of that name on."""
    plain = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode().lower()
    local = plain.replace(" ", ".").replace("'", "")
    taken[local] += 1
    return f"{local}{taken[local] if taken[local] > 1 else ''}@{DOMAIN}"


def write_relays(company: Company, by_unit: dict[str, list[User]]) -> None:
    """A relay reads mail and pins the poster up for those who have no mailbox."""
    related: list[BusinessUnit] = []
    for spec in UNITS:
        if spec.relay:
            unit = company.units[spec.code]
            unit.relay = next(
                (person for person in by_unit[spec.code] if person.username == "relay"),
                by_unit[spec.code][-1],
            )
            related.append(unit)
    BusinessUnit.objects.bulk_update(related, ["relay"])


def write_groups(company: Company, by_unit: dict[str, list[User]], rng: Random) -> None:
    """The team leaders who record working time, two committees, and the key users of the ledger."""
    mailed = {code: [person for person in people if person.email] for code, people in by_unit.items()}
    workshops = [person for spec in UNITS if spec.parent == "PROD" for person in mailed[spec.code]]
    specs: list[tuple[str, str, User, list[User]]] = [
        (
            "CHEFS",
            "Chefs d’équipe de la Production",
            company.people["relay"],
            rng.sample(workshops, TEAM_LEADERS),
        ),
        ("CODIR", "Comité de direction", company.people["cio"], by_unit["COMEX"][:12]),
        (
            "COPIL-SI",
            "Comité de pilotage du SI",
            company.people["cio"],
            [
                company.people[name]
                for name in ("cio", "marketing", "delivery", "representative", "representative-sales")
            ],
        ),
        (
            "CLES-FIN",
            "Utilisateurs clés du grand livre",
            company.people["representative"],
            mailed["FIN-CG"][:24],
        ),
        ("NOMADES", "Commerciaux nomades", company.people["representative-sales"], mailed["VM-FR"][:260]),
    ]
    groups = [Group(code=code, name=name, contact=contact) for code, name, contact, _ in specs]
    Group.objects.bulk_create(groups)
    links = Group.members.through
    links.objects.bulk_create(
        links(group_id=group.pk, user_id=person.pk)
        for group, (_, _, _, members) in zip(groups, specs, strict=True)
        for person in members
    )
    company.groups = {group.code: group for group in groups}
    # Two managers who also work for a second unit: their notices are due at the earliest of the two.
    further = User.further_units.through
    further.objects.bulk_create(
        further(user_id=by_unit[code][5].pk, businessunit_id=company.units[other].pk)
        for code, other in [
            ("RD-MAT", "RD-MUC"),
            ("VM-EXP", "VM-LON"),
            ("FIN-CDG", "PROD-ORD"),
            ("RH-PAIE", "FIN-CG"),
        ]
    )


def write_capacities(company: Company, by_unit: dict[str, list[User]], rng: Random) -> None:
    """In each top unit one client, who decides and pays, and some prescribers; the others are users."""
    rows = []
    for code in TOP_UNITS:
        staff = by_unit[code]
        unit = company.units[code]
        rows.append(Capacity(person=staff[0], unit=unit, kind=CapacityKind.CLIENT))
        rows += [
            Capacity(person=person, unit=unit, kind=CapacityKind.PRESCRIBER)
            for person in rng.sample(staff[1:], min(3, len(staff) - 1))
        ]
    rows.append(
        Capacity(person=company.people["employee"], unit=company.units["FIN-CF"], kind=CapacityKind.USER)
    )
    Capacity.objects.bulk_create(rows)


def write_grants(company: Company, now: datetime) -> None:
    Grant.objects.bulk_create(
        Grant(
            person=company.people[persona.username],
            profile=profile,
            unit=company.units[unit] if unit else None,
            given_at=now,
            reason=REASON,
        )
        for persona in PERSONAS
        for profile, unit in persona.profiles
    )
