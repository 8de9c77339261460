"""What is kept for a set time only: bodies (OUTBOX_KEEP_BODIES_DAYS), then the trace (…_TRACE_DAYS)."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.conf import settings
from django.db.models import Exists, OuterRef, Q

from outbox.models import Content, Delivery

CHUNK = 1000


def clean(*, now: datetime) -> tuple[int, int]:
    """Remove old bodies and older traces; open deliveries are never touched. Returns (bodies, traces).

    A private body (a password link) goes a day after it was written.
    """
    still_open = Delivery.objects.filter(content=OuterRef("pk"), closed_at=None)
    old = Q(created_at__lt=now - timedelta(days=settings.OUTBOX_KEEP_BODIES_DAYS)) | Q(
        private=True, created_at__lt=now - timedelta(days=1)
    )
    bodies = (Content.objects.filter(old, ~Exists(still_open), bodies_removed_at=None)).update(
        text="", html="", bodies_removed_at=now
    )
    before = now - timedelta(days=settings.OUTBOX_KEEP_TRACE_DAYS)
    traces = 0
    while ids := list(
        Delivery.objects.filter(closed_at__lt=before).order_by("pk").values_list("pk", flat=True)[:CHUNK]
    ):
        Delivery.objects.filter(pk__in=ids).delete()
        traces += len(ids)
    used = Delivery.objects.filter(content=OuterRef("pk"))
    Content.objects.filter(~Exists(used), created_at__lt=before).delete()
    return bodies, traces
