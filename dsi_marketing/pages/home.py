"""Home: what touches me, what waits for me, what changed; on an empty portal, the first steps."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from calendar_ops.enums import State
from calendar_ops.permissions import can_plan
from calendar_ops.queries import mine
from calendar_ops.queries.banner import banner_of
from calendar_ops.queries.messages import messages
from calendar_ops.queries.strips import Strip, line_of, strip, window
from calendar_ops.strip import MIDDLE
from core import bilingual, dates
from dsi_marketing.pages.first_steps import first_steps
from dsi_marketing.pages.waiting import waits
from organization.models import BusinessUnit
from organization.permissions import can_edit_directory, can_read_grants
from organization.requests import PortalRequest

SHOWN = 5  # of what touches the reader; the page of their interventions has all
WAITING = 8  # of what waits for the reader; the page of all by date has the others
CHANGED = 4


@require_safe
def home(request: PortalRequest) -> HttpResponse:
    user, now = request.user, timezone.now()
    touching = mine.coming(user, now)
    told = messages(user, now)
    waiting = waits(user, now, told.to_pass_on)
    nearest = [*touching.running, *touching.coming]
    context = {
        "today": dates.today_long(timezone.localdate(now)),
        "banner": banner_of(touching, now),  # read already: the shell need not ask again
        "touching": _most_pressing(nearest),
        "number": len(nearest),  # what the page of all lists, cancelled ones too
        "strip": _strip(user.unit, nearest, now) if user.unit else None,
        "waiting": waiting[:WAITING],
        "waiting_number": len(waiting),
        "changes": told.changes[:CHANGED],
        "may_plan": can_plan(user),
        "may_import": can_edit_directory(user),
        "may_give": can_read_grants(user),
        "first_steps": None if nearest or waiting else first_steps(user),
    }
    return render(request, "dsi_marketing/home.html", context)


def _most_pressing(rows: list[mine.Row]) -> list[mine.Row]:
    """What fits on home, soonest first: what will not take place never hides what will."""
    if len(rows) > SHOWN:
        rows = [row for row in rows if row.work.state != State.CANCELLED]
    return rows[:SHOWN]


def _strip(unit: BusinessUnit, rows: Iterable[mine.Row], now: datetime) -> Strip:
    """The five weeks of the reader's calendar, with what touches them on it."""
    zone = timezone.get_current_timezone()
    start, end = window(now, now, zone)
    works = [
        (row.work.start, bilingual.text(row.work, "title"))
        for row in rows
        if row.work.state != State.CANCELLED
    ]
    line = line_of(unit, start=start, end=end, works=works)
    return strip([line], start=start, end=end, zone=zone, now=now, size=MIDDLE)
