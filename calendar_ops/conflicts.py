"""Confirmed interventions that a change of calendar puts in conflict: shown before, flagged after.

They are never cancelled by themselves: each gets a `Breach` for every stretch that no longer allows it,
and an open `Alert` for its planner.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from calendar_ops.enums import AlertKind, BreachCause, State
from calendar_ops.models import Alert, Breach, Calendar, Intervention, Reach
from calendar_ops.policy import Keeper, Offence, Work, judge
from calendar_ops.spans import Rules
from organization.models import BusinessUnit


@dataclass(frozen=True, slots=True)
class Change:
    """The units whose colours change, and the rules before and after."""

    followers: frozenset[int]
    before: Rules
    after: Rules


@dataclass(frozen=True, slots=True)
class Conflict:
    """An intervention in the way of a change, and what it newly offends."""

    id: int
    reference: str
    title: str
    title_en: str
    start: datetime
    end: datetime
    time_zone: str
    state: str
    offences: tuple[Offence, ...]


def _mark(offence: Offence) -> tuple:
    return offence.colour, offence.start, offence.end, offence.rule


def conflicts(change: Change, *, now: datetime) -> list[Conflict]:
    """The interventions confirmed or running, not over, that offend after the change what they did not before.

    Two queries, whatever their number. What was already granted (an emergency in red that stays red) is
    no conflict of this change.
    """
    reached: dict[int, list[str]] = defaultdict(list)
    touched = Reach.objects.filter(
        unit__in=change.followers,
        intervention__state__in=[State.CONFIRMED, State.RUNNING],
        intervention__end__gt=now,
    )
    for intervention, code in touched.order_by("unit__code").values_list("intervention_id", "unit__code"):
        reached[intervention].append(code)
    if not reached:
        return []
    works = list(Intervention.objects.filter(pk__in=list(reached)).order_by("start", "id"))
    first, last = min(w.start for w in works), max(w.end for w in works)
    old, new = change.before.stretches(first, last), change.after.stretches(first, last)
    found = []
    for one in works:
        units = tuple(reached[one.pk])
        work = Work(one.work_class, one.interruption_minutes, one.start, one.end)
        had = {
            _mark(offence)
            for offence in judge(
                work, [Keeper(change.before.code, units, change.before.version, old)]
            ).offences
        }
        offences = tuple(
            offence
            for offence in judge(work, [Keeper(change.after.code, units, change.after.version, new)]).offences
            if _mark(offence) not in had
        )
        if offences:
            found.append(
                Conflict(
                    one.pk,
                    one.reference,
                    one.title,
                    one.title_en,
                    one.start,
                    one.end,
                    one.time_zone,
                    one.state,
                    offences,
                )
            )
    return found


def flag(found: Sequence[Conflict], *, calendar: Calendar | None, now: datetime) -> None:
    """Write the breaches and alert the planners; call it in the transaction of the change.

    `calendar` is the one that now applies, None when none does.
    """
    if not found:
        return
    Breach.objects.bulk_create(
        Breach(
            intervention_id=conflict.id,
            calendar=calendar,
            units=list(offence.units),
            colour=offence.colour,
            start=offence.start,
            end=offence.end,
            rule=offence.rule,
            cause=BreachCause.AGREEMENT,
            calendar_version=offence.version,
        )
        for conflict in found
        for offence in conflict.offences
    )
    ids = [conflict.id for conflict in found]
    details = {
        alert.intervention_id: alert
        for alert in Alert.objects.filter(intervention__in=ids, kind=AlertKind.CONFLICT, closed_at=None)
    }
    for conflict in found:
        offence = conflict.offences[0]
        said = {
            "calendar": calendar.unit.code if calendar is not None else offence.unit,
            "version": offence.version,
            "colour": offence.colour,
            "start": offence.start.isoformat(),
            "end": offence.end.isoformat(),
        }
        if alert := details.get(conflict.id):
            alert.details, alert.at = said, now
            alert.save(update_fields=["details", "at"])
        else:
            Alert.objects.create(intervention_id=conflict.id, kind=AlertKind.CONFLICT, details=said, at=now)


def settle(*, unit: BusinessUnit, change: Change, now: datetime) -> None:
    """Take back flags that a change has made untrue: the agreement that stood in the way is gone.

    Breaches that somebody accepted stay, as the history they are.
    """
    open_breaches = list(
        Breach.objects.filter(
            calendar__unit=unit,
            cause=BreachCause.AGREEMENT,
            accepted_at=None,
            intervention__end__gt=now,
        )
    )
    if not open_breaches:
        return
    stretches = change.after.stretches(min(b.start for b in open_breaches), max(b.end for b in open_breaches))
    over = [
        breach.pk
        for breach in open_breaches
        if not any(
            s.colour == breach.colour and s.start < breach.end and s.end > breach.start for s in stretches
        )
    ]
    if not over:
        return
    concerned = {breach.intervention_id for breach in open_breaches}
    Breach.objects.filter(pk__in=over).delete()
    still = set(
        Breach.objects.filter(
            intervention__in=concerned, cause=BreachCause.AGREEMENT, accepted_at=None
        ).values_list("intervention_id", flat=True)
    )
    Alert.objects.filter(intervention__in=concerned - still, kind=AlertKind.CONFLICT, closed_at=None).update(
        closed_at=now
    )
