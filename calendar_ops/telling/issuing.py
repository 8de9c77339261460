"""What there is to tell, written in the transaction of the change; nothing is rendered or sent here."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from django.db.models import Q

from calendar_ops.enums import NoticeKind
from calendar_ops.models import Intervention, Notice
from core import bulk
from outbox import actions as outbox
from outbox.enums import DeliveryState

from .facts import fingerprint
from .people import Recipient, recipients

TOLD = Q(delivery__state__in=[DeliveryState.SENT, DeliveryState.SENDING, DeliveryState.STALE])
LAST_WORDS = frozenset({NoticeKind.CANCELLED, NoticeKind.WITHDRAWN, NoticeKind.FINISHED})
Key = tuple[int, int | None]


def plan(*, intervention: Intervention, now: datetime) -> None:
    """After confirming: units whose notice is due by now are told at once, marked short notice."""
    issue_due(intervention, now=now, short_notice=True)


def issue_due(
    intervention: Intervention, *, now: datetime, short_notice: bool = False, late: bool = False
) -> int:
    """Advance notices for the units whose due time has come; returns how many notices were written.

    A person of several units is due at the earliest: whoever heard through one of them what is so now does not
    hear it again when the next one is due.
    """
    due = intervention.reach.filter(due_at__lte=now, queued_at=None)
    units = set(due.values_list("unit_id", flat=True))
    if not units:
        return 0
    announced = _announced(intervention)
    passed = set(intervention.reach.filter(queued_at__isnull=False).values_list("unit_id", flat=True))
    if passed:
        announced |= recipients(intervention, passed).keys() & _informed(intervention)
    fresh = [person for key, person in recipients(intervention, units).items() if key not in announced]
    write(intervention, NoticeKind.ADVANCE, fresh, now=now, short_notice=short_notice, late=late)
    due.update(queued_at=now)
    return len(fresh)


def facts_changed(*, intervention: Intervention, kind: str, now: datetime) -> None:
    """It was moved or amended: those who were told are told now, unless the last word they had is true again.

    Those who were not told yet are told at their due time, which `freeze` has computed again; when that is
    past they are told now.
    """
    take_back(intervention, now=now)
    current = fingerprint(intervention)
    told = last_told(intervention)
    true_again = [notice.pk for notice in told.values() if notice.fingerprint == current]
    # Should one of these not leave after all (overtaken while being sent), it is queued once more.
    Notice.objects.filter(pk__in=true_again).exclude(superseded_at=None).update(superseded_at=None)
    write(
        intervention,
        kind,
        [
            _same(notice)
            for notice in told.values()
            if notice.fingerprint != current and notice.kind not in LAST_WORDS
        ],
        now=now,
    )
    intervention.reach.filter(due_at__gt=now).update(queued_at=None)
    intervention.reach.filter(due_at__lte=now).update(queued_at=now)
    units = set(intervention.reach.filter(due_at__lte=now).values_list("unit_id", flat=True))
    if units:
        untold = [person for key, person in recipients(intervention, units).items() if key not in told]
        write(intervention, NoticeKind.ADVANCE, untold, now=now, short_notice=True)


def cancelled(*, intervention: Intervention, now: datetime) -> None:
    """Those who were told are told; nobody told, silence."""
    _last_word(intervention, NoticeKind.CANCELLED, now=now)


def finished(*, intervention: Intervention, now: datetime) -> None:
    """It is over, done or rolled back: those who were told are told, when the planner wanted it."""
    if intervention.tell_finished:
        _last_word(intervention, NoticeKind.FINISHED, now=now)
    else:
        take_back(intervention, now=now, kinds=[NoticeKind.ADVANCE])


def reach_changed(*, intervention: Intervention, now: datetime) -> tuple[int, int]:
    """Tell those newly touched (at their due time, or now if it is past) and those no longer touched.

    Returns how many of each. Whoever was not told and is no longer touched hears nothing.
    """
    here = recipients(intervention)
    told, announced = last_told(intervention), _announced(intervention)
    passed = set(intervention.reach.filter(queued_at__isnull=False).values_list("unit_id", flat=True))
    fresh = [
        person
        for key, person in here.items()
        if person.unit_id in passed
        and key not in announced
        and (key not in told or told[key].kind == NoticeKind.WITHDRAWN)
    ]
    _forget(intervention, [person.key for person in fresh], now=now)
    write(intervention, NoticeKind.ADVANCE, fresh, now=now, short_notice=True)
    gone = [notice for key, notice in told.items() if key not in here and notice.kind not in LAST_WORDS]
    waiting = intervention.notices.filter(superseded_at=None).exclude(TOLD)
    stale = [  # also « no longer » for whoever is back before it left
        notice.pk
        for notice in waiting
        if ((notice.person_id, notice.relay_for_id) in here) == (notice.kind == NoticeKind.WITHDRAWN)
    ]
    _supersede(Notice.objects.filter(pk__in=stale), now=now)
    _forget(intervention, [(n.person_id, n.relay_for_id) for n in gone], now=now)
    write(intervention, NoticeKind.WITHDRAWN, [_same(notice) for notice in gone], now=now)
    return len(fresh), len(gone)


def _forget(intervention: Intervention, people: Iterable[Key], *, now: datetime) -> None:
    """What these were told before no longer stands: the same kind of notice may be written for them again."""
    wanted = set(people)
    if not wanted:
        return
    ids = [
        pk
        for pk, person, relay in intervention.notices.filter(superseded_at=None).values_list(
            "pk", "person_id", "relay_for_id"
        )
        if (person, relay) in wanted
    ]
    Notice.objects.filter(pk__in=ids).update(superseded_at=now)


def last_told(intervention: Intervention) -> dict[Key, Notice]:
    """Each person who was told (also in the place of others) → the last notice that left for them."""
    found: dict[Key, Notice] = {}
    for notice in intervention.notices.filter(TOLD).order_by("delivery_id", "pk"):
        found[(notice.person_id, notice.relay_for_id)] = notice
    return found


def take_back(intervention: Intervention, *, now: datetime, kinds: Iterable[str] | None = None) -> None:
    """Supersede what states other facts than the current ones, and the deliveries that hold it."""
    current = intervention.notices.filter(superseded_at=None).exclude(fingerprint=fingerprint(intervention))
    if kinds is not None:
        current = current.filter(kind__in=kinds)
    _supersede(current, now=now)


def write(
    intervention: Intervention,
    kind: str,
    people: Iterable[Recipient],
    *,
    now: datetime,
    short_notice: bool = False,
    late: bool = False,
) -> None:
    """Notices of one kind, in bulk; one that exists already for this version is left as it is."""
    current = fingerprint(intervention)
    bulk.insert(
        Notice,
        ("intervention", "person", "unit", "relay_for", "kind", "version", "fingerprint", "short_notice",
         "late", "created_at"),
        (
            (intervention.pk, person.person_id, person.unit_id, person.relay_for_id, str(kind),
             intervention.version, current, short_notice, late, now)
            for person in people
        ),
        ignore_conflicts=True,
    )  # fmt: skip


def _last_word(intervention: Intervention, kind: NoticeKind, *, now: datetime) -> None:
    take_back(intervention, now=now)
    told = last_told(intervention)
    write(
        intervention,
        kind,
        [_same(notice) for notice in told.values() if notice.kind not in LAST_WORDS],
        now=now,
    )


def _same(notice: Notice) -> Recipient:
    return Recipient(notice.person_id, notice.unit_id, notice.relay_for_id)


def _announced(intervention: Intervention) -> set[Key]:
    """Whose waiting or last word is an advance notice of the current facts."""
    current = fingerprint(intervention)
    waiting = intervention.notices.filter(kind=NoticeKind.ADVANCE, fingerprint=current, superseded_at=None)
    told = last_told(intervention)
    return set(waiting.values_list("person_id", "relay_for_id")) | {
        key
        for key, notice in told.items()
        if notice.kind == NoticeKind.ADVANCE and notice.fingerprint == current
    }


def _informed(intervention: Intervention) -> set[Key]:
    """Whose waiting or last word states the current facts, whatever its kind."""
    current = fingerprint(intervention)
    waiting = intervention.notices.filter(fingerprint=current, superseded_at=None).exclude(
        kind__in=LAST_WORDS
    )
    return set(waiting.values_list("person_id", "relay_for_id")) | {
        key
        for key, notice in last_told(intervention).items()
        if notice.fingerprint == current and notice.kind not in LAST_WORDS
    }


def _supersede(notices, *, now: datetime) -> None:
    """Mark them, and take back the open deliveries that hold any of them."""
    ids = list(notices.values_list("pk", "delivery_id"))
    if not ids:
        return
    Notice.objects.filter(pk__in=[pk for pk, _delivery in ids]).update(superseded_at=now)
    outbox.supersede([delivery for _pk, delivery in ids if delivery is not None], now=now)
