"""Who may do what to an intervention: permission and state and scope, asked the same way everywhere."""

from __future__ import annotations

from calendar_ops.enums import TRANSITIONS, State
from calendar_ops.models import Intervention
from organization.access import Permission
from organization.models import User
from organization.standing import held


def units_held(user: User, permission: Permission) -> set[int]:
    """Ids of the units over which the person holds the permission; 0 stands for everywhere."""
    return set(held(user).get(str(permission), ()))


def allowed(user: User, permission: Permission, intervention: Intervention, *states: State) -> bool:
    """The one helper: the permission, and the intervention in one of these states."""
    return intervention.state in states and user.has_perm(permission)


def leads(intervention: Intervention, target: State) -> bool:
    """Whether the stored state may become `target`."""
    return target in TRANSITIONS[State(intervention.state)]


def can_plan(user: User) -> bool:
    return user.has_perm(Permission.PLAN_INTERVENTIONS)


def can_read_everything(user: User) -> bool:
    """Every intervention, drafts too: those who plan, and those who read everything over the whole company."""
    return can_plan(user) or 0 in units_held(user, Permission.READ_ALL_INTERVENTIONS)


def can_edit(user: User, intervention: Intervention) -> bool:
    return allowed(user, Permission.PLAN_INTERVENTIONS, intervention, State.DRAFT, State.CONFIRMED)


def can_confirm(user: User, intervention: Intervention) -> bool:
    return allowed(user, Permission.PLAN_INTERVENTIONS, intervention, State.DRAFT)


def can_submit(user: User, intervention: Intervention) -> bool:
    return can_confirm(user, intervention)


def can_approve(user: User, intervention: Intervention) -> bool:
    """A second person: never who planned it."""
    return user.pk != intervention.planner_id and allowed(
        user, Permission.APPROVE_EMERGENCIES, intervention, State.AWAITING
    )


def can_send_back(user: User, intervention: Intervention) -> bool:
    return allowed(user, Permission.APPROVE_EMERGENCIES, intervention, State.AWAITING) or allowed(
        user, Permission.PLAN_INTERVENTIONS, intervention, State.AWAITING
    )


def can_reschedule(user: User, intervention: Intervention) -> bool:
    return allowed(user, Permission.PLAN_INTERVENTIONS, intervention, State.CONFIRMED)


def can_start(user: User, intervention: Intervention) -> bool:
    return intervention.state == State.CONFIRMED and (can_plan(user) or intervention.owner_id == user.pk)


def can_finish(user: User, intervention: Intervention) -> bool:
    return intervention.state == State.RUNNING and (can_plan(user) or intervention.owner_id == user.pk)


def can_cancel(user: User, intervention: Intervention) -> bool:
    return leads(intervention, State.CANCELLED) and can_plan(user)


def can_read_notices(user: User, intervention: Intervention) -> bool:
    """The delivery of each notice: those who plan or read everything, and the person in charge."""
    return (
        can_plan(user)
        or intervention.owner_id == user.pk
        or 0 in units_held(user, Permission.READ_ALL_INTERVENTIONS)
    )


def can_close_alerts(user: User, intervention: Intervention) -> bool:
    return can_plan(user) or intervention.owner_id == user.pk


def can_keep(user: User, intervention: Intervention) -> bool:
    """Keeping work that a later agreement overrides: whoever plans, while it is promised."""
    return allowed(user, Permission.PLAN_INTERVENTIONS, intervention, State.CONFIRMED, State.RUNNING)


def choices(user: User, intervention: Intervention) -> dict[str, bool]:
    """Each action with whether this person may do it now: what the page shows as buttons."""
    return {
        "edit": can_edit(user, intervention),
        "confirm": can_confirm(user, intervention),
        "approve": can_approve(user, intervention),
        "send_back": can_send_back(user, intervention),
        "reschedule": can_reschedule(user, intervention),
        "start": can_start(user, intervention),
        "finish": can_finish(user, intervention),
        "cancel": can_cancel(user, intervention),
    }
