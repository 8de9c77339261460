"""What may be wrong with a file or a row: kept as code and values, said in the reader's language."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.conf import settings
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

SENTENCES: dict[str, Promise] = {
    "too_big": gettext_lazy("The file has %(value)s MB: %(most)s MB at most. Cut it in two."),
    "not_a_table": gettext_lazy("This file is neither CSV nor XLSX: save it as one of them."),
    "no_rows": gettext_lazy("The file has no row below its header."),
    "no_kind": gettext_lazy(
        "The header does not say what the rows are: « ref » for people, « parent » for units, "
        "« place » for sites, « members » for groups. It reads: %(value)s."
    ),
    "unknown_column": gettext_lazy("The column « %(value)s » is not known: rename or remove it."),
    "missing_column": gettext_lazy("The column « %(value)s » lacks."),
    "too_many_cells": gettext_lazy("The row has %(value)s cells more than the header."),
    "lacking": gettext_lazy("Nothing stands here, and it cannot be empty."),
    "too_long": gettext_lazy("« %(value)s » is too long for this column."),
    "formula": gettext_lazy("« %(value)s » begins like a formula: remove the sign at its start."),
    "control": gettext_lazy("« %(value)s » holds a character that cannot be printed: type it again."),
    "code": gettext_lazy(
        "« %(value)s » is no code: capital letters, digits, hyphens and underscores, 20 at most."
    ),
    "twice": gettext_lazy("« %(value)s » stands in this file twice: keep one of the rows."),
    "address": gettext_lazy("« %(value)s » is no mail address: it reads name@company.example."),
    "mailbox_taken": gettext_lazy("« %(value)s » is the mailbox of another person of the portal."),
    "mailbox_twice": gettext_lazy("« %(value)s » is given to two people of this file."),
    "sign_in_taken": gettext_lazy("« %(value)s » is the sign-in name of another person."),
    "language": gettext_lazy("« %(value)s » is no language of the portal: fr or en."),
    "yes_no": gettext_lazy("« %(value)s » is neither yes nor no."),
    "bandwidth": gettext_lazy("« %(value)s » is no bandwidth: high, medium or low."),
    "unit_unknown": gettext_lazy("The unit « %(value)s » does not exist: create it first, or in this file."),
    "site_unknown": gettext_lazy("The site « %(value)s » does not exist: create it first, or in this file."),
    "person_unknown": gettext_lazy("Nobody has the directory number « %(value)s »."),
    "cycle": gettext_lazy("« %(value)s » lies below this unit: it cannot be its parent."),
    "notice_days": gettext_lazy("« %(value)s » working days of notice: choose 2 to 5."),
    "zone": gettext_lazy("« %(value)s » is not a time zone. Write for example Europe/Paris."),
    "country": gettext_lazy(
        "« %(value)s » is not a country whose public holidays are known. Write for example FR."
    ),
}
KEPT = 50_000  # faults beyond these are counted only
SHOWN = 100


@dataclass(frozen=True, slots=True)
class Fault:
    """`line` counts from 1, the header included; 0 stands for the file. `sheet` is empty for CSV."""

    line: int
    column: str
    code: str
    value: str = ""
    sheet: str = ""

    def sentence(self) -> str:
        most = settings.IMPORT_MAX_BYTES // 1024**2
        return str(SENTENCES[self.code]) % {"value": self.value, "most": most}

    def where(self) -> str:
        said = _("row %(line)d") % {"line": self.line} if self.line else _("the file")
        return " · ".join(part for part in (self.sheet, said, self.column) if part)

    def packed(self) -> list[object]:
        return [self.line, self.column, self.code, self.value, self.sheet]

    @classmethod
    def unpacked(cls, row: Sequence[object]) -> Fault:
        line, column, code, value, sheet = row
        return cls(int(str(line)), str(column), str(code), str(value), str(sheet))


class Unreadable(Exception):
    """The file as a whole cannot be taken; `fault` says why."""

    def __init__(self, code: str, value: str = "") -> None:
        super().__init__(code)
        self.fault = Fault(0, "", code, value)
