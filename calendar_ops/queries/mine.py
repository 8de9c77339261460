"""What touches a person: coming, running, past, with why and when they are told."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime

from django.db.models import Q, QuerySet
from django.utils import timezone
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from calendar_ops.audience import Reason
from calendar_ops.enums import NoticeKind, State
from calendar_ops.models import Intervention, Notice, Reach
from calendar_ops.queries.interventions import state_label
from calendar_ops.queries.touching import Belonging, belonging, touching
from calendar_ops.sentences import day as short_day
from calendar_ops.shown_state import shown_state
from core import bilingual, dates
from core.among import Keys, keys
from core.compiled import compiled
from organization.models import User
from organization.standing import units_of
from outbox.enums import DeliveryState

COMING = 100  # more than anybody reads; the page says when there are more
A_PAGE = 20
REASONS = 2
FOREVER = datetime(9000, 1, 1, tzinfo=UTC)
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


@dataclass(frozen=True, slots=True)
class Past:
    """Some of what is over, newest first. `older`: the reference to go on from, if any; `latest`: nothing is newer."""

    works: list[Intervention]
    older: str
    latest: bool


def coming(user: User, now: datetime, over: Sequence[Intervention] = ()) -> Mine:
    """What runs and what is to come, soonest first, and these that are over; three queries."""
    works = _ahead(belonging(user), now)
    found, gone = Mine(more=len(works) > COMING), list(over)
    shown = rows(user, [*works[:COMING], *gone], now)
    found.past = shown[len(shown) - len(gone) :]
    for row in shown[: len(shown) - len(gone)]:
        begun = row.work.state == State.CONFIRMED and row.work.start <= now
        (found.running if begun or row.work.state == State.RUNNING else found.coming).append(row)
    return found


def past(user: User, now: datetime, before: str = "") -> Past:
    """What is over, newest first; with the reference of one of them, what is older than that one. Two queries."""
    place = (
        Intervention.objects.filter(reference=before).values_list("start", "pk").first() if before else None
    )
    works = _over(belonging(user), now, *(place or (FOREVER, 0)))
    older = works[A_PAGE - 1].reference if len(works) > A_PAGE else ""
    return Past(works[:A_PAGE], older=older, latest=place is None)


@compiled
def _ahead(whom: Belonging, now: datetime) -> QuerySet[Intervention]:
    ahead = Q(end__gt=now, state__in=[*HELD, State.CANCELLED]) | Q(state=State.RUNNING)
    return _known(whom).filter(ahead).order_by("start", "pk")[: COMING + 1]


@compiled
def _over(whom: Belonging, now: datetime, start: datetime, pk: int) -> QuerySet[Intervention]:
    over = Q(state__in=[State.FINISHED, State.FAILED]) | Q(
        end__lte=now, state__in=[State.CONFIRMED, State.CANCELLED]
    )
    older = Q(start__lt=start) | Q(start=start, pk__lt=pk)
    return _known(whom).filter(over, older).order_by("-start", "-pk")[: A_PAGE + 1]


def _known(whom: Belonging) -> QuerySet[Intervention]:
    """All that touches whoever belongs there, and was ever confirmed, cancelled ones too."""
    return Intervention.objects.filter(touching(whom), version__gte=1)


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
                todo=todo(work) if work.end > now and work.state in HELD else "",
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


def todo(work: Intervention) -> str:
    return next((name for name in ("precautions", "impact") if bilingual.text(work, name)), "")


def _told(user: User, works: list[Intervention]) -> dict[int, Told]:
    """Intervention → the last message about it that left for this person."""
    found = _left(user.pk, keys(work.pk for work in works))
    return {pk: Told(kind, sent) for pk, kind, sent in found}


@compiled
def _left(person: int, works: Keys) -> QuerySet[Notice, tuple[int, str, datetime | None]]:
    told = Notice.objects.filter(
        person=person, relay_for=None, intervention__among=works, delivery__state__in=LEFT
    )
    return told.order_by("delivery_id", "pk").values_list("intervention_id", "kind", "delivery__sent_at")


@dataclass(slots=True)
class _Reached:
    due: datetime | None = None
    queued: datetime | None = None
    why: list[Reason] = field(default_factory=list)


def _reach(user: User, works: list[Intervention]) -> dict[int, _Reached]:
    """Intervention → when this person's units are to be told, and why they are touched."""
    found: dict[int, _Reached] = defaultdict(_Reached)
    for pk, due, queued, why in _reached(keys(units_of(user)), keys(work.pk for work in works)):
        one = found[pk]
        one.due = one.due or due
        one.queued = one.queued or queued
        one.why += [reason for reason in why if reason not in one.why]
    return found


@compiled
def _reached(
    units: Keys, works: Keys
) -> QuerySet[Reach, tuple[int, datetime | None, datetime | None, list[Reason]]]:
    reach = Reach.objects.filter(unit__among=units, intervention__among=works).order_by("due_at", "pk")
    return reach.values_list("intervention_id", "due_at", "queued_at", "why")


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
