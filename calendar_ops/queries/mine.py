"""What touches a person: coming, running, past, with why and when they are told; and what they pass on."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from django.db.models import Q, QuerySet
from django.utils import timezone
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from calendar_ops.audience import Reason
from calendar_ops.enums import NoticeKind, State
from calendar_ops.models import Intervention, Notice, Reach
from calendar_ops.queries.interventions import state_label
from calendar_ops.queries.touching import touches
from calendar_ops.sentences import day as short_day
from calendar_ops.shown_state import shown_state
from core import bilingual, dates
from organization.models import User
from outbox.enums import DeliveryState

COMING = 100  # more than anybody reads; the page says when there are more
REASONS = 2
LATELY = timedelta(days=14)
LEFT = (DeliveryState.SENT, DeliveryState.SENDING, DeliveryState.STALE)
HELD = (State.CONFIRMED, State.RUNNING)


@dataclass(frozen=True, slots=True)
class Told:
    """The last message that a person was sent about an intervention. `sent_at` is None while it is sent."""

    kind: str
    sent_at: datetime | None


@dataclass(frozen=True, slots=True)
class Row:
    """One intervention as the person touched reads it."""

    work: Intervention
    day: str
    hours: str
    outage: str
    todo: str  # name of the bilingual field that says what to do or what changes; empty when neither is known
    why: tuple[str, ...]
    badge: str
    icon: str
    tone: str
    told: bool  # the notice of one of the person's units has left


@dataclass(slots=True)
class Mine:
    """What touches a person: now, later, before. `more`: there are others beyond those listed."""

    running: list[Row] = field(default_factory=list)
    coming: list[Row] = field(default_factory=list)
    past: list[Row] = field(default_factory=list)
    more: bool = False

    @property
    def number(self) -> int:
        """How many will take place, or do so now."""
        return sum(row.work.state != State.CANCELLED for row in [*self.running, *self.coming])


def known(user: User) -> QuerySet[Intervention]:
    """All that touches this person and was ever confirmed, cancelled ones too."""
    return Intervention.objects.filter(touches(user), version__gte=1)


def coming(user: User, now: datetime, over: Iterable[Intervention] = ()) -> Mine:
    """What runs and what is to come, soonest first, and these that are over; three queries."""
    ahead = Q(end__gt=now, state__in=[*HELD, State.CANCELLED]) | Q(state=State.RUNNING)
    works = list(known(user).filter(ahead).order_by("start", "pk")[: COMING + 1])
    found, gone = Mine(more=len(works) > COMING), list(over)
    shown = rows(user, [*works[:COMING], *gone], now)
    found.past = shown[len(shown) - len(gone) :]
    for row in shown[: len(shown) - len(gone)]:
        begun = row.work.state == State.CONFIRMED and row.work.start <= now
        (found.running if begun or row.work.state == State.RUNNING else found.coming).append(row)
    return found


def past(user: User, now: datetime) -> QuerySet[Intervention]:
    """What is over, newest first: one query for a page of it."""
    over = Q(state__in=[State.FINISHED, State.FAILED]) | Q(
        end__lte=now, state__in=[State.CONFIRMED, State.CANCELLED]
    )
    return known(user).filter(over).order_by("-start", "-pk")


def rows(user: User, works: Iterable[Intervention], now: datetime) -> list[Row]:
    """These interventions as the person reads them: two queries, none without any."""
    shown = list(works)
    if not shown:
        return []
    told = _told(user, shown)
    reach = _reach(user, shown)
    zone, today = timezone.get_current_timezone(), timezone.localdate(now)
    answer = []
    for work in shown:
        day, _comma, hours = dates.slot(
            work.start.astimezone(zone), work.end.astimezone(zone), today=today
        ).partition(", ")
        badge, icon, tone = _badge(user, work, told.get(work.pk), reach[work.pk], now)
        answer.append(
            Row(
                work=work,
                day=day,
                hours=hours,
                outage=_outage(work, now),
                todo=_todo(work) if work.end > now and work.state in HELD else "",
                why=_why(reach[work.pk]),
                badge=badge,
                icon=icon,
                tone=tone,
                told=reach[work.pk].queued is not None,
            )
        )
    return answer


def outage(work: Intervention) -> str:
    """« Coupure de 20 min au plus. »"""
    if not work.interruption_minutes:
        return _("No interruption.")
    return _("Interruption of %(n)s min at most.") % {"n": work.interruption_minutes}


def _outage(work: Intervention, now: datetime) -> str:
    if work.state == State.CANCELLED:
        return _("It will not take place.") if work.end > now else _("It did not take place.")
    return outage(work)


def _todo(work: Intervention) -> str:
    return next((name for name in ("precautions", "impact") if bilingual.text(work, name)), "")


def _told(user: User, works: list[Intervention]) -> dict[int, Told]:
    """Intervention → the last message about it that left for this person."""
    found = Notice.objects.filter(
        person=user,
        relay_for=None,
        intervention__in=[work.pk for work in works],
        delivery__state__in=LEFT,
    ).order_by("delivery_id", "pk")
    return {
        pk: Told(kind, sent)
        for pk, kind, sent in found.values_list("intervention_id", "kind", "delivery__sent_at")
    }


@dataclass(slots=True)
class _Reached:
    due: datetime | None = None
    queued: datetime | None = None
    why: list[Reason] = field(default_factory=list)


def _reach(user: User, works: list[Intervention]) -> dict[int, _Reached]:
    """Intervention → when this person's units are to be told, and why they are touched."""
    found: dict[int, _Reached] = defaultdict(_Reached)
    mine = Reach.objects.filter(Q(unit=user.unit_id) | Q(unit__further_people=user))
    for pk, due, queued, why in (
        mine.filter(intervention__in=[work.pk for work in works])
        .order_by("due_at", "pk")
        .values_list("intervention_id", "due_at", "queued_at", "why")
    ):
        one = found[pk]
        one.due = one.due or due
        one.queued = one.queued or queued
        one.why += [reason for reason in why if reason not in one.why]
    return found


def _why(reach: _Reached) -> tuple[str, ...]:
    return tuple(dict.fromkeys(_because(reason) for reason in reach.why))[:REASONS]


def _because(reason: Reason) -> str:
    """The why of a unit, said to one of its people."""
    if reason["kind"] == "added":
        return _("your unit is in the way of the work")
    name = (get_language() == "en" and reason["name_en"]) or reason["name"]
    if reason["group"]:
        return _("« %(group)s » uses %(offering)s") % {"group": reason["group"], "offering": name}
    return _("your unit uses %(offering)s") % {"offering": name}


WORDS = {
    NoticeKind.RESCHEDULED: lambda: _("New date announced on %(day)s"),
    NoticeKind.AMENDED: lambda: _("Change announced on %(day)s"),
    NoticeKind.EXTENDED: lambda: _("Extension announced on %(day)s"),
}


def _badge(
    user: User, work: Intervention, told: Told | None, reach: _Reached, now: datetime
) -> tuple[str, str, str]:
    """The word, the icon and the tone of what a person wants to know first."""
    shown = shown_state(work.state, work.start, work.end, now)
    if shown.code != State.CONFIRMED:
        return state_label(shown), shown.icon, shown.tone
    if told is not None:
        words = WORDS.get(NoticeKind(told.kind), lambda: _("Notice received on %(day)s"))()
        return words % {"day": short_day(timezone.localtime(told.sent_at or now))}, "check2", "ok"
    if reach.queued is not None and not user.email:
        return (
            _("Notice given to your relay on %(day)s") % {"day": short_day(timezone.localtime(reach.queued))},
            "check2",
            "ok",
        )
    if reach.due is None or reach.due <= now:
        return _("Notice on its way"), "send", ""
    return _("Notice on %(day)s") % {"day": short_day(timezone.localtime(reach.due))}, "clock", ""


@dataclass(frozen=True, slots=True)
class Banner:
    """The line under the shell: the nearest intervention that the person was told of, and how many others."""

    work: Intervention
    when: str
    outage: str
    todo: str
    others: int


def banner(user: User, now: datetime) -> Banner | None:
    """From the advance notice to the end; one light query on every page, one more where something is near."""
    told = Reach.objects.filter(queued_at__isnull=False)
    near = told.filter(
        Q(intervention__end__gt=now) | Q(intervention__state=State.RUNNING), intervention__state__in=HELD
    ).values_list("intervention")
    keys = list(near.filter(unit=user.unit_id or 0).union(near.filter(unit__further_people=user)))
    if not keys:
        return None
    works = Intervention.objects.filter(touches(user, told), pk__in=[key for (key,) in keys])
    return _banner(list(works.order_by("start", "pk")[:20]), now)


def banner_of(found: Mine, now: datetime) -> Banner | None:
    """The same from what was read already, without a query."""
    told = [row.work for row in [*found.running, *found.coming] if row.told and row.work.state in HELD]
    return _banner(sorted(told, key=lambda work: (work.start, work.pk))[:20], now)


def _banner(works: list[Intervention], now: datetime) -> Banner | None:
    if not works:
        return None
    first = works[0]
    return Banner(
        first, _("%(when)s:") % {"when": _when(first, now)}, outage(first), _todo(first), len(works) - 1
    )


def _when(work: Intervention, now: datetime) -> str:
    start, end = timezone.localtime(work.start), timezone.localtime(work.end)
    today = timezone.localdate(now)
    if work.end <= now:
        return _("Now, longer than foreseen")
    if work.start <= now:
        return _("Now, until %(hour)s") % {
            "hour": dates.hour(end)
            if end.date() == today
            else f"{dates.day(end, today=today)}, {dates.hour(end)}"
        }
    words = dates.spoken_slot(start, end)
    if start.date() == today:
        return _("Today %(slot)s") % {"slot": words}
    if start.date() == today + timedelta(days=1):
        return _("Tomorrow %(slot)s") % {"slot": words}
    return words[0].upper() + words[1:]


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
    as_relay = Q(relay_for__isnull=False, superseded_at=None, intervention__end__gt=now) & ~Q(
        intervention__state__in=[State.FINISHED, State.FAILED]
    )
    lately = Q(relay_for=None, kind__in=list(CHANGES), delivery__sent_at__gte=now - LATELY)
    notices = (
        Notice.objects.filter(as_relay | lately, person=user, delivery__state__in=LEFT)
        .select_related("intervention", "relay_for", "delivery")
        .order_by("-delivery_id", "-pk")
    )
    found, seen = Messages(), set()
    for notice in notices:
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


def summary(found: Mine) -> str:
    """« 1 en cours, 7 à venir »; empty when nothing is."""
    parts = []
    if found.running:
        parts.append(
            ngettext("%(n)s running", "%(n)s running", len(found.running)) % {"n": len(found.running)}
        )
    ahead = sum(row.work.state != State.CANCELLED for row in found.coming)
    if ahead:
        parts.append(ngettext("%(n)s to come", "%(n)s to come", ahead) % {"n": ahead})
    cancelled = len(found.coming) - ahead
    if cancelled:
        parts.append(ngettext("%(n)s cancelled", "%(n)s cancelled", cancelled) % {"n": cancelled})
    return ", ".join(parts)
