"""A file against what the portal knows: what would be created and changed, and every fault with its row.

A column that the file has not is left as it is; an empty cell empties. Three or four queries in all, then
plain dictionaries: nothing is asked row by row, and nothing is written.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from core.local_time import UnknownZone, zone_of
from core.working_days import is_known_country
from organization.directory.faults import KEPT, Fault
from organization.directory.reading import SIGNS, Table
from organization.enums import Bandwidth, Language
from organization.models import BusinessUnit, Group, Site, User
from organization.tree import Tree

CODE = re.compile(r"[A-Z0-9][A-Z0-9_-]{0,19}")
ADDRESS = re.compile(r"[^@\s<>,;\"]+@[A-Za-z0-9-]+(\.[A-Za-z0-9-]+)+")
CONTROL = re.compile(r"[\x00-\x08\x0a-\x1f\x7f\ufffd]")
LENGTHS = {"name": 120, "place": 120, "ref": 40, "email": 254, "subdivision": 10, "username": 60}
YES = {"1", "yes", "oui", "true", "vrai", "o", "y", ""}
NO = {"0", "no", "non", "false", "faux", "n"}
SEVERAL = re.compile(r"[|,;]")


@dataclass(slots=True)
class Change:
    """One record: `key` is its code or number; `before` None when it is new; `after` only what differs."""

    kind: str
    key: str
    before: dict[str, Any] | None
    after: dict[str, Any]


@dataclass(slots=True)
class Plan:
    """What an import would do. Nothing is written while there is a fault."""

    changes: list[Change] = field(default_factory=list)
    leavers: list[str] = field(default_factory=list)
    faults: list[Fault] = field(default_factory=list)
    fault_count: int = 0
    rows: int = 0
    unchanged: int = 0

    def fault(self, fault: Fault) -> None:
        self.fault_count += 1
        if len(self.faults) < KEPT:
            self.faults.append(fault)

    def counts(self) -> dict[str, dict[str, int]]:
        counted: dict[str, dict[str, int]] = {}
        for change in self.changes:
            done = counted.setdefault(change.kind, {"created": 0, "changed": 0})
            done["created" if change.before is None else "changed"] += 1
        return counted


def compare(tables: Iterable[Table], *, leavers: bool = False, keep: str = "") -> Plan:
    """The plan of a file. With `leavers`, active people whom a people's file does not name would leave,
    except the one whose number is `keep` (who imports)."""
    plan = Plan()
    known = _Known()
    for table in tables:
        for fault in table.faults:
            plan.fault(fault)
        plan.rows += len(table.rows)
        _Comparison(plan, known, table).run()
    if leavers and not plan.fault_count and any(table.kind == "person" for table in tables):
        named = set[str]().union(*(table.column("ref") for table in tables if table.kind == "person"))
        plan.leavers = sorted(
            ref for ref, had in known.person.items() if had["active"] and ref not in named and ref != keep
        )
    return plan


class _Known:
    """What the portal knows, by code or number, in the words of the file."""

    def __init__(self) -> None:
        self.site = {
            code: {"name": name, "place": place, "bandwidth": bandwidth}
            for code, name, place, bandwidth in Site.objects.values_list("code", "name", "place", "bandwidth")
        }
        fields = ("name", "time_zone", "country", "subdivision", "notice_days", "active")
        self.unit: dict[str, dict[str, Any]] = {
            row[0]: {"parent": row[1], **dict(zip(fields, row[2:], strict=True))}
            for row in BusinessUnit.objects.values_list("code", "parent__code", *fields)
        }
        self.person: dict[str, dict[str, Any]] = {}
        people = User.objects.order_by().values_list(
            "ref", "name", "email", "language", "unit__code", "site__code", "is_active", "username"
        )
        for ref, name, email, language, unit, site, active, username in people.iterator(chunk_size=5000):
            self.person[ref] = {
                "name": name,
                "email": email,
                "language": language,
                "unit": unit,
                "site": site,
                "active": active,
                "username": username,
                "further_units": (),
            }
        further: dict[str, list[str]] = {}
        for ref, code in User.further_units.through.objects.values_list("user__ref", "businessunit__code"):
            further.setdefault(ref, []).append(code)
        for ref, codes in further.items():
            self.person[ref]["further_units"] = tuple(sorted(codes))
        members: dict[str, list[str]] = {}
        for code, ref in Group.members.through.objects.values_list("group__code", "user__ref"):
            members.setdefault(code, []).append(ref)
        self.group = {
            code: {"name": name, "contact": contact, "members": tuple(sorted(members.get(code, ())))}
            for code, name, contact in Group.objects.values_list("code", "name", "contact__ref")
        }
        self.addresses = {had["email"]: ref for ref, had in self.person.items() if had["email"]}
        self.sign_ins = {had["username"].lower(): ref for ref, had in self.person.items() if had["username"]}


class _Comparison:
    def __init__(self, plan: Plan, known: _Known, table: Table) -> None:
        self.plan, self.known, self.table = plan, known, table
        self.records: dict[str, dict[str, Any]] = getattr(known, table.kind)
        self.lines: dict[str, int] = {}
        # Units, people and groups may name what stands further down in the same table.
        key = "ref" if table.kind == "person" else "code"
        self.key = key
        self.named = table.column(key)
        self.mailboxes: dict[str, str] = {}

    def fault(self, line: int, column: str, code: str, value: str = "") -> None:
        self.plan.fault(Fault(line, column, code, value[:80], self.table.sheet))

    def run(self) -> None:
        found: list[tuple[int, Change]] = []
        for line, cells in self.table.rows:
            read = self.row(line, dict(zip(self.table.columns, cells, strict=False)))
            if read is None:
                continue
            key, values = read
            had = self.records.get(key)
            after = values if had is None else {n: v for n, v in values.items() if had[n] != v}
            if had is not None and not after:
                self.plan.unchanged += 1
                self.records[key] = had
                continue
            found.append((line, Change(self.table.kind, key, had, after)))
        if self.table.kind == "person":
            self.mailboxes_are_free(found)
        if self.table.kind == "unit":
            self.no_cycle(found)
        for _line, change in found:
            self.records[change.key] = {**EMPTY[change.kind], **(change.before or {}), **change.after}
            self.plan.changes.append(change)

    def row(self, line: int, row: dict[str, str]) -> tuple[str, dict[str, Any]] | None:
        """The key and the values of a row, or None when something is wrong with it."""
        before = self.plan.fault_count
        values: dict[str, Any] = {}
        for column, text in row.items():
            if text and (text[0] in SIGNS or CONTROL.search(text)):
                self.fault(line, column, "formula" if text[0] in SIGNS else "control", text)
            elif len(text) > LENGTHS.get(column, 1_000_000):
                self.fault(line, column, "too_long", text)
            elif column in COLUMN_READERS:
                value = COLUMN_READERS[column](self, line, column, text)
                if value is not WRONG:
                    values[column] = value
        key = row.get(self.key, "")
        if not key:
            self.fault(line, self.key, "lacking")
        elif self.key == "code" and not CODE.fullmatch(key):
            self.fault(line, "code", "code", key)
        elif key in self.lines:
            self.fault(line, self.key, "twice", key)
        else:
            self.lines[key] = line
        if "name" in row and not row["name"]:
            self.fault(line, "name", "lacking")
        return (key, values) if self.plan.fault_count == before else None

    def mailboxes_are_free(self, found: list[tuple[int, Change]]) -> None:
        """Held against what stands once the file is written: two people may exchange theirs."""
        for column, held, taken in (
            ("email", self.known.addresses, "mailbox_taken"),
            ("username", self.known.sign_ins, "sign_in_taken"),
        ):
            moving = {c.key for _l, c in found if column in c.after}
            seen: dict[str, str] = {}
            for line, change in found:
                value = (change.after.get(column) or "").lower()
                if not value:
                    continue
                owner = held.get(value)
                if value in seen:
                    twice = "mailbox_twice" if column == "email" else "sign_in_taken"
                    self.fault(line, column, twice, value)
                elif owner not in (None, change.key) and owner not in moving:
                    self.fault(line, column, taken, value)
                seen[value] = change.key

    def no_cycle(self, found: list[tuple[int, Change]]) -> None:
        parents = {code: had["parent"] for code, had in self.records.items()}
        parents |= {c.key: c.after.get("parent", parents.get(c.key)) for _l, c in found}
        numbers = {code: number for number, code in enumerate(parents)}
        tree = Tree.of(
            (numbers[code], numbers.get(parent) if parent else None, code) for code, parent in parents.items()
        )
        for line, change in found:
            parent = change.after.get("parent")
            if parent and tree.would_cycle(numbers[change.key], numbers.get(parent)):
                self.fault(line, "parent", "cycle", parent)


WRONG = object()
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


def _text(at: _Comparison, line: int, column: str, text: str) -> Any:
    return text


def _address(at: _Comparison, line: int, column: str, text: str) -> Any:
    if text and not ADDRESS.fullmatch(text):
        at.fault(line, column, "address", text)
        return WRONG
    return text.lower()


def _sign_in(at: _Comparison, line: int, column: str, text: str) -> Any:
    return text or None


def _choice(choices: Iterable[str], default: str, code: str):
    allowed = set(choices)

    def read(at: _Comparison, line: int, column: str, text: str) -> Any:
        value = text.lower() or default
        if value not in allowed:
            at.fault(line, column, code, text)
            return WRONG
        return value

    return read


def _yes_no(at: _Comparison, line: int, column: str, text: str) -> Any:
    said = text.lower()
    if said in YES:
        return True
    if said in NO:
        return False
    at.fault(line, column, "yes_no", text)
    return WRONG


def _named(kind: str):
    def read(at: _Comparison, line: int, column: str, text: str) -> Any:
        if not text:
            return None
        if text in getattr(at.known, kind) or (at.table.kind == kind and text in at.named):
            return text
        at.fault(line, column, f"{kind}_unknown", text)
        return WRONG

    return read


def _several(kind: str):
    one = _named(kind)

    def read(at: _Comparison, line: int, column: str, text: str) -> Any:
        if not text:
            return ()
        found = [one(at, line, column, part.strip()) for part in SEVERAL.split(text) if part.strip()]
        return WRONG if WRONG in found else tuple(sorted(set(found)))

    return read


def _days(at: _Comparison, line: int, column: str, text: str) -> Any:
    if not text:
        return 3
    if text not in {"2", "3", "4", "5"}:
        at.fault(line, column, "notice_days", text)
        return WRONG
    return int(text)


def _zone(at: _Comparison, line: int, column: str, text: str) -> Any:
    try:
        zone_of(text or "Europe/Paris")
    except UnknownZone:
        at.fault(line, column, "zone", text)
        return WRONG
    return text or "Europe/Paris"


def _country(at: _Comparison, line: int, column: str, text: str) -> Any:
    value = text.upper() or "FR"
    if not is_known_country(value):
        at.fault(line, column, "country", text)
        return WRONG
    return value


COLUMN_READERS = {
    "name": _text,
    "place": _text,
    "subdivision": _text,
    "email": _address,
    "username": _sign_in,
    "language": _choice(Language.values, Language.FRENCH.value, "language"),
    "bandwidth": _choice(Bandwidth.values, Bandwidth.HIGH.value, "bandwidth"),
    "active": _yes_no,
    "unit": _named("unit"),
    "parent": _named("unit"),
    "site": _named("site"),
    "contact": _named("person"),
    "further_units": _several("unit"),
    "members": _several("person"),
    "notice_days": _days,
    "time_zone": _zone,
    "country": _country,
}
