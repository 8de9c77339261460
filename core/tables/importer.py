"""One kind of import: what an app says of it, and the run that its page, its job and its command share."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, ClassVar

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from core.tables.columns import Column, RowKind
from core.tables.faults import Fault, Sentences, Unreadable
from core.tables.plan import FaultKind, Plan, Progress
from core.tables.reading import Book, Table, read
from core.templatetags.portal import number

Result = dict[str, Any]
"""Of a run, as the JSON of its job: rows, counts (by kind: created, changed), unchanged, faults (packed), fault_count,
fault_kinds (packed, the most frequent first), titles (of the columns by sheet, as the file writes them), aside (sheets
not read), applied, and what `more` adds; stale when it was
refused because the portal changed since the dry run."""


@dataclass(frozen=True, slots=True)
class Option:
    """A box to tick beside the file, and `--name` of the command."""

    name: str
    label: Promise | str
    help: Promise | str = ""


class Importer(ABC):
    """An app declares one object for each table that it takes."""

    kind: ClassVar[str]  # of its job, and the name of its command: « import_offerings »
    title: ClassVar[Promise | str]  # « Import the offerings »
    lead: ClassVar[Promise | str]  # what comes from the file, in one sentence
    kinds: ClassVar[Sequence[RowKind]]  # in the order in which they are written
    sentences: ClassVar[Sentences] = {}  # of its own faults; they go before the general ones
    options: ClassVar[Sequence[Option]] = ()
    exports: ClassVar[bool] = False  # whether `held` gives a file

    @abstractmethod
    def allowed(self, user: Any) -> bool:
        """Whether this person may import; asked by the page and again by its job."""

    @abstractmethod
    def compare(
        self, tables: Sequence[Table], *, by: Any, now: datetime, options: Mapping[str, bool]
    ) -> Plan:
        """What the file would do, in a constant number of queries; writes nothing. See core.tables.comparing."""

    @abstractmethod
    def write(self, plan: Plan, *, by: Any, now: datetime, progress: Progress | None) -> None:
        """Apply a plan without fault, with its events in the trail; the caller holds the transaction."""

    def held(self) -> Mapping[str, Iterable[Mapping[str, Any]]]:
        """Kind of rows → what the portal holds, by name of column: the file that the import would take back.

        Empty for an import that has no such file.
        """
        return {}

    def more(self, plan: Plan) -> Result:
        """What else the result holds; plain values. A whole number is one of what would be written."""
        return {}

    def said(self, result: Result) -> Iterator[str]:
        """What else the report says, in sentences."""
        yield from ()

    # What all of them share ----------------------------------------------------------------------------

    def column(self, name: str) -> Column | None:
        return next((kind[name] for kind in self.kinds if name in kind), None)

    def sentence(self, fault: Fault) -> str:
        """What is wrong, in the reader's language."""
        column = self.column(fault.column)
        title, choices = (column.title, column.said_choices()) if column else ("", "")
        return fault.sentence(self.sentences, column=title, choices=choices)

    def title_in(self, result: Result, column: str, sheet: str | None = None) -> str:
        """A column as the file itself names it, else its label."""
        titles = result.get("titles", {})
        for one in titles.values() if sheet is None else [titles.get(sheet, {})]:
            if column in one:
                return one[column]
        known = self.column(column)
        return known.title if known else column

    def where(self, fault: Fault, result: Result) -> str:
        """« Sheet · row 12 · Reference »."""
        return fault.where(self.title_in(result, fault.column, fault.sheet))

    def fault_kinds(self, result: Result) -> list[tuple[int, str, str]]:
        """How many, the column and the sentence of each kind of fault, the most frequent first."""
        return [
            (
                count,
                self.title_in(result, column),
                self.sentence(Fault(0, column, code, value, limit=limit)),
            )
            for count, column, code, value, limit in result.get("fault_kinds", [])
        ]

    def report(self, result: Result) -> Iterator[str]:
        """The result in sentences; the import's own page says it row by row."""
        wrong = result["fault_count"]
        if wrong:
            yield ngettext(
                "%(n)s place to correct: nothing was written.",
                "%(n)s places to correct: nothing was written.",
                wrong,
            ) % {"n": number(wrong)}
        elif result["applied"]:
            yield _("The import is done.")
        elif result.get("stale"):
            yield _(
                "The portal changed since you looked: the import would now do more than you saw. Nothing is "
                "written yet; read again what would change, then import."
            )
        elif not any(would_write(result).values()):
            yield _("This file says what the portal holds already: there is nothing to import.")
        else:
            yield _("Nothing stands in the way; nothing is written yet.")
        yield from self.numbers(result)

    def numbers(self, result: Result) -> Iterator[str]:
        """How many rows were read, how many change nothing, and what `said` adds."""
        yield ngettext(
            "%(rows)s row read, %(same)s already so.",
            "%(rows)s rows read, %(same)s already so.",
            result["rows"],
        ) % {"rows": number(result["rows"]), "same": number(result["unchanged"])}
        if result.get("aside"):
            yield _("Not read, since none of its columns is known: the sheet %(sheets)s.") % {
                "sheets": ", ".join(f"« {sheet} »" for sheet in result["aside"])
            }
        yield from self.said(result)


def _by_line(faults: Sequence[Fault]) -> list[Fault]:
    """As they stand in the file: sheet by sheet, from the top."""
    sheets = list(dict.fromkeys(fault.sheet for fault in faults))
    return sorted(faults, key=lambda fault: (sheets.index(fault.sheet), fault.line or 0))


def run_import(
    importer: Importer,
    data: bytes,
    *,
    dry_run: bool,
    by: Any,
    now: datetime,
    options: Mapping[str, bool] | None = None,
    seen: Result | None = None,
    progress: Progress | None = None,
) -> Result:
    """Read, compare and, without `dry_run` and without a fault, write, in one transaction.

    `by`: who imports, None for a command, which asks no right. `seen`: the result of the dry run that was read; an
    import that would now create or change more than it said is refused. Raises PermissionDenied.
    """
    if by is not None and not importer.allowed(by):
        raise PermissionDenied
    book, plan = Book([]), Plan()
    try:
        book = read(data, importer.kinds)
    except Unreadable as unreadable:
        plan.fault(unreadable.fault)
    else:
        plan = importer.compare(book.tables, by=by, now=now, options=options or {})
    result = result_of(importer, plan, book)
    if plan.fault_count or dry_run:
        return result
    if seen is not None and _does_more(result, seen):
        return {**result, "stale": True}
    book.tables.clear()  # of a large file, let go of the rows before the writing takes its share
    with transaction.atomic():
        importer.write(plan, by=by, now=now, progress=progress)
    return {**result, "applied": True}


def result_of(importer: Importer, plan: Plan, book: Book) -> Result:
    kinds = sorted(plan.fault_kinds.values(), key=lambda kind: -kind.count)
    return {
        "rows": plan.rows,
        "counts": plan.counts(),
        "unchanged": plan.unchanged,
        "faults": [fault.packed() for fault in _by_line(plan.faults)],
        "fault_count": plan.fault_count,
        "fault_kinds": [_packed(kind) for kind in kinds],
        "titles": {table.sheet: table.titles for table in book.tables} if plan.fault_count else {},
        "aside": book.aside,
        "applied": False,
        **importer.more(plan),
    }


def _packed(kind: FaultKind) -> list[object]:
    return [kind.count, kind.column, kind.code, kind.value, kind.limit]


def _does_more(now: Result, seen: Result) -> bool:
    """Whether a number of what would be written is larger than the one that was read."""
    had = would_write(seen)
    return any(count > had.get(what, 0) for what, count in would_write(now).items())


def would_write(result: Result) -> dict[Any, int]:
    """What a result says would be written: how many of each."""
    read_only = {"rows", "unchanged", "fault_count"}
    found: dict[Any, int] = {
        name: value for name, value in result.items() if type(value) is int and name not in read_only
    }
    for kind, done in result.get("counts", {}).items():
        found |= {(kind, word): count for word, count in done.items()}
    return found
