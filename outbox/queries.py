"""Reads of the outbox."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.conf import settings
from django.db.models import Count, Min, QuerySet

from outbox.actions.claims import Claimed
from outbox.enums import DeliveryState
from outbox.models import Delivery, MailServer
from outbox.permissions import can_read_outbox


def visible_to(user) -> QuerySet[Delivery]:
    """Everything to those who may read the outbox; in the portal's own mailbox, to each what they received."""
    if can_read_outbox(user):
        return Delivery.objects.all()
    if settings.OUTBOX_TRANSPORT["transport"] == "mailbox":
        return Delivery.objects.filter(person=user, state=DeliveryState.SENT)
    return Delivery.objects.none()


def received(user) -> QuerySet[Delivery]:
    """What the mailbox page lists: messages that left."""
    return visible_to(user).filter(state=DeliveryState.SENT)


def as_claimed(delivery: Delivery) -> Claimed:
    """A delivery as the worker sees it, to show its source."""
    return Claimed(
        delivery.pk,
        delivery.content_id,
        delivery.address,
        delivery.created_at,
        delivery.not_after,
        delivery.expires,
        delivery.references,
        delivery.refusals,
    )


@dataclass(frozen=True, slots=True)
class Health:
    """`overdue`: age of the oldest message that should have left; counts by state of what is open or failed."""

    overdue: timedelta
    pending: int
    sending: int
    failed_lately: int
    server_error: str
    server_since: datetime | None


def oldest_overdue(*, now: datetime) -> timedelta:
    """How long the oldest message that should have left has been waiting; zero when none does."""
    due = Delivery.objects.filter(closed_at=None, not_before__lte=now).aggregate(first=Min("not_before"))
    return now - due["first"] if due["first"] else timedelta()


def counts() -> dict[str, int]:
    """How many deliveries stand in each state; every state is there."""
    found = dict(
        Delivery.objects.order_by()
        .values_list("state")
        .annotate(number=Count("id"))
        .values_list("state", "number")
    )
    return {state.value: found.get(state.value, 0) for state in DeliveryState}


def failures_by_reason(*, now: datetime, days: int = 30) -> list[dict[str, Any]]:
    """Reasons of the failures of the last days, the most frequent first: {last_error, number}."""
    rows = Delivery.objects.filter(state=DeliveryState.FAILED, closed_at__gte=now - timedelta(days=days))
    found = rows.order_by().values_list("last_error").annotate(number=Count("id"))
    return [
        {"last_error": reason, "number": number}
        for reason, number in found.order_by("-number", "last_error")[:20]
    ]


def health(*, now: datetime, by_state: dict[str, int] | None = None) -> Health:
    """What the health page and the queue page show about the outbox; `by_state` when it was counted before."""
    by_state = by_state or counts()
    server = MailServer.objects.filter(pk=1).first() or MailServer()
    return Health(
        overdue=oldest_overdue(now=now),
        pending=by_state["pending"],
        sending=by_state["sending"] + by_state["stale"],
        failed_lately=Delivery.objects.filter(
            state=DeliveryState.FAILED, closed_at__gte=now - timedelta(days=1)
        ).count(),
        server_error=server.error if server.refusals else "",
        server_since=server.since,
    )


def failed() -> int:
    """How many deliveries failed and wait to be tried again or given up: what the queue lists under that state."""
    return Delivery.objects.filter(state=DeliveryState.FAILED).count()
