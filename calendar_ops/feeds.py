"""The tokens that open the feeds, what each feed holds, and the feed itself with its mark.

The address carries the token's uid, signed: a copy of the database alone opens nothing.
"""

from __future__ import annotations

import hashlib
import uuid
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import cast
from zoneinfo import ZoneInfo

from django.conf import settings
from django.core import signing
from django.db import transaction
from django.db.models import Q, QuerySet
from django.urls import reverse
from django.utils.translation import gettext

from calendar_ops.enums import Colour, FeedKind, State
from calendar_ops.ical import Band, calendar
from calendar_ops.models import FeedToken, Intervention
from calendar_ops.queries import calendars as queries
from calendar_ops.queries.interventions import visible_to
from calendar_ops.queries.touching import touches
from core import audit
from organization.models import BusinessUnit, User

SALT = "calendar_ops.feed"
CANCELLED_DAYS = 30
BACK, AHEAD = timedelta(days=92), timedelta(days=550)


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


@dataclass(frozen=True, slots=True)
class Subscription:
    """One address, as its owner's page shows it; `webcal` opens the diary itself, where one answers to it."""

    token: FeedToken
    name: str
    address: str
    webcal: str


def of(person: User) -> list[Subscription]:
    """The addresses of this person that still open, newest first."""
    tokens = FeedToken.objects.filter(person=person, revoked_at=None).select_related("unit")
    found = []
    for token in tokens.order_by("-created_at", "-id"):
        name = token.unit.name if token.unit else str(FeedKind(token.kind).label)
        address = f"{settings.PORTAL_URL}{reverse('calendar_ops:feed', args=[text_of(token)])}"
        found.append(Subscription(token, name, address, f"webcal:{address.partition(':')[2]}"))
    return found


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
    works = list(interventions_of(token, now))
    bands, name, about = _bands(token, language, now)
    if token.kind == FeedKind.INTERVENTION:
        name = works[0].reference if works else name
    stamps = audit.latest(works)
    body = calendar(
        name=name,
        about=about,
        works=[(work, stamps.get(work.reference)) for work in works],
        bands=bands,
        language=language,
    )
    seen = [(work.pk, work.edit, work.version, work.state) for work in works]
    mark = hashlib.sha256(repr((seen, language)).encode() + body).hexdigest()[:32]
    return body, f'"{mark}"'


def _bands(token: FeedToken, language: str, now: datetime) -> tuple[list[Band], str, str]:
    """The agreed periods of a unit's feed, as resolved; the feed's name and what it says of itself."""
    unit = token.unit
    if token.kind != FeedKind.UNIT or unit is None:
        return [], gettext("IT interventions"), ""
    kept = queries.kept_for(unit)
    if kept is None:
        return [], unit.name, gettext("Nothing was negotiated with this unit.")
    zone = ZoneInfo(kept.time_zone)
    start = datetime(now.astimezone(zone).year, 1, 1, tzinfo=zone)
    end = datetime(start.year + 2, 1, 1, tzinfo=zone)
    agreed = [stretch for stretch in queries.colours(kept, start, end) if stretch.key]
    signed = queries.signatures(agreed, language)
    about = gettext("Where there is no period: %(colour)s.") % {
        "colour": Colour(kept.default or Colour.NONE).label
    }
    bands = [
        Band(
            uid=signed[cast("int", stretch.key)].uid,
            start=stretch.start.astimezone(zone),
            end=stretch.end.astimezone(zone),
            unit=unit.name,
            colour=str(Colour(stretch.colour).label),
            reason=signed[cast("int", stretch.key)].reason,
            version=kept.version,
            signed_at=signed[cast("int", stretch.key)].signed_at,
        )
        for stretch in agreed
    ]
    return bands, unit.name, about


def used(token: FeedToken, *, now: datetime) -> None:
    """Keep the day of its last use, which helps to know which addresses still serve; written once a day."""
    today = now.astimezone(UTC).date()
    if token.last_used_on != today:
        FeedToken.objects.filter(pk=token.pk).update(last_used_on=today)
