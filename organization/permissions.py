"""Who may do what with the organisation: plain predicates over permissions, asked by pages, API and actions."""

from __future__ import annotations

from organization.access import PROFILES, Permission
from organization.models import ApiToken, Grant, User


def can_read_directory(user: User) -> bool:
    return user.has_perm(Permission.READ_DIRECTORY) or can_edit_directory(user) or can_administer(user)


def can_edit_directory(user: User) -> bool:
    return user.has_perm(Permission.EDIT_DIRECTORY)


def can_administer(user: User) -> bool:
    return user.has_perm(Permission.ADMINISTER)


def can_edit_brand(user: User) -> bool:
    return user.has_perm(Permission.EDIT_BRAND)


def can_read_grants(user: User) -> bool:
    """The page of access profiles: whoever gives any, or answers for the whole."""
    return can_administer(user) or user.has_perm(Permission.NAME_APPROVERS)


def can_give(user: User, profile: str, person: User | None = None) -> bool:
    """Whether `user` may give this profile, or end it; to `person` where one is named, and never to oneself."""
    found = PROFILES.get(profile)
    if found is None or not user.has_perm(found.given_by):
        return False
    return person is None or person.pk != user.pk


def can_end(user: User, grant: Grant) -> bool:
    """Ending one's own grant is renouncing, which everybody may."""
    return grant.ended_at is None and (grant.person_id == user.pk or can_give(user, grant.profile))


def can_revoke(user: User, token: ApiToken) -> bool:
    return token.person_id == user.pk or can_administer(user)
