"""The feeds of interventions and periods as iCalendar (RFC 5545, RFC 7986), and the tokens that open them.

The address carries the token's uid, signed: a copy of the database alone opens nothing.
"""

from __future__ import annotations

import hashlib
import uuid
from datetime import UTC, datetime, timedelta
from typing import cast
from zoneinfo import ZoneInfo

from django.conf import settings
from django.core import signing
from django.db import transaction
from django.db.models import Q, QuerySet
from django.utils.translation import gettext
from icalendar import Calendar as ICalendar
from icalendar import Event, Timezone

from calendar_ops.enums import Colour, FeedKind, State
from calendar_ops.models import FeedToken, Intervention
from calendar_ops.queries import calendars as queries
from calendar_ops.queries.interventions import visible_to
from calendar_ops.queries.touching import touches
from calendar_ops.timeline import Stretch
from core import audit
from organization.models import BusinessUnit, User

SALT = "calendar_ops.feed"
CANCELLED_DAYS = 30
BACK, AHEAD = timedelta(days=92), timedelta(days=550)
REFRESH = timedelta(hours=1)
STATUS = {State.DRAFT: "TENTATIVE", State.AWAITING: "TENTATIVE", State.CANCELLED: "CANCELLED"}


def text_of(token: FeedToken) -> str:
    """What stands in the address."""
    return signing.Signer(salt=SALT).sign(token.uid.hex)


def token_of(text: str) -> FeedToken | None:
    """The token of an address, revoked or not; None for an address that the portal did not sign."""
    try:
        uid = uuid.UUID(signing.Signer(salt=SALT).unsign(text))
    except (signing.BadSignature, ValueError):
        return None
    return FeedToken.objects.select_related("person", "unit", "intervention").filter(uid=uid).first()


def create(
    *,
    kind: str,
    person: User | None,
    by: User | None,
    now: datetime,
    unit: BusinessUnit | None = None,
    intervention: Intervention | None = None,
) -> FeedToken:
    """A new address; the same person may have several of a kind."""
    with transaction.atomic():
        token = FeedToken.objects.create(
            kind=kind, person=person, unit=unit, intervention=intervention, created_at=now
        )
        audit.record(by=by, kind="feed.created", obj=token, changes={"kind": kind})
    return token


def revoke(*, token: FeedToken, by: User | None, now: datetime) -> None:
    """The address answers 410 from now on."""
    with transaction.atomic():
        FeedToken.objects.filter(pk=token.pk, revoked_at=None).update(revoked_at=now)
        audit.record(by=by, kind="feed.revoked", obj=token)


def interventions_of(token: FeedToken, now: datetime) -> QuerySet[Intervention]:
    """What the feed holds: confirmed and later, three months back, cancelled ones for thirty days."""
    known = Intervention.objects.exclude(confirmed_at=None).filter(version__gte=1)
    if token.kind == FeedKind.INTERVENTION:
        return known.filter(pk=token.intervention_id or 0)
    found = known.filter(end__gte=now - BACK, start__lt=now + AHEAD).filter(
        ~Q(state=State.CANCELLED) | Q(ended_at__gte=now - timedelta(days=CANCELLED_DAYS)) | Q(ended_at=None)
    )
    if token.kind == FeedKind.UNIT:
        if token.person is None:
            return known.none()
        found = found.filter(pk__in=visible_to(token.person).values("pk"))
        found = found.filter(reach__unit=token.unit_id)
    elif token.kind == FeedKind.MINE:
        if token.person is None:
            return known.none()
        found = found.filter(touches(token.person))
    elif token.person is None or not (
        token.person.has_perm("calendar_ops.plan") or token.person.has_perm("calendar_ops.read_all")
    ):
        return known.none()
    return found.distinct().order_by("start", "id")


def render(token: FeedToken, *, language: str, now: datetime) -> tuple[bytes, str]:
    """The feed and its ETag, which changes with every edit of what it holds."""
    calendar = ICalendar()
    calendar.add("prodid", "-//IS marketing portal//calendar//EN")
    calendar.add("version", "2.0")
    calendar.add("calscale", "GREGORIAN")
    calendar.add("method", "PUBLISH")
    name = token.unit.name if token.unit else gettext("IT interventions")
    calendar.add("name", name)
    calendar.add("x-wr-calname", name)
    calendar.add("refresh-interval", REFRESH, parameters={"VALUE": "DURATION"})
    calendar.add("x-published-ttl", "PT1H")
    works = list(interventions_of(token, now))
    zones = {work.time_zone for work in works}
    stretches: list[Stretch] = []
    if token.kind == FeedKind.UNIT and token.unit is not None:
        kept = queries.kept_for(token.unit)
        zone = ZoneInfo(kept.time_zone if kept else token.unit.time_zone)
        start = datetime(now.year, 1, 1, tzinfo=zone)
        stretches = queries.colours(kept, start, datetime(now.year + 2, 1, 1, tzinfo=zone))
        stretches = [s for s in stretches if s.colour != Colour.NONE]
        zones.add(str(zone))
        reasons = queries.reasons(stretches, language)
        stamp = (kept and kept.version) or 0
    for name in sorted(zones):
        calendar.add_component(Timezone.from_tzid(name))
    for work in works:
        calendar.add_component(_work(work, language))
    for stretch in stretches:
        calendar.add_component(
            _period(
                stretch,
                cast("BusinessUnit", token.unit),
                zone,
                reasons.get(cast("int", stretch.key), ""),
                stamp,
                now,
            )
        )
    seen = [(w.pk, w.edit, w.version, w.state) for w in works], [tuple(s) for s in stretches]
    body = calendar.to_ical()
    mark = hashlib.sha256(repr((seen, language)).encode() + body).hexdigest()[:32]
    return body, f'"{mark}"'


def _host() -> str:
    return str(getattr(settings, "SITE_HOST", "") or "portal")


def _work(work: Intervention, language: str) -> Event:
    zone = ZoneInfo(work.time_zone)
    event = Event()
    event.add("uid", f"{work.reference}@{_host()}")
    event.add("sequence", work.version)
    event.add(
        "dtstamp", max(filter(None, [work.confirmed_at, work.started_at, work.ended_at, work.created_at]))
    )
    event.add("dtstart", work.start.astimezone(zone))
    event.add("dtend", work.end.astimezone(zone))
    english = language == "en"
    event.add("summary", (work.title_en or work.title) if english else (work.title or work.title_en))
    said = [
        (work.impact_en or work.impact) if english else (work.impact or work.impact_en),
        gettext("interruption of %(n)s min at most") % {"n": work.interruption_minutes},
        (work.precautions_en or work.precautions) if english else (work.precautions or work.precautions_en),
    ]
    event.add("description", "\n".join(part for part in said if part))
    event.add("status", STATUS.get(State(work.state), "CONFIRMED"))
    event.add("transp", "TRANSPARENT")
    return event


def _period(
    stretch: Stretch, unit: BusinessUnit, zone: ZoneInfo, reason: str, version: int, now: datetime
) -> Event:
    start, end = stretch.start.astimezone(zone), stretch.end.astimezone(zone)
    word = str(Colour(stretch.colour).label)
    event = Event()
    event.add("uid", f"{unit.code}-{stretch.start.astimezone(UTC):%Y%m%dT%H%M%SZ}@{_host()}")
    event.add("sequence", version)
    event.add("dtstamp", datetime(now.year, 1, 1, tzinfo=UTC))
    whole = (start.hour, start.minute, end.hour, end.minute) == (0, 0, 0, 0)
    event.add("dtstart", start.date() if whole else start)
    event.add("dtend", end.date() if whole else end)
    event.add("summary", f"{unit.name}: {word}" + (f" · {reason}" if reason else ""))
    event.add("categories", [word])
    event.add("transp", "TRANSPARENT")
    return event
