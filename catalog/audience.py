"""Who uses these offerings, and the solutions built on them: the question that every app may ask."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet

from catalog.models import Component, Usage
from core.among import Keys, keys
from core.compiled import compiled


@dataclass(frozen=True, slots=True)
class Use:
    """One usage that reaches a unit: by everyone (`group_id` None) or by a group only.

    `named` are the ids of the offerings asked about that the used one is, or stands on.
    """

    offering_id: int
    reference: str
    name: str
    name_en: str
    named: frozenset[int]
    unit_id: int
    group_id: int | None
    group_code: str
    group_name: str

    @property
    def direct(self) -> bool:
        return self.offering_id in self.named


def built_on(links: Iterable[tuple[int, int]], offerings: Collection[int]) -> dict[int, set[int]]:
    """Offering → those of `offerings` that it is or stands on, through any depth; pure.

    `links` are (solution, part). Ends even on a cycle.
    """
    above: dict[int, list[int]] = {}
    for solution, part in links:
        above.setdefault(part, []).append(solution)
    found: dict[int, set[int]] = {}
    for named in offerings:
        stack = [named]
        while stack:
            offering = stack.pop()
            if named not in found.setdefault(offering, set()):
                found[offering].add(named)
                stack.extend(above.get(offering, ()))
    return found


def users_of(offerings: Collection[int]) -> list[Use]:
    """Every usage of these offerings and of the solutions built on them; two queries, whatever the volume.

    Usages count whatever the offering's state.
    """
    if not offerings:
        return []
    standing = built_on(_links(), offerings)
    return [
        Use(
            offering,
            reference,
            name,
            name_en,
            frozenset(standing[offering]),
            unit,
            group,
            code or "",
            title or "",
        )
        for offering, reference, name, name_en, unit, group, code, title in _usages(keys(standing))
    ]


@compiled
def _links() -> QuerySet[Component, tuple[int, int]]:
    return Component.objects.order_by().values_list("solution_id", "part_id")


@compiled
def _usages(offerings: Keys) -> QuerySet[Usage, tuple[Any, ...]]:
    return (
        Usage.objects.filter(offering__among=offerings)
        .order_by("unit__code", "offering__reference", "group__code")
        .values_list(
            "offering_id",
            "offering__reference",
            "offering__name",
            "offering__name_en",
            "unit_id",
            "group_id",
            "group__code",
            "group__name",
        )
    )
