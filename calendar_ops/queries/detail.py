"""What the page of one intervention shows, prepared: units with their why, dues, overrides, alerts."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.db.models import Case, Exists, OuterRef, QuerySet, Value, When
from django.http import Http404
from django.urls import reverse
from django.utils import timezone
from django.utils.dateparse import parse_datetime
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from calendar_ops.audience import sentence, units_touched, with_people_of
from calendar_ops.enums import AlertKind, BreachCause, Colour
from calendar_ops.models import Alert, Breach, Intervention, Reach, UnitChoice
from calendar_ops.queries.interventions import Sight, seen, sight_of
from calendar_ops.sentences import moment, slot
from catalog.models import Offering
from core.compiled import compiled
from core.dates import day as day_in_words
from core.listed import addresses
from organization.models import BusinessUnit, Site, User
from organization.tree import Tree

MOST = 40  # units drawn before « all of them » is asked


def shown_to(user: User, reference: str) -> Intervention:
    """The row of the page, that knows whether there are overrides and alerts to read at all.

    Raises Http404 when there is none that this person may know of.
    """
    found = _of_reference(sight_of(user), reference)
    if not found:
        raise Http404
    return found[0]


@compiled
def _of_reference(sight: Sight, reference: str) -> QuerySet[Intervention]:
    return (
        seen(sight)
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

    services: list[str] = field(default_factory=list)
    sites: list[str] = field(default_factory=list)
    ids: dict[str, set[int]] = field(default_factory=lambda: defaultdict(set))  # of each kind, units too


def named_in(intervention: Intervention) -> Named:
    """The services, the sites and the units added or dropped by hand; one query."""
    english = get_language() == "en"
    found = Named()
    for of, name, name_en, pk in sorted(_named(intervention.pk)):
        found.ids[of].add(pk)
        if of in ("service", "site"):
            (found.services if of == "service" else found.sites).append((english and name_en) or name)
    return found


@compiled
def _named(work: int) -> QuerySet[Any, tuple[str, str, str, int]]:
    columns = ("of", "name", "name_en", "id")
    services = Offering.objects.filter(interventions=work).annotate(of=Value("service"))
    sites = Site.objects.filter(interventions=work).annotate(of=Value("site"), name_en=Value(""))
    by_hand = UnitChoice.objects.filter(intervention=work).annotate(
        of=Case(When(dropped=True, then=Value("dropped")), default=Value("added")),
        name=Value(""),
        name_en=Value(""),
    )
    return (
        services.order_by()
        .values_list(*columns)
        .union(
            sites.order_by().values_list(*columns),
            by_hand.order_by().values_list("of", "name", "name_en", "unit_id"),
        )
    )


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
    foreseen: bool = False  # of a draft: whom it would touch as it stands


def reach_foreseen(named: Named, *, everything: bool = False) -> ReachShown:
    """Whom a draft would touch as it stands, in the order of the units' names; four queries at most."""
    ids = named.ids
    asked = BusinessUnit.objects.order_by("code").annotate(there=with_people_of(ids["site"]))
    units = list(asked.values_list("id", "parent_id", "code", "name", "there"))
    tree = Tree.of(unit[:3] for unit in units)
    there = {unit[0] for unit in units if unit[-1]}
    why = units_touched(ids["service"], ids["added"], ids["dropped"], ids["site"], tree, there)
    found = sorted((name, code, pk) for pk, _parent, code, name, _there in units if pk in why)
    shown = found if everything else found[:MOST]
    address = addresses("unit")
    rows = [
        ReachRow(name, address(code), "; ".join(map(sentence, why[pk])), "", False)
        for name, code, pk in shown
    ]
    return ReachShown(rows, len(found) - len(shown), [], len(found), foreseen=True)


def reach_of(intervention: Intervention, *, everything: bool = False) -> ReachShown:
    """The frozen units in the order of their names; one query."""
    found = _reach(intervention.pk)
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


@compiled
def _reach(work: int) -> QuerySet[Reach, tuple[Any, ...]]:
    reach = Reach.objects.filter(intervention=work).order_by("unit__name")
    return reach.values_list("unit__name", "unit__code", "why", "due_at", "queued_at")


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
    what = f"{units}{_(':')} {Colour(breach.colour).label}"
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
