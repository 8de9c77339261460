"""On the day: start, finish, or cancel."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from calendar_ops import telling
from calendar_ops.enums import State
from calendar_ops.models import Intervention
from core.audit import record
from organization.models import User

from .drafts import locked, refuse_second_editor
from .reaching import step
from .refusals import Refused


def start(
    *,
    intervention: Intervention,
    by: User,
    now: datetime,
    version: int | None = None,
    edit: int | None = None,
) -> Intervention:
    """The work begins. Raises Refused unless it is confirmed, Conflict when somebody was faster."""
    with transaction.atomic():
        row = locked(intervention)
        refuse_second_editor(row, edit, version)
        before = row.state
        step(row, State.RUNNING)
        row.started_at = now
        row.edit += 1
        row.save()
        record(by=by, kind="intervention.started", obj=row, changes={"state": [before, row.state]})
    return row


def finish(
    *,
    intervention: Intervention,
    outcome: str,
    by: User,
    now: datetime,
    ended_at: datetime | None = None,
    version: int | None = None,
    edit: int | None = None,
) -> Intervention:
    """The work is over: `outcome` is done, or failed (rolled back). People are told when it was asked for."""
    targets = {"done": State.FINISHED, "failed": State.FAILED}
    if outcome not in targets:
        raise Refused(_("Say how it ended: done, or failed and rolled back."), field="outcome")
    with transaction.atomic():
        row = locked(intervention)
        refuse_second_editor(row, edit, version)
        before = row.state
        step(row, targets[outcome])
        end = ended_at or now
        if row.started_at is not None and end < row.started_at:
            raise Refused(_("This end comes before the work began: choose a later one."), field="end")
        if end > now:
            raise Refused(_("This end is still to come: choose an earlier one."), field="end")
        row.ended_at = end
        row.edit += 1
        row.save()
        record(
            by=by,
            kind="intervention.finished",
            obj=row,
            changes={"state": [before, row.state], "ended_at": end.isoformat()},
        )
        telling.finished(intervention=row, now=now)
    return row


def cancel(
    *,
    intervention: Intervention,
    reason: str,
    by: User,
    now: datetime,
    version: int | None = None,
    edit: int | None = None,
) -> Intervention:
    """Give the work up. Who was told is told; nobody told, silence. Raises Refused without a reason."""
    if not reason.strip():
        raise Refused(_("Say why the work is cancelled: the people told will read it."), field="reason")
    with transaction.atomic():
        row = locked(intervention)
        refuse_second_editor(row, edit, version)
        before = row.state
        step(row, State.CANCELLED)
        row.cancel_reason = reason.strip()
        promised = row.version > 0
        if promised:
            row.version += 1
        row.ended_at = now
        row.edit += 1
        row.save()
        record(
            by=by,
            kind="intervention.cancelled",
            obj=row,
            changes={"state": [before, row.state], "reason": row.cancel_reason},
        )
        if promised:
            telling.cancelled(intervention=row, now=now)
    return row
