"""At each tick: what is due becomes notices, and all that a person is to be told becomes one mail."""

from __future__ import annotations

import hashlib
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from django.conf import settings
from django.db import transaction
from django.db.models import Q

from calendar_ops.enums import AlertKind, NoticeKind, State
from calendar_ops.locks import lock_interventions
from calendar_ops.models import Alert, Intervention, Notice
from calendar_ops.notices import Block, Reader, render
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
UNQUEUED = Q(superseded_at=None) & (
    Q(delivery=None) | Q(delivery__state__in=[DeliveryState.SUPERSEDED, DeliveryState.EXPIRED])
)


@dataclass(slots=True)
class Queued:
    """What one tick did: notices written because they were due, mails put in the outbox, alerts raised."""

    issued: int = 0
    mails: int = 0
    missed: int = 0
    previews: list[str] = field(default_factory=list)


def queue_due_notices(*, now: datetime) -> Queued:
    """Write the notices that are due at `now` and put one mail a person into the outbox. Idempotent.

    One planner queues at a time (a locked row), so that an older mail has a lower number.
    """
    done = Queued()
    for pk in _due(now):
        with transaction.atomic():
            _lock(now)
            _issue(pk, now=now, done=done)
    while True:
        with transaction.atomic():
            _lock(now)
            _drop_what_began(now=now, done=done)
            people = list(
                Notice.objects.filter(UNQUEUED)
                .order_by("person_id")
                .values_list("person_id", flat=True)
                .distinct()[:CHUNK]
            )
            if people:
                done.mails += _mail(people, _hold(people), now=now)
        if len(people) < CHUNK:
            return done


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


def _drop_what_began(*, now: datetime, done: Queued) -> None:
    """No « will happen » goes out for work that has begun; its planner is told instead."""
    past = Notice.objects.filter(UNQUEUED, kind=NoticeKind.ADVANCE, intervention__start__lte=now)
    begun = set(past.values_list("intervention_id", flat=True))
    if not begun:
        return
    Notice.objects.filter(pk__in=list(past.values_list("pk", flat=True))).update(superseded_at=now)
    for intervention in Intervention.objects.filter(pk__in=begun):
        _alert_missed(intervention, now=now, done=done)


def _alert_missed(intervention: Intervention, *, now: datetime, done: Queued) -> None:
    Alert.objects.get_or_create(
        intervention=intervention, kind=AlertKind.MISSED_NOTICE, closed_at=None, defaults={"at": now}
    )
    done.missed += 1


def _hold(people: list[int]) -> set[int]:
    """Lock the interventions that these people are to be told of: a change waits until the mails that state the
    facts from before it are there to be taken back, or comes first and is what they state.
    """
    unqueued = Notice.objects.filter(UNQUEUED, person__in=people).order_by()
    return lock_interventions(unqueued.values_list("intervention_id", flat=True).distinct())


def _mail(people: list[int], locked: set[int], *, now: datetime) -> int:
    """One mail for each of these people, with all their unqueued notices in the order of the work's start.

    `locked`: the interventions held. A notice of another one was written since, and waits for the next tick.
    """
    rows = [row for row in _unqueued(people) if row.intervention_id in locked]
    offerings = _offerings({row.intervention_id for row in rows})
    relayed: dict[int, dict[int, int]] = {}
    for row in rows:
        if row.relay_for_id is not None and row.intervention_id not in relayed:
            relayed[row.intervention_id] = people_behind_relays(row.intervention)
    earlier = _earlier(rows)
    mine: dict[int, list[Notice]] = defaultdict(list)
    for row in rows:
        mine[row.person_id].append(row)
    identity = brand()
    drafts: dict[str, outbox.Draft] = {}
    held: dict[str, list[Notice]] = {}
    contents: dict[str, int] = {}
    for notices in mine.values():
        person = notices[0].person
        if not person.email or not person.is_active:
            _give_up(notices, now=now)
            continue
        reader = Reader(person.language, person.unit.time_zone if person.unit else settings.TIME_ZONE)
        blocks = [
            Block(
                intervention=notice.intervention,
                kind=NoticeKind(notice.kind),
                offerings=offerings.get(notice.intervention_id, ()),
                unit=notice.unit,
                relay_for=notice.relay_for,
                behind_relay=relayed.get(notice.intervention_id, {}).get(notice.relay_for_id or 0, 0),
                late=notice.late,
                short_notice=notice.short_notice,
            )
            for notice in notices
        ]
        key = outbox.content_key(
            "notice",
            reader.language,
            reader.zone,
            identity.edit,
            [
                (b.intervention.pk, n.version, n.fingerprint, n.kind, n.unit_id, n.relay_for_id, b.behind_relay, n.late,
                 n.short_notice)
                for b, n in zip(blocks, notices, strict=True)
            ],
        )  # fmt: skip
        if key not in contents:
            mail = render(blocks, reader, identity)
            content = outbox.put_content(
                key=key,
                subject=mail.subject,
                text=mail.text,
                html=mail.html,
                language=reader.language,
                now=now,
            )
            contents[key] = content.pk
        dedupe = _dedupe(notices)
        advance = [n.intervention.start for n in notices if n.kind == NoticeKind.ADVANCE]
        drafts[dedupe] = outbox.Draft(
            content_id=contents[key],
            address=person.email,
            person_id=person.pk,
            dedupe_key=dedupe,
            not_after=min(advance) if advance else now + CORRECTIONS_LAST,
            expires=bool(advance),
            references=sorted(
                {earlier[k] for n in notices if (k := (n.intervention_id, n.person_id)) in earlier}
            ),
        )
        held[dedupe] = notices
    queued = outbox.enqueue(drafts.values(), now=now)
    changed = []
    for dedupe, notices in held.items():
        for notice in notices:
            notice.delivery_id = queued[dedupe]
            changed.append(notice)
    Notice.objects.bulk_update(changed, ["delivery"], batch_size=500)
    return len(drafts)


def _unqueued(people: list[int]) -> list[Notice]:
    """Their current notices that no open or sent mail holds, by person, then by the work's start.

    Plain reads by number, no wide join: just after a bulk load PostgreSQL knows little of these tables, and
    walked them once for each row of a join.
    """
    current = Notice.objects.filter(superseded_at=None, person__in=people).order_by()
    again = Delivery.objects.filter(
        person__in=people, state__in=[DeliveryState.SUPERSEDED, DeliveryState.EXPIRED]
    ).order_by()
    numbers = list(again.values_list("pk", flat=True))
    found = [*current.filter(delivery=None), *(current.filter(delivery__in=numbers) if numbers else ())]
    interventions = Intervention.objects.select_related("owner").in_bulk({n.intervention_id for n in found})
    readers = User.objects.select_related("unit").in_bulk({n.person_id for n in found})
    named = {n.unit_id for n in found} | {n.relay_for_id for n in found}
    units = BusinessUnit.objects.in_bulk(named - {None})
    for notice in found:
        notice.intervention = interventions[notice.intervention_id]
        notice.person = readers[notice.person_id]
        notice.unit = units.get(notice.unit_id or 0)
        notice.relay_for = units.get(notice.relay_for_id or 0)
    return sorted(found, key=lambda notice: (notice.person_id, notice.intervention.start, notice.pk))


def _give_up(notices: Iterable[Notice], *, now: datetime) -> None:
    """People who left or lost their mailbox since: nothing can reach them any more."""
    Notice.objects.filter(pk__in=[notice.pk for notice in notices]).update(superseded_at=now)


def _dedupe(notices: list[Notice]) -> str:
    """The same notices make the same mail once; queued again after a superseded one they make another."""
    what = "-".join(f"{notice.pk}.{notice.delivery_id or 0}" for notice in notices)
    return f"notice:{notices[0].person_id}:{hashlib.sha256(what.encode()).hexdigest()[:40]}"


def _offerings(interventions: set[int]) -> dict[int, tuple]:
    through = Intervention.offerings.through.objects.filter(intervention__in=interventions)
    found: dict[int, list] = defaultdict(list)
    for link in through.select_related("offering").order_by("offering__name"):
        found[link.intervention_id].append(link.offering)
    return {pk: tuple(offerings) for pk, offerings in found.items()}


def _earlier(rows: list[Notice]) -> dict[tuple[int, int], int]:
    """(intervention, person) → the first delivery that told them about it, for the References header."""
    told = Notice.objects.filter(
        TOLD,
        intervention__in={row.intervention_id for row in rows},
        person__in={row.person_id for row in rows},
    )
    found: dict[tuple[int, int], int] = {}
    for intervention, person, delivery in told.order_by("delivery_id").values_list(
        "intervention_id", "person_id", "delivery_id"
    ):
        found.setdefault((intervention, person), delivery)
    return found
