"""From a plan to a promise: confirm, or have a major emergency approved by a second person."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from calendar_ops import telling
from calendar_ops.enums import State, VerdictKind
from calendar_ops.evaluation import Evaluation
from calendar_ops.models import Intervention
from core.audit import record
from organization.access import Permission
from organization.models import User

from .drafts import locked, refuse_faults, refuse_second_editor
from .reaching import freeze, hold, refuse_by_verdict, refuse_nobody, step, write_breaches
from .refusals import Refused


def _promise(
    row: Intervention, evaluation: Evaluation, *, reason: str, by: User, now: datetime, kind: str
) -> None:
    before = row.state
    step(row, State.CONFIRMED)
    row.version = max(row.version, 0) + 1
    row.edit += 1
    row.confirmed_at = now
    row.reason = reason.strip()
    evaluation.remember(row)
    row.save()
    freeze(row, evaluation, now=now)
    write_breaches(row, evaluation, reason=row.justification or row.reason, by=by, now=now)
    changes: dict = {"state": [before, row.state], "people": evaluation.audience.people_count}
    if row.reason:
        changes["reason"] = row.reason
    if kind == "intervention.approved":
        changes["justification"] = row.justification
    record(by=by, kind=kind, obj=row, changes=changes)
    telling.plan(intervention=row, now=now)


def confirm(
    *,
    intervention: Intervention,
    by: User,
    now: datetime,
    reason: str = "",
    version: int | None = None,
    edit: int | None = None,
) -> Intervention:
    """Promise the work: freeze whom it reaches, plan their notices. Version 1.

    `reason` is wanted when the slot was never negotiated. Raises Refused (with the verdict when it is a
    calendar that refuses) and Conflict (somebody was faster, or the reach changed meanwhile).
    """
    with transaction.atomic():
        row, evaluation = hold(intervention)
        refuse_second_editor(row, edit, version)
        if row.state != State.DRAFT:
            if row.state != State.AWAITING:
                step(row, State.CONFIRMED)
            raise Refused(_("This intervention waits for approval: only a second person can confirm it."))
        refuse_faults(row, now=now)
        refuse_nobody(evaluation)
        refuse_by_verdict(row, evaluation, reason=reason)
        _promise(row, evaluation, reason=reason, by=by, now=now, kind="intervention.confirmed")
    return row


def submit(
    *,
    intervention: Intervention,
    justification: str,
    by: User,
    now: datetime,
    version: int | None = None,
    edit: int | None = None,
) -> Intervention:
    """Ask for the approval of a major emergency in red. Raises Refused when the verdict asks for none."""
    if not justification.strip():
        raise Refused(
            _("Say why this emergency cannot wait: who approves will read it."), field="justification"
        )
    with transaction.atomic():
        row, evaluation = hold(intervention)
        refuse_second_editor(row, edit, version)
        step(row, State.AWAITING)
        refuse_faults(row, now=now)
        refuse_nobody(evaluation)
        refuse_by_verdict(row, evaluation, reason="", approval_possible=True)
        if evaluation.verdict is None or evaluation.verdict.kind != VerdictKind.NEEDS_APPROVAL:
            raise Refused(_("This slot needs no approval: confirm the intervention."), evaluation.verdict)
        row.justification = justification.strip()
        evaluation.remember(row)
        row.edit += 1
        row.save()
        record(
            by=by,
            kind="intervention.submitted",
            obj=row,
            changes={"state": [State.DRAFT, State.AWAITING], "justification": row.justification},
        )
    return row


def approve(
    *,
    intervention: Intervention,
    justification: str,
    by: User,
    now: datetime,
    version: int | None = None,
    edit: int | None = None,
) -> Intervention:
    """A second person takes the emergency on: it is confirmed, the override recorded with its justification."""
    if not justification.strip():
        raise Refused(_("Say why you approve: it stays with the intervention."), field="justification")
    if by.pk == intervention.planner_id:
        raise Refused(_("You planned this emergency: a second person must approve it."))
    if not by.has_perm(Permission.APPROVE_EMERGENCIES):
        raise Refused(_("Approving an emergency needs the right to do so."))
    with transaction.atomic():
        row, evaluation = hold(intervention)
        refuse_second_editor(row, edit, version)
        if row.state != State.AWAITING:
            raise Refused(
                _("%(reference)s does not wait for approval any more.") % {"reference": row.reference}
            )
        refuse_faults(row, now=now)
        refuse_nobody(evaluation)
        refuse_by_verdict(row, evaluation, reason=justification, approval_possible=True)
        row.approved_by, row.approved_at = by, now
        if row.justification:
            row.justification = f"{row.justification}\n{justification.strip()}"
        else:
            row.justification = justification.strip()
        _promise(row, evaluation, reason=row.reason, by=by, now=now, kind="intervention.approved")
    return row


def send_back(
    *,
    intervention: Intervention,
    reason: str,
    by: User,
    now: datetime,
    version: int | None = None,
    edit: int | None = None,
) -> Intervention:
    """Back to draft with what is wanted; nobody was told anything."""
    if not reason.strip():
        raise Refused(_("Say what is missing: the planner reads it."), field="reason")
    with transaction.atomic():
        row = locked(intervention)
        refuse_second_editor(row, edit, version)
        if row.state != State.AWAITING:
            raise Refused(
                _("%(reference)s does not wait for approval any more.") % {"reference": row.reference}
            )
        step(row, State.DRAFT)
        row.edit += 1
        row.save()
        record(
            by=by,
            kind="intervention.sent_back",
            obj=row,
            changes={"state": [State.AWAITING, State.DRAFT], "reason": reason.strip()},
        )
    return row
