"""What the page of one intervention shows, prepared: units with their why, dues, overrides, alerts."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.db.models import Exists, OuterRef, QuerySet, Value
from django.urls import reverse
from django.utils import timezone
from django.utils.dateparse import parse_datetime
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from calendar_ops.audience import sentence
from calendar_ops.enums import AlertKind, BreachCause, Colour
from calendar_ops.models import Alert, Breach, Intervention
from calendar_ops.queries.interventions import visible_to
from calendar_ops.sentences import moment, slot
from catalog.models import Offering
from core.dates import day as day_in_words
from organization.models import Site, User

MOST = 40  # units drawn before « all of them » is asked


def shown_to(user: User, reference: str) -> QuerySet[Intervention]:
    """The row of the page, that knows whether there are overrides and alerts to read at all."""
    return (
        visible_to(user)
        .filter(reference=reference)
        .select_related("owner", "approved_by")
        .annotate(
            overridden=Exists(Breach.objects.filter(intervention=OuterRef("pk"))),
            alerted=Exists(Alert.objects.filter(intervention=OuterRef("pk"), closed_at=None)),
        )
    )


@dataclass(slots=True)
class Named:
    """What the work is about, in the reader's language."""

    services: list[str]
    sites: list[str]


def named_in(intervention: Intervention) -> Named:
    """The services and the sites by name; one query."""
    english = get_language() == "en"
    services = Offering.objects.filter(interventions=intervention).annotate(of=Value("service"))
    sites = Site.objects.filter(interventions=intervention).annotate(of=Value("site"), name_en=Value(""))
    rows = (
        services.order_by()
        .values_list("of", "name", "name_en")
        .union(sites.order_by().values_list("of", "name", "name_en"))
    )
    found = Named([], [])
    for of, name, name_en in sorted(rows):
        (found.services if of == "service" else found.sites).append((english and name_en) or name)
    return found


@dataclass(frozen=True, slots=True)
class ReachRow:
    """One unit touched: why, and when its notice left (`left`) or is due."""

    name: str
    address: str
    why: str
    notice: str
    left: bool


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
    said: dict[str, str] = {}  # most units share their why and their time: each is said once
    times: dict[datetime, str] = {}
    before, after = reverse("unit", args=["_"]).split("_")
    rows = []
    for name, code, why, due, queued in shown:
        key = str(why)
        if key not in said:
            said[key] = "; ".join(sentence(reason) for reason in why)
        at = queued or due
        if at not in times:
            times[at] = (
                day_in_words(timezone.localtime(at), today=timezone.localdate()) if queued else moment(at)
            )
        rows.append(ReachRow(name, f"{before}{code}{after}", said[key], times[at], queued is not None))
    return ReachShown(
        rows,
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
    """One query, none when the row says that there are none."""
    if not getattr(intervention, "overridden", True):
        return []
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
    """The open alerts, newest first; one query, none when the row says that there are none."""
    if not getattr(intervention, "alerted", True):
        return []
    return [_alert(alert) for alert in intervention.alerts.filter(closed_at=None)]


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
            detail = _("%(unit)s, version %(version)s: %(colour)s, %(slot)s.") % {
                "unit": said.get("calendar", ""),
                "version": said.get("version", ""),
                "colour": Colour(said["colour"]).label,
                "slot": slot(start, end),
            }
        what_to_do = _("Move the work, or keep it with a reason.")
        detail = f"{detail} {what_to_do}".strip()
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
