"""What may be wrong with a file, a row or a cell: kept as code and values, said in the reader's language."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.conf import settings
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

Sentences = Mapping[str, Promise | str]
"""Code → sentence, with the holes `value` (what stands there), `limit` (what would have been right), `column`
(its title), `choices` (what may stand there) and `most` (megabytes of a file)."""

SENTENCES: Sentences = {
    "too_big": gettext_lazy("The file has %(value)s MB: %(most)s MB at most. Cut it in two."),
    "not_a_table": gettext_lazy("This file is neither CSV nor XLSX: save it as one of them."),
    "no_rows": gettext_lazy("The file has no row below its header."),
    "no_kind": gettext_lazy(
        "No column of this file is known. Its first row reads: %(value)s. Write there the titles of the columns, "
        "as in the model."
    ),
    "unknown_column": gettext_lazy("The column « %(value)s » is not known: rename or remove it."),
    "unnamed_column": gettext_lazy("The column %(value)s has no title: give it one, or empty it."),
    "missing_column": gettext_lazy("The column « %(column)s » lacks."),
    "column_twice": gettext_lazy("The column « %(column)s » stands in this file twice: keep one of them."),
    "too_many_cells": gettext_lazy("The row has %(value)s cells more than the header."),
    "lacking": gettext_lazy("Nothing stands here, and it cannot be empty."),
    "twice": gettext_lazy("« %(value)s » stands in this file twice: keep one of the rows."),
    "too_long": gettext_lazy("« %(value)s » is too long for this column: %(limit)s characters at most."),
    "formula": gettext_lazy("« %(value)s » begins like a formula: remove the sign at its start."),
    "control": gettext_lazy("« %(value)s » holds a character that cannot be printed: type it again."),
    "sheet_error": gettext_lazy(
        "« %(value)s » is what a spreadsheet could not compute: type the value itself."
    ),
    "choice": gettext_lazy("« %(value)s » is not among what may stand here: %(choices)s."),
    "yes_no": gettext_lazy("« %(value)s » is neither yes nor no."),
    "number": gettext_lazy("« %(value)s » is not a number. Write for example 1234,56."),
    "whole": gettext_lazy("« %(value)s » is not a whole number."),
    "two_ways": gettext_lazy(
        "« %(value)s » can be read in two ways: write it without separator of thousands, or with one more decimal."
    ),
    "places": gettext_lazy("« %(value)s » has too many decimals: %(limit)s at most."),
    "below": gettext_lazy("« %(value)s » is too small: %(limit)s at least."),
    "above": gettext_lazy("« %(value)s » is too large: %(limit)s at most."),
    "day": gettext_lazy("« %(value)s » is not a date. Write for example 31/10/2026 or 2026-10-31."),
    "month": gettext_lazy("« %(value)s » is not a month. Write for example 10/2026 or 2026-10."),
    "first_of_month": gettext_lazy(
        "« %(value)s » is not the first of a month: write the month alone, 10/2026."
    ),
    "unknown": gettext_lazy("« %(value)s » is not known in the portal."),
}
KEPT = 50_000  # faults beyond these are counted only
SHOWN = 100
CUT = 80  # characters of a wrong cell that are kept


@dataclass(frozen=True, slots=True)
class Fault:
    """`line` counts from 1, the header included; 0 stands for the file. `sheet` is empty for CSV."""

    line: int
    column: str
    code: str
    value: str = ""
    sheet: str = ""
    limit: str = ""

    def sentence(self, sentences: Sentences = SENTENCES, *, column: str = "", choices: str = "") -> str:
        """In the reader's language; `column`: the title of its column."""
        said = sentences.get(self.code) or SENTENCES.get(self.code, self.code)
        return str(said) % {
            "value": self.value,
            "limit": self.limit,
            "column": column or self.column,
            "choices": choices,
            "most": settings.IMPORT_MAX_BYTES // 1024**2,
        }

    def where(self, column: str = "") -> str:
        said = _("row %(line)d") % {"line": self.line} if self.line else _("the file")
        return " · ".join(part for part in (self.sheet, said, column or self.column) if part)

    def packed(self) -> list[object]:
        """As the JSON of a job holds it."""
        return [self.line, self.column, self.code, self.value, self.sheet, self.limit]

    @classmethod
    def unpacked(cls, row: Sequence[object]) -> Fault:
        line, *texts = row
        return cls(int(str(line)), *map(str, texts))


class Unreadable(Exception):
    """The file as a whole cannot be taken; `fault` says why."""

    def __init__(self, code: str, value: str = "") -> None:
        super().__init__(code)
        self.fault = Fault(0, "", code, value)
