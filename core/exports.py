"""A list as a file: CSV and XLSX, of exactly the lines that are given, with no live formula in any cell."""

from __future__ import annotations

import csv
import io
import tempfile
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any

import xlsxwriter
from django.http import FileResponse, HttpResponseBase, StreamingHttpResponse
from django.utils import timezone, translation

from core.formulas import harmless

__all__ = ["KINDS", "Sheet", "answer", "cell", "csv_text", "harmless", "workbook"]
KINDS = ("csv", "xlsx")
LONGEST = 32_767  # characters that a spreadsheet's cell holds
A_FLUSH = 500  # lines


def answer(
    kind: str, *, name: str, title: str, head: Sequence[Any], lines: Iterable[Sequence[Any]]
) -> HttpResponseBase:
    """The file `name` in one of KINDS. Moments come out on the reader's clock, without zone; none is empty."""
    heads = [str(label) for label in head]
    if kind == "xlsx":
        return workbook(name, [Sheet(title, heads, lines)])
    return StreamingHttpResponse(
        csv_text(heads, lines),
        content_type="text/csv; charset=utf-8",
        headers={"Content-Disposition": f'attachment; filename="{name}.csv"'},
    )


def _plain(value: Any) -> str | int | float | Decimal | date | datetime:
    """What both files write: numbers and days as they are, moments on the reader's clock, the rest as text."""
    if value is None:
        return ""
    if isinstance(value, datetime):
        return timezone.localtime(value).replace(tzinfo=None) if timezone.is_aware(value) else value
    if isinstance(value, date) or (isinstance(value, int | float | Decimal) and not isinstance(value, bool)):
        return value
    return str(value)


def csv_text(head: Sequence[str], lines: Iterable[Sequence[Any]]) -> Iterator[str]:
    """In pieces, so that a long list costs no memory; with the separator that the reader's spreadsheet expects.

    The reader's language and zone are kept for as long as the pieces are asked for.
    """
    language, zone = translation.get_language() or "fr", timezone.get_current_timezone()
    held = io.StringIO()
    writer = csv.writer(held, delimiter="," if language == "en" else ";")

    def piece() -> str:
        text = held.getvalue()
        held.seek(0)
        held.truncate()
        return text

    with translation.override(language), timezone.override(zone):
        held.write("\ufeff")  # so that Excel reads UTF-8
        writer.writerow([harmless(label) for label in head])
        for number, line in enumerate(lines, 1):
            writer.writerow([cell(value) for value in line])
            if number % A_FLUSH == 0:
                yield piece()
        yield piece()


def cell(value: Any) -> Any:
    """A value as the CSV has it."""
    plain = _plain(value)
    if isinstance(plain, datetime):
        return f"{plain:%Y-%m-%d %H:%M}"
    return harmless(plain) if isinstance(plain, str) else plain


@dataclass(frozen=True, slots=True)
class Sheet:
    """One sheet of a workbook."""

    title: str
    head: Sequence[str]
    lines: Iterable[Sequence[Any]]


def workbook(name: str, sheets: Sequence[Sheet]) -> FileResponse:
    """Line by line to a temporary file; texts are written as texts, whatever they begin with."""
    file = tempfile.TemporaryFile()  # noqa: SIM115  # closed by the response, once it is sent
    book = xlsxwriter.Workbook(file, {"constant_memory": True})
    bold = book.add_format({"bold": True, "bottom": 1})
    moment, day = (book.add_format({"num_format": f"yyyy-mm-dd{rest}"}) for rest in (" hh:mm", ""))
    for one in sheets:
        sheet = book.add_worksheet(one.title.translate(dict.fromkeys(map(ord, "[]:*?/\\'"), " "))[:31])
        for column, label in enumerate(one.head):
            sheet.set_column(column, column, 40 if column == 0 else 18)
            sheet.write_string(0, column, label, bold)
        row = 0
        for row, line in enumerate(one.lines, 1):
            for column, value in enumerate(map(_plain, line)):
                if isinstance(value, datetime | date):
                    sheet.write_datetime(row, column, value, moment if isinstance(value, datetime) else day)
                elif isinstance(value, str):
                    if value:
                        sheet.write_string(row, column, value[:LONGEST])
                else:
                    sheet.write_number(row, column, value)
        sheet.freeze_panes(1, 1)
        if row:
            sheet.autofilter(0, 0, row, len(one.head) - 1)
    book.close()
    file.seek(0)
    return FileResponse(
        file,
        as_attachment=True,
        filename=f"{name}.xlsx",
        content_type="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    )
