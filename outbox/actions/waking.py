"""Waking the mail worker after a commit. The database is the schedule: a lost nudge costs at most a tick."""

from __future__ import annotations

import logging
import time

from celery import current_app
from django.db import transaction

log = logging.getLogger(__name__)
QUIET_SECONDS = 30.0
_quiet_until = 0.0


def wake() -> None:
    """Nudge the mail worker once the current transaction is committed; a dead broker is never an error."""
    transaction.on_commit(_nudge, robust=True)


def _nudge() -> None:
    """Publish the task; after a failure stay quiet for one tick, so that no page waits for a dead broker."""
    global _quiet_until
    if time.monotonic() < _quiet_until:
        return
    try:
        current_app.send_task("outbox.tasks.deliver", queue="mail", retry=False, ignore_result=True)
    except Exception as problem:  # whatever a broker raises: the change is saved, the beat will tick
        _quiet_until = time.monotonic() + QUIET_SECONDS
        log.warning("the mail worker could not be woken, the next tick will do it: %s", problem)
