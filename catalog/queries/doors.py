"""What of the catalogue a person may know of: the only doors."""

from __future__ import annotations

from django.db.models import Q, QuerySet

from catalog.enums import PUBLISHED
from catalog.models import (
    LevelTarget,
    Offering,
    RequestDelay,
    RequestType,
    ServiceLevel,
    ServiceLevelMeasure,
    Usage,
)
from catalog.permissions import can_read_whole_catalogue
from core.among import Keys, keys
from organization.access import Permission
from organization.models import User
from organization.queries import unit_tree
from organization.standing import groups_of, held, units_of
from organization.tree import Tree


def offerings_visible_to(user: User) -> QuerySet[Offering]:
    """What is published; all of it for those who edit the catalogue or plan work on it."""
    if not user.is_authenticated or not user.is_active:
        return Offering.objects.none()
    return offerings_seen(can_read_whole_catalogue(user))


def offerings_seen(whole: bool) -> QuerySet[Offering]:
    """The same door for compiled questions: `whole` is what `can_read_whole_catalogue` answers for the reader."""
    return Offering.objects.all() if whole else Offering.objects.filter(state__in=PUBLISHED)


def usages_covering(units: Keys) -> QuerySet[Usage]:
    """What is used by these units, the reader's own and those above them: it covers them, so they may know of it."""
    return Usage.objects.filter(unit__among=units)


def reads_all_usages(user: User) -> bool:
    """Those who edit the catalogue or plan work on it, and those who read every intervention."""
    everywhere = 0 in held(user).get(str(Permission.READ_ALL_INTERVENTIONS), ())
    return can_read_whole_catalogue(user) or everywhere


def usages_visible_to(user: User, tree: Tree | None = None) -> QuerySet[Usage]:
    """Who uses what: all of it for those who edit the catalogue or plan work on it, and for those who read
    every intervention; else what one's own units use, the units that one represents or accounts for, and what the
    units above them use by everyone, which covers them."""
    usages = Usage.objects.select_related("offering", "unit", "group")
    if not user.is_authenticated or not user.is_active:
        return usages.none()
    rights = held(user)
    over = {
        unit
        for permission in (Permission.READ_ALL_INTERVENTIONS, Permission.SIGN_FOR_UNIT)
        for unit in rights.get(str(permission), ())
    }
    if reads_all_usages(user):
        return usages
    tree = tree or unit_tree()
    units = tree.subtrees(over - {0}) | set(units_of(user))
    above = {one for unit in units for one in tree.lineage(unit)} - units
    covering = Q(unit__among=keys(above)) & (Q(group=None) | Q(group__in=groups_of(user)))
    return usages.filter(Q(unit__among=keys(units)) | covering, offering__state__in=PUBLISHED)


def levels_visible_to(user: User) -> QuerySet[ServiceLevel]:
    """The levels of the offerings that one may know of: what is promised is no secret."""
    return ServiceLevel.objects.filter(offering__in=offerings_visible_to(user))


def promises_visible_to(user: User) -> QuerySet[LevelTarget]:
    """What is promised to people, of published offerings only, whoever reads: figures are the same for all."""
    promises = LevelTarget.objects.filter(level__offering__state__in=PUBLISHED)
    return promises if user.is_authenticated and user.is_active else promises.none()


def measures_visible_to(user: User) -> QuerySet[ServiceLevelMeasure]:
    return ServiceLevelMeasure.objects.filter(level__offering__in=offerings_visible_to(user))


def request_types_visible_to(user: User) -> QuerySet[RequestType]:
    return RequestType.objects.filter(offering__in=offerings_visible_to(user))


def request_delays_visible_to(user: User) -> QuerySet[RequestDelay]:
    return RequestDelay.objects.filter(request_type__offering__in=offerings_visible_to(user))
