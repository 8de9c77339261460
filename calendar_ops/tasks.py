"""What beat asks of the calendar: each task is one line, the actions do the work."""

from celery import shared_task

from calendar_ops import spans, telling
from core import clock


@shared_task(name="calendar_ops.tasks.queue_due_notices")
def queue_due_notices() -> None:
    telling.queue_due_notices(now=clock.now())
    telling.alert_failures(now=clock.now())


@shared_task(name="calendar_ops.tasks.sweep_reach")
def sweep_reach() -> None:
    telling.sweep_reach(now=clock.now())


@shared_task(name="calendar_ops.tasks.extend_spans")
def extend_spans() -> None:
    spans.extend(now=clock.now())
