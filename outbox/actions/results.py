"""Recording what became of each message; a result is written before the next message's text leaves."""

from __future__ import annotations

import logging
import random
from datetime import datetime, timedelta

from django.conf import settings
from django.db import connection, transaction
from django.utils.translation import gettext_noop

from outbox.actions.claims import TOO_LATE, Claimed
from outbox.enums import DeliveryState
from outbox.message import one_line
from outbox.models import Delivery, MailServer, SuppressedAddress

log = logging.getLogger(__name__)
LONGEST_WAIT = timedelta(hours=4)
BREAKER_LONGEST = timedelta(minutes=5)
ADDRESS_REFUSED = gettext_noop("The mail server refused this address.")

# A claim's token stands on open rows and on sent ones only. The state is not asked, or PostgreSQL may take the
# index of leases, full of dead entries while a mailing runs, instead of the primary key.
_ACCEPTED = """UPDATE outbox_delivery
 SET state = 'sent', sent_at = {at}, closed_at = {at}, lease_until = NULL, last_error = ''
 WHERE id = {row} AND claim = {claim} AND sent_at IS NULL
 RETURNING (SELECT next.state FROM outbox_delivery AS next WHERE next.id = {following} AND next.claim = {claim})"""
_PLAIN = _ACCEPTED.format(at="%(at)s", row="%(row)s", claim="%(claim)s", following="%(following)s")
_PREPARE = "PREPARE outbox_accepted (timestamptz, bigint, text, bigint) AS " + _ACCEPTED.format(
    at="$1", row="$2", claim="$3", following="$4"
)
_EXECUTE = "EXECUTE outbox_accepted (%(at)s, %(row)s, %(claim)s, %(following)s)"


class Recorder:
    """Records what the server accepted of one claim, each by one statement of its own (autocommit).

    This is what bounds the speed of the outbox: PostgreSQL reads and plans the statement once a claim, and
    its results need not wait for the disk (claims do; see OUTBOX_DURABLE_RESULTS). A crash of the database
    may then lose the last half second of results, which can only send a message twice, with the same
    Message-ID and Date.
    """

    def __init__(self, token: str) -> None:
        self.token = token
        self.prepares = connection.vendor == "postgresql"
        self.statement = _EXECUTE if self.prepares else _PLAIN
        self.moment = connection.ops.adapt_datetimefield_value
        self.as_django_errors = connection.wrap_database_errors

    def __enter__(self) -> Recorder:
        self.cursor = connection.cursor()
        self.driver = self.cursor.cursor  # without what Django's cursor does around each statement
        if self.prepares:
            self.cursor.execute(_PREPARE)
            if not settings.OUTBOX_DURABLE_RESULTS:
                self.cursor.execute("SET synchronous_commit TO OFF")
        return self

    def __exit__(self, *_problem: object) -> None:
        if connection.connection is None or not connection.is_usable():
            return  # what was prepared and set went with it
        if self.prepares:
            self.cursor.execute("DEALLOCATE outbox_accepted")
            self.cursor.execute("SET synchronous_commit TO DEFAULT")
        self.cursor.close()

    def sent(self, row: Claimed, following: Claimed | None, now: datetime) -> str | None:
        """The server accepted `row`; returns the state of `following` at that moment (None: unknown)."""
        values = {
            "at": self.moment(now),
            "row": row.id,
            "claim": self.token,
            "following": following.id if following else 0,
        }
        with self.as_django_errors:
            self.driver.execute(self.statement, values)
            found = self.driver.fetchall()
        if not found:
            log.error("delivery %s was accepted by the server after its lease had gone", row.id)
            return None
        return found[0][0]


def state_of(token: str, row: Claimed) -> str:
    """The state of a claimed row now; empty when the claim is no longer ours."""
    return Delivery.objects.filter(id=row.id, claim=token).values_list("state", flat=True).first() or ""


def wait_after(refusals: int) -> timedelta:
    """How long after its n-th refusal (n from 0) a message waits: min(1 min · 4ⁿ, 4 h), ± 20 %."""
    minutes = min(4 ** min(refusals, 10), LONGEST_WAIT.total_seconds() / 60)
    return timedelta(minutes=minutes * random.uniform(0.8, 1.2))


def again(token: str, row: Claimed, reason: str, now: datetime) -> None:
    """A 4xx or a silence: tried again later, however often, until its end. An overtaken one is closed."""
    mine = Delivery.objects.filter(id=row.id, claim=token)
    done = mine.filter(state=DeliveryState.SENDING).update(
        state=DeliveryState.PENDING,
        claim="",
        lease_until=None,
        refusals=min(row.refusals + 1, 32000),
        not_before=now + wait_after(row.refusals),
        last_error=one_line(reason),
    )
    if not done:
        overtaken(token, row, now)


def overtaken(token: str, row: Claimed, now: datetime) -> None:
    Delivery.objects.filter(id=row.id, claim=token, state=DeliveryState.STALE).update(
        state=DeliveryState.SUPERSEDED, closed_at=now, claim="", lease_until=None
    )


def failed(token: str, row: Claimed, reason: str, now: datetime, *, suppress: bool) -> None:
    """A 5xx. When it was the mailbox that was refused, nothing more is sent to it until a person lifts that."""
    with transaction.atomic():
        Delivery.objects.filter(
            id=row.id, claim=token, state__in=[DeliveryState.SENDING, DeliveryState.STALE]
        ).update(
            state=DeliveryState.FAILED, closed_at=now, claim="", lease_until=None, last_error=one_line(reason)
        )
        if suppress:
            SuppressedAddress.objects.get_or_create(
                address=row.address, defaults={"reason": one_line(reason), "since": now}
            )
            Delivery.objects.filter(address=row.address, state=DeliveryState.PENDING).update(
                state=DeliveryState.FAILED, closed_at=now, last_error=ADDRESS_REFUSED
            )
    log.error("delivery %s failed: %s", row.id, one_line(reason))


def ended(token: str, row: Claimed, now: datetime) -> None:
    """Its end came between its claim and its turn."""
    state = DeliveryState.EXPIRED if row.expires else DeliveryState.FAILED
    done = Delivery.objects.filter(id=row.id, claim=token, state=DeliveryState.SENDING).update(
        state=state, closed_at=now, claim="", lease_until=None, last_error="" if row.expires else TOO_LATE
    )
    if not done:
        overtaken(token, row, now)


def breaker_open(now: datetime) -> bool:
    return MailServer.objects.filter(pk=1, open_until__gt=now).exists()


def trip(problem: str, now: datetime) -> None:
    """The server cannot be used: nobody tries again for 30 s, then 1, 2, 4 and at most 5 minutes."""
    server, _ = MailServer.objects.get_or_create(pk=1)
    server.refusals += 1
    server.since = server.since or now
    server.open_until = now + min(timedelta(seconds=25 * 2 ** min(server.refusals - 1, 6)), BREAKER_LONGEST)
    server.error = one_line(problem)
    server.save()
    log.error("the mail server cannot be used, trying again after %s: %s", server.open_until, server.error)


def healthy() -> None:
    """The server answered again."""
    MailServer.objects.filter(pk=1).exclude(refusals=0, since=None).update(
        refusals=0, since=None, open_until=None, error=""
    )
