"""What people will be told about an intervention and when, and what became of what was said already."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.db.models import Count, Q, QuerySet

from calendar_ops.enums import NoticeKind, State
from calendar_ops.evaluation import plan_of, whom
from calendar_ops.models import Intervention, Notice
from core.compiled import compiled
from organization.queries import units_with_relay
from outbox.enums import DeliveryState

OUTCOMES = ("pending", "sent", "failed", "superseded", "expired")


@dataclass(frozen=True, slots=True)
class Planned:
    """So many people are to be told at that time; those whom only a relay can tell are among them."""

    kind: str
    version: int
    due: datetime
    people: int


@dataclass(frozen=True, slots=True)
class Issued:
    """What was said at once to several people, and how many of these messages came how far."""

    kind: str
    version: int
    at: datetime
    late: bool
    short_notice: bool
    counts: dict[str, int] = field(default_factory=lambda: dict.fromkeys(OUTCOMES, 0))


def planned(intervention: Intervention) -> list[Planned]:
    """One row for each due time to come, people counted once, at the earliest of theirs.

    Constant queries. Whoever was told already, or can be told by nobody, is not counted.
    """
    if intervention.state != State.CONFIRMED:
        return []
    due = dict(intervention.reach.filter(queued_at=None).values_list("unit_id", "due_at"))
    if not due:
        return []
    audience = whom(plan_of(intervention))
    told = set(
        intervention.notices.filter(kind=NoticeKind.ADVANCE, superseded_at=None, relay_for=None).values_list(
            "person_id", flat=True
        )
    )
    mute = set(audience.people_query().filter(email="").order_by().values_list("pk", flat=True))
    relays = units_with_relay()
    earliest: dict[int, datetime] = {}
    for person, unit in audience.memberships():
        if unit not in due or person in told:
            continue
        if person in mute and audience.tree.nearest(unit, relays) is None:
            continue
        earliest[person] = min(due[unit], earliest.get(person, due[unit]))
    return [
        Planned(NoticeKind.ADVANCE.value, intervention.version, at, people)
        for at, people in sorted(Counter(earliest.values()).items())
    ]


def issued(intervention: Intervention) -> list[Issued]:
    """What was said, oldest first: one row for each kind, version and moment; one query."""
    found: dict[tuple, Issued] = {}
    for kind, version, at, late, short, state, current, every in _said(intervention.pk):
        key = (at, kind, version, late, short)
        counts = found.setdefault(key, Issued(kind, version, at, late, short)).counts
        if state in (DeliveryState.SENT, DeliveryState.FAILED, DeliveryState.EXPIRED):
            counts[state] += every
        elif state in (None, DeliveryState.SUPERSEDED):  # what still holds is queued again at the next tick
            counts["pending"] += current
            counts["superseded"] += every - current
        else:
            counts["pending"] += every
    return [found[key] for key in sorted(found)]


@compiled
def _said(work: int) -> QuerySet[Notice, tuple[Any, ...]]:
    said = Notice.objects.filter(intervention=work).order_by()
    return said.values_list(
        "kind", "version", "created_at", "late", "short_notice", "delivery__state"
    ).annotate(current=Count("pk", filter=Q(superseded_at=None)), all=Count("pk"))
