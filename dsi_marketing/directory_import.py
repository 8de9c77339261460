"""The directory import whole: what the page's job and `manage.py import_directory` run."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import datetime
from typing import Any

from django.core.exceptions import PermissionDenied
from django.utils import timezone
from django.utils.translation import gettext, gettext_lazy, ngettext

from core.jobs import job, progress
from core.models import Job
from dsi_marketing.reorganise import save_unit
from organization.directory.comparing import compare
from organization.directory.faults import Unreadable
from organization.directory.reading import read
from organization.directory.writing import write
from organization.models import User
from organization.permissions import can_edit_directory

KIND = "import_directory"


def import_directory(
    data: bytes,
    *,
    dry_run: bool,
    leavers: bool,
    by: User | None,
    now: datetime,
    tell: Callable[[int, int], None] | None = None,
) -> dict[str, Any]:
    """Read, compare and, without `dry_run` and without a fault, write. The report is plain values:

    rows, counts by kind (created, changed), unchanged, leavers, faults (packed), fault_count, applied.
    Raises PermissionDenied.
    """
    if by is not None and not can_edit_directory(by):
        raise PermissionDenied
    try:
        tables = read(data)
    except Unreadable as unreadable:
        return {
            "rows": 0,
            "counts": {},
            "unchanged": 0,
            "leavers": 0,
            "faults": [unreadable.fault.packed()],
            "fault_count": 1,
            "applied": False,
        }
    plan = compare(tables, leavers=leavers, keep=by.ref if by is not None else "")
    applied = not dry_run and not plan.fault_count
    if applied:
        write(plan, save_unit=save_unit, by=by, now=now, progress=tell)
    return {
        "rows": plan.rows,
        "counts": plan.counts(),
        "unchanged": plan.unchanged,
        "leavers": len(plan.leavers),
        "faults": [fault.packed() for fault in plan.faults],
        "fault_count": plan.fault_count,
        "applied": applied,
    }


def report(result: dict[str, Any]) -> Iterator[str]:
    """The result in sentences, for the general page of jobs; the import's own page says it row by row."""
    wrong = result["fault_count"]
    if wrong:
        yield ngettext(
            "%(n)s place to correct: nothing was written.",
            "%(n)s places to correct: nothing was written.",
            wrong,
        ) % {"n": wrong}
    elif result["applied"]:
        yield gettext("The import is done.")
    else:
        yield gettext("Nothing stands in the way; nothing is written yet.")
    yield gettext("%(rows)s rows read, %(same)s already so, %(leavers)s people leaving.") % {
        "rows": result["rows"],
        "same": result["unchanged"],
        "leavers": result["leavers"],
    }


@job(KIND, title=gettext_lazy("Import of the directory"), report=report, page="directory-import")
def run_import(running: Job) -> dict[str, Any]:
    """The job of the page. Its owner's right is asked again: the file may have waited."""
    with running.file.open("rb") as file:
        data = file.read()
    return import_directory(
        data,
        dry_run=running.params["dry_run"],
        leavers=running.params["leavers"],
        by=running.owner,
        now=timezone.now(),
        tell=lambda done, total: progress(running, done, total),
    )
