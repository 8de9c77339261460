"""Freezing what a confirmation found: whom it reaches and when they are told, what calendars were overridden."""

from __future__ import annotations

from datetime import datetime

from django.utils.translation import gettext as _

from calendar_ops.audience import Audience
from calendar_ops.due import due_at
from calendar_ops.enums import TRANSITIONS, AlertKind, BreachCause, State, VerdictKind
from calendar_ops.evaluation import Changes, Evaluation, evaluate, plan_of
from calendar_ops.locks import lock_units
from calendar_ops.models import Alert, Breach, Calendar, Intervention, Reach
from calendar_ops.sentences import refusal
from organization.models import BusinessUnit, User

from .drafts import locked
from .refusals import Conflict, Refused


def hold(intervention: Intervention, changes: Changes | None = None) -> tuple[Intervention, Evaluation]:
    """Lock the units that keep the calendars concerned, then the intervention, and evaluate again.

    `changes` is what the caller is about to change in the plan.

    Call it in the transaction of the change. Raises Conflict when what it touches changed between
    the two evaluations: the locks would not be the right ones.
    """
    first = evaluate(plan_of(intervention, changes))
    lock_units(first.keeper_codes)
    row = locked(intervention)
    second = evaluate(plan_of(row, changes))
    if set(first.audience.units) != set(second.audience.units) or not (
        second.keeper_codes <= first.keeper_codes
    ):
        raise Conflict(
            _("What %(reference)s touches has just changed: look at it again before confirming.")
            % {"reference": row.reference},
            row.version,
            row.edit,
        )
    return row, second


def refuse_nobody(evaluation: Evaluation) -> None:
    if not evaluation.audience.units:
        raise Refused(
            _("This work touches nobody: name a service that people use, or add a unit."), field="offerings"
        )


def refuse_by_verdict(
    intervention: Intervention, evaluation: Evaluation, *, reason: str, approval_possible: bool = False
) -> None:
    """Raise Refused unless the verdict lets the work through, given the reason recorded with it."""
    verdict = evaluation.verdict
    assert verdict is not None
    if verdict.kind == VerdictKind.REFUSED:
        raise Refused(refusal(verdict, intervention.interruption_minutes), verdict)
    if verdict.kind == VerdictKind.NEEDS_APPROVAL and not approval_possible:
        raise Refused(
            _("A second person must approve this emergency: submit it for approval with its justification."),
            verdict,
            field="justification",
        )
    if verdict.kind == VerdictKind.NOT_NEGOTIATED and not reason.strip():
        raise Refused(
            _("This slot was never negotiated: say why the work is done then; the reason is recorded."),
            verdict,
            field="reason",
        )


def freeze(intervention: Intervention, evaluation: Evaluation, *, now: datetime) -> None:
    """Write the reach: the units touched with their why, and when their people are to be told."""
    units = BusinessUnit.objects.filter(pk__in=evaluation.audience.units)
    kept = {reach.unit_id: reach for reach in intervention.reach.all()}
    fresh = []
    for unit in units:
        due = due_at(intervention.start, unit.time_zone, unit.notice_days, unit.country, unit.subdivision)
        why = [as_data(reason) for reason in evaluation.audience.units[unit.pk]]
        if unit.pk in kept:
            reach = kept.pop(unit.pk)
            if reach.due_at != due or reach.why != why:
                reach.due_at, reach.why = due, why
                reach.save(update_fields=["due_at", "why"])
        else:
            fresh.append(Reach(intervention=intervention, unit=unit, why=why, due_at=due))
    if kept:
        Reach.objects.filter(pk__in=[reach.pk for reach in kept.values()]).delete()
    Reach.objects.bulk_create(fresh, batch_size=500)
    mark_through(intervention, evaluation.audience)
    flag_unreachable(intervention, evaluation.audience, now=now)


def flag_unreachable(intervention: Intervention, audience: Audience, *, now: datetime) -> None:
    """Open the alert that names the units whose people have neither mailbox nor relay, or close it."""
    alerts = Alert.objects.filter(intervention=intervention, kind=AlertKind.UNREACHABLE, closed_at=None)
    if not audience.unreachable:
        alerts.update(closed_at=now)
        return
    codes = audience.tree.codes
    units = {codes[unit]: people for unit, people in sorted(audience.unreachable.items())}
    if not alerts.update(details={"units": units}):
        Alert.objects.create(
            intervention=intervention, kind=AlertKind.UNREACHABLE, details={"units": units}, at=now
        )


def mark_through(intervention: Intervention, audience: Audience) -> None:
    """Write which of the units reached are touched whole, and through which groups the others are."""
    partly = dict(intervention.reach.filter(unit__in=audience.through).values_list("unit_id", "pk"))
    intervention.reach.update(whole=True)
    intervention.reach.filter(pk__in=partly.values()).update(whole=False)
    links = Reach.groups.through.objects
    links.filter(reach__intervention=intervention).delete()
    links.bulk_create(
        Reach.groups.through(reach_id=partly[unit], group_id=group)
        for unit in partly
        for group in sorted(audience.through[unit])
    )


def as_data(reason) -> object:
    """A why as JSON, whatever plain value the audience gives."""
    if hasattr(reason, "as_data"):
        return reason.as_data()
    if hasattr(reason, "_asdict"):
        return reason._asdict()
    return reason


def write_breaches(
    intervention: Intervention, evaluation: Evaluation, *, reason: str, by: User, now: datetime
) -> None:
    """Rewrite what is overridden by this evaluation; what the work no longer overrides is gone."""
    verdict = evaluation.verdict
    assert verdict is not None
    intervention.breaches.filter(
        cause__in=[BreachCause.NOT_NEGOTIATED, BreachCause.EMERGENCY, BreachCause.AGREEMENT]
    ).delete()
    if verdict.kind == VerdictKind.ALLOWED:
        return
    calendars = dict(
        Calendar.objects.filter(
            closed_at=None, unit__code__in={offence.unit for offence in verdict.offences}
        ).values_list("unit__code", "pk")
    )
    Breach.objects.bulk_create(
        Breach(
            intervention=intervention,
            calendar_id=calendars.get(offence.unit),
            units=list(offence.units),
            colour=offence.colour,
            start=offence.start,
            end=offence.end,
            rule=str(offence.rule)[:40],
            cause=BreachCause.NOT_NEGOTIATED if offence.colour == "none" else BreachCause.EMERGENCY,
            calendar_version=offence.version,
            accepted_at=now,
            accepted_by_ref=by.ref,
            reason=reason[:300],
        )
        for offence in verdict.offences
    )


def step(intervention: Intervention, target: State) -> None:
    """Change the stored state, or raise Refused: the table of transitions decides."""
    if target not in TRANSITIONS[State(intervention.state)]:
        raise Refused(
            _("%(reference)s is « %(state)s »: this is no longer possible.")
            % {"reference": intervention.reference, "state": State(intervention.state).label}
        )
    intervention.state = target
