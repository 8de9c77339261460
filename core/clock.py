"""The clock of the workers: the database's, the one that all machines share.

A lease that one worker took is judged by another. Were each judged by its own machine's clock, one that is an hour
ahead would take for dead whoever is at work, and send a second time what is being sent.
"""

from __future__ import annotations

import logging
from datetime import UTC, datetime, timedelta

from django.db import connection
from django.utils import timezone

log = logging.getLogger(__name__)
NOTICED = timedelta(minutes=1)


def ahead() -> timedelta:
    """How far the database's clock is ahead of this machine's: one question to PostgreSQL.

    SQLite has no clock of its own, and a single machine: none there.
    """
    if connection.vendor != "postgresql":
        return timedelta()
    with connection.cursor() as cursor:
        cursor.execute("SELECT clock_timestamp()")
        found: timedelta = cursor.fetchone()[0] - datetime.now(UTC)
    if abs(found) > NOTICED:
        log.error("this machine's clock is not the database's (%s): the database's is used", found)
    return found


def now() -> datetime:
    """This moment (UTC) by the database's clock."""
    return timezone.now() + ahead()
