"""What beat asks of the calendar: each task is one line, the actions do the work."""

from celery import shared_task
from django.utils import timezone

from calendar_ops import spans, telling


@shared_task(name="calendar_ops.tasks.queue_due_notices")
def queue_due_notices() -> None:
    telling.queue_due_notices(now=timezone.now())
    telling.alert_failures(now=timezone.now())


@shared_task(name="calendar_ops.tasks.sweep_reach")
def sweep_reach() -> None:
    telling.sweep_reach(now=timezone.now())


@shared_task(name="calendar_ops.tasks.extend_spans")
def extend_spans() -> None:
    spans.extend(now=timezone.now())
