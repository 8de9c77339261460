"""Planning the notices of work that touches everybody, beside inserting the same rows."""

from __future__ import annotations

import time
from datetime import timedelta

from django.db import connection, transaction
from django.utils import timezone
from psycopg2.extras import execute_values

from calendar_ops.models import Intervention, Notice, Reach, UnitChoice
from calendar_ops.telling import queue_due_notices
from organization.models import BusinessUnit, User
from outbox.models import Content, Delivery

from .database import rest
from .figures import Figure, against

WRITTEN = (Content, Delivery, Notice)


def planned(units: list[BusinessUnit], number: int) -> tuple[float, int]:
    """Milliseconds from due to in the outbox, and how many notices that made."""
    now = timezone.now()
    person = User.objects.exclude(username=None).order_by("id")[0]
    work = Intervention.objects.create(
        reference=f"INT-2099-{number:04}",
        title="Tout le réseau",
        title_en="The whole network",
        start=now + timedelta(days=3),
        end=now + timedelta(days=3, hours=2),
        interruption_minutes=10,
        owner=person,
        planner=person,
        state="confirmed",
        version=1,
        confirmed_at=now,
    )
    Reach.objects.bulk_create(
        Reach(intervention=work, unit=unit, why=[], due_at=now - timedelta(minutes=1)) for unit in units
    )
    UnitChoice.objects.bulk_create(UnitChoice(intervention=work, unit=unit) for unit in units)
    begun = time.perf_counter()
    queue_due_notices(now=now)
    return (time.perf_counter() - begun) * 1000, work.notices.count()


def floor(since: dict[type, int]) -> float:
    """The same rows again, by `execute_values`; nothing of it stays."""
    took = 0.0
    with transaction.atomic(), connection.cursor() as cursor:
        rows = {}
        for model in WRITTEN:
            table = model._meta.db_table
            cursor.execute(f'SELECT * FROM "{table}" WHERE id > %s', [since[model]])
            rows[model] = ([column[0] for column in cursor.description], cursor.fetchall())
        for model in reversed(WRITTEN):
            cursor.execute(f'DELETE FROM "{model._meta.db_table}" WHERE id > %s', [since[model]])
        for model in WRITTEN:
            columns, values = rows[model]
            names = ", ".join(f'"{column}"' for column in columns)
            begun = time.perf_counter()
            if connection.vendor == "postgresql":
                execute_values(
                    cursor.cursor,
                    f'INSERT INTO "{model._meta.db_table}" ({names}) VALUES %s',
                    values,
                    page_size=1000,
                )
            else:
                marks = ", ".join(["%s"] * len(columns))
                cursor.executemany(f'INSERT INTO "{model._meta.db_table}" ({names}) VALUES ({marks})', values)
            took += time.perf_counter() - begun
        begun = time.perf_counter()
        if connection.vendor == "postgresql":
            connection.check_constraints()  # its foreign keys wait for the commit, which does not come here
        took += time.perf_counter() - begun
        transaction.set_rollback(True)
    return took * 1000


def newest() -> dict[type, int]:
    return {
        model: model._default_manager.order_by("-id").values_list("id", flat=True).first() or 0
        for model in WRITTEN
    }


def run() -> list[Figure]:
    units = list(BusinessUnit.objects.order_by("id"))
    queue_due_notices(now=timezone.now())  # what the company itself has due is none of this
    rest()
    tenth, few = planned(units[-len(units) // 10 :], 1)  # the last ones have no unit below them
    since = newest()
    rest()
    whole, many = planned(units, 2)
    base = floor(since)
    limit = 3 if connection.vendor == "postgresql" else 7
    return [
        against("Planning notices", f"{many} notices, from due to in the outbox", whole, base, limit),
        against("Growth, work × 10", f"Planning {few} and {many} notices", whole, tenth, 11),
    ]
