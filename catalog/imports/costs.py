"""The import of full costs: for those who keep them. Its files, its report and its faults are theirs alone."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from catalog import actions
from catalog.imports.named import UNKNOWN, offering_reader
from catalog.models import CostMonth
from catalog.permissions import can_keep_costs
from core.months import month_of
from core.tables import cells
from core.tables.columns import Column, RowKind
from core.tables.comparing import Comparison
from core.tables.importer import Importer
from core.tables.plan import Plan, Progress, Steps
from core.tables.reading import Table

MOST = Decimal(10) ** 12 - 1
FIELDS = ("full_cost", "billed", "credits")

COST = RowKind(
    "cost",
    _("Full costs"),
    (
        Column("offering", _("offering"), holds=_("reference of an offering"), example="SRV-012", needed=True, also=("offre",)),
        Column("month", _("month"), cells.month(), example="2026-10", needed=True),
        Column("full_cost", _("full cost"), cells.decimal(places=2, least=0, most=MOST, sign="€"), _("in euros; empty: not known"), "12400"),
        Column("billed", _("billed"), cells.decimal(places=2, least=0, most=MOST, sign="€"), _("in euros; empty: not known"), "11900"),
        Column("credits", _("credits"), cells.decimal(places=2, least=0, most=MOST, sign="€", empty=Decimal(0)), _("in euros"), "250"),
    ),
)  # fmt: skip


class Costs(Comparison):
    """`this_month`: the newest that has begun."""

    this_month: date

    def check(self, line: int, key: Any, values: dict[str, Any]) -> None:
        _offering, month = key
        if month > self.this_month:
            self.fault(line, "month", "not_begun", f"{month:%Y-%m}")
        after = {**(self.known.get(key) or {}), **values}
        if after.get("full_cost") is None and after.get("billed") is None and not after.get("credits"):
            self.fault(line, "full_cost", "no_amount")


class CostImport(Importer):
    """Records what months cost in full, what was billed and credited."""

    exports = True
    kind = "import_costs"
    title = _("Import of full costs")
    lead = _("One row for each offering and month. Only the keepers of costs read it.")
    kinds = (COST,)
    sentences = {
        **UNKNOWN,
        "not_begun": _("%(value)s has not begun: costs are said of months that have."),
        "no_amount": _("No amount stands here: say at least one, or leave the row out."),
    }

    def allowed(self, user: Any) -> bool:
        return can_keep_costs(user)

    def compare(
        self, tables: Sequence[Table], *, by: Any, now: datetime, options: Mapping[str, bool]
    ) -> Plan:
        plan = Plan()
        readers = {"offering": offering_reader()}
        known = _known()
        for table in tables:
            comparison = Costs(plan, table, key=("offering", "month"), known=known, readers=readers)
            comparison.this_month = month_of(timezone.localdate(now))
            plan.changes += [change for _line, change in comparison.changes()]
        return plan

    def held(self) -> Mapping[str, Iterable[Mapping[str, Any]]]:
        return {
            "cost": (
                {"offering": offering, "month": month, **held} for (offering, month), held in _known().items()
            )
        }

    def write(self, plan: Plan, *, by: Any, now: datetime, progress: Progress | None) -> None:
        changes = Steps(progress, len(plan.changes)).over(plan.changes)
        actions.import_costs(rows=[(*change.key, change.after) for change in changes], by=by, now=now)


def _known() -> dict[tuple[str, date], dict[str, Any]]:
    rows = CostMonth.objects.order_by("offering__reference", "month").values_list(
        "offering__reference", "month", *FIELDS
    )
    return {(offering, month): dict(zip(FIELDS, rest, strict=True)) for offering, month, *rest in rows}
