"""Every hour: people come and go, usages change; those newly and no longer touched are told."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from calendar_ops.enums import AlertKind, State
from calendar_ops.evaluation import plan_of, whom
from calendar_ops.models import Alert, Intervention

from .issuing import reach_changed


@dataclass(slots=True)
class Swept:
    newly: int = 0
    no_longer: int = 0
    alerts: int = 0


def sweep_reach(*, now: datetime) -> Swept:
    """Tell those newly and no longer touched by confirmed work still to come.

    The units stay those frozen at confirmation: when they would now be others, the planner is shown it.
    """
    done = Swept()
    coming = Intervention.objects.filter(state=State.CONFIRMED, start__gt=now).order_by("pk")
    for pk in list(coming.values_list("pk", flat=True)):
        with transaction.atomic():
            intervention = Intervention.objects.select_for_update(no_key=True).get(pk=pk)
            newly, gone = reach_changed(intervention=intervention, now=now)
            done.newly += newly
            done.no_longer += gone
            done.alerts += _compare(intervention, now=now)
    return done


def _compare(intervention: Intervention, *, now: datetime) -> int:
    """Open or close the alert that says that the units would now be others."""
    audience = whom(plan_of(intervention))
    frozen = dict(intervention.reach.values_list("unit_id", "unit__code"))
    codes = audience.tree.codes
    more = sorted(codes[unit] for unit in set(audience.units) - set(frozen))
    less = sorted(code for unit, code in frozen.items() if unit not in audience.units)
    alerts = Alert.objects.filter(intervention=intervention, kind=AlertKind.REACH_CHANGED, closed_at=None)
    if not more and not less:
        alerts.update(closed_at=now)
        return 0
    Alert.objects.update_or_create(
        intervention=intervention,
        kind=AlertKind.REACH_CHANGED,
        closed_at=None,
        defaults={"details": {"more": more, "less": less}, "at": now},
    )
    return 1
