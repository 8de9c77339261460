"""A table against what the portal knows: what would be created and changed, and every fault with its row.

A column that the file has not is left as it is; an empty cell empties; a cell that says what the portal holds already
is right, even where nobody could write it today (an owner who has left). What is known is asked before, in a few
queries, and handed over as plain dictionaries: nothing is asked row by row, and nothing is written.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from core.tables.cells import SUSPECT, Reader, Wrong, guarded
from core.tables.faults import CUT, Fault
from core.tables.plan import Change, Plan
from core.tables.reading import Table

Found = tuple[int, Change]
"""A change, with the line of its row."""


class Comparison:
    """One table against `known`: the records of its kind by key, each with its values by name of column.

    `key`: the column, or the columns, that name a record; the key of several is the tuple of their values, and one
    that is not `needed` counts as empty where the file has it not. `readers` are those of the columns whose cells name what the portal knows; the others are
    the columns' own. An app checks further in `check` (a row by itself) or over what `changes` gives.
    """

    def __init__(
        self,
        plan: Plan,
        table: Table,
        *,
        key: str | Sequence[str],
        known: Mapping[Any, Mapping[str, Any]],
        readers: Mapping[str, Reader] | None = None,
    ) -> None:
        self.plan, self.table, self.known = plan, table, known
        self.keys = (key,) if isinstance(key, str) else tuple(key)
        own = readers or {}
        self.columns = [
            (name, own.get(name) or table.kind[name].reader(), table.kind[name].needed)
            for name in table.columns
        ]
        self.absent = {
            name: (own.get(name) or table.kind[name].reader())("")
            for name in self.keys
            if name not in table.columns and not table.kind[name].needed
        }
        self.lines: dict[Any, int] = {}
        plan.rows += len(table.rows)
        for fault in table.faults:
            plan.fault(fault)

    def fault(self, line: int, column: str, code: str, value: str = "", limit: str = "") -> None:
        self.plan.fault(Fault(line, column, code, value[:CUT], self.table.sheet, limit))

    def check(self, line: int, key: Any, values: dict[str, Any]) -> None:
        """What an app asks of a row whose cells are all right: it says what is wrong with `fault`."""

    def changes(self) -> list[Found]:
        """What the rows without fault would create or change; rows that change nothing are counted."""
        found: list[Found] = []
        for line, cells in self.table.rows:
            read = self._row(line, cells)
            if read is None:
                continue
            key, values = read
            had = self.known.get(key)
            after = values if had is None else {n: v for n, v in values.items() if had[n] != v}
            if had is not None and not after:
                self.plan.unchanged += 1
            else:
                found.append((line, Change(self.table.kind.name, key, had, after)))
        return found

    def _refuse(self, line: int, refused: Sequence[tuple[str, str, Wrong]]) -> None:
        for name, _text, wrong in refused:
            for code, value, limit in wrong.faults:
                self.fault(line, name, code, value, limit)

    def _row(self, line: int, cells: tuple[str, ...]) -> tuple[Any, dict[str, Any]] | None:
        """The key and the other values of a row, or None when something is wrong with it."""
        before = self.plan.fault_count
        values: dict[str, Any] = {}
        refused: list[tuple[str, str, Wrong]] = []
        # Spreadsheets leave out the empty cells at the end of a row: those are empty, not lacking.
        missing = len(self.columns) - len(cells)
        for (name, read, needed), text in zip(self.columns, cells + ("",) * missing, strict=True):
            try:
                if text:
                    odd = text[0] in SUSPECT or not text.isprintable()
                    values[name] = read(guarded(text) if odd else text)
                elif needed:
                    refused.append((name, "", Wrong("lacking", "")))
                else:
                    values[name] = read("")
            except Wrong as wrong:
                refused.append((name, text, wrong))
        named = {**values, **self.absent} if self.absent else values
        try:
            parts = tuple(named[name] for name in self.keys)
        except KeyError:  # it is wrong or lacks, which is said
            self._refuse(line, refused)
            return None
        for name in self.keys:
            values.pop(name, None)
        key = parts[0] if len(parts) == 1 else parts
        if refused:
            had = self.known.get(key) or {}
            values |= {name: text for name, text, _wrong in refused if had.get(name) == text}
            self._refuse(line, [one for one in refused if one[0] not in values])
        if key in self.lines:
            self.fault(line, self.keys[0], "twice", " · ".join(str(part) for part in parts))
        else:
            self.lines[key] = line
        if self.plan.fault_count == before:
            self.check(line, key, values)
        return (key, values) if self.plan.fault_count == before else None
