"""How far a job is can be read while its one transaction still runs, where the database has room for two."""

from __future__ import annotations

from contextlib import closing

import pytest
from django.db import DEFAULT_DB_ALIAS, connection, connections, transaction

from core.jobs import progress
from core.models import Job

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.servers]


def read_by_another() -> tuple[int, int]:
    with closing(connections.create_connection(DEFAULT_DB_ALIAS)) as beside, beside.cursor() as cursor:
        cursor.execute("SELECT done, total FROM core_job")
        return cursor.fetchone()


def test_progress_is_seen_before_the_commit():
    running = Job.objects.create(kind="import_directory")
    with transaction.atomic():
        progress(running, 40, 100)
        if connection.vendor == "postgresql":
            assert read_by_another() == (40, 100)
        else:
            running.refresh_from_db()
            assert (running.done, running.total) == (40, 100)
    running.refresh_from_db()
    assert (running.done, running.total) == (40, 100)


def test_what_was_told_outlives_a_transaction_that_is_undone_on_postgresql_only():
    running = Job.objects.create(kind="import_directory")
    with pytest.raises(ZeroDivisionError), transaction.atomic():
        progress(running, 1, 2)
        raise ZeroDivisionError
    running.refresh_from_db()
    assert running.done == (1 if connection.vendor == "postgresql" else 0)
