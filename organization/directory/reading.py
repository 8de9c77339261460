"""A directory file as tables: CSV (UTF-8 with or without BOM, Latin-1; commas, semicolons, tabs) or XLSX."""

from __future__ import annotations

import csv
import io
import warnings
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from django.conf import settings

from organization.directory.faults import Fault, Unreadable

MOST_UNPACKED = 1024 * 1024 * 1024  # of an XLSX: a small file may unpack into a huge one
SIGNS = ("=", "+", "-", "@", "\t", "\r")

NAMES: dict[str, str] = {
    "matricule": "ref",
    "nom": "name",
    "courriel": "email",
    "adresse": "email",
    "e-mail": "email",
    "langue": "language",
    "entité": "unit",
    "entite": "unit",
    "autres entités": "further_units",
    "autres entites": "further_units",
    "actif": "active",
    "identifiant": "username",
    "entité mère": "parent",
    "entite mere": "parent",
    "fuseau": "time_zone",
    "pays": "country",
    "préavis": "notice_days",
    "preavis": "notice_days",
    "lieu": "place",
    "débit": "bandwidth",
    "debit": "bandwidth",
    "membres": "members",
}
COLUMNS: dict[str, tuple[str, ...]] = {
    "site": ("code", "name", "place", "bandwidth"),
    "unit": ("code", "name", "parent", "time_zone", "country", "subdivision", "notice_days", "active"),
    "person": (
        "ref",
        "name",
        "email",
        "language",
        "unit",
        "further_units",
        "site",
        "active",
        "username",
    ),
    "group": ("code", "name", "contact", "members"),
}
TELLING = {"ref": "person", "parent": "unit", "place": "site", "members": "group"}
OWN = frozenset(
    {"ref", "code", "name", "email", "username"}
)  # of one row; what other columns say comes again
NEEDED = {
    "person": ("ref", "name"),
    "unit": ("code", "name"),
    "site": ("code", "name"),
    "group": ("code", "name"),
}


@dataclass(slots=True)
class Table:
    """Rows of one kind. `faults` are those of the reading itself.

    Each is (line, its cells in the order of `columns`, perhaps fewer): of a file of 50 MB, half a million.
    """

    kind: str
    sheet: str
    columns: tuple[str, ...]
    rows: list[tuple[int, tuple[str, ...]]] = field(default_factory=list)
    faults: list[Fault] = field(default_factory=list)

    def column(self, name: str) -> set[str]:
        """What stands in that column."""
        if name not in self.columns:
            return set()
        at = self.columns.index(name)
        return {cells[at] for _line, cells in self.rows if at < len(cells)}


def read(data: bytes) -> list[Table]:
    """The tables of a file, in the order in which they are to be written: sites, units, people, groups.

    Raises Unreadable when the whole file cannot be taken, being larger than IMPORT_MAX_BYTES for one.
    """
    if len(data) > settings.IMPORT_MAX_BYTES:
        raise Unreadable("too_big", str(len(data) // (1024 * 1024)))
    tables = _workbook(data) if data[:4] == b"PK\x03\x04" else [_csv(data)]
    if not any(table.rows or table.faults for table in tables):
        raise Unreadable("no_rows")
    order = list(COLUMNS)
    return sorted(tables, key=lambda table: order.index(table.kind))


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


def _csv(data: bytes) -> Table:
    encoding = encoding_of(data)
    errors = "replace" if encoding == "cp1252" else "strict"
    # Decoded as it is read: as one text a large file would stand in memory four times over.
    text = io.TextIOWrapper(io.BytesIO(data), encoding=encoding, errors=errors, newline="")
    try:
        first = text.readline()
        text.seek(0)
        reader = csv.reader(text, delimiter=max(";,\t", key=first.count))
        rows = ((reader.line_num, row) for row in reader)
        header = next(rows, None)
        if header is None:
            raise Unreadable("no_rows")
        return _table("", header[1], rows)
    except (csv.Error, UnicodeError) as fault:
        raise Unreadable("not_a_table") from fault


def _workbook(data: bytes) -> list[Table]:
    import openpyxl

    try:
        with zipfile.ZipFile(io.BytesIO(data)) as packed:
            if sum(entry.file_size for entry in packed.infolist()) > MOST_UNPACKED:
                raise Unreadable("too_big", f">{settings.IMPORT_MAX_BYTES // 1024**2}")
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # the library warns of styles that it does not know
            book = openpyxl.load_workbook(io.BytesIO(data), read_only=True)
            tables = []
            for sheet in book.worksheets:
                rows = enumerate(sheet.iter_rows(values_only=True), start=1)
                header = next(rows, None)
                if header is None or not any(header[1]):
                    continue
                cells = ((line, [_cell(value) for value in row]) for line, row in rows)
                tables.append(_table(sheet.title, [_cell(value) for value in header[1]], cells))
            book.close()
    except Unreadable:
        raise
    except Exception as fault:  # the library raises whatever a broken archive makes it meet
        raise Unreadable("not_a_table") from fault
    return tables


def _cell(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return str(value)


def _table(sheet: str, header: list[str], rows: Iterator[tuple[int, list[str]]]) -> Table:
    names = [NAMES.get(name.strip().lower(), name.strip().lower()) for name in header]
    while names and not names[-1]:
        names.pop()
    kind = next((TELLING[name] for name in names if name in TELLING), None)
    if kind is None:
        raise Unreadable("no_kind", ", ".join(names)[:200])
    table = Table(kind, sheet, tuple(names))
    for name in names:
        if name not in COLUMNS[kind]:
            table.faults.append(Fault(1, "", "unknown_column", name[:60], sheet))
    for name in NEEDED[kind]:
        if name not in names:
            table.faults.append(Fault(1, "", "missing_column", name, sheet))
    if len(set(names)) < len(names):
        table.faults.append(Fault(1, "", "twice", next(n for n in names if names.count(n) > 1), sheet))
    width = len(names)
    again: list[dict[str, str] | None] = [None if name in OWN else {} for name in names]
    for line, cells in rows:
        if not any(cells):
            continue
        if len(cells) > width and any(cells[width:]):
            table.faults.append(Fault(line, "", "too_many_cells", str(len(cells) - width), sheet))
            continue
        texts = (text.strip() for text in cells[:width])
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
