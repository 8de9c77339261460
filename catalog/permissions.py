"""Who may read and change the catalogue: plain predicates, asked by pages, API and actions."""

from __future__ import annotations

from organization.access import Permission
from organization.models import User


def can_edit_catalogue(user: User) -> bool:
    return user.has_perm(Permission.EDIT_CATALOGUE)


def can_read_whole_catalogue(user: User) -> bool:
    """What is not published too: who edits it, and who plans work on it."""
    return can_edit_catalogue(user) or user.has_perm(Permission.PLAN_INTERVENTIONS)


def can_record_measures(user: User) -> bool:
    return user.has_perm(Permission.RECORD_MEASURES)


def can_keep_costs(user: User) -> bool:
    """Full cost, what a price is for, and recovery, which gives the cost away."""
    return user.has_perm(Permission.KEEP_COSTS)
