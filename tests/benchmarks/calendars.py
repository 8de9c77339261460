"""Policy and slot finder over all units, beside reading the same stored spans as tuples with one query."""

from __future__ import annotations

from datetime import timedelta

from django.db import connection
from django.utils import timezone

from calendar_ops.models import Calendar
from calendar_ops.policy import Work, judge
from calendar_ops.spans import keepers_for
from calendar_ops.windows import Wish, find
from organization.models import BusinessUnit

from .figures import Figure, against, alternating

SQL = (
    'SELECT calendar_id, start, "end", colour, period_id FROM calendar_ops_span '
    'WHERE calendar_id = ANY(%s) AND "end" > %s AND start < %s ORDER BY calendar_id, start'
)


def run(*, times: int = 15) -> list[Figure]:
    units = list(BusinessUnit.objects.values_list("pk", flat=True))
    calendars = list(Calendar.objects.filter(closed_at=None).values_list("pk", flat=True))
    start = timezone.now().replace(minute=0, second=0, microsecond=0) + timedelta(days=8)
    hour, year = start + timedelta(hours=2), start + timedelta(days=365)

    def read(until):
        with connection.cursor() as cursor:
            cursor.execute(SQL, [calendars, start, until])
            return cursor.fetchall()

    def policy():
        return judge(Work("normal", 20, start, hour), keepers_for(units, start, hour))

    def finder(share: int = 1):
        wish = Wish("normal", 20, timedelta(hours=4), start, year)
        return list(find(wish, keepers_for(units[: len(units) // share], start, year)))

    figures = [
        against(
            "Calendars",
            f"Policy of one intervention over {len(units)} units",
            *alternating(policy, lambda: read(hour), times),
            3,
        ),
        against(
            "Calendars",
            f"Slot finder, {len(units)} units, a year, 4 h",
            *alternating(finder, lambda: read(year), times),
            5,
        ),
    ]
    all_units, tenth = alternating(finder, lambda: finder(10), times)
    figures.append(
        against(
            "Growth, work × 10", "Slot finder, a tenth of the units and all of them", all_units, tenth, 11
        )
    )
    return figures
