"""Reads of the outbox."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from django.conf import settings
from django.db.models import Count, Min, QuerySet

from outbox.actions.claims import Claimed
from outbox.enums import DeliveryState
from outbox.models import Delivery
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


def failed() -> int:
    """How many deliveries failed and wait to be tried again or given up: what the queue lists under that state."""
    return Delivery.objects.filter(state=DeliveryState.FAILED).count()
