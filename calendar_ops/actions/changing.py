"""Changing a promise: another slot, other facts, other people. Whoever was told is told again."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from calendar_ops import telling
from calendar_ops.enums import NoticeKind, State
from calendar_ops.evaluation import Changes
from calendar_ops.models import Intervention
from core.audit import differences, record
from organization.models import User

from .drafts import (
    Content,
    refuse_faults,
    refuse_second_editor,
    snapshot,
    update_draft,
    write,
    write_links,
)
from .reaching import freeze, hold, refuse_by_verdict, refuse_nobody, write_breaches
from .refusals import Refused

SAID = (
    "title",
    "title_en",
    "impact",
    "impact_en",
    "precautions",
    "precautions_en",
    "nature",
    "interruption_minutes",
)
"""What the messages say, besides the slot: a change of one raises the version and is told."""

JUDGED = ("work_class", "interruption_minutes")
SLOT = ("start", "end")
REACHING = ("offerings", "sites", "units_added", "units_dropped")


def _still_to_come(row: Intervention) -> None:
    if row.state != State.CONFIRMED:
        raise Refused(
            _("%(reference)s is « %(state)s »: only confirmed work that has not started can be changed.")
            % {"reference": row.reference, "state": State(row.state).label}
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
    """Move confirmed work to where the verdict is allowed, or not negotiated with a reason.

    Due times are computed again; who was already told is told of the move. Raises Refused, Conflict.
    """
    with transaction.atomic():
        row, evaluation = hold(intervention, Changes(start=start, end=end))
        refuse_second_editor(row, edit, version)
        _still_to_come(row)
        before = {"start": row.start.isoformat(), "end": row.end.isoformat()}
        after = {"start": start.isoformat(), "end": end.isoformat()}
        if (row.start, row.end) == (start, end):
            return row
        row.start, row.end = start, end
        refuse_faults(row, now=now)
        refuse_nobody(evaluation)
        refuse_by_verdict(row, evaluation, reason=reason)
        row.version += 1
        row.edit += 1
        row.reason = reason.strip()
        row.worst_colour = evaluation.worst_colour
        row.people_count = evaluation.audience.people_count
        row.save()
        write_breaches(row, evaluation, reason=row.reason, by=by, now=now)
        changes: dict = differences(before, after)
        if row.reason:
            changes["reason"] = row.reason
        record(by=by, kind="intervention.rescheduled", obj=row, changes=changes)
        freeze(row, evaluation)
        telling.facts_changed(intervention=row, kind=NoticeKind.RESCHEDULED, now=now)
    return row


def amend(
    *,
    intervention: Intervention,
    content: Content,
    by: User,
    now: datetime,
    reason: str = "",
    version: int | None = None,
    edit: int | None = None,
) -> Intervention:
    """Change confirmed work where it stands: its words, its interruption, what it touches; not its slot.

    What the messages say → version + 1, and who was told is told. Raises Refused, Conflict.
    """
    fields = {name: value for name, value in content.fields.items() if name not in SLOT}
    content = Content(fields, content.offerings, content.sites, content.added, content.dropped)
    with transaction.atomic():
        row, evaluation = hold(intervention, content.as_changes())
        refuse_second_editor(row, edit, version)
        _still_to_come(row)
        before = snapshot(row)
        write(row, content)
        refuse_faults(row)
        write_links(row, content)
        changes = differences(before, snapshot(row))
        if not changes:
            return row
        said = any(name in changes for name in SAID)
        reaches = any(name in changes for name in REACHING)
        if reaches or any(name in changes for name in JUDGED):
            refuse_nobody(evaluation)
            refuse_by_verdict(row, evaluation, reason=reason or row.reason)
            row.worst_colour = evaluation.worst_colour
            row.people_count = evaluation.audience.people_count
            row.reason = reason.strip() or row.reason
            write_breaches(row, evaluation, reason=row.reason, by=by, now=now)
            if reaches:
                freeze(row, evaluation)
        row.version += 1 if said else 0
        row.edit += 1
        row.save()
        record(by=by, kind="intervention.amended", obj=row, changes=changes)
        if said:
            telling.facts_changed(intervention=row, kind=NoticeKind.AMENDED, now=now)
        if reaches:
            telling.reach_changed(intervention=row, now=now)
    return row


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
    """One save whatever the state: a draft is written; confirmed work is moved, amended, or both at once."""
    if intervention.state == State.DRAFT:
        if version is not None:
            refuse_second_editor(intervention, None, version)
        return update_draft(intervention=intervention, content=content, by=by, now=now, edit=edit)
    with transaction.atomic():
        row = intervention
        start = content.fields.get("start", row.start)
        end = content.fields.get("end", row.end)
        rest = {k: v for k, v in content.fields.items() if k not in SLOT}
        if (start, end) != (row.start, row.end):
            row = reschedule(
                intervention=row,
                start=start,
                end=end,
                by=by,
                now=now,
                reason=reason,
                version=version,
                edit=edit,
            )
            version = edit = None
        if rest or content.changes_reach:
            row = amend(
                intervention=row,
                content=Content(rest, content.offerings, content.sites, content.added, content.dropped),
                by=by,
                now=now,
                reason=reason,
                version=version,
                edit=edit,
            )
    return row
