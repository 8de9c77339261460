"""What the messages of a person ask of them, and what they changed."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime, timedelta

from django.db.models import Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from calendar_ops.enums import NoticeKind, State
from calendar_ops.models import Intervention, Notice
from calendar_ops.queries.mine import LEFT
from calendar_ops.sentences import day as short_day
from core.compiled import compiled
from organization.models import User

LATELY = timedelta(days=14)


@dataclass(frozen=True, slots=True)
class PassOn:
    """A message that a relay was sent for people without mailbox, about work that is not over."""

    work: Intervention
    unit: str
    sent_at: datetime | None


@dataclass(frozen=True, slots=True)
class Change:
    """A correction or an end that a person was told of lately."""

    work: Intervention
    words: str
    sent_at: datetime


@dataclass(slots=True)
class Messages:
    """What the messages of a person ask of them (soonest first), and what they changed (newest first)."""

    to_pass_on: list[PassOn] = field(default_factory=list)
    changes: list[Change] = field(default_factory=list)


CHANGES = {
    NoticeKind.RESCHEDULED: lambda work: (
        _("moved to %(day)s") % {"day": short_day(timezone.localtime(work.start))}
    ),
    NoticeKind.AMENDED: lambda work: _("changed"),
    NoticeKind.EXTENDED: lambda work: _("takes longer"),
    NoticeKind.CANCELLED: lambda work: _("cancelled"),
    NoticeKind.WITHDRAWN: lambda work: _("no longer concerns you"),
    NoticeKind.FINISHED: lambda work: (
        _("did not succeed, put back as it was") if work.state == State.FAILED else _("is done")
    ),
}


def messages(user: User, now: datetime) -> Messages:
    """What this person still has to tell the people of their units, and what changed lately; one query."""
    found, seen = Messages(), set()
    for notice in _told(user.pk, now, now - LATELY):
        key = (notice.intervention_id, notice.relay_for_id)
        if key in seen or notice.delivery is None:
            continue  # only the last word about each counts
        seen.add(key)
        work, sent = notice.intervention, notice.delivery.sent_at
        if notice.relay_for:
            found.to_pass_on.append(PassOn(work, notice.relay_for.name, sent))
        elif sent is not None:
            found.changes.append(Change(work, CHANGES[NoticeKind(notice.kind)](work), sent))
    found.to_pass_on.sort(key=lambda one: one.work.start)
    return found


@compiled
def _told(person: int, now: datetime, since: datetime) -> QuerySet[Notice]:
    as_relay = Q(relay_for__isnull=False, superseded_at=None, intervention__end__gt=now) & ~Q(
        intervention__state__in=[State.FINISHED, State.FAILED]
    )
    lately = Q(relay_for=None, kind__in=list(CHANGES), delivery__sent_at__gte=since)
    told = Notice.objects.filter(as_relay | lately, person=person, delivery__state__in=LEFT)
    return told.select_related("intervention", "relay_for", "delivery").order_by("-delivery_id", "-pk")
