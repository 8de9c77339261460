"""What the page of one intervention shows, prepared: units with their why, dues, overrides, alerts."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.utils.dateparse import parse_datetime
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from calendar_ops.audience import sentence
from calendar_ops.enums import AlertKind, BreachCause, Colour
from calendar_ops.models import Alert, Breach, Intervention
from calendar_ops.sentences import moment

MOST = 40  # units drawn before « all of them » is asked


@dataclass(frozen=True, slots=True)
class ReachRow:
    """One unit touched: why, and its notice."""

    name: str
    code: str
    why: str
    due: datetime
    queued: datetime | None


@dataclass(frozen=True, slots=True)
class DueRow:
    """The units whose people are told at one time, that is still to come."""

    at: datetime
    units: int


@dataclass(slots=True)
class ReachShown:
    rows: list[ReachRow]
    more: int
    dues: list[DueRow]
    total: int


def reach_of(intervention: Intervention, *, everything: bool = False) -> ReachShown:
    """The frozen units in the order of their names; one query."""
    found = list(
        intervention.reach.order_by("unit__name").values_list(
            "unit__name", "unit__code", "why", "due_at", "queued_at"
        )
    )
    shown = found if everything else found[:MOST]
    waiting: dict[datetime, int] = {}
    for _name, _code, _why, due, queued in found:
        if queued is None:
            waiting[due] = waiting.get(due, 0) + 1
    return ReachShown(
        [
            ReachRow(name, code, "; ".join(sentence(reason) for reason in why), due, queued)
            for name, code, why, due, queued in shown
        ],
        len(found) - len(shown),
        [DueRow(at, count) for at, count in sorted(waiting.items())],
        len(found),
    )


@dataclass(frozen=True, slots=True)
class Override:
    """A calendar overridden: what, where, why, and whether somebody accepted it."""

    cause: str
    what: str
    start: datetime
    end: datetime
    reason: str
    accepted: bool
    serious: bool


def overrides_of(intervention: Intervention) -> list[Override]:
    """One query."""
    return [_override(breach) for breach in intervention.breaches.all()]


def _override(breach: Breach) -> Override:
    units = ", ".join(breach.units[:4])
    if len(breach.units) > 4:
        units += ngettext(" and %(n)s other", " and %(n)s others", len(breach.units) - 4) % {
            "n": len(breach.units) - 4
        }
    what = f"{units} : {Colour(breach.colour).label}"
    if breach.calendar_version:
        what += ", " + _("version %(n)s") % {"n": breach.calendar_version}
    return Override(
        str(BreachCause(breach.cause).label),
        what,
        breach.start,
        breach.end,
        breach.reason,
        breach.accepted_at is not None,
        breach.cause == BreachCause.AGREEMENT and breach.accepted_at is None,
    )


@dataclass(frozen=True, slots=True)
class AlertShown:
    """One alert in words; `accepts`: it is closed by accepting, with a reason."""

    kind: str
    title: str
    detail: str
    accepts: bool


def alerts_of(intervention: Intervention) -> list[AlertShown]:
    """The open alerts, newest first; one query."""
    return [_alert(alert) for alert in open_alerts([intervention])]


def open_alerts(interventions: Iterable[Intervention]) -> list[Alert]:
    return list(Alert.objects.filter(intervention__in=list(interventions), closed_at=None))


def nobody_tells(said: dict) -> str:
    """« 12 personnes sans messagerie ni relais : PROD-AT1, LOG »"""
    units = said.get("units", {})
    people = sum(units.values())
    return ngettext(
        "%(n)s person without mailbox nor relay: %(units)s",
        "%(n)s people without mailbox nor relay: %(units)s",
        people,
    ) % {"n": people, "units": ", ".join(list(units)[:8])}


def _alert(alert: Alert) -> AlertShown:
    detail, said = "", alert.details
    if alert.kind == AlertKind.CONFLICT:
        start, end = (parse_datetime(said.get(name, "") or "") for name in ("start", "end"))
        if start and end:
            detail = _("%(unit)s, version %(version)s: %(colour)s from %(start)s to %(end)s.") % {
                "unit": said.get("calendar", ""),
                "version": said.get("version", ""),
                "colour": Colour(said["colour"]).label,
                "start": moment(start),
                "end": moment(end),
            }
        detail = f"{detail} {_('Move the work, or keep it with a reason.')}".strip()
    elif alert.kind == AlertKind.REACH_CHANGED:
        parts = []
        if more := said.get("more"):
            parts.append(_("more: %(units)s") % {"units": ", ".join(more[:8])})
        if less := said.get("less"):
            parts.append(_("fewer: %(units)s") % {"units": ", ".join(less[:8])})
        detail = "; ".join(parts)
    elif alert.kind == AlertKind.DELIVERY_FAILED:
        count = int(said.get("failed", 0))
        detail = ngettext(
            "%(n)s message did not arrive: see below who and why.",
            "%(n)s messages did not arrive: see below who and why.",
            count,
        ) % {"n": count}
    elif alert.kind == AlertKind.UNREACHABLE:
        detail = nobody_tells(said)
    elif alert.kind == AlertKind.MISSED_NOTICE:
        detail = _("The portal could not send in time, and does not announce what has begun.")
    return AlertShown(alert.kind, str(AlertKind(alert.kind).label), detail, alert.kind == AlertKind.CONFLICT)
