"""At each tick: what is due becomes notices, and all that a person is to be told becomes one mail."""

from __future__ import annotations

import hashlib
from collections import defaultdict
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import groupby
from operator import attrgetter
from typing import Any, NamedTuple

from django.conf import settings
from django.db import transaction
from django.db.models import Q, QuerySet, Value
from django.db.models.functions import Coalesce

from calendar_ops.enums import AlertKind, NoticeKind, State
from calendar_ops.locks import lock_interventions
from calendar_ops.models import Alert, Intervention, Notice
from calendar_ops.notices import Block, Reader, render
from catalog.models import Offering
from core import bulk
from core.models import Heartbeat
from organization.models import BusinessUnit, User
from organization.queries import brand
from outbox import actions as outbox
from outbox.enums import DeliveryState
from outbox.models import Delivery

from .issuing import TOLD, issue_due
from .people import people_behind_relays

CORRECTIONS_LAST = timedelta(days=5)
LATE_AFTER = timedelta(minutes=15)  # past its due time by more than this, a notice says that it is late
CHUNK = 1000  # people queued in one transaction
AGAIN = [DeliveryState.SUPERSEDED, DeliveryState.EXPIRED]  # what such a mail held is queued once more
UNQUEUED = Q(superseded_at=None) & (Q(delivery=None) | Q(delivery__state__in=AGAIN))


@dataclass(slots=True)
class Queued:
    """What one tick did: notices written because they were due, mails put in the outbox, alerts raised."""

    issued: int = 0
    mails: int = 0
    missed: int = 0


def queue_due_notices(*, now: datetime) -> Queued:
    """Write the notices that are due at `now` and put one mail a person into the outbox. Idempotent.

    One planner queues at a time (a locked row), so that an older mail has a lower number.
    """
    done, words = Queued(), Words(now)
    for pk in _due(now):
        with transaction.atomic():
            _lock(now)
            _issue(pk, now=now, done=done)
    waiting = _people()
    for start in range(0, len(waiting), CHUNK):
        chunk = waiting[start : start + CHUNK]
        people = People(chunk[0], chunk[-1])
        with transaction.atomic():
            _lock(now)
            locked = _hold(people)
            _drop_what_began(people, locked, now=now, done=done)
            done.mails += _mail(people, locked, words, now=now)
    return done


class People(NamedTuple):
    """Those whose number is from `first` to `last`: a list of a thousand numbers costs more than the reading."""

    first: int
    last: int

    def at(self, field: str) -> dict[str, int]:
        """The condition on that field of a query."""
        return {f"{field}__gte": self.first, f"{field}__lte": self.last}


def _people() -> list[int]:
    """Who has a current notice that no open or sent mail holds, in order: asked once a tick."""
    current = Notice.objects.filter(superseded_at=None).order_by()
    found = set(current.filter(delivery=None).values_list("person_id", flat=True).distinct())
    found.update(current.filter(delivery__state__in=AGAIN).values_list("person_id", flat=True).distinct())
    return sorted(found)


def _lock(now: datetime) -> None:
    Heartbeat.objects.get_or_create(name="queue", defaults={"at": now})
    Heartbeat.objects.select_for_update().get(name="queue")


def _due(now: datetime) -> list[int]:
    return list(
        Intervention.objects.filter(
            state__in=[State.CONFIRMED, State.RUNNING], reach__due_at__lte=now, reach__queued_at=None
        )
        .order_by("start", "pk")
        .values_list("pk", flat=True)
        .distinct()
    )


def _issue(pk: int, *, now: datetime, done: Queued) -> None:
    intervention = Intervention.objects.select_for_update(no_key=True).get(pk=pk)
    waiting = intervention.reach.filter(due_at__lte=now, queued_at=None)
    first = waiting.order_by("due_at").values_list("due_at", flat=True).first()
    if first is None:
        return
    if intervention.start <= now or intervention.state != State.CONFIRMED:
        waiting.update(queued_at=now)
        _alert_missed(intervention, now=now, done=done)
        return
    late = now - first > LATE_AFTER
    done.issued += issue_due(intervention, now=now, late=late)


def _drop_what_began(people: People, locked: set[int], *, now: datetime, done: Queued) -> None:
    """No « will happen » goes out for work that has begun; its planner is told instead."""
    for intervention in Intervention.objects.filter(pk__in=locked, start__lte=now):
        advance = [
            row.pk
            for row in _unqueued(people)
            if row.intervention_id == intervention.pk and row.kind == NoticeKind.ADVANCE
        ]
        if advance:
            Notice.objects.filter(pk__in=advance).update(superseded_at=now)
            _alert_missed(intervention, now=now, done=done)


def _alert_missed(intervention: Intervention, *, now: datetime, done: Queued) -> None:
    Alert.objects.get_or_create(
        intervention=intervention, kind=AlertKind.MISSED_NOTICE, closed_at=None, defaults={"at": now}
    )
    done.missed += 1


class Waiting(NamedTuple):
    """A notice to be told, as plain values: fifty thousand of them are no models."""

    pk: int
    intervention_id: int
    person_id: int
    kind: str
    version: int
    fingerprint: str
    unit_id: int | None
    relay_for_id: int | None
    late: bool
    short_notice: bool
    delivery_id: int | None


class Reading(NamedTuple):
    """To whom a mail goes and how they read it."""

    email: str
    active: bool
    language: str
    zone: str


class Words:
    """The contents of one tick: each is rendered and looked up once, however many chunks of people read it."""

    def __init__(self, now: datetime) -> None:
        self.now = now
        self.brand = brand()
        self.contents: dict[tuple[Any, ...], int] = {}
        self.behind: dict[int, dict[int, int]] = {}
        self.units: dict[int, BusinessUnit] = {}
        self.interventions: dict[int, Intervention] = {}
        self.offerings: dict[int, tuple[Offering, ...]] = {}

    def prepare(self, rows: list[Waiting]) -> None:
        """Read what these notices name: the interventions as they are now, their offerings, the units."""
        wanted = {row.intervention_id for row in rows}
        self.interventions = Intervention.objects.select_related("owner").in_bulk(wanted)
        self.offerings = _offerings(wanted)
        units = {row.unit_id for row in rows} | {row.relay_for_id for row in rows}
        self.units |= BusinessUnit.objects.in_bulk(units - self.units.keys() - {None})
        for row in rows:
            if row.relay_for_id is not None and row.intervention_id not in self.behind:
                work = self.interventions[row.intervention_id]
                self.behind[row.intervention_id] = people_behind_relays(work)

    def content(self, notices: list[Waiting], reader: Reader) -> int:
        """The content that tells these notices to such a reader."""
        said = [(n.intervention_id, *n[3:10], self._behind(n)) for n in notices]
        shape = (reader, *said)
        if shape not in self.contents:
            blocks = [self._block(notice) for notice in notices]
            mail = render(blocks, reader, self.brand)
            self.contents[shape] = outbox.put_content(
                key=outbox.content_key("notice", reader.language, reader.zone, self.brand.edit, said),
                subject=mail.subject,
                text=mail.text,
                html=mail.html,
                language=reader.language,
                now=self.now,
            ).pk
        return self.contents[shape]

    def _behind(self, notice: Waiting) -> int:
        return self.behind[notice.intervention_id].get(notice.relay_for_id, 0) if notice.relay_for_id else 0

    def _block(self, notice: Waiting) -> Block:
        return Block(
            intervention=self.interventions[notice.intervention_id],
            kind=NoticeKind(notice.kind),
            offerings=self.offerings.get(notice.intervention_id, ()),
            unit=self.units.get(notice.unit_id or 0),
            relay_for=self.units.get(notice.relay_for_id or 0),
            behind_relay=self._behind(notice),
            late=notice.late,
            short_notice=notice.short_notice,
        )


def _hold(people: People) -> set[int]:
    """Lock the interventions that these people are to be told of: a change waits until the mails that state the
    facts from before it are there to be taken back, or comes first and is what they state.
    """
    found: set[int] = set()
    for waiting in _current(people):
        found.update(waiting.values_list("intervention_id", flat=True).distinct())
    return lock_interventions(found)


def _mail(people: People, locked: set[int], words: Words, *, now: datetime) -> int:
    """One mail for each of these people, with all their unqueued notices in the order of the work's start.

    `locked`: the interventions held. A notice of another one was written since, and waits for the next tick.
    """
    rows = [row for row in _unqueued(people) if row.intervention_id in locked]
    words.prepare(rows)
    readers, earlier = _readers(people), _earlier(people, locked)
    starts = {pk: work.start for pk, work in words.interventions.items()}
    rows.sort(key=lambda row: (row.person_id, starts[row.intervention_id], row.pk))
    drafts: list[outbox.Draft] = []
    held: list[list[Waiting]] = []
    silent: list[int] = []
    for person, group in groupby(rows, key=attrgetter("person_id")):
        notices, reading = list(group), readers[person]
        if not reading.email or not reading.active:
            silent += [notice.pk for notice in notices]
            continue
        advance = [starts[n.intervention_id] for n in notices if n.kind == NoticeKind.ADVANCE]
        drafts.append(
            outbox.Draft(
                content_id=words.content(notices, Reader(reading.language, reading.zone)),
                address=reading.email,
                person_id=person,
                dedupe_key=_dedupe(notices),
                not_after=min(advance) if advance else now + CORRECTIONS_LAST,
                expires=bool(advance),
                references=sorted(
                    {earlier[k] for n in notices if (k := (n.intervention_id, person)) in earlier}
                ),
            )
        )
        held.append(notices)
    # People who left or lost their mailbox since: nothing can reach them any more.
    Notice.objects.filter(pk__in=silent).update(superseded_at=now)
    queued = outbox.enqueue(drafts, now=now)
    bulk.assign(
        Notice,
        "delivery",
        (
            (notice.pk, queued[draft.dedupe_key])
            for draft, notices in zip(drafts, held, strict=True)
            for notice in notices
        ),
    )
    return len(drafts)


def _current(people: People) -> list[QuerySet[Notice]]:
    """These people's current notices that no open or sent mail holds, in two plain reads without a wide join:
    just after a bulk load PostgreSQL knows little of these tables, and walked them once for each row of a join.
    """
    current = Notice.objects.filter(superseded_at=None, **people.at("person")).order_by()
    again = Delivery.objects.filter(**people.at("person"), state__in=AGAIN).order_by()
    numbers = list(again.values_list("pk", flat=True))
    return [current.filter(delivery=None), *([current.filter(delivery__in=numbers)] if numbers else ())]


def _unqueued(people: People) -> list[Waiting]:
    """What these people are to be told."""
    return [Waiting(*row) for rows in _current(people) for row in rows.values_list(*Waiting._fields)]


def _readers(people: People) -> dict[int, Reading]:
    zone = Coalesce("unit__time_zone", Value(settings.TIME_ZONE))
    rows = User.objects.filter(**people.at("pk")).order_by().annotate(zone=zone)
    return {
        row[0]: Reading(*row[1:]) for row in rows.values_list("pk", "email", "is_active", "language", "zone")
    }


def _dedupe(notices: list[Waiting]) -> str:
    """The same notices make the same mail once; queued again after a superseded one they make another."""
    what = "-".join(f"{notice.pk}.{notice.delivery_id or 0}" for notice in notices)
    return f"notice:{notices[0].person_id}:{hashlib.sha256(what.encode()).hexdigest()[:40]}"


def _offerings(interventions: set[int]) -> dict[int, tuple[Offering, ...]]:
    through = Intervention.offerings.through.objects.filter(intervention__in=interventions)
    found: dict[int, list[Offering]] = defaultdict(list)
    for link in through.select_related("offering").order_by("offering__name"):
        found[link.intervention_id].append(link.offering)
    return {pk: tuple(offerings) for pk, offerings in found.items()}


def _earlier(people: People, interventions: set[int]) -> dict[tuple[int, int], int]:
    """(intervention, person) → the first delivery that told them about it, for the References header."""
    told = Notice.objects.filter(TOLD, intervention__in=interventions, **people.at("person"))
    found: dict[tuple[int, int], int] = {}
    for intervention, person, delivery in told.order_by("delivery_id").values_list(
        "intervention_id", "person_id", "delivery_id"
    ):
        found.setdefault((intervention, person), delivery)
    return found
