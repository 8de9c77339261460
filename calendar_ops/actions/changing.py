"""Changing a promise: another slot, other facts, other people. Whoever was told is told again, once a save."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from calendar_ops import telling
from calendar_ops.enums import BreachCause, Colour, NoticeKind, State, VerdictKind
from calendar_ops.evaluation import Evaluation
from calendar_ops.models import Intervention
from calendar_ops.telling.facts import SAID
from core.audit import differences, record
from organization.models import User

from .drafts import (
    Content,
    refuse_faults,
    refuse_second_editor,
    refuse_slot,
    save_row,
    snapshot,
    update_draft,
    write,
    write_links,
)
from .reaching import freeze, hold, refuse_by_verdict, refuse_nobody, write_breaches
from .refusals import Refused

JUDGED = frozenset({"work_class", "interruption_minutes"})
SLOT = frozenset({"start", "end"})
REACHING = frozenset({"offerings", "sites", "units_added", "units_dropped"})


def _still_to_come(row: Intervention) -> None:
    if row.state != State.CONFIRMED:
        raise Refused(
            _("%(reference)s is « %(state)s »: only confirmed work that has not started can be changed.")
            % {"reference": row.reference, "state": State(row.state).label}
        )


def change(
    *,
    intervention: Intervention,
    content: Content,
    by: User,
    now: datetime,
    reason: str = "",
    version: int | None = None,
    edit: int | None = None,
) -> Intervention:
    """One save of confirmed work that has not started: its slot, its words, what it touches, or all at once.

    Judged once, as it would be after the save. What the messages say (the slot too) → version + 1, once, and
    who was told is told: of the move, else of what changed. A slot that was never negotiated wants a reason
    again when the work is moved. Raises Refused, Conflict.
    """
    given = {
        name: content.fields.get(name, getattr(intervention, name))
        for name in SLOT | {"interruption_minutes"}
    }
    refuse_slot(given["start"], given["end"], given["interruption_minutes"])  # nothing else can be judged
    with transaction.atomic():
        row, evaluation = hold(intervention, content.as_changes())
        refuse_second_editor(row, edit, version)
        _still_to_come(row)
        before = snapshot(row)
        write(row, content)
        write_links(row, content)
        changes: dict = differences(before, snapshot(row))
        moved = bool(SLOT & changes.keys())
        said = moved or any(name in changes for name in SAID)
        reaches = bool(REACHING & changes.keys())
        if not changes:
            return row
        refuse_faults(row, now=now if moved else None)
        if moved or reaches or JUDGED & changes.keys():
            _judge(row, evaluation, moved=moved, reason=reason.strip(), by=by, now=now)
        row.version += 1 if said else 0
        row.edit += 1
        save_row(row)
        if moved or reaches:
            freeze(row, evaluation, now=now)
        if row.reason and (moved or reason):
            changes["reason"] = row.reason
        kind = "intervention.rescheduled" if moved else "intervention.amended"
        record(by=by, kind=kind, obj=row, changes=changes)
        if said:
            told = NoticeKind.RESCHEDULED if moved else NoticeKind.AMENDED
            telling.facts_changed(intervention=row, kind=told, now=now)
        if reaches:
            telling.reach_changed(intervention=row, now=now)
    return row


def _judge(
    row: Intervention, evaluation: Evaluation, *, moved: bool, reason: str, by: User, now: datetime
) -> None:
    """Refuse by the verdict, and write on the row and its breaches what is granted by it."""
    refuse_nobody(evaluation)
    approved = not moved and _within_approval(row, evaluation)
    reason = reason or ("" if moved else row.reason)
    refuse_by_verdict(row, evaluation, reason=reason, approval_possible=approved)
    assert evaluation.verdict is not None
    row.reason = "" if evaluation.verdict.kind == VerdictKind.ALLOWED else reason
    evaluation.remember(row)
    if approved and row.approved_by is not None and row.approved_at is not None:
        by, now = row.approved_by, row.approved_at  # the override stays theirs, and of that day
    write_breaches(row, evaluation, reason=row.justification or row.reason, by=by, now=now)


def _within_approval(row: Intervention, evaluation: Evaluation) -> bool:
    """Whether a second person approved already all the red that the work would now override."""
    if row.approved_by_id is None or evaluation.verdict is None:
        return False
    granted = list(
        row.breaches.filter(cause=BreachCause.EMERGENCY).values_list(
            "calendar__unit__code", "units", "start", "end"
        )
    )
    return all(
        any(
            offence.unit == code
            and set(offence.units) <= set(units)
            and start <= offence.start
            and offence.end <= end
            for code, units, start, end in granted
        )
        for offence in evaluation.verdict.offences
        if offence.colour == Colour.RED
    )


def reschedule(
    *,
    intervention: Intervention,
    start: datetime,
    end: datetime,
    by: User,
    now: datetime,
    reason: str = "",
    version: int | None = None,
    edit: int | None = None,
) -> Intervention:
    """Move confirmed work to where the verdict is allowed, or not negotiated with a reason; see `change`."""
    return change(
        intervention=intervention,
        content=Content({"start": start, "end": end}),
        by=by,
        now=now,
        reason=reason,
        version=version,
        edit=edit,
    )


def update(
    *,
    intervention: Intervention,
    content: Content,
    by: User,
    now: datetime,
    reason: str = "",
    version: int | None = None,
    edit: int | None = None,
) -> Intervention:
    """One save whatever the state: a draft is written, confirmed work is changed."""
    if intervention.state == State.DRAFT:
        return update_draft(
            intervention=intervention, content=content, by=by, now=now, version=version, edit=edit
        )
    return change(
        intervention=intervention,
        content=content,
        by=by,
        now=now,
        reason=reason,
        version=version,
        edit=edit,
    )
