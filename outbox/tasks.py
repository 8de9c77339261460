"""Nudges of the mail worker; the work itself is in outbox.actions."""

from celery import shared_task

from core import clock
from outbox import actions


@shared_task
def deliver() -> None:
    """Send what is due."""
    actions.deliver()


@shared_task
def clean() -> None:
    """Remove bodies and traces whose time is over."""
    actions.clean(now=clock.now())
