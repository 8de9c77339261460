"""The model of a file to fill in: the titles of its columns in the reader's language, and a row as an example."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.http import HttpResponseBase
from django.utils import timezone
from django.utils.translation import gettext as _

from core import exports
from core.tables.columns import Column, RowKind
from core.tables.importer import Importer


def template_file(importer: Importer, kind: str, *, rows: str = "") -> HttpResponseBase:
    """The model as CSV, of the kind of rows `rows` (else the first), or as XLSX, a sheet for each kind.

    The workbook has one sheet more, which says what each column holds; an import leaves it aside.
    """
    if kind == "csv":
        chosen = next((one for one in importer.kinds if one.name == rows), importer.kinds[0])
        head, example = _sheet(chosen)
        return exports.answer("csv", name=chosen.name, title=str(chosen.title), head=head, lines=[example])
    sheets = [
        exports.Sheet(str(one.title), head, [line]) for one in importer.kinds for head, line in [_sheet(one)]
    ]
    name = importer.kinds[0].name if len(importer.kinds) == 1 else importer.kind
    return exports.workbook(name, [*sheets, _explained(importer)])


def held_file(importer: Importer, kind: str, *, rows: str = "") -> HttpResponseBase:
    """What the portal holds, in the columns of the import, which takes it back: as CSV of one kind of rows (`rows`,
    else the first), or as XLSX, a sheet for each kind."""
    chosen = next((one for one in importer.kinds if one.name == rows), importer.kinds[0])
    name, all_rows = f"{chosen.name}-{timezone.localdate():%Y-%m-%d}", importer.held()

    def lines(one: RowKind) -> Iterator[list[Any]]:
        return (
            [_plain(column, row.get(column.name)) for column in one.columns] for row in all_rows[one.name]
        )

    def head(one: RowKind) -> list[str]:
        return [column.title for column in one.columns]

    if kind == "csv":
        return exports.answer(
            "csv", name=name, title=str(chosen.title), head=head(chosen), lines=lines(chosen)
        )
    sheets = [exports.Sheet(str(one.title), head(one), lines(one)) for one in importer.kinds]
    return exports.workbook(name, sheets)


def _plain(column: Column, value: Any) -> Any:
    """As the column reads it: a choice by its label, yes or no, several values apart."""
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    if column.choices is not None and value not in (None, ""):
        return column.choices(value).label
    return " | ".join(map(str, value)) if isinstance(value, tuple | list) else value


def _sheet(kind: RowKind) -> tuple[list[str], list[str]]:
    return [column.title for column in kind.columns], [str(column.example) for column in kind.columns]


def _explained(importer: Importer) -> exports.Sheet:
    several = len(importer.kinds) > 1
    lines = [
        [
            *([str(kind.title)] if several else []),
            f"« {column.title} »",
            _("needed") if column.needed else "",
            held(column.holds, column.said_choices()),
        ]
        for kind in importer.kinds
        for column in kind.columns
    ]
    head = [*([_("Rows")] if several else []), _("What to fill in"), _("Needed"), _("What it holds")]
    return exports.Sheet(_("How to fill it in"), head, lines)


def held(holds: object, choices: str) -> str:
    """What a column holds, in words, with its choices."""
    return ": ".join(part for part in (str(holds), choices) if part)
