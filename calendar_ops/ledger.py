"""The verbs of a calendar's ledger: recording an agreement, beginning to keep one, going back to following.

Nothing signed is ever edited: a change is a revision that withdraws periods and adds others. Each verb
locks the units that keep the calendars concerned, writes the revision, the resolved spans, the conflicts
it makes and its audit event in one transaction.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils.translation import gettext as _

from calendar_ops.calendar_permissions import can_record
from calendar_ops.conflicts import Change, Conflict, conflicts, flag, settle
from calendar_ops.enums import RevisionState
from calendar_ops.locks import lock_units
from calendar_ops.models import Calendar, Period, Revision
from calendar_ops.spans import NONE, Rules, agreed, heads, kept_by, rebuild, rule_of, rules_of
from core import audit
from organization.models import BusinessUnit, User
from organization.queries import unit_tree


class LedgerRefused(Exception):
    """The change cannot be made; `code` says why, and `sentence` says it to people: see `refusal`."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code

    @property
    def sentence(self) -> str:
        return refusal(self.code)


def refusal(code: str) -> str:
    """Why the ledger refuses, in the reader's language: for the pages and for the API."""
    return {
        "nothing": _("This changes nothing: the calendar says so already."),
        "kept": _("This unit keeps its own calendar already: open it to change it."),
        "not_kept": _("This calendar was closed while you were writing: the unit follows another one."),
        "follows": _("This unit keeps no calendar of its own: record an agreement to begin one."),
        "not_agreed": _("This period was withdrawn while you were writing: look at the calendar again."),
        "stale": _("This calendar changed while you were writing: look at it, then record again."),
    }[code]


@dataclass(frozen=True, slots=True)
class NewPeriod:
    """A period to add: `[start, end)` in UTC, or `[first_day, end_day)` when all-day."""

    colour: str
    all_day: bool = True
    first_day: date | None = None
    end_day: date | None = None
    start: datetime | None = None
    end: datetime | None = None
    recurrence: str = ""
    reason: str = ""
    reason_en: str = ""
    exception: bool = False
    replaces: Period | None = None

    def unsaved(self, calendar: Calendar, revision: Revision | None) -> Period:
        return Period(
            calendar=calendar,
            added_in=revision,
            **{name: getattr(self, name) for name in COPIED},
            replaces=self.replaces,
        )


COPIED = (
    "colour",
    "all_day",
    "first_day",
    "end_day",
    "start",
    "end",
    "recurrence",
    "reason",
    "reason_en",
    "exception",
)


def copy_of(period: Period, *, replaces: bool = False) -> NewPeriod:
    """The same period, to be added again elsewhere, or in place of itself."""
    return NewPeriod(
        **{name: getattr(period, name) for name in COPIED}, replaces=period if replaces else None
    )


@dataclass(frozen=True, slots=True)
class Draft:
    """What a revision would do. `default_colour` None leaves it; "" agrees on none."""

    added: Sequence[NewPeriod] = ()
    withdrawn: Sequence[Period] = ()
    time_zone: str = ""
    default_colour: str | None = None
    note: str = ""

    @property
    def changes_nothing(self) -> bool:
        return not (self.added or self.withdrawn or self.time_zone or self.default_colour is not None)


@dataclass(slots=True)
class Recorded:
    """What was done: the calendar, its revision, the periods added, and the conflicts that were flagged."""

    calendar: Calendar
    revision: Revision | None
    added: list[Period] = field(default_factory=list)
    conflicts: list[Conflict] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Effect:
    """What a change would do: the rules before and after, and the interventions put in conflict."""

    before: Rules
    after: Rules
    conflicts: list[Conflict]


def _effect(change: Change, now: datetime) -> Effect:
    return Effect(change.before, change.after, conflicts(change, now=now))


def followers_of(unit: int, *, keeps: bool = True) -> set[int]:
    """The units that keep or follow the calendar of `unit`, or would if it kept one."""
    tree = unit_tree()
    among = set(kept_by()) | ({unit} if keeps else set())
    return set(heads(tree.subtree(unit), tree, among).get(unit, []))


def preview(*, calendar: Calendar, draft: Draft, now: datetime) -> Effect:
    """What this revision would change, and the confirmed interventions it would put in conflict. Writes nothing."""
    before = rules_of(calendar)
    return _effect(_change(calendar, before, _after(calendar, before, draft)), now)


def record_revision(
    *, calendar: Calendar, draft: Draft, by: User | None, now: datetime, expected_version: int | None = None
) -> Recorded:
    """Enter an agreement made elsewhere as signed by both sides at once; audited as recorded.

    `by` None stands for the portal itself (imports, demonstration). Raises PermissionDenied;
    LedgerRefused: `stale` when the calendar is no longer at `expected_version`, `not_kept` when it was
    closed, `nothing` when the draft changes nothing, `not_agreed` when it withdraws what is not in force.
    """
    _may(by)
    if draft.changes_nothing:
        raise LedgerRefused("nothing")
    with transaction.atomic():
        lock_units([calendar.unit.code])
        fresh = Calendar.objects.select_related("unit").get(pk=calendar.pk)
        if fresh.closed_at is not None:
            raise LedgerRefused("not_kept")
        if expected_version is not None and fresh.version != expected_version:
            raise LedgerRefused("stale")
        gone = [period.pk for period in draft.withdrawn]
        if gone and fresh.periods.filter(agreed(), pk__in=gone).count() != len(set(gone)):
            raise LedgerRefused("not_agreed")
        before = rules_of(fresh)
        change = _change(fresh, before, _after(fresh, before, draft))
        found = conflicts(change, now=now)
        result = _sign(fresh, draft, by=by, now=now)
        result.conflicts = found
        settle(unit=fresh.unit, change=change, now=now)
        flag(found, calendar=fresh, now=now)
        _note(result, draft, "calendar.recorded", by=by)
    return result


def opening(*, unit: BusinessUnit, draft: Draft) -> Draft:
    """Revision 1 of a calendar that the unit begins to keep: what it followed, and the draft over it."""
    followed = _followed(unit)
    if followed is None:
        return replace(
            draft,
            time_zone=draft.time_zone or unit.time_zone,
            default_colour=draft.default_colour or "",
        )
    default = followed.default_colour if draft.default_colour is None else draft.default_colour
    copies = [copy_of(period) for period in followed.periods.filter(agreed())]
    return replace(
        draft,
        added=[*copies, *draft.added],
        time_zone=draft.time_zone or followed.time_zone,
        default_colour=default,
    )


def preview_opening(*, unit: BusinessUnit, draft: Draft, now: datetime) -> Effect:
    """What would change if the unit kept its own calendar."""
    first = opening(unit=unit, draft=draft)
    calendar = Calendar(unit=unit, time_zone=first.time_zone, default_colour=first.default_colour or "")
    return _effect(_open_change(unit, calendar, first), now)


def open_calendar(*, unit: BusinessUnit, draft: Draft, by: User | None, now: datetime) -> Recorded:
    """The unit begins to keep its own calendar, with a recorded revision 1 that copies what it followed.

    Raises PermissionDenied; LedgerRefused `kept` when it keeps one already.
    """
    _may(by)
    with transaction.atomic():
        lock_units({unit.code, _head_code(unit)})
        if Calendar.objects.filter(unit=unit, closed_at=None).exists():
            raise LedgerRefused("kept")
        first = opening(unit=unit, draft=draft)
        calendar = Calendar(unit=unit, time_zone=first.time_zone, opened_at=now)
        found = conflicts(_open_change(unit, calendar, first), now=now)
        calendar.save()
        result = _sign(calendar, first, by=by, now=now)
        result.conflicts = found
        flag(found, calendar=calendar, now=now)
        _note(result, first, "calendar.opened", by=by)
    return result


def preview_closing(*, calendar: Calendar, now: datetime) -> Effect:
    """What would change if the unit followed again."""
    return _effect(_close_change(calendar), now)


def close_calendar(
    *,
    calendar: Calendar,
    note: str,
    by: User | None,
    now: datetime,
    expected_version: int | None = None,
) -> Recorded:
    """The unit goes back to following its nearest ancestor that keeps a calendar, or to none.

    Raises PermissionDenied; LedgerRefused `not_kept` when it was closed already, `stale` when it is no
    longer at `expected_version`.
    """
    _may(by)
    unit = calendar.unit
    with transaction.atomic():
        parent = unit.parent
        lock_units({unit.code, _head_code(parent)} if parent is not None else {unit.code})
        fresh = Calendar.objects.select_related("unit__parent").get(pk=calendar.pk)
        if fresh.closed_at is not None:
            raise LedgerRefused("not_kept")
        if expected_version is not None and fresh.version != expected_version:
            raise LedgerRefused("stale")
        found = conflicts(_close_change(fresh), now=now)
        followed = _followed(unit)
        fresh.closed_at = now
        fresh.save(update_fields=["closed_at"])
        fresh.spans.all().delete()
        flag(found, calendar=followed, now=now)
        audit.record(
            by=by,
            kind="calendar.closed",
            obj=fresh,
            changes={"unit": unit.code, "version": fresh.version, "note": note},
        )
    return Recorded(fresh, None, [], found)


def _may(by: User | None) -> None:
    if by is not None and not can_record(by):
        raise PermissionDenied


def _followed(unit: BusinessUnit) -> Calendar | None:
    """The calendar that the unit follows, its own left aside."""
    tree = unit_tree()
    above = [step for step in tree.lineage(unit.pk) if step != unit.pk]
    calendars = {
        c.unit_id: c for c in Calendar.objects.filter(closed_at=None, unit__in=above).select_related("unit")
    }
    return next((calendars[step] for step in above if step in calendars), None)


def _head_code(unit: BusinessUnit) -> str:
    """The code of the unit that keeps what this one follows, or of its topmost ancestor."""
    tree = unit_tree()
    return tree.codes[next(iter(heads([unit.pk], tree, kept_by())))]


def _after(calendar: Calendar, before: Rules, draft: Draft) -> Rules:
    """The calendar's rules once the draft stands."""
    gone = {period.pk for period in draft.withdrawn}
    return Rules(
        code=before.code,
        version=calendar.version + 1,
        time_zone=draft.time_zone or before.time_zone,
        default=before.default if draft.default_colour is None else draft.default_colour,
        periods=(
            *(rule for rule in before.periods if rule.key not in gone),
            *(rule_of(period.unsaved(calendar, None)) for period in draft.added),
        ),
    )


def _change(calendar: Calendar, before: Rules, after: Rules) -> Change:
    return Change(frozenset(followers_of(calendar.unit_id)), before, after)


def _open_change(unit: BusinessUnit, calendar: Calendar, first: Draft) -> Change:
    followed = _followed(unit)
    before = rules_of(followed) if followed is not None else not_negotiated(unit)
    blank = Rules(unit.code, 0, first.time_zone or unit.time_zone, "", ())
    return Change(frozenset(followers_of(unit.pk)), before, _after(calendar, blank, first))


def _close_change(calendar: Calendar) -> Change:
    followed = _followed(calendar.unit)
    after = rules_of(followed) if followed is not None else not_negotiated(calendar.unit)
    return Change(frozenset(followers_of(calendar.unit_id)), rules_of(calendar), after)


def not_negotiated(unit: BusinessUnit) -> Rules:
    return Rules(unit.code, None, unit.time_zone, NONE, ())


def _sign(calendar: Calendar, draft: Draft, *, by: User | None, now: datetime) -> Recorded:
    """Write the numbered revision with both signatures, its periods and the calendar's new state."""
    ref = by.ref if by is not None else ""
    number = calendar.version + 1
    if draft.time_zone:
        calendar.time_zone = draft.time_zone
    if draft.default_colour is not None:
        calendar.default_colour = draft.default_colour
    revision = Revision.objects.create(
        calendar=calendar,
        number=number,
        state=RevisionState.SIGNED,
        time_zone=calendar.time_zone,
        default_colour=calendar.default_colour,
        sets_default_colour=draft.default_colour is not None,
        note=draft.note,
        proposed_by_ref=ref,
        proposed_at=now,
        signed_for_unit_ref=ref,
        signed_for_it_ref=ref,
        signed_at=now,
        recorded=True,
    )
    gone = [period.pk for period in draft.withdrawn]
    if gone:
        calendar.periods.filter(pk__in=gone).update(withdrawn_in=revision)
    added = Period.objects.bulk_create(new.unsaved(calendar, revision) for new in draft.added)
    calendar.version = number
    calendar.save(update_fields=["version", "time_zone", "default_colour"])
    rebuild(calendar, now)
    return Recorded(calendar, revision, added)


def _note(result: Recorded, draft: Draft, kind: str, *, by: User | None) -> None:
    assert result.revision is not None and result.revision.number is not None
    audit.record(
        by=by,
        kind=kind,
        obj=result.calendar,
        changes={
            "unit": result.calendar.unit.code,
            "version": [result.revision.number - 1, result.revision.number],
            "recorded": True,
            "added": [str(period.uid) for period in result.added],
            "withdrawn": [str(period.uid) for period in draft.withdrawn],
            "conflicts": [conflict.reference for conflict in result.conflicts],
            "note": draft.note,
        },
    )
