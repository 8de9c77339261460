"""Who may read and change a calendar, and subscribe to one."""

from __future__ import annotations

from calendar_ops.enums import FeedKind
from calendar_ops.models import FeedToken
from organization.access import Permission
from organization.models import BusinessUnit, User


def can_record(user: User) -> bool:
    """Enter an agreement made elsewhere, for both sides."""
    return user.has_perm(Permission.RECORD_AGREEMENTS)


def can_propose(user: User, unit: BusinessUnit | None = None) -> bool:
    """Propose periods for the calendar of a unit (None: of any): who speaks for it, or records agreements."""
    return user.has_perm(Permission.SIGN_FOR_UNIT, unit) or can_record(user)


def can_see_overrides(user: User, unit: BusinessUnit) -> bool:
    """See the interventions that touch a unit, on its calendar: whoever reads everything, or speaks for it."""
    return (
        user.has_perm(Permission.READ_ALL_INTERVENTIONS, unit)
        or user.has_perm(Permission.SIGN_FOR_UNIT, unit)
        or user.has_perm(Permission.PLAN_INTERVENTIONS)
    )


def can_subscribe_to_all(user: User) -> bool:
    return user.has_perm(Permission.PLAN_INTERVENTIONS) or user.has_perm(Permission.READ_ALL_INTERVENTIONS)


def can_revoke(user: User, token: FeedToken) -> bool:
    return token.person_id == user.pk or (
        token.kind != FeedKind.MINE and user.has_perm(Permission.ADMINISTER)
    )
