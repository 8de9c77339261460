"""The import of sections: texts of cards, one row a section of an offering."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from typing import Any

from django.utils.translation import gettext_lazy as _

from catalog.enums import SECTIONS
from catalog.imports.named import UNKNOWN, offering_reader
from catalog.models import CardSection, Offering
from catalog.permissions import can_edit_catalogue
from core import audit, bulk
from core.tables import cells
from core.tables.columns import Column, RowKind, in_all_languages
from core.tables.comparing import Comparison
from core.tables.importer import Importer
from core.tables.plan import Change, Plan, Progress, Steps
from core.tables.reading import Table

TEXT, REASON = 10_000, 200  # characters

SECTION = RowKind(
    "section",
    _("Sections"),
    (
        Column("offering", _("offering"), holds=_("reference of an offering"), example="SRV-012", needed=True, also=("offre",)),
        Column("section", _("section"), holds=_("its name, or its code"), example=_("Help"), needed=True, also=("rubrique",)),
        Column("text", _("text"), cells.text(TEXT, lines=True), _("Markdown, in French"), distinct=True, also=("texte",)),
        Column("text_en", _("text, in English"), cells.text(TEXT, lines=True), _("Markdown, in English"), distinct=True),
        Column("absent", _("why it does not apply"), cells.text(REASON)),
    ),
)  # fmt: skip


class Sections(Comparison):
    """`kinds`: reference → kind of the offering."""

    kinds: Mapping[str, str]

    def check(self, line: int, key: tuple[str, str], values: dict[str, Any]) -> None:
        offering, section = key
        if self.kinds[offering] not in SECTIONS[section].kinds:
            self.fault(line, "section", "not_of_its_kind", str(SECTIONS[section].label), offering)


class SectionImport(Importer):
    """Writes the sections of cards; what is published changes at once."""

    exports = True
    kind = "import_sections"
    title = _("Import of sections")
    lead = _("One row a section of a card. What is published changes at once.")
    kinds = (SECTION,)
    sentences = {
        **UNKNOWN,
        "section_unknown": _("« %(value)s » is no section of a card."),
        "not_of_its_kind": _("« %(limit)s » has no section « %(value)s »: its kind has not."),
    }

    def allowed(self, user: Any) -> bool:
        return can_edit_catalogue(user)

    def compare(
        self, tables: Sequence[Table], *, by: Any, now: datetime, options: Mapping[str, bool]
    ) -> Plan:
        plan, known = Plan(), {}
        kinds = dict(Offering.objects.values_list("reference", "kind"))
        for reference, code, *rest in CardSection.objects.values_list(
            "offering__reference", "code", "text", "text_en", "absent"
        ):
            known[reference, code] = dict(zip(("text", "text_en", "absent"), rest, strict=True))
        readers = {
            "offering": offering_reader(kinds),
            "section": cells.choice(_names(), code="section_unknown"),
        }
        for table in tables:
            comparison = Sections(plan, table, key=("offering", "section"), known=known, readers=readers)
            comparison.kinds = kinds
            plan.changes += [change for _line, change in comparison.changes()]
        return plan

    def held(self) -> Mapping[str, Iterable[Mapping[str, Any]]]:
        rows = CardSection.objects.order_by("offering__reference", "code").values_list(
            "offering__reference", "code", "text", "text_en", "absent"
        )
        names = ("offering", "section", "text", "text_en", "absent")
        return {"section": (dict(zip(names, row, strict=True)) for row in rows.iterator())}

    def write(self, plan: Plan, *, by: Any, now: datetime, progress: Progress | None) -> None:
        numbers = dict(Offering.objects.values_list("reference", "pk"))
        changes = list(Steps(progress, len(plan.changes)).over(plan.changes))
        for change in changes:
            if change.before is not None:
                CardSection.objects.filter(offering=numbers[change.key[0]], code=change.key[1]).update(
                    **change.after
                )
        empty = {"text": "", "text_en": "", "absent": ""}
        bulk.insert(
            CardSection,
            ("offering", "code", "text", "text_en", "absent"),
            (
                (numbers[change.key[0]], change.key[1], *{**empty, **change.after}.values())
                for change in changes
                if change.before is None
            ),
        )
        audit.record_many(by=by, now=now, object_type="catalog.offering", events=_events(changes))


def _names() -> dict[str, str]:
    """Every name of a section, folded: its code, its label in each language."""
    found: dict[str, str] = {}
    for section in SECTIONS.values():
        found |= dict.fromkeys(in_all_languages([section.label, section.code]), section.code)
    return found


def _events(changes: Sequence[Change]) -> list[tuple[str, str, dict[str, Any]]]:
    """One event an offering, with all its sections."""
    said: dict[str, dict[str, Any]] = {}
    endings = {"text": "", "text_en": ".en", "absent": ".absent"}
    for change in changes:
        before = change.before or {}
        for name, after in change.after.items():
            if after or before:
                texts = said.setdefault(change.key[0], {})
                texts[f"section.{change.key[1]}{endings[name]}"] = [before.get(name, ""), after]
    return [("offering.changed", reference, texts) for reference, texts in said.items()]
