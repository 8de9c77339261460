"""What an import would do, as plain values."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, TypeVar

from core.tables.faults import CUT, KEPT, Fault

Progress = Callable[[int, int], None]
"""Told how many are done, of how many."""
T = TypeVar("T")
A_STEP = 2000  # records between two tellings


@dataclass(slots=True)
class Change:
    """One record. `key`: its code, or the tuple of what names it; `before` None when it is new; `after` only what
    differs."""

    kind: str
    key: Any
    before: Mapping[str, Any] | None
    after: dict[str, Any]

    def differences(self) -> dict[str, list[Any]]:
        """Each field with what it was and what it becomes; nothing for a record that is new."""
        return {n: [self.before[n], v] for n, v in self.after.items()} if self.before else {}


@dataclass(slots=True)
class FaultKind:
    """Faults of one code in one column. `value` and `limit`: what all of them share, else « … »."""

    column: str
    code: str
    value: str
    limit: str
    count: int = 1

    def add(self, fault: Fault) -> None:
        self.count += 1
        if fault.value != self.value:
            self.value = "…"
        if fault.limit != self.limit:
            self.limit = "…"


@dataclass(slots=True)
class Plan:
    """What an import would do. Nothing is written while there is a fault."""

    changes: list[Change] = field(default_factory=list)
    faults: list[Fault] = field(default_factory=list)
    fault_count: int = 0
    fault_kinds: dict[tuple[str, str], FaultKind] = field(default_factory=dict)
    rows: int = 0
    unchanged: int = 0

    def fault(self, fault: Fault) -> None:
        """Kept up to KEPT, counted beyond."""
        self.fault_count += 1
        if len(self.faults) < KEPT:
            self.faults.append(fault)
        known = self.fault_kinds.get((fault.column, fault.code))
        if known is not None:
            known.add(fault)
        else:
            self.fault_kinds[fault.column, fault.code] = FaultKind(
                fault.column, fault.code, fault.value, fault.limit
            )

    def wrong(
        self, line: int, column: str, code: str, value: str = "", *, limit: str = "", sheet: str = ""
    ) -> None:
        """The same, of a cell; what stands there is cut."""
        self.fault(Fault(line, column, code, value[:CUT], sheet, limit))

    def counts(self) -> dict[str, dict[str, int]]:
        """Kind of record → how many would be created, how many changed; only kinds that would."""
        counted: dict[str, dict[str, int]] = {}
        for change in self.changes:
            done = counted.setdefault(change.kind, {"created": 0, "changed": 0})
            done["created" if change.before is None else "changed"] += 1
        return counted

    def by_kind(self) -> dict[str, list[Change]]:
        found: dict[str, list[Change]] = {}
        for change in self.changes:
            found.setdefault(change.kind, []).append(change)
        return found


class Steps:
    """Says every so often how many records are written."""

    def __init__(self, progress: Progress | None, total: int) -> None:
        self.progress, self.total, self.done = progress, total, 0
        self.tell(0)

    def tell(self, done: int) -> None:
        self.done = done
        if self.progress is not None:
            self.progress(done, self.total)

    def over(self, records: Iterable[T]) -> Iterator[T]:
        """The records, counted as they are taken."""
        for record in records:
            yield record
            if (self.done + 1) % A_STEP == 0:
                self.tell(self.done + 1)
            else:
                self.done += 1
        self.tell(self.done)
