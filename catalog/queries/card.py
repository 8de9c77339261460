"""What the catalogue says of one offering."""

from __future__ import annotations

from dataclasses import dataclass

from catalog.audience import built_on
from catalog.enums import OfferingState
from catalog.models import Component, Offering
from catalog.queries.doors import offerings_visible_to, usages_visible_to
from catalog.shown_state import TONES
from organization.models import User


@dataclass(frozen=True, slots=True)
class UsedBy:
    """One unit that uses an offering: itself, or a solution built on it (`through`)."""

    id: int
    unit_code: str
    unit: str
    group_code: str
    group: str
    quantity: int
    through: Offering | None


@dataclass(frozen=True, slots=True)
class OfferingPage:
    """What the catalogue says of an offering; `named` are the ids whose interventions touch it."""

    offering: Offering
    icon: str
    tone: str
    parts: list[Offering]
    solutions: list[Offering]
    users: list[UsedBy]
    named: set[int]


def offering_page(offering: Offering, user: User) -> OfferingPage:
    """What it is built on, what is built on it, who uses it and through what; in four queries."""
    links = list(Component.objects.values_list("solution_id", "part_id"))
    above = set(built_on(links, [offering.pk]))
    below = set(built_on([(part, solution) for solution, part in links], [offering.pk]))
    direct = {part for solution, part in links if solution == offering.pk}
    known = {one.pk: one for one in offerings_visible_to(user).filter(pk__in=direct | above).order_by("name")}
    usages = usages_visible_to(user).filter(offering__in=above)
    users = [
        UsedBy(
            usage.pk,
            usage.unit.code,
            usage.unit.name,
            usage.group.code if usage.group else "",
            usage.group.name if usage.group else "",
            usage.quantity,
            None if usage.offering_id == offering.pk else usage.offering,
        )
        for usage in usages.order_by("unit__name", "unit__code", "group__name", "offering__name")
    ]
    icon, tone = TONES[OfferingState(offering.state)]
    return OfferingPage(
        offering,
        icon,
        tone,
        [one for pk, one in known.items() if pk in direct],
        [one for pk, one in known.items() if pk in above - {offering.pk}],
        users,
        below,
    )
