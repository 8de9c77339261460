"""The directory import whole: its page, its job and `manage.py import_directory`.

It stands here and not in `organization`, since a unit that moves reaches several apps (`reorganise.save_unit`).
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import datetime
from typing import Any

from django.utils.translation import gettext_lazy, ngettext

from core.tables.importer import Importer, Option, Result, run_import
from core.tables.pages import ImportPages
from core.tables.plan import Plan, Progress
from core.tables.reading import Table
from core.templatetags.portal import number
from dsi_marketing.reorganise import save_unit
from organization.directory import known
from organization.directory.columns import KINDS
from organization.directory.comparing import DirectoryPlan, compare
from organization.directory.faults import SENTENCES
from organization.directory.writing import write
from organization.models import User
from organization.permissions import can_edit_directory


class DirectoryImport(Importer):
    kind = "import_directory"
    title = gettext_lazy("Import the directory")
    lead = gettext_lazy("Units, sites, people or groups from a file.")
    kinds = KINDS
    sentences = SENTENCES
    exports = True
    options = (Option("leavers", gettext_lazy("Deactivate the people whom the file does not name")),)

    def allowed(self, user: User) -> bool:
        return can_edit_directory(user)

    def compare(
        self, tables: Sequence[Table], *, by: User | None, now: datetime, options: Mapping[str, bool]
    ) -> DirectoryPlan:
        return compare(tables, leavers=options.get("leavers", False), keep=by.ref if by is not None else "")

    def write(self, plan: Plan, *, by: User | None, now: datetime, progress: Progress | None) -> None:
        assert isinstance(plan, DirectoryPlan)
        write(plan, save_unit=save_unit, by=by, now=now, progress=progress)

    def held(self) -> dict[str, Iterator[dict[str, Any]]]:
        """Each asked when it is read: a file of the sites does not wait for the people."""
        return {
            "site": _rows("code", known.sites),
            "unit": _rows("code", known.units),
            "person": _rows("ref", known.people),
            "group": _rows("code", known.groups),
        }

    def more(self, plan: Plan) -> Result:
        return {"leavers": len(plan.leavers) if isinstance(plan, DirectoryPlan) else 0}

    def said(self, result: Result) -> Iterator[str]:
        if leavers := result["leavers"]:
            yield ngettext("%(n)s person leaving.", "%(n)s people leaving.", leavers) % {"n": number(leavers)}


def _rows(key: str, ask: Callable[[], known.Records]) -> Iterator[dict[str, Any]]:
    for code, values in sorted(ask().items()):
        yield {key: code, **values}


IMPORTER = DirectoryImport()
PAGES = ImportPages(IMPORTER, name="directory")


def import_directory(
    data: bytes,
    *,
    dry_run: bool,
    leavers: bool,
    by: User | None,
    now: datetime,
    tell: Progress | None = None,
) -> dict[str, Any]:
    """Read, compare and, without `dry_run` and without a fault, write; see core.tables.importer.Result."""
    return run_import(
        IMPORTER, data, dry_run=dry_run, by=by, now=now, options={"leavers": leavers}, progress=tell
    )
