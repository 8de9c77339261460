"""The last weeks of the demonstration, lived through the portal's own actions at their own times."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import partial

from calendar_ops import actions
from calendar_ops.enums import State
from calendar_ops.models import Intervention
from calendar_ops.telling import queue_due_notices
from core.models import AuditEvent
from outbox.actions import deliver

MINUTE = timedelta(minutes=1)


@dataclass(frozen=True, slots=True)
class Replay:
    """A confirmed intervention, and the state that it has to reach by now."""

    intervention: Intervention
    state: State


def nothing() -> None:
    """A moment at which notices are due and nobody does anything."""


def replay(replays: list[Replay], *, now: datetime) -> None:
    """Queue and deliver what was due, begin and end what was done, in the order of time.

    Call it outside a transaction: the mails are delivered as the worker delivers them.
    """
    steps: list[tuple[datetime, int, Callable[[], object]]] = []
    for order, each in enumerate(replays):
        row = each.intervention
        dues = row.reach.filter(due_at__lte=now).order_by("due_at").values_list("due_at", flat=True)
        steps += [(due, order, nothing) for due in dues.distinct()]
        if each.state in {State.RUNNING, State.FINISHED, State.FAILED}:
            begin = partial(actions.start, intervention=row, by=row.owner, now=row.start)
            steps.append((row.start, order, begin))
        if each.state in {State.FINISHED, State.FAILED}:
            at = row.end - 5 * MINUTE
            outcome = "done" if each.state == State.FINISHED else "failed"
            steps.append(
                (at, order, partial(actions.finish, intervention=row, outcome=outcome, by=row.owner, now=at))
            )
    done: set[datetime] = set()
    for at, _, step in sorted(steps, key=lambda each: each[:2]):
        last = AuditEvent.objects.order_by("-id").values_list("id", flat=True).first() or 0
        step()
        AuditEvent.objects.filter(id__gt=last).update(at=at)
        if at not in done:
            done.add(at)
            queue_due_notices(now=at)
            deliver(now=at + MINUTE)
    queue_due_notices(now=now)
    deliver(now=now)
