"""Writing a plan without faults: all or nothing, in bulk, each record with its line in the trail."""

from __future__ import annotations

import secrets
from collections.abc import Callable
from datetime import datetime
from typing import Any

from django.db import transaction

from core import audit, bulk
from core.tables.plan import Change, Progress, Steps
from organization.directory.comparing import EMPTY, DirectoryPlan
from organization.models import BusinessUnit, Group, Site, User

SaveUnit = Callable[..., BusinessUnit]
BATCH = 2000
PERSON = ("name", "email", "username", "language", "unit", "site", "is_active")


def write(
    plan: DirectoryPlan,
    *,
    save_unit: SaveUnit,
    by: User | None,
    now: datetime,
    progress: Progress | None = None,
) -> None:
    """Apply the plan in one transaction. `save_unit` is the portal's verb (a unit reaches several apps).

    Raises ValueError when the plan has faults; whatever the database refuses undoes the whole.
    """
    if plan.fault_count:
        raise ValueError("a plan with faults is never written")
    total = len(plan.changes) + len(plan.leavers)
    steps = Steps(progress, total)
    by_kind = plan.by_kind()
    with transaction.atomic():
        for kind, write_kind in (
            ("site", _sites),
            ("unit", lambda changes: _units(changes, save_unit, by, now)),
            ("person", lambda changes: _people(changes, steps, now)),
            ("group", _groups),
        ):
            if changes := by_kind.get(kind):
                before = steps.done
                write_kind(changes)
                if kind != "unit":
                    _trail(changes, by, now)
                steps.tell(before + len(changes))
        _leave(plan.leavers, by, now)
    steps.tell(total)


def _trail(changes: list[Change], by: User | None, now: datetime) -> None:
    label = {"site": "site", "person": "user", "group": "group"}
    of = label[changes[0].kind]
    events = ((f"{of}.imported", change.key, change.differences()) for change in changes)
    audit.record_many(by=by, now=now, object_type=f"organization.{of}", events=events)


def _full(change: Change) -> dict[str, Any]:
    return {**EMPTY[change.kind], **(change.before or {}), **change.after}


def _sites(changes: list[Change]) -> None:
    Site.objects.bulk_create(
        [Site(code=c.key, **_full(c)) for c in changes],
        update_conflicts=True,
        unique_fields=["code"],
        update_fields=["name", "place", "bandwidth"],
    )


def _units(changes: list[Change], save_unit: SaveUnit, by: User | None, now: datetime) -> None:
    """Parents before children, as the tree will be, so that no step on the way closes a cycle."""
    units = {unit.code: unit for unit in BusinessUnit.objects.select_related("parent")}
    waiting = {change.key: change for change in changes}

    def save(code: str) -> None:
        change = waiting.pop(code, None)
        if change is None:
            return
        fields = dict(change.after)
        above = fields.get("parent", change.before["parent"] if change.before else None)
        if above:
            save(above)
        if "parent" in fields:
            fields["parent"] = units[above] if above else None
        unit = units.get(code) or BusinessUnit(code=code)
        units[code] = save_unit(unit=unit, fields=fields, by=by, now=now)

    for change in changes:
        save(change.key)


def _people(changes: list[Change], steps: Steps, now: datetime) -> None:
    units = dict(BusinessUnit.objects.values_list("code", "id"))
    sites = dict(Site.objects.values_list("code", "id"))
    # Addresses and sign-in names that change hands inside one file are let go of first.
    for column, empty in (("email", ""), ("username", None)):
        moving = [c.key for c in changes if c.before and c.before[column] and column in c.after]
        for at in range(0, len(moving), BATCH):
            User.objects.filter(ref__in=moving[at : at + BATCH]).update(**{column: empty})

    def row(change: Change) -> tuple[object, ...]:
        values = _full(change)
        return (
            values["name"],
            values["email"],
            values["username"],
            values["language"],
            units[values["unit"]] if values["unit"] else None,
            sites[values["site"]] if values["site"] else None,
            values["active"],
            change.key,
            "!" + secrets.token_urlsafe(30),
            now,
            1,
        )

    bulk.insert(
        User,
        (*PERSON, "ref", "password", "created_at", "edit"),
        map(row, steps.over(changes)),
        unique="ref",
        update=PERSON,
    )
    moved = {c.key: c.after["further_units"] for c in changes if "further_units" in c.after}
    if any(moved.values()) or any(c.before and c.before["further_units"] for c in changes):
        _further(moved, units)


def _further(moved: dict[str, tuple[str, ...]], units: dict[str, int]) -> None:
    through = User.further_units.through
    ids = dict(User.objects.values_list("ref", "id"))
    wanted = [ids[ref] for ref in moved]
    for at in range(0, len(wanted), BATCH):
        through.objects.filter(user__in=wanted[at : at + BATCH]).delete()
    bulk.insert(
        through,
        ("user", "businessunit"),
        ((ids[ref], units[code]) for ref, codes in moved.items() for code in codes),
    )


def _groups(changes: list[Change]) -> None:
    ids = dict(User.objects.values_list("ref", "id"))
    Group.objects.bulk_create(
        [
            Group(code=c.key, name=full["name"], contact_id=ids[full["contact"]] if full["contact"] else None)
            for c in changes
            for full in [_full(c)]
        ],
        update_conflicts=True,
        unique_fields=["code"],
        update_fields=["name", "contact"],
    )
    groups = dict(Group.objects.values_list("code", "id"))
    through = Group.members.through
    moved = {groups[c.key]: c.after["members"] for c in changes if "members" in c.after}
    through.objects.filter(group__in=list(moved)).delete()
    bulk.insert(
        through, ("group", "user"), ((group, ids[ref]) for group, refs in moved.items() for ref in refs)
    )


def _leave(refs: list[str], by: User | None, now: datetime) -> None:
    """People leave by deactivation; what they did stays."""
    for at in range(0, len(refs), BATCH):
        User.objects.filter(ref__in=refs[at : at + BATCH]).update(is_active=False)
    events = (("user.left", ref, {"active": [True, False]}) for ref in refs)
    audit.record_many(by=by, now=now, object_type="organization.user", events=events)
