"""The day at the company, by the clock of its zone: it decides which month is over."""

from __future__ import annotations

from datetime import date, datetime
from zoneinfo import ZoneInfo

from django.conf import settings


def company_day(now: datetime) -> date:
    """The day of the instant `now` in the zone of settings.TIME_ZONE, whatever the reader's own zone."""
    return now.astimezone(ZoneInfo(settings.TIME_ZONE)).date()
