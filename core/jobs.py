"""Long work in the worker: the row is the work, the task is a nudge.

A function registered with `@job("kind")` gets its Job and returns a report of plain values. A worker that
dies loses nothing: beat starts again what is overdue, three times at most. Every kind says its title, and how its
report reads, so that the general page shows any job.
"""

from __future__ import annotations

import logging
import uuid
from collections.abc import Callable, Iterable
from contextlib import closing
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.core.files.base import File
from django.db import DEFAULT_DB_ALIAS, connection, connections, transaction
from django.db.models import F, Q, QuerySet
from django.utils.functional import Promise

from core.models import Job

log = logging.getLogger(__name__)
Work = Callable[[Job], dict[str, Any]]
LEASE = timedelta(minutes=15)
MOST_TRIES = 3
Report = Callable[[dict[str, Any]], Iterable[str]]


@dataclass(frozen=True, slots=True)
class Kind:
    """What is known of a kind of job. `page`: the name of the address of its own page (argument: uid), if any."""

    work: Work
    title: str | Promise
    report: Report
    page: str = ""


_registered: dict[str, Kind] = {}


def job(
    kind: str, *, title: str | Promise = "", report: Report = lambda result: (), page: str = ""
) -> Callable[[Work], Work]:
    """Register the function that does jobs of this kind; it must bear being started twice.

    `report` says its result in sentences, in the reader's language.
    """

    def register(work: Work) -> Work:
        _registered[kind] = Kind(work, title or kind, report, page)
        return work

    return register


def kind_of(found: Job) -> Kind | None:
    """What is known of the job's kind; None when the program no longer has it."""
    return _registered.get(found.kind)


def visible_to(user) -> QuerySet[Job]:
    """One's own, newest first; nobody else's."""
    return Job.objects.filter(owner=user).order_by("-created_at", "-pk")


def start_job(
    kind: str, *, params: dict[str, Any] | None = None, owner=None, file: File | None = None
) -> Job:
    """Write the work down; the worker is woken once that is committed."""
    started = Job(kind=kind, params=params or {}, owner=owner)
    if file is not None:
        started.file.save(f"{uuid.uuid4()}", file, save=False)  # never the name that somebody sent
    started.save()
    transaction.on_commit(lambda: _wake(started.uid))
    return started


def _wake(uid: uuid.UUID) -> None:
    """A broker that is down never turns a saved change into an error: beat finds the row."""
    from core.tasks import run_job

    try:
        run_job.apply_async([str(uid)], retry=False)
    except Exception:
        log.warning("the worker could not be woken; beat will start job %s", uid, exc_info=True)


def progress(running: Job, done: int, total: int) -> None:
    """Say how far it is; the page reads it.

    Inside a transaction PostgreSQL takes it on a connection of its own, or nobody would see it before the
    end. SQLite has one writer at a time: there it is seen at the commit.
    """
    running.done, running.total = done, total
    if connection.in_atomic_block and connection.vendor == "postgresql":
        with closing(connections.create_connection(DEFAULT_DB_ALIAS)) as beside, beside.cursor() as cursor:
            cursor.execute(
                "UPDATE core_job SET done = %s, total = %s WHERE id = %s", [done, total, running.pk]
            )
    else:
        Job.objects.filter(pk=running.pk).update(done=done, total=total)


def run(uid: str, *, now: datetime) -> bool:
    """Do the job if it waits, or if the worker that had it is gone; False when another has it or it is over."""
    open_ = Q(state=Job.State.WAITING) | Q(state=Job.State.RUNNING, lease_until__lt=now)
    claimed = Job.objects.filter(open_, uid=uid, tries__lt=MOST_TRIES).update(
        state=Job.State.RUNNING, started_at=now, lease_until=now + LEASE, tries=F("tries") + 1
    )
    if not claimed:
        return False
    running = Job.objects.select_related("owner").get(uid=uid)
    try:
        result = _registered[running.kind].work(running)
    except Exception as fault:
        log.exception("job %s failed", uid)
        Job.objects.filter(pk=running.pk).update(
            state=Job.State.FAILED, error=f"{type(fault).__name__}: {fault}"[:1000], finished_at=now
        )
        return True
    far = {"done": running.done, "total": running.total}
    Job.objects.filter(pk=running.pk).update(state=Job.State.DONE, result=result, finished_at=now, **far)
    return True


def run_overdue(*, now: datetime) -> int:
    """Start what nobody finished; give up what was tried three times. Returns how many were done."""
    lost = Job.objects.filter(state=Job.State.RUNNING, lease_until__lt=now, tries__gte=MOST_TRIES)
    lost.update(state=Job.State.FAILED, error="the worker stopped three times", finished_at=now)
    waiting = Q(state=Job.State.WAITING) | Q(state=Job.State.RUNNING, lease_until__lt=now)
    uids = Job.objects.filter(waiting).order_by("created_at").values_list("uid", flat=True)[:20]
    return sum(run(str(uid), now=now) for uid in list(uids))
