"""Alerts of an intervention are dealt with: closed, or a conflict kept with its reason."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from calendar_ops.enums import AlertKind, BreachCause
from calendar_ops.models import Alert, Intervention
from core.audit import record
from organization.models import User

from .drafts import locked, refuse_second_editor
from .refusals import Refused


def close_alert(*, intervention: Intervention, kind: str, by: User, now: datetime) -> bool:
    """Close what was only to be known. False when it was closed already; a conflict wants `keep`."""
    if kind == AlertKind.CONFLICT:
        raise Refused(_("A conflict is not closed: move the work, or keep it with a reason."))
    with transaction.atomic():
        closed = Alert.objects.filter(intervention=intervention, kind=kind, closed_at=None).update(
            closed_at=now
        )
        if closed:
            record(by=by, kind="intervention.alert_closed", obj=intervention, changes={"alert": kind})
    return bool(closed)


def keep(
    *,
    intervention: Intervention,
    reason: str,
    by: User,
    now: datetime,
    version: int | None = None,
    edit: int | None = None,
) -> Intervention:
    """Keep work that a later agreement overrides: its breaches are accepted with this reason, its flag closed.

    Raises Refused without a reason or when nothing stands against it any more, Conflict.
    """
    if not reason.strip():
        raise Refused(_("Say why the work is kept: the unit reads it."), field="reason")
    with transaction.atomic():
        row = locked(intervention)
        refuse_second_editor(row, edit, version)
        accepted = row.breaches.filter(cause=BreachCause.AGREEMENT, accepted_at=None).update(
            accepted_at=now, accepted_by_ref=by.ref, reason=reason.strip()[:300]
        )
        closed = Alert.objects.filter(intervention=row, kind=AlertKind.CONFLICT, closed_at=None).update(
            closed_at=now
        )
        if not accepted and not closed:
            raise Refused(
                _("No agreement stands against %(reference)s any more.") % {"reference": row.reference}
            )
        row.edit += 1
        row.save(update_fields=["edit"])
        record(by=by, kind="intervention.kept", obj=row, changes={"reason": reason.strip()})
    return row
