"""Reads of the catalogue. The `…visible_to` functions are the only doors."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Count, Q, QuerySet

from catalog.audience import built_on
from catalog.enums import PUBLISHED, OfferingKind, OfferingState
from catalog.models import Component, Offering, Usage
from catalog.permissions import can_read_whole_catalogue
from core.bilingual import pick
from organization.access import Permission
from organization.models import User
from organization.queries import unit_tree
from organization.standing import held, units_of
from organization.tree import Tree


def offerings_visible_to(user: User) -> QuerySet[Offering]:
    """What is published; all of it for those who edit the catalogue or plan work on it."""
    offerings = Offering.objects.all()
    if not user.is_authenticated or not user.is_active:
        return offerings.none()
    return offerings if can_read_whole_catalogue(user) else offerings.filter(state__in=PUBLISHED)


def usages_visible_to(user: User, tree: Tree | None = None) -> QuerySet[Usage]:
    """Who uses what: all of it for those who edit the catalogue or plan work on it, and for those who read
    every intervention; else what one's own units use, and the units that one represents or accounts for."""
    usages = Usage.objects.select_related("offering", "unit", "group")
    if not user.is_authenticated or not user.is_active:
        return usages.none()
    rights = held(user)
    over = {
        unit
        for permission in (Permission.READ_ALL_INTERVENTIONS, Permission.SIGN_FOR_UNIT)
        for unit in rights.get(str(permission), ())
    }
    if can_read_whole_catalogue(user) or 0 in rights.get(str(Permission.READ_ALL_INTERVENTIONS), ()):
        return usages
    units = (tree or unit_tree()).subtrees(over - {0}) if over else set()
    units |= set(units_of(user))
    return usages.filter(Q(unit__in=units), offering__state__in=PUBLISHED)


TONES = {
    OfferingState.LIVE: ("check2", "ok"),
    OfferingState.PILOT: ("binoculars", "ok"),
    OfferingState.RETIRING: ("hourglass-split", "warn"),
    OfferingState.RETIRED: ("archive", "off"),
    OfferingState.IDEA: ("lightbulb", "off"),
    OfferingState.DESIGN: ("pencil", "off"),
}


@dataclass(frozen=True, slots=True)
class Row:
    """One line of the list. `lang` marks a text that stands in for the reader's language."""

    reference: str
    address: str
    name: str
    name_lang: str
    benefit: str
    benefit_lang: str
    kind: str
    state: str
    icon: str
    tone: str
    users: int


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


def rows(offerings: Iterable[Offering], user: User) -> list[Row]:
    """The lines of one page of the list; one query more, for the units that use them."""
    page = list(offerings)
    used = usages_visible_to(user).select_related(None).filter(offering__in=[one.pk for one in page])
    users = dict(used.order_by().values_list("offering_id").annotate(Count("unit", distinct=True)))
    return [_row(one, users.get(one.pk, 0)) for one in page]


def _row(one: Offering, users: int) -> Row:
    here = pick(one, "name")
    benefit = pick(one, "benefit")
    icon, tone = TONES[OfferingState(one.state)]
    return Row(
        reference=one.reference,
        address=one.get_absolute_url(),
        name=here[0],
        name_lang=here[1],
        benefit=benefit[0],
        benefit_lang=benefit[1],
        kind=str(OfferingKind(one.kind).label),
        state=str(OfferingState(one.state).label),
        icon=icon,
        tone=tone,
        users=users,
    )


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
