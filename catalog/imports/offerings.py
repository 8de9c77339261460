"""The import of offerings: what their cards begin with, one row an offering."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime
from typing import Any

from django.utils.translation import gettext_lazy as _

from catalog.enums import OfferingKind, OfferingState, Opening, Origin
from catalog.models import Alias, Category, Offering, WorkingCopy
from catalog.permissions import can_edit_catalogue
from core import audit, bulk
from core.folding import folded
from core.tables import cells
from core.tables.columns import Column, RowKind
from core.tables.comparing import Comparison, Found
from core.tables.importer import Importer
from core.tables.plan import Change, Plan, Progress, Steps
from core.tables.reading import Table
from organization.models import User

REFERENCE = re.compile(r"[A-Za-z0-9._-]{1,20}")
ALIAS = 80  # characters
PERSON = _("directory number of a person")

OFFERING = RowKind(
    "offering",
    _("Offerings"),
    (
        Column(
            "reference",
            _("reference"),
            cells.matching(REFERENCE, "reference"),
            _("names the offering; letters, digits, dots and dashes"),
            "SRV-012",
            needed=True,
            distinct=True,
        ),
        Column("name", _("name"), cells.text(120), example=_("Mail and calendar"), needed=True, distinct=True, also=("offre", "offering")),
        Column("name_en", _("name, in English"), cells.text(120), example="Mail and calendar", distinct=True),
        Column("kind", _("kind"), choices=OfferingKind, example=OfferingKind.SERVICE.label),
        Column("benefit", _("benefit"), cells.text(200), _("what it lets people do, in one sentence"), also=("bénéfice",)),
        Column("benefit_en", _("benefit, in English"), cells.text(200)),
        Column("category", _("category"), holds=_("code of a category")),
        Column("owner", _("owner"), holds=PERSON, example="H00017"),
        Column("backup_owner", _("backup owner"), holds=PERSON),
        Column("origin", _("origin"), choices=Origin, example=Origin.NEED.label),
        Column("opening", _("open to"), choices=Opening, example=Opening.ALL.label),
        Column("last_review", _("last review"), cells.day(), example="2026-06-12"),
        Column("next_review", _("next review"), cells.day(), example="2027-06-12"),
        Column("aliases", _("other names"), cells.several(cells.text(ALIAS)), _("separated by « | »"), "VPN | télétravail"),
    ),
    ignored=(_("Units"), _("State"), _("Complete, in %")),
)  # fmt: skip

EMPTY: dict[str, Any] = {
    "name": "",
    "name_en": "",
    "kind": OfferingKind.SERVICE.value,
    "benefit": "",
    "benefit_en": "",
    "category": None,
    "owner": None,
    "backup_owner": None,
    "origin": Origin.NEED.value,
    "opening": Opening.ALL.value,
    "last_review": None,
    "next_review": None,
    "aliases": (),
}
"""What a new offering holds where the file says nothing, in the words of the file."""
FIELDS = tuple(name for name in EMPTY if name != "aliases")


class Offerings(Comparison):
    """`taken`: folded other name → reference of the offering that has it."""

    taken: Mapping[str, str]

    def check(self, line: int, key: str, values: dict[str, Any]) -> None:
        had = self.known.get(key)
        if had is not None and values.get("kind") not in (None, "", had["kind"]):
            self.fault(line, "kind", "kind_changes", key)
        if values.get("kind") == "":
            values.pop("kind")
        for name in ("origin", "opening"):
            if values.get(name) == "":
                values.pop(name)
        last, following = values.get("last_review"), values.get("next_review")
        if last and following and following <= last:
            self.fault(line, "next_review", "review_order")


class OfferingImport(Importer):
    """Creates offerings in design, and changes those that are known; what is published changes at once, as it does
    through the API."""

    exports = True
    kind = "import_offerings"
    title = _("Import of offerings")
    lead = _("One row an offering. New ones are in design: nobody reads them before they are published.")
    kinds = (OFFERING,)
    sentences = {
        "reference": _(
            "« %(value)s » is no reference: letters, digits, dots, dashes and underscores, 20 at most."
        ),
        "kind_changes": _("The kind of « %(value)s » does not change: each kind has its own sections."),
        "category_unknown": _("No category has the code « %(value)s »: create it first."),
        "owner_unknown": _("Nobody has the directory number « %(value)s »."),
        "alias_taken": _("« %(value)s » is another name of « %(limit)s » already: a name leads to one card."),
        "review_order": _("The next review comes after the last one."),
    }

    def allowed(self, user: Any) -> bool:
        return can_edit_catalogue(user)

    def compare(
        self, tables: Sequence[Table], *, by: Any, now: datetime, options: Mapping[str, bool]
    ) -> Plan:
        plan, known = Plan(), offerings_known()
        codes = Category.objects.values_list("code", flat=True)
        people: Mapping[str, str] = _People()
        readers = {
            "category": cells.known({code: code for code in codes}, code="category_unknown"),
            "owner": cells.known(people, code="owner_unknown"),
            "backup_owner": cells.known(people, code="owner_unknown"),
        }
        for table in tables:
            comparison = Offerings(plan, table, key="reference", known=known, readers=readers)
            found = comparison.changes()
            _names_are_free(comparison, found)
            plan.changes += [change for _line, change in found]
        return plan

    def held(self) -> Mapping[str, Iterable[Mapping[str, Any]]]:
        known = offerings_known()
        return {"offering": ({"reference": key, **known[key]} for key in sorted(known))}

    def write(self, plan: Plan, *, by: Any, now: datetime, progress: Progress | None) -> None:
        steps = Steps(progress, len(plan.changes))
        write_offerings(list(steps.over(plan.changes)), by=by, now=now)


class _People(dict[str, str]):
    """Directory numbers of active people, asked once, when the first is met."""

    def get(self, ref: str, default: Any = None) -> Any:
        if not self:
            self.update({one: one for one in User.objects.active().values_list("ref", flat=True)})
        return super().get(ref, default)


def offerings_known() -> dict[str, dict[str, Any]]:
    """Reference → what the portal knows, in the words of the file; two queries."""
    aliases: dict[str, list[str]] = {}
    for reference, text in Alias.objects.values_list("offering__reference", "text"):
        aliases.setdefault(reference, []).append(text)
    rows = Offering.objects.order_by().values_list(
        "reference", "name", "name_en", "kind", "benefit", "benefit_en", "category__code", "owner__ref",
        "backup_owner__ref", "origin", "opening", "last_review", "next_review",
    )  # fmt: skip
    return {
        row[0]: {**dict(zip(FIELDS, row[1:], strict=True)), "aliases": tuple(aliases.get(row[0], ()))}
        for row in rows
    }


def _names_are_free(comparison: Offerings, found: list[Found]) -> None:
    """A name leads to one card, once the whole file is written: two cards may exchange theirs."""
    after = {change.key: change.after["aliases"] for _line, change in found if "aliases" in change.after}
    taken = {
        folded(text): reference
        for reference, known in comparison.known.items()
        if reference not in after
        for text in known["aliases"]
    }
    for line, change in found:
        for text in change.after.get("aliases", ()):
            holder = taken.setdefault(folded(text), change.key)
            if holder != change.key:
                comparison.fault(line, "aliases", "alias_taken", text, holder)


def write_offerings(changes: list[Change], *, by: User | None, now: datetime) -> None:
    """Write them in bulk, each with its event; a working copy that nobody changed there follows."""
    categories = dict(Category.objects.values_list("code", "pk"))
    named = {change.after.get(name) for change in changes for name in ("owner", "backup_owner")} - {None}
    people = dict(User.objects.filter(ref__in=named).values_list("ref", "pk")) if named else {}
    new = [change for change in changes if change.before is None]
    old = [change for change in changes if change.before is not None]
    bulk.insert(
        Offering,
        ("reference", *FIELDS, "state", "version", "edit", "context", "context_en"),
        (
            (
                change.key,
                *_row({**EMPTY, **change.after}, categories, people),
                OfferingState.DESIGN,
                0,
                1,
                "",
                "",
            )
            for change in new
        ),
    )
    if old:
        _change(old, categories, people)
    _aliases([change for change in changes if "aliases" in change.after])
    events = (
        (f"offering.{'changed' if change.before else 'created'}", change.key, _said(change))
        for change in changes
    )
    audit.record_many(by=by, now=now, object_type="catalog.offering", events=events)


def _row(
    values: Mapping[str, Any], categories: Mapping[str, int], people: Mapping[str, int]
) -> Iterable[Any]:
    for name in FIELDS:
        value = values[name]
        if name == "category":
            yield categories.get(value) if value else None
        elif name in ("owner", "backup_owner"):
            yield people.get(value) if value else None
        else:
            yield value


def _change(changes: list[Change], categories: Mapping[str, int], people: Mapping[str, int]) -> None:
    by_reference = {change.key: change.after for change in changes}
    rows = list(Offering.objects.select_for_update().filter(reference__in=by_reference).order_by("pk"))
    for row in rows:
        after = by_reference[row.reference]
        for name in FIELDS:
            if name not in after:
                continue
            if name == "category":
                row.category_id = categories.get(after[name])
            elif name in ("owner", "backup_owner"):
                setattr(row, f"{name}_id", people.get(after[name]))
            else:
                setattr(row, name, after[name])
        row.edit += 1
    Offering.objects.bulk_update(rows, [*FIELDS, "edit"], batch_size=500)
    _follow({change.key: change for change in changes})


def _follow(changes: Mapping[str, Change]) -> None:
    """What was typed on a working copy stays; what nobody touched there becomes what the file says."""
    copies = WorkingCopy.objects.filter(offering__reference__in=changes).exclude(content={})
    for copy in copies.select_related("offering"):
        for name, (before, after) in changes[copy.offering.reference].differences().items():
            if copy.content.get(name, "") == _typed(before):
                copy.content[name] = _typed(after)
        copy.edit += 1
        copy.save(update_fields=["content", "edit"])


def _typed(value: Any) -> str:
    """As the card's form holds it."""
    if isinstance(value, tuple):
        return "\n".join(value)
    return value.isoformat() if isinstance(value, date) else value or ""


def _aliases(changes: list[Change]) -> None:
    keys = {change.key for change in changes}
    numbers = dict(Offering.objects.filter(reference__in=keys).values_list("reference", "pk"))
    had = [numbers[change.key] for change in changes if change.before and change.before["aliases"]]
    if had:
        Alias.objects.filter(offering__in=had).delete()
    bulk.insert(
        Alias,
        ("offering", "text", "folded"),
        (
            (numbers[change.key], text, folded(text))
            for change in changes
            for text in {folded(text): text for text in change.after["aliases"]}.values()
        ),
    )


def _said(change: Change) -> dict[str, Any]:
    """What the trail keeps: each field with [before, after]."""
    before = change.before or {}
    return {
        name: [
            list(value) if isinstance(value, tuple) else value
            for value in (before.get(name) if before else None, after)
        ]
        for name, after in change.after.items()
        if before or after
    }
