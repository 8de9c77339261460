"""When people are told: 09:00 on the unit's clock, N working days before the work. No Django, no clock."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, time
from typing import NamedTuple

from core.local_time import by_rule, wall
from core.working_days import working_days_before

TOLD_AT = time(9)
SHORTEST_NOTICE, LONGEST_NOTICE = 2, 5  # working days: a few days before, not earlier [5.6]


class Terms(NamedTuple):
    """How a unit wants to be told: its zone, its working days of notice (2 to 5), its holidays."""

    zone: str
    notice_days: int
    country: str
    subdivision: str = ""


def due_at(start: datetime, zone: str, notice_days: int, country: str, subdivision: str = "") -> datetime:
    """The instant (UTC) from which the advance notice of work that starts at `start` is due.

    09:00 in `zone`, `notice_days` working days of the country and subdivision before the local date of
    the start. Raises ValueError unless `notice_days` is 2 to 5.
    """
    if not SHORTEST_NOTICE <= notice_days <= LONGEST_NOTICE:
        raise ValueError(f"notice is {SHORTEST_NOTICE} to {LONGEST_NOTICE} working days, not {notice_days}")
    day = working_days_before(wall(start, zone).date(), notice_days, country, subdivision)
    return by_rule(datetime.combine(day, TOLD_AT), zone)


def earliest_due(start: datetime, units: Iterable[Terms]) -> datetime:
    """When a person of several units is told: at the earliest of their due times (UTC).

    Raises ValueError when there is no unit.
    """
    return min(due_at(start, *terms) for terms in units)


def further_than_notice(
    now: datetime, start: datetime, zone: str, notice_days: int, country: str, subdivision: str = ""
) -> bool:
    """Whether the advance notice of work at `start` is still to come at `now`."""
    return due_at(start, zone, notice_days, country, subdivision) > now
