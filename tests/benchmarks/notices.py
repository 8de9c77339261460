"""Messages from due to accepted by one worker, beside smtplib sending the same bytes to the same server.

The server runs in a process of its own, as a real one does. `run(count)` needs a database whose outbox is
empty or delivered; it leaves its rows behind.
"""

from __future__ import annotations

import multiprocessing
import smtplib
import time
from datetime import timedelta
from typing import NamedTuple

from django.conf import settings
from django.test import override_settings
from django.utils import timezone

from outbox.actions import Draft, deliver, enqueue, put_content
from outbox.actions.delivering import Writer
from outbox.models import Delivery
from outbox.queries import as_claimed
from tests.smtp_sink import serve_apart


class Row(NamedTuple):
    """One line of docs/benchmarks.md: milliseconds a message, and their ratio against what is promised."""

    what: str
    measured: float
    floor: float
    ratio: float
    promise: float


def _measure(count: int, pipelining: bool) -> Row:
    context = multiprocessing.get_context("spawn")
    ours, theirs = context.Pipe()
    server = context.Process(target=serve_apart, args=(pipelining, theirs), daemon=True)
    server.start()
    transport = ours.recv()
    now = timezone.now()
    unique = f"bench-{now.timestamp()}"
    content = put_content(
        key=unique, subject="Coupure de la messagerie", text="Bonjour, une coupure est prévue. " * 80,
        html="<p>Bonjour, une coupure est prévue.</p>" * 100, language="fr",
    )  # fmt: skip
    enqueue(
        (
            Draft(content_id=content.pk, address=f"p{n}@example.org", dedupe_key=f"{unique}:{n}", not_after=now + timedelta(days=1))
            for n in range(count)
        ),
        now=now,
    )  # fmt: skip
    writer, one = Writer(), as_claimed(Delivery.objects.get(dedupe_key=f"{unique}:0"))
    writer.prepare([one])
    octets = writer.write(one)
    with override_settings(OUTBOX_TRANSPORT=transport, EMAIL_TIMEOUT=settings.EMAIL_TIMEOUT):
        begun = time.perf_counter()
        done = deliver()
        measured = time.perf_counter() - begun
    assert done.sent >= count, done
    with smtplib.SMTP(transport["host"], transport["port"]) as smtp:
        plain = octets.replace(b"\r\n..", b"\r\n.")
        begun = time.perf_counter()
        for number in range(count):
            smtp.sendmail(writer.sender, [f"p{number}@example.org"], plain)
        floor = time.perf_counter() - begun
    ours.send("stop")
    assert ours.recv() == done.sent + count
    server.join(timeout=10)
    what = f"{count} notices, due to accepted, one worker, server {'with' if pipelining else 'without'} PIPELINING"
    return Row(
        what,
        1000 * measured / done.sent,
        1000 * floor / count,
        (measured / done.sent) / (floor / count),
        1.5 if pipelining else 2.0,
    )


def run(count: int = 50_000, plain_count: int | None = None) -> list[Row]:
    """Both kinds of server; without PIPELINING a fifth of `count` is enough unless told."""
    return [_measure(count, True), _measure(plain_count or max(count // 5, 1000), False)]
