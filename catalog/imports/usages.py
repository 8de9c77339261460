"""The import of usages: which unit uses which offering, how much, and what the need asks for."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from typing import Any

from django.utils.translation import gettext_lazy as _

from catalog.enums import Grade
from catalog.imports.named import UNKNOWN, offering_reader
from catalog.models import Offering, Usage
from catalog.permissions import can_edit_catalogue
from core import audit, bulk
from core.tables import cells
from core.tables.columns import Column, RowKind
from core.tables.comparing import Comparison
from core.tables.importer import Importer
from core.tables.plan import Change, Plan, Progress, Steps
from core.tables.reading import Table
from organization.models import BusinessUnit, Group

LARGEST = 2**31 - 1  # what the database keeps

USAGE = RowKind(
    "usage",
    _("Usages"),
    (
        Column("offering", _("offering"), holds=_("reference of an offering"), example="SRV-012", needed=True, also=("offre",)),
        Column("unit", _("unit"), holds=_("code of a unit; those below it use it too"), example="FIN", needed=True, also=("entité",)),
        Column("group", _("group"), holds=_("code of a group; empty: everybody"), also=("groupe",)),
        Column("quantity", _("quantity"), cells.whole(least=0, most=LARGEST, empty=0), _("empty: not counted"), "240"),
        Column("criticality", _("criticality of the need"), choices=Grade, also=("criticité",)),
        Column("alternative", _("alternative available"), cells.text(200)),
        Column("reliability", _("reliability required"), choices=Grade, also=("fiabilité",)),
        Column("confidentiality", _("confidentiality"), choices=Grade),
    ),
)  # fmt: skip
FIELDS = ("quantity", "criticality", "alternative", "reliability", "confidentiality")
EMPTY: dict[str, Any] = {
    "quantity": 0,
    "criticality": "",
    "alternative": "",
    "reliability": "",
    "confidentiality": "",
}


class UsageImport(Importer):
    """Says who uses what; saying it again changes the quantity and the need."""

    exports = True
    kind = "import_usages"
    title = _("Import of usages")
    lead = _("One row for each unit, or group of it, that uses an offering.")
    kinds = (USAGE,)
    sentences = {
        **UNKNOWN,
        "unit_unknown": _("No active unit has the code « %(value)s »."),
        "group_unknown": _("No group has the code « %(value)s »."),
    }

    def allowed(self, user: Any) -> bool:
        return can_edit_catalogue(user)

    def compare(
        self, tables: Sequence[Table], *, by: Any, now: datetime, options: Mapping[str, bool]
    ) -> Plan:
        plan = Plan()
        known = {
            (offering, unit, group or ""): dict(zip(FIELDS, rest, strict=True))
            for offering, unit, group, *rest in Usage.objects.order_by().values_list(
                "offering__reference", "unit__code", "group__code", *FIELDS
            )
        }
        readers = {
            "offering": offering_reader(),
            "unit": cells.known(_same(BusinessUnit.objects.filter(active=True), "code"), code="unit_unknown"),
            "group": cells.known(_same(Group.objects, "code"), code="group_unknown", empty=""),
        }
        for table in tables:
            comparison = Comparison(
                plan, table, key=("offering", "unit", "group"), known=known, readers=readers
            )
            plan.changes += [change for _line, change in comparison.changes()]
        return plan

    def held(self) -> Mapping[str, Iterable[Mapping[str, Any]]]:
        rows = Usage.objects.order_by("offering__reference", "unit__code", "group__code").values_list(
            "offering__reference", "unit__code", "group__code", *FIELDS
        )
        names = ("offering", "unit", "group", *FIELDS)
        return {"usage": (dict(zip(names, row, strict=True)) for row in rows.iterator())}

    def write(self, plan: Plan, *, by: Any, now: datetime, progress: Progress | None) -> None:
        offerings = dict(Offering.objects.values_list("reference", "pk"))
        units = dict(BusinessUnit.objects.values_list("code", "pk"))
        groups: dict[str, int | None] = {"": None, **dict(Group.objects.values_list("code", "pk"))}
        changes = list(Steps(progress, len(plan.changes)).over(plan.changes))
        for change in changes:
            if change.before is not None:
                offering, unit, group = change.key
                Usage.objects.filter(
                    offering=offerings[offering], unit=units[unit], group=groups[group]
                ).update(**change.after)
        bulk.insert(
            Usage,
            ("offering", "unit", "group", *FIELDS),
            (
                (
                    offerings[change.key[0]],
                    units[change.key[1]],
                    groups[change.key[2]],
                    *({**EMPTY, **change.after}[name] for name in FIELDS),
                )
                for change in changes
                if change.before is None
            ),
        )
        audit.record_many(by=by, now=now, object_type="catalog.offering", events=map(_event, changes))


def _same(records: Any, field: str) -> dict[str, str]:
    return {value: value for value in records.values_list(field, flat=True)}


def _event(change: Change) -> tuple[str, str, dict[str, Any]]:
    offering, unit, group = change.key
    before = change.before or {}
    said = {name: [before.get(name), value] for name, value in change.after.items()}
    return "offering.usage", offering, {"unit": unit, "group": group, **said}
