"""What is planned on an offering: for its page."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Exists, OuterRef
from django.utils import timezone

from calendar_ops.enums import State
from calendar_ops.models import Intervention
from calendar_ops.queries.interventions import state_label, visible_to
from calendar_ops.shown_state import shown_state
from core import dates
from organization.models import User

NAMED = Intervention.offerings.through
COMING = [State.AWAITING, State.CONFIRMED, State.RUNNING]


@dataclass(frozen=True, slots=True)
class Coming:
    intervention: Intervention
    when: str
    state: str
    icon: str
    tone: str


def coming_on(
    offerings: Collection[int], *, user: User, now: datetime, most: int = 10
) -> tuple[list[Coming], bool]:
    """The next interventions on one of these offerings that this person may read, and whether there are more."""
    named = NAMED.objects.filter(intervention=OuterRef("pk"), offering__in=list(offerings))
    found = list(
        visible_to(user)
        .filter(Exists(named), state__in=COMING, end__gt=now)
        .order_by("start", "id")[: most + 1]
    )
    today = timezone.localdate(now)
    rows = []
    for one in found[:most]:
        shown = shown_state(one.state, one.start, one.end, now)
        when = dates.slot(timezone.localtime(one.start), timezone.localtime(one.end), today=today)
        rows.append(Coming(one, when, state_label(shown), shown.icon, shown.tone))
    return rows, len(found) > most
