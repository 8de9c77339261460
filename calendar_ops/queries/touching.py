"""Which interventions touch a person, and which they pass on: the audience rule, asked from the person's side.

`calendar_ops.audience` goes from an intervention to its people; here it goes from a person to their
interventions, by what was frozen when each was confirmed (`Reach`). Conditions are subqueries on indexed
columns: they cost no query of their own.
"""

from __future__ import annotations

from typing import NamedTuple

from django.db.models import Exists, OuterRef, Q, QuerySet

from calendar_ops.models import Intervention, Reach
from core.among import Keys, keys
from organization.models import User
from organization.queries import unit_tree, units_with_relay
from organization.standing import groups_of, relays_of, units_of
from organization.tree import Tree

SITES = Intervention.sites.through


def touches(user: User, reach: QuerySet[Reach] | None = None) -> Q:
    """The interventions that touch this person, through any of their units (among `reach`, when given).

    A unit touched whole touches all its people; one touched through groups, their members who belong to it;
    where sites are named, only the people of those sites.
    """
    return touching(belonging(user), reach)


class Belonging(NamedTuple):
    """Where somebody belongs, in plain numbers, so that what is asked from it can be compiled."""

    units: Keys
    groups: Keys | None  # None: most people are in none, and need not be asked about them
    site: int  # 0: none


def belonging(user: User) -> Belonging:
    return Belonging(keys(units_of(user)), keys(groups_of(user)) or None, user.site_id or 0)


def touching(whom: Belonging, reach: QuerySet[Reach] | None = None) -> Q:
    """The interventions that touch whoever belongs there."""
    units, groups, site = whom
    rows = (Reach.objects.all() if reach is None else reach).filter(unit__among=units)
    reached = rows.filter(whole=True).values("intervention")
    if groups is not None:  # one list of ids: an OR of lists is walked row by row
        reached = reached.union(
            rows.filter(whole=False, groups__among=groups).values("intervention"), all=True
        )
    named = SITES.objects.filter(intervention=OuterRef("pk"))
    return Q(pk__in=reached) & (~Exists(named) | Exists(named.filter(site=site)))


def spoken_for(user: User, tree: Tree | None = None) -> list[int]:
    """The units whose people without mailbox this person passes messages on to, as their nearest relay.

    No query, two for a relay.
    """
    mine = set(relays_of(user))
    if not mine or not user.email:
        return []
    tree, relays = tree or unit_tree(), units_with_relay()
    return [unit for unit in tree.parents if tree.nearest(unit, relays) in mine]


def passed_on(units: Keys) -> Q:
    """The interventions that whoever speaks for these units passes on to people without mailbox."""
    rows = Reach.objects.filter(unit__among=units)
    named = SITES.objects.filter(intervention=OuterRef(OuterRef("intervention")))
    mute = User.objects.filter(is_active=True, email="").filter(
        ~Exists(named) | Exists(named.filter(site=OuterRef("site")))
    )
    groups = Reach.groups.through.objects.filter(reach=OuterRef(OuterRef("pk"))).values("group")
    found = Q()
    for belonging in ("unit", "further_units"):
        there = mute.filter(**{belonging: OuterRef("unit")})
        found |= Q(pk__in=rows.filter(Exists(there), whole=True).values("intervention"))
        found |= Q(
            pk__in=rows.filter(Exists(there.filter(member_of__in=groups)), whole=False).values("intervention")
        )
    return found
