"""Who sends which delivery: claiming, giving back, leases that ran out, ends that passed.

A claim is a conditional UPDATE, the same on SQLite and PostgreSQL. On PostgreSQL the candidates are
locked with SKIP LOCKED first, which is only an optimisation (SQLite ignores it).
"""

from __future__ import annotations

import logging
import uuid
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.conf import settings
from django.db import connection, transaction
from django.db.models import OuterRef, Subquery, Value
from django.utils.translation import gettext_noop

from outbox.enums import DeliveryState
from outbox.models import Delivery

log = logging.getLogger(__name__)
LEASE = timedelta(minutes=15)
BATCH = 200
CRASHES = 5
TOO_LATE = gettext_noop("It could not be sent before its end.")
CRASHED = gettext_noop("The worker died five times while sending it.")
MAYBE = gettext_noop("The worker died while sending it: it may have arrived.")


@dataclass(frozen=True, slots=True)
class Claimed:
    """A delivery that this worker sends, as read back by its claim."""

    id: int
    content_id: int
    address: str
    created_at: datetime
    not_after: datetime
    expires: bool
    references: str
    refusals: int


@dataclass(frozen=True, slots=True)
class Claim:
    token: str
    lease_until: datetime
    rows: list[Claimed]

    def last_start(self) -> datetime:
        """A message is begun only while the lease has more than twice the mail time-out left."""
        return self.lease_until - timedelta(seconds=2 * settings.EMAIL_TIMEOUT)


def candidates_exist(now: datetime) -> bool:
    """Is anything due at all? Asked before a connection is opened."""
    return Delivery.objects.filter(
        state=DeliveryState.PENDING, not_before__lte=now, not_after__gt=now
    ).exists()


def candidates(now: datetime, count: int) -> list[int]:
    """Ids of the next deliveries that may leave: due, not ended, and no older one to their address open."""
    # "It is the first open one to its address", by one look at the index (address, id): unlike NOT EXISTS,
    # PostgreSQL cannot turn it into a join that reads all that is open, as it does before a first ANALYZE.
    first = (
        Delivery.objects.filter(address=OuterRef("address"), closed_at=None).order_by("id").values("id")[:1]
    )
    rows = Delivery.objects.filter(state=DeliveryState.PENDING, not_before__lte=now, not_after__gt=now)
    rows = rows.filter(id=Subquery(first)).order_by("not_before", "id")
    if connection.features.has_select_for_update_skip_locked:
        rows = rows.select_for_update(skip_locked=True, of=("self",))
    return list(rows.values_list("id", flat=True)[:count])


def take(ids: list[int], token: str, lease_until: datetime) -> None:
    """Mark those that are still pending as ours: the guard against two workers."""
    Delivery.objects.filter(id__in=ids, state=DeliveryState.PENDING).update(
        state=DeliveryState.SENDING, claim=token, lease_until=lease_until
    )


def claim(*, now: datetime, count: int) -> Claim:
    """Claim up to `count` deliveries, in the order in which they will be sent. Committed when it returns."""
    token = uuid.uuid4().hex
    lease_until = now + LEASE
    with transaction.atomic():
        ids = candidates(now, count)
        if ids:
            take(ids, token, lease_until)
    rows: list[Claimed] = []
    if ids:
        rows = [
            Claimed(*row)
            for row in Delivery.objects.filter(id__in=ids, claim=token)
            .order_by("not_before", "id")
            .values_list(
                "id",
                "content_id",
                "address",
                "created_at",
                "not_after",
                "expires",
                "references",
                "refusals",
            )
        ]
    return Claim(token, lease_until, rows)


def give_back(held: Claim, *, now: datetime) -> None:
    """Return what was claimed and not begun, uncharged; what was overtaken meanwhile is closed."""
    mine = Delivery.objects.filter(claim=held.token)
    mine.filter(state=DeliveryState.SENDING).update(state=DeliveryState.PENDING, claim="", lease_until=None)
    mine.filter(state=DeliveryState.STALE).update(
        state=DeliveryState.SUPERSEDED, closed_at=now, claim="", lease_until=None
    )


def recover(*, now: datetime) -> int:
    """Leases that ran out. Only the first unfinished row of a claim can have been on its way: it is charged.

    Results are recorded in the order of sending, so the others were not begun and go back uncharged. The
    fifth crash of one row fails it, so that a row that kills its worker cannot do so for ever.
    """
    lost = Delivery.objects.filter(closed_at=None, lease_until__lte=now)
    first: dict[str, int] = {}
    for token, number in lost.order_by("not_before", "id").values_list("claim", "id"):
        first.setdefault(token, number)
    if not first:
        return 0
    suspects = list(first.values())
    with transaction.atomic():
        rows = list(
            Delivery.objects.select_for_update().filter(id__in=suspects, lease_until__lte=now).order_by("id")
        )
        for row in rows:
            if row.state not in {DeliveryState.SENDING, DeliveryState.STALE} or row.closed_at:
                continue
            row.crashes += 1
            row.claim, row.lease_until = "", None
            if row.state == DeliveryState.STALE:
                row.state, row.closed_at, row.last_error = DeliveryState.SUPERSEDED, now, MAYBE
            elif row.crashes >= CRASHES:
                row.state, row.closed_at, row.last_error = DeliveryState.FAILED, now, CRASHED
                log.error("delivery %s failed: the worker died %s times while sending it", row.pk, CRASHES)
            else:
                row.state, row.last_error = DeliveryState.PENDING, MAYBE
            row.save(update_fields=["state", "claim", "lease_until", "crashes", "closed_at", "last_error"])
    lost.filter(state=DeliveryState.STALE).update(
        state=DeliveryState.SUPERSEDED, closed_at=now, claim="", lease_until=None
    )
    lost.filter(state=DeliveryState.SENDING).update(state=DeliveryState.PENDING, claim="", lease_until=None)
    return len(suspects)


def close_ended(*, now: datetime) -> int:
    """Pending deliveries whose end passed: expired, or failed when their silence must be seen."""
    ended = Delivery.objects.filter(state=DeliveryState.PENDING, closed_at=None, not_after__lte=now)
    late = ended.filter(expires=False).update(
        state=DeliveryState.FAILED, closed_at=now, last_error=Value(TOO_LATE)
    )
    if late:
        log.error("%s deliveries could not be sent before their end", late)
    return late + ended.filter(expires=True).update(state=DeliveryState.EXPIRED, closed_at=now)
