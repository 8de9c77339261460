"""What of the interventions waits for a person: to approve, to confirm in time, to close, to look at again."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _

from calendar_ops.due import due_at
from calendar_ops.enums import AlertKind, State
from calendar_ops.models import Alert, Intervention
from calendar_ops.permissions import can_plan
from calendar_ops.queries.detail import nobody_tells
from calendar_ops.queries.interventions import OPEN
from core.compiled import compiled
from organization.access import Permission
from organization.models import User

AHEAD = timedelta(days=45)  # drafts that start later are not due yet, whatever the notice
SOON = timedelta(days=7)
MOST = 200

APPROVE, DRAFT, CLOSE, ALERT = "approve", "draft", "close", "alert"


@dataclass(frozen=True, slots=True)
class Waiting:
    """One thing that waits for a person. `due`: by when (an alert: since when); `about`: what is to be said of it."""

    work: Intervention
    kind: str
    due: datetime
    about: str
    details: dict[str, Any] = field(default_factory=dict)


def waiting_for(user: User, now: datetime) -> list[Waiting]:
    """All that waits for this person, in no order; two queries for whoever plans, one for the others."""
    plans = can_plan(user)
    approves = user.has_perm(Permission.APPROVE_EMERGENCIES)
    works = _works(user.pk, now, now + AHEAD if plans else None, approves)
    found = [one for work in works if (one := _about(work, user, now)) is not None]
    return found + _alerts() if plans else found


@compiled
def _works(
    person: int, now: datetime, drafts_until: datetime | None, approves: bool
) -> QuerySet[Intervention]:
    """What is to be closed; the person's own drafts that start by then, for whoever plans; what is to be approved."""
    wanted = Q(state__in=[State.CONFIRMED, State.RUNNING], end__lte=now)
    if drafts_until is None:
        wanted &= Q(owner=person)
    else:
        wanted |= Q(state=State.DRAFT, start__lt=drafts_until) & (Q(owner=person) | Q(planner=person))
    if approves:
        wanted |= Q(state=State.AWAITING) & ~Q(planner=person)
    # the states once more, for all the ways at once: PostgreSQL then looks those few up instead of reading all
    works = Intervention.objects.filter(wanted, state__in=OPEN).select_related("planner", "owner")
    return works.order_by("start", "pk")[:MOST]


def _about(work: Intervention, user: User, now: datetime) -> Waiting | None:
    if work.state == State.AWAITING:
        return Waiting(work, APPROVE, work.start, _("major emergency to approve, or to send back"))
    if work.state == State.DRAFT:
        due = _to_confirm_by(work, user)
        if due > now + SOON:
            return None
        if work.start <= now:
            return Waiting(work, DRAFT, work.start, _("draft whose slot is past: move it, or cancel it"))
        return Waiting(work, DRAFT, due, _("draft to confirm, for the notice to leave in time"))
    if work.state == State.CONFIRMED:
        return Waiting(work, CLOSE, work.end, _("nobody said whether it took place"))
    return Waiting(work, CLOSE, work.end, _("nobody confirmed that it is over"))


def _to_confirm_by(work: Intervention, user: User) -> datetime:
    """When the notice of a draft should leave, by the rule of the planner's own unit: whom it touches is not frozen."""
    unit = user.unit
    if unit is None:
        return due_at(work.start, work.time_zone, 3, "FR")
    return due_at(work.start, work.time_zone, unit.notice_days, unit.country, unit.subdivision)


def _alerts() -> list[Waiting]:
    """What the portal found since and nobody dealt with, on work that is not over."""
    return [
        Waiting(alert.intervention, ALERT, alert.at, _alert_words(alert), alert.details)
        for alert in _to_look_at()
    ]


@compiled
def _to_look_at() -> QuerySet[Alert]:
    over = [State.FINISHED, State.FAILED, State.CANCELLED]
    found = Alert.objects.filter(closed_at=None).exclude(intervention__state__in=over)
    return found.select_related("intervention__planner", "intervention__owner").order_by("at")[:MOST]


def _alert_words(alert: Alert) -> str:
    if alert.kind == AlertKind.UNREACHABLE:
        return nobody_tells(alert.details)
    if alert.kind != AlertKind.REACH_CHANGED:
        words = str(AlertKind(alert.kind).label)
        return words[0].lower() + words[1:]
    more, less = alert.details.get("more", []), alert.details.get("less", [])
    if more and less:
        return _("it would now also touch %(more)s, and no longer %(less)s") % {
            "more": ", ".join(more),
            "less": ", ".join(less),
        }
    if more:
        return _("it would now also touch %(more)s") % {"more": ", ".join(more)}
    return _("it would no longer touch %(less)s") % {"less": ", ".join(less)}
