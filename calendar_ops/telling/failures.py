"""Notices that could not be delivered: the planner of the work is alerted, once for each that is new."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import Count

from calendar_ops.enums import AlertKind
from calendar_ops.models import Alert, Notice
from outbox.enums import DeliveryState

LOOK_BACK = timedelta(days=30)


def alert_failures(*, now: datetime) -> int:
    """Open, or bring up to date, an alert on each intervention with more failed notices than it last said.

    One that was closed opens again only when another notice fails. Returns how many were opened or changed.
    """
    failed = dict(
        Notice.objects.filter(delivery__state=DeliveryState.FAILED, delivery__closed_at__gte=now - LOOK_BACK)
        .order_by()
        .values_list("intervention_id")
        .annotate(n=Count("pk"))
    )
    if not failed:
        return 0
    said: dict[int, int] = {}
    for pk, details in Alert.objects.filter(
        intervention__in=list(failed), kind=AlertKind.DELIVERY_FAILED
    ).values_list("intervention_id", "details"):
        said[pk] = max(said.get(pk, 0), int(details.get("failed", 0)))
    more = {pk: count for pk, count in failed.items() if count > said.get(pk, 0)}
    for pk, count in more.items():
        with transaction.atomic():
            Alert.objects.update_or_create(
                intervention_id=pk,
                kind=AlertKind.DELIVERY_FAILED,
                closed_at=None,
                defaults={"details": {"failed": count}, "at": now},
            )
    return len(more)
