"""The words of what happened to an intervention; see core.trail."""

from __future__ import annotations

from typing import Any

from django.db.models import OuterRef, QuerySet, Subquery
from django.utils.translation import gettext_lazy as _

from calendar_ops.enums import Nature, WorkClass, WorkTarget
from calendar_ops.models import Intervention
from core.audit import object_ref, trail_of
from core.compiled import compiled
from core.models import AuditEvent
from core.trail import Entry, Field, entries, moment
from organization.models import User

WORDS = {
    "intervention.created": _("Draft opened by %(who)s"),
    "intervention.edited": _("Draft edited by %(who)s"),
    "intervention.submitted": _("Submitted for approval by %(who)s"),
    "intervention.approved": _("Emergency approved by %(who)s"),
    "intervention.sent_back": _("Sent back to draft by %(who)s"),
    "intervention.confirmed": _("Confirmed by %(who)s"),
    "intervention.rescheduled": _("Moved by %(who)s"),
    "intervention.amended": _("Changed by %(who)s"),
    "intervention.started": _("Work started, said %(who)s"),
    "intervention.finished": _("Work ended, said %(who)s"),
    "intervention.cancelled": _("Cancelled by %(who)s"),
    "intervention.kept": _("Kept in spite of a later agreement by %(who)s"),
    "intervention.alert_closed": _("Alert closed by %(who)s"),
}


def _choice(choices: Any):
    labels = dict(choices.choices)
    return lambda value: str(labels.get(value, value or "—"))


FIELDS = {
    "title": Field(_("title")),
    "title_en": Field(_("title, in English")),
    "impact": Field(_("what changes for you")),
    "impact_en": Field(_("what changes for you, in English")),
    "precautions": Field(_("what everybody should do before")),
    "precautions_en": Field(_("the same, in English")),
    "nature": Field(_("nature"), _choice(Nature)),
    "target": Field(_("works on"), _choice(WorkTarget)),
    "work_class": Field(_("class"), _choice(WorkClass)),
    "start": Field(_("start"), moment),
    "end": Field(_("end"), moment),
    "interruption_minutes": Field(_("longest interruption, in minutes")),
    "owner": Field(_("in charge")),
    "fallback": Field(_("fallback")),
    "external_id": Field(_("number in the ITSM tool")),
    "tell_finished": Field(_("tell when it is over")),
    "offerings": Field(_("services touched")),
    "sites": Field(_("only at these sites")),
    "units_added": Field(_("units added by hand")),
    "units_dropped": Field(_("units left out")),
}
MOST = 40


def story(intervention: Intervention) -> list[Entry]:
    """What happened to it, newest first; saves of a draft that follow each other are one entry. One query."""
    events = _events(intervention._meta.label_lower, object_ref(intervention))
    return entries(
        events,
        names=lambda refs: {event.actor_ref: event.actor for event in events if event.actor},  # type: ignore[attr-defined]  # annotated
        words=WORDS,
        fields=FIELDS,
        together=("intervention.edited",),
    )


@compiled
def _events(kind: str, ref: str) -> QuerySet[AuditEvent]:
    actor = User.objects.filter(ref=OuterRef("actor_ref")).values("name")[:1]
    return trail_of(kind, ref).annotate(actor=Subquery(actor))[:MOST]
