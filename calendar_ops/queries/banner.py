"""The line under the shell, from the advance notice of an intervention to its end."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from calendar_ops.enums import State
from calendar_ops.models import Intervention, Reach
from calendar_ops.queries.mine import HELD, Mine, outage, todo
from calendar_ops.queries.touching import Belonging, belonging, touching
from core import dates
from core.compiled import compiled
from organization.models import User

SOME = 20  # how many others are counted


@dataclass(frozen=True, slots=True)
class Banner:
    """The line under the shell: the nearest intervention that the person was told of, and how many others."""

    work: Intervention
    when: str
    outage: str
    todo: str
    others: int


def banner(user: User, now: datetime) -> Banner | None:
    """What the person was told of and is not over; one light query on every page."""
    return _banner(_near(belonging(user), now), now)


@compiled
def _near(whom: Belonging, now: datetime) -> QuerySet[Intervention]:
    told = Reach.objects.filter(queued_at__isnull=False)
    near = Q(end__gt=now) | Q(state=State.RUNNING)
    works = Intervention.objects.filter(touching(whom, told), near, state__in=HELD)
    return works.order_by("start", "pk")[:SOME]


def banner_of(found: Mine, now: datetime) -> Banner | None:
    """The same from what was read already, without a query."""
    told = [row.work for row in [*found.running, *found.coming] if row.told and row.work.state in HELD]
    return _banner(sorted(told, key=lambda work: (work.start, work.pk))[:SOME], now)


def _banner(works: list[Intervention], now: datetime) -> Banner | None:
    if not works:
        return None
    first = works[0]
    return Banner(
        first, _("%(when)s:") % {"when": _when(first, now)}, outage(first), todo(first), len(works) - 1
    )


def _when(work: Intervention, now: datetime) -> str:
    start, end = timezone.localtime(work.start), timezone.localtime(work.end)
    today = timezone.localdate(now)
    if work.end <= now:
        return _("Now, longer than foreseen")
    if work.start <= now:
        return _("Now, until %(hour)s") % {
            "hour": dates.hour(end)
            if end.date() == today
            else f"{dates.day(end, today=today)}, {dates.hour(end)}"
        }
    words = dates.spoken_slot(start, end)
    if start.date() == today:
        return _("Today %(slot)s") % {"slot": words}
    if start.date() == today + timedelta(days=1):
        return _("Tomorrow %(slot)s") % {"slot": words}
    return words[0].upper() + words[1:]
