"""Reads of the organisation."""

from __future__ import annotations

from organization.models import Brand, BusinessUnit
from organization.tree import Tree


def unit_tree() -> Tree:
    """The whole tree of units, one query of (id, parent, code)."""
    return Tree.of(BusinessUnit.objects.order_by("code").values_list("id", "parent_id", "code"))


def brand() -> Brand:
    """The portal's brand; defaults when nobody has set one."""
    return Brand.objects.first() or Brand(id=1)
