"""A directory file against what the portal knows: what would be created and changed, and who would leave.

Six queries in all, then plain dictionaries: nothing is asked row by row, and nothing is written.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from core.tables import cells
from core.tables.cells import Reader
from core.tables.comparing import Comparison, Found
from core.tables.plan import Plan
from core.tables.reading import Table
from organization.directory import known
from organization.enums import Bandwidth, Language
from organization.tree import Tree


@dataclass(slots=True)
class DirectoryPlan(Plan):
    """With those who would leave, by their numbers."""

    leavers: list[str] = field(default_factory=list)


def compare(tables: Sequence[Table], *, leavers: bool = False, keep: str = "") -> DirectoryPlan:
    """The plan of a file. With `leavers`, active people whom a people's file does not name would leave,
    except the one whose number is `keep` (who imports)."""
    plan = DirectoryPlan()
    stands = _Known()
    for table in tables:
        _take(plan, stands, table)
    people = [table for table in tables if table.kind.name == "person"]
    if leavers and not plan.fault_count and people:
        named = set[str]().union(*(table.column("ref") for table in people))
        plan.leavers = sorted(
            ref for ref, had in stands.person.items() if had["active"] and ref not in named and ref != keep
        )
    return plan


def _take(plan: DirectoryPlan, stands: _Known, table: Table) -> None:
    """Compare one table, and know what it says: the tables after it may name it."""
    kind = table.kind.name
    records: dict[str, dict[str, Any]] = getattr(stands, kind)
    key = "ref" if kind == "person" else "code"
    comparison = Comparison(plan, table, key=key, known=records, readers=_readers(stands, table, key))
    found = comparison.changes()
    if kind == "person":
        _mailboxes_are_free(comparison, stands, found)
    if kind == "unit":
        _no_cycle(comparison, records, found)
    for _line, change in found:
        records[change.key] = {**EMPTY[kind], **(change.before or {}), **change.after}
        plan.changes.append(change)


def _readers(stands: _Known, table: Table, key: str) -> dict[str, Reader]:
    """Those of cells that name what the portal knows, or what stands further down in the same table."""

    def named(kind: str) -> Mapping[str, str]:
        here = table.column(key) if table.kind.name == kind else set[str]()
        return {code: code for code in (*getattr(stands, kind), *here) if code}

    if table.kind.name == "unit":
        return {"parent": cells.known(named("unit"), code="unit_unknown")}
    if table.kind.name == "person":
        unit = cells.known(named("unit"), code="unit_unknown")
        site = cells.known(named("site"), code="site_unknown")
        return {"unit": unit, "further_units": _in_order(unit), "site": site}
    if table.kind.name == "group":
        person = cells.known(named("person"), code="person_unknown")
        return {"contact": person, "members": _in_order(person)}
    return {}


def _in_order(one: Reader) -> Reader:
    several = cells.several(one)
    return lambda text: tuple(sorted(several(text))) if text else ()


def _mailboxes_are_free(at: Comparison, stands: _Known, found: list[Found]) -> None:
    """Held against what stands once the file is written: two people may exchange theirs."""
    for column, held, taken in (
        ("email", stands.addresses, "mailbox_taken"),
        ("username", stands.sign_ins, "sign_in_taken"),
    ):
        moving = {change.key for _line, change in found if column in change.after}
        seen: set[str] = set()
        for line, change in found:
            value = (change.after.get(column) or "").lower()
            if not value:
                continue
            owner = held.get(value)
            if value in seen:
                at.fault(line, column, "mailbox_twice" if column == "email" else "sign_in_taken", value)
            elif owner not in (None, change.key) and owner not in moving:
                at.fault(line, column, taken, value)
            seen.add(value)


def _no_cycle(at: Comparison, records: Mapping[str, Mapping[str, Any]], found: list[Found]) -> None:
    parents = {code: had["parent"] for code, had in records.items()}
    parents |= {c.key: c.after.get("parent", parents.get(c.key)) for _line, c in found}
    numbers = {code: number for number, code in enumerate(parents)}
    tree = Tree.of(
        (numbers[code], numbers.get(parent) if parent else None, code) for code, parent in parents.items()
    )
    for line, change in found:
        parent = change.after.get("parent")
        if parent and tree.would_cycle(numbers[change.key], numbers.get(parent)):
            at.fault(line, "parent", "cycle", parent)


class _Known:
    """What the portal knows, and the file says of it further up."""

    def __init__(self) -> None:
        self.site, self.unit = known.sites(), known.units()
        self.person, self.group = known.people(), known.groups()
        self.addresses = {had["email"]: ref for ref, had in self.person.items() if had["email"]}
        self.sign_ins = {had["username"].lower(): ref for ref, had in self.person.items() if had["username"]}


EMPTY: dict[str, dict[str, Any]] = {
    "site": {"name": "", "place": "", "bandwidth": Bandwidth.HIGH.value},
    "unit": {
        "name": "",
        "parent": None,
        "time_zone": "Europe/Paris",
        "country": "FR",
        "subdivision": "",
        "notice_days": 3,
        "active": True,
    },
    "person": {
        "name": "",
        "email": "",
        "language": Language.FRENCH.value,
        "unit": None,
        "site": None,
        "active": True,
        "username": None,
        "further_units": (),
    },
    "group": {"name": "", "contact": None, "members": ()},
}
