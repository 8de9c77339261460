"""What happens to a unit and reaches several apps: its parent, zone, notice days, holidays, calendar.

The unit's form, the units API and the directory import call these verbs. Spans belong to a calendar, so
that they stay when a unit moves; what changes is which calendar a unit follows, the conflicts that makes,
and when its people's notices are due.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from calendar_ops import ledger
from calendar_ops.calendar_permissions import can_record
from calendar_ops.conflicts import Change, conflicts, flag
from calendar_ops.due import due_at
from calendar_ops.enums import State
from calendar_ops.locks import lock_units
from calendar_ops.models import Calendar, Reach
from calendar_ops.spans import kept_by, rules_of
from core import audit
from core.local_time import UnknownZone, zone_of
from core.working_days import is_known_country
from organization import actions
from organization.models import BusinessUnit, User
from organization.permissions import can_edit_directory
from organization.queries import unit_tree
from organization.tree import Tree

TERMS = ("time_zone", "notice_days", "country", "subdivision")
REACHING = {"parent", *TERMS}


def change_parent(
    *, unit: BusinessUnit, parent: BusinessUnit | None, by: User | None, now: datetime
) -> list[str]:
    """Move a unit with its subtree; returns the references of the interventions put in conflict.

    Raises PermissionDenied; ValidationError at `parent` when the move would close a cycle.
    """
    _may(by)
    with transaction.atomic():
        tree = unit_tree()
        concerned = set(tree.lineage(unit.pk)) | (set(tree.lineage(parent.pk)) if parent else set())
        lock_units(tree.codes[pk] for pk in concerned)
        tree = unit_tree()
        new = parent.pk if parent else None
        if tree.parents[unit.pk] == new:
            return []
        if tree.would_cycle(unit.pk, new):
            raise ValidationError({"parent": cycle_sentence(unit.code, parent.code if parent else "")})
        moved = _moved(tree, unit.pk, new)
        kept = kept_by()
        change, calendar = _following(unit, tree, moved, set(kept))
        found = conflicts(change, now=now) if change else []
        above = tree.parents[unit.pk]
        before = tree.codes[above] if above is not None else None
        unit.parent = parent
        unit.edit += 1
        unit.save(update_fields=["parent", "edit"])
        flag(found, calendar=calendar, now=now)
        audit.record(
            by=by,
            kind="businessunit.moved",
            obj=unit,
            changes={
                "parent": [before, parent.code if parent else None],
                "conflicts": [conflict.reference for conflict in found],
            },
        )
    return [conflict.reference for conflict in found]


def change_zone(*, unit: BusinessUnit, time_zone: str, by: User | None, now: datetime) -> int:
    """The zone of the unit's people and notices; a calendar's own zone changes by a revision only.

    Returns how many due times moved. Raises PermissionDenied, ValidationError.
    """
    return change_terms(unit=unit, terms={"time_zone": time_zone}, by=by, now=now)


def change_notice_days(*, unit: BusinessUnit, notice_days: int, by: User | None, now: datetime) -> int:
    """The working days of notice, 2 to 5. Returns how many due times moved. Raises as change_zone."""
    return change_terms(unit=unit, terms={"notice_days": notice_days}, by=by, now=now)


def change_terms(*, unit: BusinessUnit, terms: Mapping[str, Any], by: User | None, now: datetime) -> int:
    """Zone, notice days, country and subdivision together; one audit event, due times computed once.

    Returns how many due times moved. Raises PermissionDenied; ValidationError by field.
    """
    _may(by)
    check_terms(terms)
    with transaction.atomic():
        lock_units([unit.code])
        before = {name: getattr(unit, name) for name in terms}
        changes = audit.differences(before, dict(terms))
        if not changes:
            return 0
        for name, value in terms.items():
            setattr(unit, name, value)
        unit.edit += 1
        unit.save(update_fields=[*terms, "edit"])
        moved = recompute_dues([unit.pk], now=now)
        audit.record(by=by, kind="businessunit.terms", obj=unit, changes={**changes, "due_times": moved})
    return moved


def change_calendar(
    *,
    unit: BusinessUnit,
    own: bool,
    default_colour: str | None = None,
    note: str = "",
    by: User | None,
    now: datetime,
) -> list[str]:
    """Begin to keep a calendar, go back to following, or agree on another default colour; a revision each.

    `default_colour` None leaves it; "" agrees on none. Returns the interventions put in conflict. Raises
    PermissionDenied without the permission to record agreements; ValidationError.
    """
    if by is not None and not can_record(by):
        raise PermissionDenied
    held = Calendar.objects.select_related("unit__parent").filter(unit=unit, closed_at=None).first()
    try:
        if not own:
            if default_colour:
                raise ValidationError(
                    {"default_colour": _("A unit that follows another's calendar has no colour of its own.")}
                )
            done = ledger.close_calendar(calendar=held, note=note, by=by, now=now) if held else None
        elif held is None:
            draft = ledger.Draft(default_colour=default_colour, note=note)
            done = ledger.open_calendar(unit=unit, draft=draft, by=by, now=now)
        elif default_colour is not None and default_colour != held.default_colour:
            draft = ledger.Draft(default_colour=default_colour, note=note)
            done = ledger.record_revision(calendar=held, draft=draft, by=by, now=now)
        else:
            done = None
    except ledger.LedgerRefused as fault:
        raise ValidationError({"own_calendar": fault.sentence}) from fault
    return [conflict.reference for conflict in done.conflicts] if done else []


@dataclass(slots=True)
class Foreseen:
    """What saving a unit would do, or did: interventions put in conflict, due times of notices that move."""

    conflicts: list[str] = field(default_factory=list)  # references
    due_times: int = 0


def save_unit(
    *,
    unit: BusinessUnit,
    fields: Mapping[str, Any],
    own_calendar: bool | None = None,
    default_colour: str | None = None,
    by: User | None,
    now: datetime,
    expected: int | None = None,
) -> BusinessUnit:
    """Create or change a unit whole: what the form and the API call. All or nothing.

    A new root, or a new unit with a default colour, keeps its own calendar unless said otherwise; what
    begins with the unit is no change of an agreement, so that editing the directory suffices for it.
    Raises PermissionDenied; ValidationError by field; EditedMeanwhile when its `edit` is not the `expected` one.
    """
    _save_unit(unit, fields, own_calendar, default_colour, by, now, expected)
    return unit


def foresee_unit(
    *,
    unit: BusinessUnit,
    fields: Mapping[str, Any],
    own_calendar: bool | None = None,
    default_colour: str | None = None,
    by: User | None,
    now: datetime,
    expected: int | None = None,
) -> Foreseen:
    """What save_unit would do, found by doing it and taking it back: `unit` and the database stay as they are.

    Raises as save_unit.
    """
    with transaction.atomic():
        copy = BusinessUnit.objects.get(pk=unit.pk) if unit.pk else BusinessUnit()
        found = _save_unit(copy, fields, own_calendar, default_colour, by, now, expected)
        transaction.set_rollback(True)
    return found


def _save_unit(
    unit: BusinessUnit,
    fields: Mapping[str, Any],
    own_calendar: bool | None,
    default_colour: str | None,
    by: User | None,
    now: datetime,
    expected: int | None,
) -> Foreseen:
    _may(by)
    new, done = unit.pk is None, Foreseen()
    check_terms({name: fields[name] for name in TERMS if name in fields})
    with transaction.atomic():
        unit.hold(None if new else expected)
        if new:
            actions.save_record(obj=unit, fields=fields, by=by, now=now)
            keeps = own_calendar
            if keeps is None:
                keeps = unit.parent_id is None or default_colour is not None
            if keeps or default_colour:
                change_calendar(unit=unit, own=keeps, default_colour=default_colour, by=None, now=now)
            return done
        actions.save_record(
            obj=unit,
            fields={name: value for name, value in fields.items() if name not in REACHING},
            by=by,
            now=now,
        )
        terms = {name: fields[name] for name in TERMS if name in fields}
        if terms:
            done.due_times = change_terms(unit=unit, terms=terms, by=by, now=now)
        if "parent" in fields:
            done.conflicts += change_parent(unit=unit, parent=fields["parent"], by=by, now=now)
        if own_calendar is not None or default_colour is not None:
            keeps = Calendar.objects.filter(unit=unit, closed_at=None).exists()
            wanted = own_calendar if own_calendar is not None else keeps or default_colour != ""
            if wanted != keeps or default_colour is not None:
                done.conflicts += change_calendar(
                    unit=unit, own=wanted, default_colour=default_colour, by=by, now=now
                )
    return done


def recompute_dues(units: Collection[int], *, now: datetime) -> int:
    """Compute again when the advance notices not yet queued are due; returns how many moved."""
    moved = []
    rows = (
        Reach.objects.filter(unit__in=units, queued_at=None)
        .filter(intervention__state=State.CONFIRMED, intervention__start__gt=now)
        .select_related("unit", "intervention")
    )
    for row in rows:
        unit = row.unit
        due = due_at(row.intervention.start, unit.time_zone, unit.notice_days, unit.country, unit.subdivision)
        if due != row.due_at:
            row.due_at = due
            moved.append(row)
    Reach.objects.bulk_update(moved, ["due_at"], batch_size=500)
    return len(moved)


def check_terms(terms: Mapping[str, Any]) -> None:
    """Raises ValidationError by field: a zone or country that nobody knows, notice days outside 2 to 5."""
    wrong: dict[str, str] = {}
    if "time_zone" in terms:
        try:
            zone_of(str(terms["time_zone"]))
        except UnknownZone:
            wrong["time_zone"] = _("« %(zone)s » is not a time zone. Write for example Europe/Paris.") % {
                "zone": terms["time_zone"]
            }
    days = terms.get("notice_days")
    if days is not None and not 2 <= days <= 5:
        wrong["notice_days"] = _("%(days)d working days of notice: choose 2 to 5.") % {"days": days}
    if "country" in terms and not is_known_country(str(terms["country"])):
        wrong["country"] = _(
            "« %(country)s » is not a country whose public holidays are known. Write for example FR."
        ) % {"country": terms["country"]}
    if wrong:
        raise ValidationError(wrong)


def cycle_sentence(unit: str, parent: str) -> str:
    """Why a unit cannot come under another."""
    return _("%(unit)s cannot come under %(parent)s, which is %(unit)s itself or lies below it.") % {
        "unit": unit,
        "parent": parent,
    }


def _may(by: User | None) -> None:
    if by is not None and not can_edit_directory(by):
        raise PermissionDenied


def _moved(tree: Tree, unit: int, parent: int | None) -> Tree:
    """The tree as it will be."""
    parents = {**tree.parents, unit: parent}
    return Tree.of((pk, above, tree.codes[pk]) for pk, above in parents.items())


def _following(
    unit: BusinessUnit, old: Tree, new: Tree, kept: set[int]
) -> tuple[Change | None, Calendar | None]:
    """The units of the subtree that will follow another calendar, and the one that will apply to them."""
    was, will = old.nearest(unit.pk, kept), new.nearest(unit.pk, kept)
    if was == will:
        return None, None
    calendars = {
        calendar.unit_id: calendar
        for calendar in Calendar.objects.filter(
            closed_at=None, unit__in=[pk for pk in (was, will) if pk]
        ).select_related("unit")
    }
    followers = frozenset(
        pk for pk in old.subtree(unit.pk) if old.nearest(pk, kept) == was and will == new.nearest(pk, kept)
    )

    def rules(keeper: int | None):
        return rules_of(calendars[keeper]) if keeper in calendars else ledger.not_negotiated(unit)

    return Change(followers, rules(was), rules(will)), calendars.get(will) if will else None
