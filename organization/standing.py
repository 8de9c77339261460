"""What a person may do and where they belong: read by one query the first time that it is asked of them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from django.db.models import QuerySet, Value

from core.compiled import compiled
from organization.access import PROFILES
from organization.models import BusinessUnit, Grant, Group, User

UNIT, GROUP, RELAY = (
    "unit",
    "group",
    "relay",
)  # what a row says, where it is no profile: the codes of profiles are longer


@dataclass(slots=True)
class Standing:
    """`held`: permission → ids of the units over which it is held (0: everywhere)."""

    held: dict[str, set[int]] = field(default_factory=dict)
    further: list[int] = field(default_factory=list)
    groups: list[int] = field(default_factory=list)
    relays: list[int] = field(default_factory=list)


def held(user: User) -> Mapping[str, set[int]]:
    """Permission → ids of the units over which this person holds it (0: everywhere), from the grants in force."""
    return _standing(user).held


def units_of(user: User) -> tuple[int, ...]:
    """The ids of all the units that this person belongs to, the main one first."""
    main = [user.unit_id] if user.unit_id else []
    return (*main, *(unit for unit in _standing(user).further if unit != user.unit_id))


def groups_of(user: User) -> tuple[int, ...]:
    """The ids of the groups that this person is a member of."""
    return tuple(_standing(user).groups)


def relays_of(user: User) -> tuple[int, ...]:
    """The ids of the units whose relay this person is."""
    return tuple(_standing(user).relays)


@compiled
def _rows(person: int) -> QuerySet[Any, tuple[str, int | None]]:
    grants = Grant.objects.filter(person=person, ended_at=None).order_by()
    further = User.further_units.through.objects.filter(user=person)
    groups = Group.members.through.objects.filter(user=person)
    return grants.values_list("profile", "unit_id").union(
        further.values_list(Value(UNIT), "businessunit_id"),
        groups.values_list(Value(GROUP), "group_id"),
        BusinessUnit.objects.filter(relay=person).order_by().values_list(Value(RELAY), "pk"),
        all=True,
    )


def _standing(user: User) -> Standing:
    """As it was when this record of the person was first asked: a request reads its person anew."""
    found: Standing | None = getattr(user, "_standing", None)
    if found is None:
        found = Standing()
        for what, number in sorted(_rows(user.pk or 0), key=lambda row: (row[0], row[1] or 0)):
            if what == UNIT:
                found.further.append(number or 0)
            elif what == GROUP:
                found.groups.append(number or 0)
            elif what == RELAY:
                found.relays.append(number or 0)
            elif what in PROFILES:
                for permission in PROFILES[what].permissions:
                    found.held.setdefault(str(permission), set()).add(number or 0)
        user._standing = found  # type: ignore[attr-defined]
    return found
