"""Whom an intervention touches: units with their why, people, and those whom only a relay can reach.

Touching a unit touches its subtree; dropping a unit drops that one alone. A usage by a group touches only
its members who belong to that unit or its subtree. Where sites are named, only the people of those sites.
A unit reached whole counts even when empty; one reached through a group, or when sites are named, counts
only if one of its active people is touched.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass, field
from typing import Any

from django.db.models import Count, Exists, OuterRef, Q, QuerySet, Value
from django.db.models.expressions import Combinable
from django.utils.translation import get_language, gettext

from catalog.audience import Use, users_of
from core.among import Keys, keys
from core.compiled import compiled
from organization.models import User
from organization.queries import unit_tree, units_with_relay
from organization.tree import Tree

Reason = dict[str, str]
Membership = tuple[int, int]  # person, touched unit that they belong to


@dataclass(slots=True)
class Audience:
    """The answer. Ids everywhere; `unreachable` and `by_unit` map a unit to a number of people.

    `through` maps a unit that is not touched whole to the groups whose members are touched in it.
    """

    tree: Tree
    units: dict[int, list[Reason]] = field(default_factory=dict)
    whole: frozenset[int] = frozenset()
    sites: frozenset[int] = frozenset()
    group_memberships: frozenset[Membership] = frozenset()
    through: dict[int, set[int]] = field(default_factory=dict)
    people_count: int = 0
    by_unit: dict[int, int] = field(default_factory=dict)
    by_relay: int = 0
    unreachable: dict[int, int] = field(default_factory=dict)

    def people_query(self) -> QuerySet[User]:
        """The active people touched, each once."""
        here = User.objects.filter(is_active=True)
        if self.sites:
            here = here.filter(site__in=self.sites)
        further = User.further_units.through.objects.filter(businessunit__in=self.whole).values("user_id")
        grouped = {person for person, _unit in self.group_memberships}
        return here.filter(Q(unit__in=self.whole) | Q(pk__in=further) | Q(pk__in=grouped))

    def memberships(self) -> Iterable[Membership]:
        """Every (person, touched unit) pair, each once; two queries."""
        pairs = set(self.group_memberships)
        site = {"site__in": self.sites} if self.sites else {}
        pairs.update(
            User.objects.filter(is_active=True, unit__in=self.whole, **site).values_list("pk", "unit_id")
        )
        pairs.update(_further_pairs(self.whole, self.sites))
        return pairs


def touched(
    offerings: Collection[int],
    added: Collection[int] = (),
    dropped: Collection[int] = (),
    sites: Collection[int] = (),
    tree: Tree | None = None,
) -> Audience:
    """Whom these offerings, units added by hand and units dropped touch; a constant number of queries."""
    audience = _explained(offerings, added, dropped, sites, tree or unit_tree())
    _count(audience)
    if audience.sites:
        audience.units = {unit: why for unit, why in audience.units.items() if audience.by_unit.get(unit)}
    return audience


def units_touched(
    offerings: Collection[int],
    added: Collection[int],
    dropped: Collection[int],
    sites: Collection[int],
    tree: Tree,
    there: Collection[int],
) -> dict[int, list[Reason]]:
    """The units alone, each with its why: what `touched` answers, without counting people. Three queries at most.

    `there`: the units to which somebody of the sites belongs, see `with_people_of`.
    """
    audience = _explained(offerings, added, dropped, sites, tree)
    if not audience.sites:
        return audience.units
    someone = set(there) | {unit for _person, unit in audience.group_memberships}
    return {unit: why for unit, why in audience.units.items() if unit in someone}


def with_people_of(sites: Collection[int]) -> Combinable | Q:
    """The condition that somebody active of these sites belongs to a unit; true where no site is named."""
    if not sites:
        return Value(True)
    people = User.objects.filter(is_active=True, site__in=sites)
    return Exists(people.filter(unit=OuterRef("pk"))) | Exists(people.filter(further_units=OuterRef("pk")))


def _explained(
    offerings: Collection[int],
    added: Collection[int],
    dropped: Collection[int],
    sites: Collection[int],
    tree: Tree,
) -> Audience:
    """Which units and why, before anybody is counted; three queries at most."""
    gone, places = set(dropped), frozenset(sites)
    uses = users_of(offerings)
    whys: dict[int, list[Reason]] = defaultdict(list)
    for use in (use for use in uses if use.group_id is None):
        _explain(whys, tree.subtree(use.unit_id) - gone, _usage_reason(use, tree))
    for unit in sorted(added, key=lambda pk: tree.codes[pk]):
        _explain(whys, tree.subtree(unit) - gone, {"kind": "added", "unit": tree.codes[unit]})
    whole = frozenset(whys)
    grouped, through = _group_memberships(
        [use for use in uses if use.group_id is not None], tree, gone, places, whys
    )
    through = {unit: groups for unit, groups in through.items() if unit not in whole}
    return Audience(tree, dict(whys), whole, places, grouped, through)


def sentence(reason: Reason) -> str:
    """Why a unit is touched, in the reader's language."""
    if reason["kind"] == "added":
        return gettext("added by hand with %(unit)s") % {"unit": reason["unit"]}
    name = (get_language() == "en" and reason["name_en"]) or reason["name"]
    if reason["group"]:
        return gettext("%(group)s uses %(offering)s") % {"group": reason["group"], "offering": name}
    return gettext("uses %(offering)s") % {"offering": name}


def _explain(whys: dict[int, list[Reason]], units: Iterable[int], reason: Reason) -> None:
    for unit in units:
        if reason not in whys[unit]:
            whys[unit].append(reason)


def _usage_reason(use: Use, tree: Tree) -> Reason:
    return {
        "kind": "usage",
        "offering": use.reference,
        "name": use.name,
        "name_en": use.name_en,
        "unit": tree.codes[use.unit_id],
        "group": use.group_name,
    }


def _further_pairs(units: Collection[int], sites: Collection[int]) -> Iterable[Membership]:
    return _further(keys(units), keys(sites) or None)


@compiled
def _further(units: Keys, sites: Keys | None) -> QuerySet[Any, Membership]:
    rows = User.further_units.through.objects.filter(businessunit__among=units, user__is_active=True)
    here = rows if sites is None else rows.filter(user__site__among=sites)
    return here.values_list("user_id", "businessunit_id")


def _group_memberships(
    uses: list[Use], tree: Tree, gone: set[int], sites: frozenset[int], whys: dict[int, list[Reason]]
) -> tuple[frozenset[Membership], dict[int, set[int]]]:
    """The (person, unit) pairs touched through a group, and the groups of each unit; one query.

    The units are explained in `whys`.
    """
    if not uses:
        return frozenset(), {}
    site = {"user__site__in": sites} if sites else {}
    rows = User.member_of.through.objects.filter(
        group__in={use.group_id for use in uses}, user__is_active=True, **site
    ).values_list("group_id", "user_id", "user__unit_id", "user__further_units")
    belongs: dict[int, set[int]] = defaultdict(set)
    members: dict[int, set[int]] = defaultdict(set)
    for group, person, unit, further in rows:  # a row for each further unit
        belongs[person].update({unit, further} - {None})
        members[group].add(person)
    found: set[Membership] = set()
    through: dict[int, set[int]] = defaultdict(set)
    for use in uses:
        below = tree.subtree(use.unit_id) - gone
        pairs = {(person, unit) for person in members[use.group_id or 0] for unit in belongs[person] & below}
        _explain(whys, sorted({unit for _person, unit in pairs}), _usage_reason(use, tree))
        found |= pairs
        for _person, unit in pairs:
            through[unit].add(use.group_id or 0)
    return frozenset(found), through


def _count(audience: Audience) -> None:
    """Fill in how many people are touched, unit by unit, and how they can be reached; three queries.

    A person is counted once in the total, at their main unit when it is touched, else at the touched further
    unit of the lowest code; in `by_unit` they count in each touched unit that they belong to.
    """
    tree = audience.tree
    by_unit: dict[int, int] = defaultdict(int)
    silent: dict[int, int] = defaultdict(int)
    for unit, people, mute in _people_of(keys(audience.whole), keys(audience.sites) or None):
        by_unit[unit] += people
        silent[unit] += mute
        audience.people_count += people
    pairs = set(_further_pairs(audience.whole, audience.sites)) | set(audience.group_memberships)
    if pairs:
        _count_others(audience, pairs, by_unit, silent)
    audience.by_unit = dict(by_unit)
    with_relay = units_with_relay()
    for unit, people in silent.items():
        if not people:
            continue
        if tree.nearest(unit, with_relay) is None:
            audience.unreachable[unit] = people
        else:
            audience.by_relay += people


@compiled
def _people_of(units: Keys, sites: Keys | None) -> QuerySet[User, tuple[int, int, int]]:
    """(unit, how many of its active people, on these sites when some are given, and how many without mailbox)."""
    people = User.objects.filter(is_active=True, unit__among=units)
    here = people if sites is None else people.filter(site__among=sites)
    return here.values_list("unit_id").annotate(people=Count("pk"), mute=Count("pk", filter=Q(email="")))


def _count_others(
    audience: Audience, pairs: set[Membership], by_unit: dict[int, int], silent: dict[int, int]
) -> None:
    """Add those touched through a further unit or a group; one query."""
    tree = audience.tree
    people = {person for person, _unit in pairs}
    facts = {
        pk: (unit, email == "")
        for pk, unit, email in User.objects.filter(pk__in=people).values_list("pk", "unit_id", "email")
    }
    through: dict[int, int] = {}
    for person, unit in sorted(pairs, key=lambda pair: tree.codes[pair[1]]):
        main, _mute = facts[person]
        if unit == main and unit in audience.whole:
            continue  # already counted at their main unit
        by_unit[unit] += 1
        if main not in audience.whole and (person not in through or unit == main):
            through[person] = unit
    for person, unit in through.items():
        audience.people_count += 1
        silent[unit] += facts[person][1]
