"""A file as tables: CSV (UTF-8 with or without BOM, UTF-16, Windows' Latin-1; commas, semicolons, tabs) or XLSX."""

from __future__ import annotations

import csv
import io
import warnings
import zipfile
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from django.conf import settings

from core.formulas import harmless, unguarded
from core.tables.cells import folded
from core.tables.columns import RowKind
from core.tables.faults import Fault, Unreadable

MOST_UNPACKED = 1024 * 1024 * 1024  # of an XLSX: a small file may unpack into a huge one


@dataclass(slots=True)
class Table:
    """Rows of one kind. `faults` are those of the reading itself; `titles` are its columns as the file writes them.

    Each row is (line, its cells in the order of `columns`, perhaps fewer): of a file of 50 MB, half a million.
    """

    kind: RowKind
    sheet: str
    columns: tuple[str, ...]
    rows: list[tuple[int, tuple[str, ...]]] = field(default_factory=list)
    faults: list[Fault] = field(default_factory=list)
    titles: dict[str, str] = field(default_factory=dict)

    def column(self, name: str) -> set[str]:
        """What stands in that column."""
        if name not in self.columns:
            return set()
        at = self.columns.index(name)
        return {unguarded(cells[at]) for _line, cells in self.rows if at < len(cells)}


@dataclass(slots=True)
class Book:
    """What a file holds. `aside`: sheets none of whose columns is known (notes, explanations); not read."""

    tables: list[Table]
    aside: list[str] = field(default_factory=list)


def read(data: bytes, kinds: Sequence[RowKind]) -> Book:
    """The tables of a file, in the order of `kinds`.

    Raises Unreadable when the whole file cannot be taken, being larger than IMPORT_MAX_BYTES for one.
    """
    if len(data) > settings.IMPORT_MAX_BYTES:
        raise Unreadable("too_big", str(len(data) // (1024 * 1024)))
    book = _workbook(data, kinds) if data[:4] == b"PK\x03\x04" else Book([_csv(data, kinds)])
    if not any(table.rows or table.faults for table in book.tables):
        raise Unreadable("no_rows")
    book.tables.sort(key=lambda table: kinds.index(table.kind))
    return book


def encoding_of(data: bytes) -> str:
    """The encoding of a CSV file: UTF-8 where it is, else Windows' Latin-1. Raises Unreadable."""
    if data[:2] in (b"\xff\xfe", b"\xfe\xff"):
        return "utf-16"
    if b"\x00" in data[:4096]:
        raise Unreadable("not_a_table")
    try:
        data.decode("utf-8-sig")
    except UnicodeDecodeError:
        return "cp1252"
    return "utf-8-sig"


def _csv(data: bytes, kinds: Sequence[RowKind]) -> Table:
    encoding = encoding_of(data)
    errors = "replace" if encoding == "cp1252" else "strict"
    # Decoded as it is read: as one text a large file would stand in memory four times over.
    text = io.TextIOWrapper(io.BytesIO(data), encoding=encoding, errors=errors, newline="")
    try:
        first = text.readline()
        text.seek(0)
        # Rows are counted as a spreadsheet counts them: a cell of several lines is in one row.
        rows = enumerate(csv.reader(text, delimiter=max(";,\t", key=first.count)), start=1)
        header = next(rows, None)
        if header is None:
            raise Unreadable("no_rows")
        found = kind_of(header[1], kinds)
        if found is None:
            raise Unreadable("no_kind", ", ".join(header[1])[:200])
        return _table(found, "", header[1], rows)
    except (csv.Error, UnicodeError) as fault:
        raise Unreadable("not_a_table") from fault


def _workbook(data: bytes, kinds: Sequence[RowKind]) -> Book:
    import openpyxl

    try:
        with zipfile.ZipFile(io.BytesIO(data)) as packed:
            if sum(entry.file_size for entry in packed.infolist()) > MOST_UNPACKED:
                raise Unreadable("too_big", f">{settings.IMPORT_MAX_BYTES // 1024**2}")
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # the library warns of styles that it does not know
            packed_book = openpyxl.load_workbook(io.BytesIO(data), read_only=True)
            book, heads = Book([]), []
            for sheet in packed_book.worksheets:
                sheet.reset_dimensions()  # a sheet may say of itself that it has a million empty columns
                rows = (
                    (line, [_cell(cell) for cell in row]) for line, row in enumerate(sheet.iter_rows(), 1)
                )
                header = next(rows, None)
                if header is None or not any(header[1]):
                    continue
                found = kind_of(header[1], kinds)
                if found is not None:
                    book.tables.append(_table(found, sheet.title, header[1], rows))
                elif _is_about(header[1], kinds):
                    raise Unreadable("no_kind", ", ".join(header[1])[:200])
                else:
                    book.aside.append(sheet.title)
                    heads.append(", ".join(header[1]))
            packed_book.close()
    except Unreadable:
        raise
    except Exception as fault:  # the library raises whatever a broken archive makes it meet
        raise Unreadable("not_a_table") from fault
    if heads and not book.tables:
        raise Unreadable("no_kind", heads[0][:200])
    return book


def _cell(cell: Any) -> str:
    """A cell of a sheet as the same cell of a CSV file would read."""
    value = cell.value
    if value is None:
        return ""
    if cell.data_type == "f":
        return value if isinstance(value, str) else "="
    if isinstance(value, str):
        return harmless(value)  # only a formula is one here: a text may begin with any sign
    if isinstance(value, bool):
        return str(value)
    if isinstance(value, int | float):
        return _number(value, percent="%" in (cell.number_format or ""))
    if isinstance(value, datetime):
        return f"{value:%Y-%m-%d %H:%M}" if (value.hour or value.minute) else f"{value:%Y-%m-%d}"
    return value.isoformat() if isinstance(value, date) else str(value)


def _number(value: float, *, percent: bool) -> str:
    """With the fifteen digits that a spreadsheet shows; 0.999 shown as 99.9 % reads so."""
    exact = Decimal(format(value, ".15g"))
    if percent:
        return f"{(exact * 100).normalize():f} %"
    return f"{exact:f}"


def kind_of(header: Iterable[str], kinds: Sequence[RowKind]) -> RowKind | None:
    """The kind that the header tells; where there is one only, it is that as soon as one title is known."""
    titles = [folded(title) for title in header]
    if len(kinds) == 1:
        return kinds[0] if any(title in kinds[0].names for title in titles) else None
    for title in titles:
        for kind in kinds:
            if title and kind.names.get(title) == kind.telling:
                return kind
    return None


def _is_about(header: Iterable[str], kinds: Sequence[RowKind]) -> bool:
    return any(folded(title) in kind.names for title in header for kind in kinds)


def _table(kind: RowKind, sheet: str, header: list[str], rows: Iterator[tuple[int, list[str]]]) -> Table:
    titles = [title.strip() for title in header]
    while titles and not titles[-1]:
        titles.pop()
    names = [kind.names.get(folded(title)) for title in titles]
    taken = [at for at, name in enumerate(names) if name]
    table = Table(kind, sheet, tuple(name for name in names if name))
    table.titles = {name: title for name, title in zip(names, titles, strict=True) if name}
    _judge(table, titles, names)
    width, whole = len(titles), len(taken) == len(titles)
    again: list[dict[str, str] | None] = [None if kind[name].distinct else {} for name in table.columns]
    for line, cells in rows:
        if not any(cells):
            continue
        if len(cells) > width and any(cells[width:]):
            table.faults.append(
                Fault(line, "", "too_many_cells", str(len([c for c in cells[width:] if c])), sheet)
            )
            continue
        held = cells[:width] if whole else [cells[at] if at < len(cells) else "" for at in taken]
        texts = (text.strip() for text in held)
        table.rows.append(
            (
                line,
                tuple(
                    text if kept is None else kept.setdefault(text, text)
                    for kept, text in zip(again, texts, strict=False)
                ),
            )
        )
    return table


def _judge(table: Table, titles: list[str], names: list[str | None]) -> None:
    """What is wrong with the header."""
    for at, (title, name) in enumerate(zip(titles, names, strict=True), start=1):
        if not title:
            table.faults.append(Fault(1, "", "unnamed_column", _letters(at), table.sheet))
        elif name is None:
            table.faults.append(Fault(1, "", "unknown_column", title[:60], table.sheet))
    for column in table.kind.columns:
        if column.needed and column.name not in names:
            table.faults.append(Fault(1, column.name, "missing_column", "", table.sheet))
        if names.count(column.name) > 1:
            table.faults.append(Fault(1, column.name, "column_twice", "", table.sheet))


def _letters(number: int) -> str:
    """A column as spreadsheets name it: 1 is A, 27 is AA."""
    said = ""
    while number:
        number, rest = divmod(number - 1, 26)
        said = chr(65 + rest) + said
    return said
