"""Periods of several calendars recorded at once, and proposals: what other systems send; see calendar_ops.ledger.

A proposal is a revision that nobody has signed: it counts for nothing, and may be changed and taken back.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from django.core.exceptions import PermissionDenied
from django.db import transaction

from calendar_ops import ledger
from calendar_ops.calendar_permissions import can_propose
from calendar_ops.enums import RevisionState
from calendar_ops.ledger import Draft, LedgerRefused, NewPeriod
from calendar_ops.locks import lock_units
from calendar_ops.models import Calendar, Period, Revision
from core import audit
from organization.models import BusinessUnit, User
from organization.queries import unit_tree


@dataclass(frozen=True, slots=True)
class Entry:
    """A period for the calendar of a unit, agreed or only proposed."""

    unit: BusinessUnit
    period: NewPeriod
    agreed: bool


def add_periods(*, entries: Sequence[Entry], note: str, by: User, now: datetime) -> list[Period]:
    """All of them or none, in the order given: what is agreed is one revision of each calendar, what is
    proposed one proposal. With an agreement, a unit that follows begins to keep a calendar of its own.

    Raises PermissionDenied; LedgerRefused (`follows`: a proposal to a unit that keeps no calendar).
    """
    made: dict[int, Period] = {}
    with transaction.atomic():
        _lock({entry.unit.pk for entry in entries})
        for unit, agreed, numbers in _together(entries):
            wanted = [entries[number].period for number in numbers]
            calendar = Calendar.objects.select_related("unit").filter(unit=unit, closed_at=None).first()
            if not agreed:
                added = _propose(calendar, wanted, note=note, by=by, now=now)
            elif calendar is None:
                opened = ledger.open_calendar(unit=unit, draft=Draft(added=wanted, note=note), by=by, now=now)
                added = opened.added[-len(wanted) :]  # what it followed stands before
            else:
                added = ledger.record_revision(
                    calendar=calendar, draft=Draft(added=wanted, note=note), by=by, now=now
                ).added
            made.update(zip(numbers, added, strict=True))
    return [made[number] for number in range(len(entries))]


def _together(entries: Sequence[Entry]) -> Iterable[tuple[BusinessUnit, bool, list[int]]]:
    """The entries' numbers by unit and kind, agreements first, in the order of the units' codes."""
    groups: dict[tuple[str, bool], list[int]] = {}
    for number, entry in enumerate(entries):
        groups.setdefault((entry.unit.code, not entry.agreed), []).append(number)
    for (_code, proposed), numbers in sorted(groups.items()):
        yield entries[numbers[0]].unit, not proposed, numbers


def _lock(units: Iterable[int]) -> None:
    """All that recording in any of these calendars locks, in the one order."""
    tree = unit_tree()
    lock_units(tree.codes[step] for unit in units for step in tree.lineage(unit))


def _propose(
    calendar: Calendar | None, wanted: Sequence[NewPeriod], *, note: str, by: User, now: datetime
) -> list[Period]:
    if calendar is None:
        raise LedgerRefused("follows")
    _may_propose(by, calendar)
    revision = Revision.objects.create(
        calendar=calendar, note=note, proposed_by_ref=by.ref, proposed_at=now, state=RevisionState.PROPOSED
    )
    added = Period.objects.bulk_create(period.unsaved(calendar, revision) for period in wanted)
    _note(calendar, "calendar.proposed", added, by=by)
    return added


def replace_period(*, period: Period, by_this: NewPeriod, note: str, by: User, now: datetime) -> Period:
    """Another period in place of an agreed one, by a revision; it names the one that it replaces.

    Raises PermissionDenied; LedgerRefused as `ledger.record_revision` does.
    """
    draft = Draft(added=[by_this], withdrawn=[period], note=note)
    return ledger.record_revision(calendar=period.calendar, draft=draft, by=by, now=now).added[0]


def withdraw_period(*, period: Period, by: User, now: datetime) -> None:
    """An agreed period is withdrawn by a revision; a proposal is taken back. Raises as `replace_period`."""
    with transaction.atomic():
        lock_units([period.calendar.unit.code])
        if _is_proposed(period):
            _may_propose(by, period.calendar)
            _take_back(period, "calendar.proposal_taken_back", by=by)
        else:
            ledger.record_revision(calendar=period.calendar, draft=Draft(withdrawn=[period]), by=by, now=now)


def change_proposal(*, period: Period, by_this: NewPeriod, by: User) -> Period:
    """Nobody has signed it: it is changed in its place. Raises PermissionDenied, LedgerRefused `stale`."""
    with transaction.atomic():
        lock_units([period.calendar.unit.code])
        _may_propose(by, period.calendar)
        if not _is_proposed(period):
            raise LedgerRefused("stale")
        for name in ledger.COPIED:
            setattr(period, name, getattr(by_this, name))
        period.save()
        _note(period.calendar, "calendar.proposal_changed", [period], by=by)
    return period


def agree_proposal(*, period: Period, by_this: NewPeriod, note: str, by: User, now: datetime) -> Period:
    """Record what was proposed as agreed, by a revision; the proposal is gone. Raises as `replace_period`."""
    with transaction.atomic():
        lock_units([period.calendar.unit.code])
        if not _is_proposed(period):
            raise LedgerRefused("stale")
        _take_back(period, "calendar.proposal_agreed", by=by)
        draft = Draft(added=[replace(by_this, replaces=None)], note=note)
        return ledger.record_revision(calendar=period.calendar, draft=draft, by=by, now=now).added[0]


def _is_proposed(period: Period) -> bool:
    return Revision.objects.filter(pk=period.added_in_id, state=RevisionState.PROPOSED).exists()


def _take_back(period: Period, kind: str, *, by: User) -> None:
    _note(period.calendar, kind, [period], by=by)
    revision = period.added_in
    period.delete()
    if not revision.added.exists():
        revision.delete()


def _may_propose(by: User, calendar: Calendar) -> None:
    if not can_propose(by, calendar.unit):
        raise PermissionDenied


def _note(calendar: Calendar, kind: str, periods: Iterable[Period], *, by: User) -> None:
    changes = {"unit": calendar.unit.code, "periods": [str(period.uid) for period in periods]}
    audit.record(by=by, kind=kind, obj=calendar, changes=changes)
