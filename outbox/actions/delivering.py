"""Delivering what is due: claim a batch, send it on one connection outside any transaction, record each result."""

from __future__ import annotations

import logging
from collections import deque
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import UTC, datetime
from email.utils import parseaddr
from urllib.parse import urlsplit

from django.conf import settings

from core.clock import ahead
from organization.queries import brand
from outbox import transport
from outbox.actions import claims, results
from outbox.actions.claims import Claim, Claimed
from outbox.enums import DeliveryState
from outbox.message import common_bytes, own_bytes
from outbox.models import Content, Delivery

log = logging.getLogger(__name__)
# What 50 000 people are told has a content a unit and language, all mixed in one claim: building one takes longer
# than sending it to twenty people. At some 8 kB each.
CONTENTS_KEPT = 2000


@dataclass(slots=True)
class Delivered:
    """What one run did; `unavailable` holds the server's words when it could not be used."""

    sent: int = 0
    again: int = 0
    failed: int = 0
    overtaken: int = 0
    ended: int = 0
    unavailable: str = ""


class Writer:
    """The bytes of messages; the part that all recipients of a content share is kept between two of them."""

    def __init__(self) -> None:
        self.sender = parseaddr(settings.DEFAULT_FROM_EMAIL)[1]
        self.name = brand().sender or parseaddr(settings.DEFAULT_FROM_EMAIL)[0]
        self.host = urlsplit(settings.PORTAL_URL).hostname or "localhost"
        if "." not in self.host or self.host.replace(".", "").isdigit():
            self.host = self.sender.rpartition("@")[2] or self.host
        self.common: dict[int, bytes] = {}
        self.earlier: dict[int, datetime] = {}

    def prepare(self, rows: Iterable[Claimed]) -> None:
        """Read what a batch refers to, in a constant number of queries."""
        if len(self.common) > CONTENTS_KEPT:
            self.common.clear()
        wanted = {row.content_id for row in rows} - self.common.keys()
        self.contents = Content.objects.in_bulk(wanted) if wanted else {}
        numbers = {int(number) for row in rows for number in row.references.split()}
        self.earlier = (
            dict(Delivery.objects.filter(pk__in=numbers).values_list("pk", "created_at").order_by())
            if numbers
            else {}
        )

    def write(self, row: Claimed) -> bytes:
        """Raises ValueError when the content cannot be sent (its bodies were removed, a header is ours)."""
        common = self.common.get(row.content_id)
        if common is None:
            content = self.contents[row.content_id]
            if content.bodies_removed_at is not None:
                raise ValueError("The text of this message was removed after the time for which it is kept.")
            common = self.common[row.content_id] = common_bytes(
                key=content.key,
                subject=content.subject,
                text=content.text,
                html=content.html,
                language=content.language,
                headers=content.headers,
                sender_name=self.name,
                sender=self.sender,
            )
        references = [
            (int(number), self.earlier[int(number)])
            for number in row.references.split()
            if int(number) in self.earlier
        ]
        return (
            own_bytes(
                to=row.address,
                delivery_id=row.id,
                created_at=row.created_at,
                host=self.host,
                references=references,
            )
            + common
        )


def _clock() -> Callable[[], datetime]:
    """The database's clock, asked once for a run: how far it is ahead changes by nothing meanwhile."""
    lead = ahead()
    return lambda: datetime.now(UTC) + lead


def deliver(*, now: datetime | None = None, limit: int | None = None) -> Delivered:
    """Send everything that is due, at most `limit` messages. Safe to run in any number of processes.

    `now` fixes the clock (tests); else the database's is read for each message. Call it outside a transaction.
    """
    clock = _clock() if now is None else lambda: now
    done = Delivered()
    claims.recover(now=clock())
    claims.close_ended(now=clock())
    if results.breaker_open(clock()):
        done.unavailable = "waiting"
        return done
    writer = Writer()
    link = transport.link(writer.sender)
    left = limit
    try:
        while left is None or left > 0:
            count = claims.BATCH if left is None else min(claims.BATCH, left)
            if not claims.candidates_exist(clock()):
                break
            # Before claiming, so that a server that is down costs no row anything.
            link.open()
            results.healthy()
            held = claims.claim(now=clock(), count=count)
            if not held.rows:
                break
            if left is not None:
                left -= len(held.rows)
            writer.prepare(held.rows)
            with results.Recorder(held.token) as recorder:
                _send(held, writer, link, recorder, clock, done)
    except transport.Unavailable as problem:
        done.unavailable = str(problem)
        results.trip(str(problem), clock())
    finally:
        link.drop()
    return done


def _send(
    held: Claim,
    writer: Writer,
    link: transport.Link,
    recorder: results.Recorder,
    clock: Callable[[], datetime],
    done: Delivered,
) -> None:
    """Send one claim in its order. Raises Unavailable after giving the rest back."""
    rows, last_start = deque(held.rows), held.last_start()
    state: str | None = None
    while rows:
        row = rows.popleft()
        at = clock()
        if state is None:
            state = results.state_of(held.token, row)
        known, state = state, None
        if known != DeliveryState.SENDING or row.not_after <= at:
            link.drop()  # its envelope may be on its way: a connection given up delivers nothing
            if known == DeliveryState.SENDING:
                results.ended(held.token, row, at)
                done.ended += 1
            else:
                results.overtaken(held.token, row, at)
                done.overtaken += 1
            continue
        if at >= last_start:
            link.drop()
            claims.give_back(held, now=at)
            return
        following = rows[0] if rows else None
        try:
            text = writer.write(row)
        except Exception as problem:  # one message that cannot be written never stops the others
            link.drop()
            results.failed(held.token, row, str(problem), at, suppress=False)
            done.failed += 1
            continue
        try:
            link.send(row.address, text, following.address if following else None)
        except transport.Unavailable:
            claims.give_back(held, now=at)
            raise
        except transport.Interrupted as problem:
            results.again(held.token, row, str(problem), clock())
            done.again += 1
        except transport.Refused as problem:
            if problem.for_good:
                results.failed(held.token, row, str(problem), clock(), suppress=problem.recipient)
                done.failed += 1
            else:
                results.again(held.token, row, str(problem), clock())
                done.again += 1
        else:
            state = recorder.sent(row, following, clock())
            done.sent += 1
