"""Is the portal alive, and can it do its work: for load balancers and monitoring."""

from __future__ import annotations

from datetime import timedelta

from celery import current_app
from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.db import DatabaseError, connection
from django.http import HttpRequest, JsonResponse
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from core.models import Heartbeat
from outbox.models import Delivery

BEAT_IS_LATE = timedelta(minutes=3)
MESSAGE_IS_OVERDUE = timedelta(minutes=10)


@login_not_required
@never_cache
@require_safe
def live(request: HttpRequest) -> JsonResponse:
    """200 as long as the process answers."""
    return JsonResponse({"status": "ok"})


@login_not_required
@never_cache
@require_safe
def ready(request: HttpRequest) -> JsonResponse:
    """200 when database, broker, beat and outbox do their work, else 503; the body says which does not."""
    checks = {"database": database()}
    if checks["database"] == "ok":
        checks |= {"beat": beat(), "outbox": outbox()}
    checks["broker"] = broker()
    healthy = all(answer == "ok" for answer in checks.values())
    return JsonResponse({"status": "ok" if healthy else "failing", **checks}, status=200 if healthy else 503)


def database() -> str:
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
    except DatabaseError:
        return "unreachable"
    return "ok"


def broker() -> str:
    if settings.BROKER_URL == "filesystem://":
        return "ok" if settings.QUEUE_DIR.is_dir() else "the queue's folder is missing"
    try:
        with current_app.connection_for_write(connect_timeout=2) as link:
            link.ensure_connection(max_retries=1, interval_start=0, interval_step=0, timeout=2)
    except Exception:  # every transport raises its own kind; any of them means the same here
        return "unreachable"
    return "ok"


def beat() -> str:
    last = Heartbeat.objects.filter(name="beat").values_list("at", flat=True).first()
    if last is None:
        return "never seen"
    age = timezone.now() - last
    return "ok" if age <= BEAT_IS_LATE else f"last seen {int(age.total_seconds())} s ago"


def outbox() -> str:
    now = timezone.now()
    oldest = (
        Delivery.objects.filter(state="pending", not_before__lte=now).order_by("not_before")
        .values_list("not_before", flat=True).first()
    )  # fmt: skip
    if oldest is None or now - oldest <= MESSAGE_IS_OVERDUE:
        return "ok"
    return f"the oldest message is {int((now - oldest).total_seconds())} s overdue"
