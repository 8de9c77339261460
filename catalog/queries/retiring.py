"""What a retirement reaches: said before it is done."""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import QuerySet

from catalog.models import Offering, Usage
from organization.access import Permission
from organization.models import User
from organization.queries import holders_over, unit_tree


@dataclass(frozen=True, slots=True)
class Reach:
    """Units that use it, solutions that stand on it and are not retired, representatives who would be told."""

    units: int
    solutions: list[Offering]
    representatives: int


def reach_of(offering: Offering) -> Reach:
    """Four queries."""
    units = Usage.objects.filter(offering=offering).values("unit_id").distinct().count()
    solutions = (
        Offering.objects.filter(component_links__part=offering).exclude(state="retired").order_by("name")
    )
    return Reach(units, list(solutions), representatives_using(offering).count() if units else 0)


def representatives_using(offering: Offering) -> QuerySet[User]:
    """Who speaks for a unit that uses it, or for one above such a unit."""
    units = set(Usage.objects.filter(offering=offering).values_list("unit_id", flat=True))
    tree = unit_tree()
    return holders_over(Permission.SIGN_FOR_UNIT, {above for unit in units for above in tree.lineage(unit)})
