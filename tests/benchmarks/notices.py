"""Messages from due to accepted by one worker, beside smtplib sending the same bytes to the same server.

The server runs in a process of its own, as a real one does. The two take turns, a tenth at a time, so that
a busy machine slows both alike. What waited in the outbox is closed before; the rows stay behind.
"""

from __future__ import annotations

import multiprocessing
import smtplib
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from itertools import count as numbers
from typing import Any

from django.test import override_settings
from django.utils import timezone

from core.bulk import refresh_statistics
from outbox.actions import Draft, deliver, enqueue, put_content
from outbox.actions.delivering import Writer
from outbox.enums import DeliveryState
from outbox.models import Delivery
from outbox.queries import as_claimed
from tests.smtp_sink import serve_apart

from .figures import Figure, against
from .memory import here

GROUP = "Mail, from due to accepted, a message"
TURNS = 10


@contextmanager
def server(pipelining: bool) -> Iterator[tuple[dict[str, Any], Any]]:
    """A server in a process of its own: its transport, and the pipe that tells how many it accepted."""
    context = multiprocessing.get_context("spawn")
    ours, theirs = context.Pipe()
    process = context.Process(target=serve_apart, args=(pipelining, theirs), daemon=True)
    process.start()
    yield ours.recv(), ours
    process.join(timeout=10)


def settle_what_waits() -> None:
    """What was queued before is none of this: its bytes are others than the floor's."""
    now = timezone.now()
    Delivery.objects.filter(closed_at=None).update(
        state=DeliveryState.SUPERSEDED, closed_at=now, claim="", lease_until=None
    )
    refresh_statistics()


def queue(count: int) -> bytes:
    """Put `count` messages of one content into the outbox; the bytes of the first as they will leave."""
    now = timezone.now()
    unique = f"bench-{now.timestamp()}"
    content = put_content(
        key=unique, subject="Coupure de la messagerie", text="Bonjour, une coupure est prévue. " * 80,
        html="<p>Bonjour, une coupure est prévue.</p>" * 100, language="fr",
    )  # fmt: skip
    end = now + timedelta(days=1)
    enqueue(
        (
            Draft(
                content_id=content.pk, address=f"p{n}@example.org", dedupe_key=f"{unique}:{n}", not_after=end
            )
            for n in range(count)
        ),
        now=now,
    )
    writer, one = Writer(), as_claimed(Delivery.objects.get(dedupe_key=f"{unique}:0"))
    writer.prepare([one])
    return writer.write(one)


def floor(count: int, octets: bytes, transport: dict[str, Any]) -> float:
    """Seconds that smtplib takes for as many on one open connection."""
    plain, sender = octets.replace(b"\r\n..", b"\r\n."), Writer().sender
    with smtplib.SMTP(transport["host"], transport["port"]) as smtp:
        begun = time.perf_counter()
        for number in range(count):
            smtp.sendmail(sender, [f"p{number}@example.org"], plain)
        return time.perf_counter() - begun


def measured(count: int, pipelining: bool) -> tuple[float, float, list[float]]:
    """Milliseconds a message of ours and of the floor, and this process's memory (MB) after each turn."""
    octets = queue(count)
    ours = base = 0.0
    sent = 0
    memory: list[float] = []
    with server(pipelining) as (transport, pipe):
        for turn in numbers():
            with override_settings(OUTBOX_TRANSPORT=transport):
                begun = time.perf_counter()
                done = deliver(limit=count // TURNS)
                ours += time.perf_counter() - begun
            assert done.sent or turn >= TURNS, done
            if not done.sent:
                break
            sent += done.sent
            base += floor(done.sent, octets, transport)
            memory.append(here())
        pipe.send("stop")
        assert pipe.recv() == 2 * sent
    assert sent >= count
    return 1000 * ours / sent, 1000 * base / sent, memory


def run(count: int = 50_000, plain_count: int | None = None) -> list[Figure]:
    """Both kinds of server; without PIPELINING a fifth of `count` is enough unless told."""
    plain_count = plain_count or max(count // 5, 1000)
    settle_what_waits()
    ours, base, memory = measured(count, True)
    plain_ours, plain_base, _memory = measured(plain_count, False)
    tenth, _base, _memory = measured(count // 10, True)
    one_worker = "from due to accepted, one worker"
    return [
        against(GROUP, f"{count} notices, {one_worker}, server with PIPELINING", ours, base, 1.5),
        against(GROUP, f"{plain_count} notices, {one_worker}, server without PIPELINING", plain_ours, plain_base, 2),
        against(
            "Growth, work × 10",
            f"{count // 10} and {count} notices, {one_worker}",
            ours * count,
            tenth * count / 10,
            11,
        ),
        Figure("Memory", f"worker after {count} messages, against after the first {count // TURNS}",
               memory[-1], memory[0], "MB", memory[-1] - memory[0], 5, "MB more"),
    ]  # fmt: skip
