"""Interventions and periods as iCalendar (RFC 5545, RFC 7986): what a diary reads.

CRLF, folding at 75 octets and escaping are the library's; tests hold them against another one.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, time, timedelta
from urllib.parse import urlsplit
from uuid import UUID
from zoneinfo import ZoneInfo

from django.conf import settings
from django.utils.translation import gettext
from icalendar import Calendar as ICalendar
from icalendar import Event, Timezone

from calendar_ops.enums import State
from calendar_ops.models import Intervention

REFRESH = timedelta(hours=1)
STATUS = {State.DRAFT: "TENTATIVE", State.AWAITING: "TENTATIVE", State.CANCELLED: "CANCELLED"}


@dataclass(frozen=True, slots=True)
class Band:
    """One resolved stretch of an agreed period, in its calendar's zone; `uid` is that of the period."""

    uid: UUID
    start: datetime
    end: datetime
    unit: str
    colour: str
    reason: str
    version: int
    signed_at: datetime


def host() -> str:
    """The name of the portal's own address: what makes UIDs unique in the world, and the same for ever."""
    return urlsplit(settings.PORTAL_URL).hostname or "portal"


def calendar(
    *,
    name: str,
    about: str,
    works: Sequence[tuple[Intervention, datetime | None]],
    bands: Sequence[Band],
    language: str,
) -> bytes:
    """The whole feed. With each intervention comes when it was last changed, where that is known."""
    made = ICalendar()
    made.add("prodid", f"-//{host()}//IS marketing portal//EN")
    made.add("version", "2.0")
    made.add("calscale", "GREGORIAN")
    made.add("method", "PUBLISH")
    for label in ("name", "x-wr-calname"):
        made.add(label, name)
    if about:
        for label in ("description", "x-wr-caldesc"):
            made.add(label, about)
    made.add("refresh-interval", REFRESH, parameters={"VALUE": "DURATION"})
    made.add("x-published-ttl", "PT1H")
    events = [_work(work, stamp, language) for work, stamp in works] + [_band(band) for band in bands]
    for zone in sorted(_zones(events)):
        made.add_component(Timezone.from_tzid(zone))
    for event in events:
        made.add_component(event)
    return made.to_ical()


def _zones(events: Iterable[Event]) -> set[str]:
    """The TZIDs that the events name: each needs its VTIMEZONE."""
    return {
        str(event[end].params["TZID"])
        for event in events
        for end in ("DTSTART", "DTEND")
        if "TZID" in event[end].params
    }


def _work(work: Intervention, stamp: datetime | None, language: str) -> Event:
    zone = ZoneInfo(work.time_zone)
    english = language == "en"
    event = Event()
    event.add("uid", f"{work.reference}@{host()}")
    event.add("sequence", work.version)
    event.add("dtstamp", (stamp or work.confirmed_at or work.created_at).astimezone(UTC))
    event.add("dtstart", work.start.astimezone(zone))
    event.add("dtend", work.end.astimezone(zone))
    event.add("summary", (work.title_en or work.title) if english else (work.title or work.title_en))
    said = [
        (work.impact_en or work.impact) if english else (work.impact or work.impact_en),
        gettext("interruption of %(n)s min at most") % {"n": work.interruption_minutes},
        (work.precautions_en or work.precautions) if english else (work.precautions or work.precautions_en),
    ]
    event.add("description", "\n".join(part for part in said if part))
    event.add("url", f"{settings.PORTAL_URL}{work.get_absolute_url()}")
    event.add("status", STATUS.get(State(work.state), "CONFIRMED"))
    event.add("transp", "TRANSPARENT")
    return event


def _band(band: Band) -> Event:
    event = Event()
    event.add("uid", f"{band.uid}-{band.start.astimezone(UTC):%Y%m%dT%H%M%SZ}@{host()}")
    event.add("sequence", band.version)
    event.add("dtstamp", band.signed_at.astimezone(UTC))
    whole = band.start.time() == band.end.time() == time()
    event.add("dtstart", band.start.date() if whole else band.start)
    event.add("dtend", band.end.date() if whole else band.end)
    event.add("summary", f"{band.unit}: {band.colour}" + (f" · {band.reason}" if band.reason else ""))
    event.add("categories", [band.colour])
    event.add("transp", "TRANSPARENT")
    return event
