"""Reads of the organisation. The `…visible_to` functions are the only doors."""

from __future__ import annotations

from collections.abc import Iterable

from django.db.models import Count, F, Q, QuerySet
from django.http import Http404

from core.among import Keys, keys
from core.briefly import Briefly
from core.compiled import compiled
from core.models import AuditEvent
from organization.access import PROFILES, Permission
from organization.models import ApiToken, Brand, BusinessUnit, Grant, Group, Site, User
from organization.permissions import can_administer, can_edit_directory, can_read_grants
from organization.standing import groups_of, held
from organization.tree import Tree


def unit_tree() -> Tree:
    """The whole tree of units, one query of (id, parent, code)."""
    return Tree.of(_branches())


@compiled
def _branches() -> QuerySet[BusinessUnit, tuple[int, int | None, str]]:
    return BusinessUnit.objects.order_by("code").values_list("id", "parent_id", "code")


def unit_names(units: Iterable[int]) -> dict[int, str]:
    """Id → name of these units; one query, none for no unit."""
    asked = keys(units)
    return dict(_names(asked)) if asked else {}


@compiled
def _names(units: Keys) -> QuerySet[BusinessUnit, tuple[int, str]]:
    return BusinessUnit.objects.filter(pk__among=units).order_by().values_list("pk", "name")


def units_with_relay() -> set[int]:
    """The units that have a relay who can be told."""
    return set(_reachable())


@compiled
def _reachable() -> QuerySet[BusinessUnit, int]:
    able = BusinessUnit.objects.filter(relay__is_active=True).exclude(relay__email="")
    return able.order_by().values_list("pk", flat=True)


def brand() -> Brand:
    """The portal's brand; defaults when nobody has set one."""
    return Brand.objects.first() or Brand(id=1)


_shown: Briefly[Brand] = Briefly(seconds=3)


def shown_brand() -> Brand:
    """The brand around every page, at most some seconds old; to be read only."""
    return _shown.get("brand", brand)


def forget_shown_brand() -> None:
    """It was saved: this process shows it at once."""
    _shown.forget()


def units_visible_to(user: User) -> QuerySet[BusinessUnit]:
    """The names of the units are no secret: everybody signed in reads them."""
    units = BusinessUnit.objects.select_related("parent", "relay")
    return units if user.is_authenticated and user.is_active else units.none()


def unit_of_code(user: User, code: str) -> BusinessUnit:
    """The unit of a page; raises Http404 when there is none for this reader."""
    found = _of_code(code) if user.is_authenticated and user.is_active else []
    if not found:
        raise Http404
    return found[0]


@compiled
def _of_code(code: str) -> QuerySet[BusinessUnit]:
    return BusinessUnit.objects.filter(code=code).select_related("parent", "relay")


def sites_visible_to(user: User) -> QuerySet[Site]:
    sites = Site.objects.all()
    return sites if user.is_authenticated and user.is_active else sites.none()


def people_visible_to(user: User) -> QuerySet[User]:
    """Oneself; the whole directory, or the people of the units held, for those who may read it."""
    people = User.objects.select_related("unit", "site")
    if not user.is_authenticated or not user.is_active:
        return people.none()
    if can_edit_directory(user) or can_administer(user):
        return people
    over = _held_over(user, Permission.READ_DIRECTORY)
    if 0 in over:
        return people
    if not over:
        return people.filter(pk=user.pk)
    units = unit_tree().subtrees(over)
    further = User.further_units.through.objects.filter(businessunit__in=units).values("user_id")
    return people.filter(Q(pk=user.pk) | Q(unit__in=units) | Q(pk__in=further))


def groups_visible_to(user: User) -> QuerySet[Group]:
    """Those one belongs to; all of them for those who may read the whole directory."""
    groups = Group.objects.select_related("contact")
    if not user.is_authenticated or not user.is_active:
        return groups.none()
    whole = 0 in _held_over(user, Permission.READ_DIRECTORY)
    if whole or can_edit_directory(user) or can_administer(user):
        return groups
    return groups.filter(Q(pk__in=groups_of(user)) | Q(contact=user))


def grants_visible_to(user: User) -> QuerySet[Grant]:
    """One's own; all of them, ended ones too, for those who give them."""
    grants = Grant.objects.select_related("person", "unit")
    if not user.is_authenticated or not user.is_active:
        return grants.none()
    return grants if can_read_grants(user) else grants.filter(person=user)


def tokens_visible_to(user: User) -> QuerySet[ApiToken]:
    """One's own; for administrators, everybody's (never their text, which is kept nowhere)."""
    tokens = ApiToken.objects.select_related("person").order_by(F("revoked_at").asc(nulls_first=True), "-id")
    if not user.is_authenticated or not user.is_active:
        return tokens.none()
    return tokens if can_administer(user) else tokens.filter(person=user)


def holders_by_profile() -> dict[str, int]:
    held = Grant.objects.filter(ended_at=None).order_by()
    return dict(held.values_list("profile").annotate(Count("id")))


def holders_over(permission: Permission, units: Iterable[int] = ()) -> QuerySet[User]:
    """The active people who hold the permission everywhere, or over one of these units; with their own unit."""
    profiles = [code for code, profile in PROFILES.items() if permission in profile.permissions]
    held = Grant.objects.filter(profile__in=profiles, ended_at=None)
    over = held.filter(Q(unit=None) | Q(unit__among=keys(units)))
    return User.objects.active().filter(pk__in=over.values("person_id")).select_related("unit").order_by("pk")


def names_of(refs: set[str]) -> dict[str, str]:
    """The names behind the opaque references of the audit trail, for those that still have one."""
    return dict(User.objects.filter(ref__in=refs).values_list("ref", "name"))


def _held_over(user: User, permission: Permission) -> set[int]:
    return held(user).get(str(permission), set())


def name_of_actor(event: AuditEvent) -> str:
    """Who did what the trail says; empty for the portal itself and for people who were erased."""
    return names_of({event.actor_ref}).get(event.actor_ref, "") if event.actor_ref else ""
