"""A process of the fault tests of clocks: python -m tests.faults.clock_worker begin|tick|pass_minutes N (JSON).

CLOCK_OFF_MINUTES sets the clock of this process off by so much; the database's own clock stays right.
"""

from __future__ import annotations

import json
import os
import sys
from datetime import UTC, datetime, timedelta

import django
import time_machine

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "dsi_marketing.settings")
django.setup()

from django.db.models import F  # noqa: E402 - Django must be set up first
from django.utils import timezone  # noqa: E402

from calendar_ops.models import Reach  # noqa: E402
from calendar_ops.tasks import queue_due_notices  # noqa: E402
from outbox.actions import waking  # noqa: E402
from outbox.tasks import deliver  # noqa: E402
from tests.faults.notices_worker import DAY, plan  # noqa: E402

HOUR = timedelta(hours=1)


def set_off() -> None:
    """Set the clock of this process off by CLOCK_OFF_MINUTES; it goes on ticking."""
    minutes = int(os.environ.get("CLOCK_OFF_MINUTES", "0"))
    if minutes:
        time_machine.travel(datetime.now(UTC) + timedelta(minutes=minutes), tick=True).start()


def begin() -> dict[str, str]:
    """Confirmed three weeks ago, and nothing ran since; `late` is due, `soon` within the hour, `far` is not."""
    now = timezone.now().replace(second=0, microsecond=0)
    then = now - 20 * DAY
    work = {
        "late": (now + 6 * DAY, now - HOUR / 2),
        "soon": (now + 6 * DAY, now + HOUR / 2),
        "far": (now + 6 * DAY, now + 3 * HOUR),
        "starting": (now + 1.5 * HOUR, now - 2 * DAY),
        "begun": (now - 1.5 * HOUR, now - 3 * DAY),
    }
    names = {}
    for name, (start, due) in work.items():
        planned = plan(start, confirmed_at=then)
        planned.reach.update(due_at=due)
        names[name] = planned.reference
    return names


def tick() -> None:
    """What beat has the workers do, twice."""
    for _ in range(2):
        queue_due_notices()
        deliver()


def pass_minutes(minutes: int) -> None:
    """Stands for time that passes: what is to come is due so much earlier."""
    Reach.objects.update(due_at=F("due_at") - timedelta(minutes=minutes))


if __name__ == "__main__":
    waking._nudge = lambda: None
    set_off()
    verb, *rest = sys.argv[1:]
    verbs = {f.__name__: f for f in (begin, tick, pass_minutes)}
    print(json.dumps(verbs[verb](*map(int, rest))))
