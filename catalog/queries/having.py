"""What somebody's units use, and what of it they have themselves."""

from __future__ import annotations

from typing import NamedTuple

from django.db.models import QuerySet

from catalog.models import Usage
from catalog.queries.doors import usages_covering
from core.among import Keys, keys
from core.briefly import Briefly
from core.compiled import compiled
from organization.models import User
from organization.queries import unit_tree
from organization.standing import groups_of, units_of


class Having(NamedTuple):
    """Keys of offerings. `used`: by the person's units, themselves or through one above; `held`: by everyone there,
    or by a group that the person is in."""

    used: frozenset[int]
    held: frozenset[int]


def having(user: User) -> Having:
    """One query, two when it is not known which units stand above; none for somebody without unit."""
    units = units_of(user)
    if not units:
        return Having(frozenset(), frozenset())
    groups = {None, *groups_of(user)}
    rows = _covering(_above.get(units, lambda: _lineage(units)))
    return Having(
        frozenset(offering for offering, _group in rows),
        frozenset(offering for offering, group in rows if group in groups),
    )


_above: Briefly[Keys] = Briefly(seconds=10)


def _lineage(units: tuple[int, ...]) -> Keys:
    tree = unit_tree()
    return keys(step for unit in units for step in tree.lineage(unit))


@compiled
def _covering(units: Keys) -> QuerySet[Usage, tuple[int, int | None]]:
    return usages_covering(units).order_by().values_list("offering_id", "group_id")
