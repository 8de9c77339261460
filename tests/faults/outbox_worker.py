"""A worker process of the fault tests: fill N | work [lease-over] [no-wait] [own-clock] [no-guard=DIR:N] | states."""

from __future__ import annotations

import json
import os
import sys
import time
from datetime import timedelta
from pathlib import Path

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "dsi_marketing.settings")
django.setup()

from django.db.models import Count  # noqa: E402 - Django must be set up first
from django.utils import timezone  # noqa: E402

from outbox.actions import Draft, claims, deliver, delivering, enqueue, put_content, results, waking  # noqa: E402
from outbox.models import Delivery  # noqa: E402
from tests.faults.clock_worker import set_off  # noqa: E402


def fill(count: int) -> None:
    waking._nudge = lambda: None
    now = timezone.now()
    content = put_content(
        key="fault", subject="Coupure", text="Bonjour. " * 50, html="<p>Bonjour.</p>", language="fr"
    )
    enqueue(
        (
            Draft(
                content_id=content.pk,
                # one address in five has two messages
                address=f"p{number if number % 5 else number - 1 if number else 0}@example.org",
                dedupe_key=f"fault:{number}",
                not_after=now + timedelta(days=2),
            )
            for number in range(count)
        ),
        now=now,
    )


def remove_guard(folder: Path, workers: int) -> None:
    """The negative control: everybody looks first, then everybody takes, whatever the state became."""

    def claim(*, now, count):
        ids = look(now, count)
        (folder / str(os.getpid())).touch()  # looked: nobody takes before all of them have
        end = time.monotonic() + 30
        while len(list(folder.iterdir())) < workers and time.monotonic() < end:
            time.sleep(0.01)
        Delivery.objects.filter(id__in=ids).update(
            state="sending", claim="all", lease_until=now + claims.LEASE, sent_at=None, closed_at=None
        )
        rows = Delivery.objects.filter(id__in=ids).order_by("not_before", "id")
        fields = (
            "id",
            "content_id",
            "address",
            "created_at",
            "not_after",
            "expires",
            "references",
            "refusals",
        )
        return claims.Claim(
            "all", now + claims.LEASE, [claims.Claimed(*row) for row in rows.values_list(*fields)]
        )

    def look(now, count):
        return list(
            Delivery.objects.filter(state="pending")
            .order_by("not_before", "id")
            .values_list("id", flat=True)[:count]
        )

    claims.claim = claim
    results.state_of = lambda token, row: "sending"


def work(options: list[str]) -> None:
    if "lease-over" in options:  # stands for the quarter of an hour that a dead worker's lease takes
        Delivery.objects.filter(closed_at=None, lease_until__isnull=False).update(lease_until=timezone.now())
    if "no-wait" in options:
        results.wait_after = lambda refusals: timedelta()
    if "own-clock" in options:  # the negative control of clocks
        delivering.ahead = timedelta
    for option in options:
        if option.startswith("no-guard="):
            folder, _, workers = option.partition("=")[2].rpartition(":")
            remove_guard(Path(folder), int(workers))
    idle = 0
    while idle < 3:
        done = deliver()
        if done.unavailable:
            sys.exit(3)
        idle = idle + 1 if not (done.sent or done.again or done.failed) else 0
        if not Delivery.objects.filter(closed_at=None).exists():
            break


if __name__ == "__main__":
    verb, *rest = sys.argv[1:]
    if verb == "fill":
        fill(int(rest[0]))
    elif verb == "work":
        set_off()
        work(rest)
    elif verb == "states":
        print(
            json.dumps(
                dict(
                    Delivery.objects.order_by()
                    .values_list("state")
                    .annotate(n=Count("id"))
                    .values_list("state", "n")
                )
            )
        )
