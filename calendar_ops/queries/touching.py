"""Which interventions touch a person, and which they pass on: the audience rule, asked from the person's side.

`calendar_ops.audience` goes from an intervention to its people; here it goes from a person to their
interventions, by what was frozen when each was confirmed (`Reach`). Conditions are subqueries on indexed
columns: they cost no query of their own.
"""

from __future__ import annotations

from django.db.models import Exists, OuterRef, Q, QuerySet

from calendar_ops.models import Intervention, Reach
from organization.models import BusinessUnit, User
from organization.queries import unit_tree
from organization.standing import groups_of, units_of
from organization.tree import Tree

SITES = Intervention.sites.through
Ids = tuple[int, ...]


def touches(user: User, reach: QuerySet[Reach] | None = None) -> Q:
    """The interventions that touch this person, through any of their units (among `reach`, when given).

    A unit touched whole touches all its people; one touched through groups, their members who belong to it;
    where sites are named, only the people of those sites.
    """
    return touching(*belonging(user), reach)


def belonging(user: User) -> tuple[Ids, Ids, int]:
    """The units, the groups and the site (0: none) of a person: plain numbers, for a query that is kept compiled."""
    return units_of(user), groups_of(user), user.site_id or 0


def touching(units: Ids, groups: Ids, site: int, reach: QuerySet[Reach] | None = None) -> Q:
    """The interventions that touch whoever belongs to these units and groups, on this site."""
    rows = (Reach.objects.all() if reach is None else reach).filter(unit__in=units)
    reached = rows.filter(whole=True).values("intervention")
    if groups:  # one list of ids: an OR of lists is walked row by row
        reached = reached.union(rows.filter(whole=False, groups__in=groups).values("intervention"), all=True)
    named = SITES.objects.filter(intervention=OuterRef("pk"))
    return Q(pk__in=reached) & (~Exists(named) | Exists(named.filter(site=site)))


def relayed_by(user: User, tree: Tree | None = None) -> Q | None:
    """The interventions that this person passes on to people without mailbox; None for whoever relays nothing.

    A relay speaks for the units that have no nearer relay. One query, three more for a relay.
    """
    mine = set(BusinessUnit.objects.filter(relay=user).values_list("pk", flat=True))
    if not mine or not user.email:
        return None
    tree, relays = tree or unit_tree(), with_relay()
    spoken_for = [unit for unit in tree.parents if tree.nearest(unit, relays) in mine]
    rows = Reach.objects.filter(unit__in=spoken_for)
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


def with_relay() -> set[int]:
    """The units that have a relay who can be told."""
    reachable = BusinessUnit.objects.filter(relay__is_active=True).exclude(relay__email="")
    return set(reachable.values_list("pk", flat=True))
