"""Small makers of objects for tests: everything has a default, nothing is random."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime, timedelta
from decimal import Decimal
from itertools import count
from zoneinfo import ZoneInfo

from catalog.models import Offering, Tariff
from organization.models import BusinessUnit, Grant, Group, Site, User

PARIS = ZoneInfo("Europe/Paris")
_numbers = count(1)


def paris(day: int, hour: int = 0, minute: int = 0, *, month: int = 11, year: int = 2026) -> datetime:
    """A moment of November 2026 by default, on the wall clock of Paris."""
    return datetime(year, month, day, hour, minute, tzinfo=PARIS)


def unit(code: str = "", *, parent: BusinessUnit | None = None, **fields) -> BusinessUnit:
    code = code or f"U{next(_numbers)}"
    return BusinessUnit.objects.create(
        code=code, name=fields.pop("name", code.title()), parent=parent, **fields
    )


def site(code: str = "", **fields) -> Site:
    code = code or f"S{next(_numbers)}"
    return Site.objects.create(code=code, name=fields.pop("name", code.title()), **fields)


def person(
    name: str = "", *, unit: BusinessUnit | None = None, profile: str = "", over=None, **fields
) -> User:
    """A person with a mailbox; `profile` (over a unit where it is scoped) is granted at once."""
    number = next(_numbers)
    name = name or f"Person {number}"
    further = fields.pop("further_units", ())
    fields.setdefault("email", f"p{number}@example.org")
    made = User.objects.create_user(
        ref=fields.pop("ref", f"R{number:05d}"),
        name=name,
        unit=unit,
        username=fields.pop("username", f"user{number}"),
        **fields,
    )
    made.further_units.set(further)
    if profile:
        Grant.objects.create(person=made, profile=profile, unit=over, reason="test")
    return made


def group(code: str = "", *, members=(), **fields) -> Group:
    code = code or f"G{next(_numbers)}"
    made = Group.objects.create(code=code, name=fields.pop("name", code.title()), **fields)
    made.members.set(members)
    return made


def offering(reference: str = "", *, kind: str = "service", **fields) -> Offering:
    number = next(_numbers)
    return Offering.objects.create(
        reference=reference or f"SRV-{number:03d}",
        name=fields.pop("name", f"Service {number}"),
        kind=kind,
        state=fields.pop("state", "live"),
        **fields,
    )


def tariff(of: Offering | None = None, *, amounts: Mapping[date, str] | None = None, **fields) -> Tariff:
    """What is charged for an offering, 4.20 for each mailbox a month unless said otherwise."""
    fields = {"label": "Boîte", "mode": "per_unit", "per": "item", "what": "boîte", "main": True, **fields}
    made = Tariff.objects.create(offering=of or offering(), **fields)
    for since, amount in ({date(2026, 1, 1): "4.20"} if amounts is None else amounts).items():
        made.prices.create(valid_from=since, amount=Decimal(amount))
    return made


def hours(number: float) -> timedelta:
    return timedelta(hours=number)
