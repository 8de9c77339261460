"""The import of prices: one row for each tariff of an offering and each month from which it has a price."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext_lazy as _

from catalog import actions
from catalog.enums import Per, Period, Share, TariffMode
from catalog.imports.named import UNKNOWN, offering_reader
from catalog.models import Price, Tariff
from catalog.permissions import can_edit_catalogue
from core.tables import cells
from core.tables.columns import Column, RowKind
from core.tables.comparing import Comparison
from core.tables.importer import Importer
from core.tables.plan import Plan, Progress, Steps
from core.tables.reading import Table

MOST = Decimal(10) ** 10 - 1
WITHOUT_PRICE = frozenset({TariffMode.FREE, TariffMode.PROJECT})

PRICE = RowKind(
    "price",
    _("Prices"),
    (
        Column("offering", _("offering"), holds=_("reference of an offering"), example="SRV-012", needed=True, also=("offre",)),
        Column("tariff", _("what is charged"), cells.text(120), example=_("Mailbox"), needed=True, also=("tarif",)),
        Column("label_en", _("what is charged, in English"), cells.text(120), example="Mailbox"),
        Column("mode", _("mode"), choices=TariffMode, example=TariffMode.PER_UNIT.label),
        Column("per", _("per"), choices=Per, example=Per.ITEM.label, also=("par",)),
        Column("what", _("in the reader's words"), cells.text(40), example=_("mailbox")),
        Column("what_en", _("in the reader's words, in English"), cells.text(40), example="mailbox"),
        Column("period", _("every"), choices=Period, example=Period.MONTH.label),
        Column("included", _("included quantity"), cells.decimal(places=2, least=0, most=MOST, empty=Decimal(0)), _("of what is free up to a quantity")),
        Column("share", _("shared"), choices=Share, holds=_("of what the supplier bills")),
        Column("discount", _("discount, in %"), cells.decimal(places=2, least=0, most=100, sign="%", empty=Decimal(0))),
        Column("discount_why", _("why the discount"), cells.text(120)),
        Column("conditions", _("conditions"), cells.text(300)),
        Column("conditions_en", _("conditions, in English"), cells.text(300)),
        Column("main", _("the main price"), cells.yes_no(empty=False), _("yes for one tariff of the offering")),
        Column("until", _("no longer charged from"), cells.month()),
        Column("valid_from", _("from"), cells.month(), _("the first of a month"), "2027-01", also=("à partir de",)),
        Column("amount", _("amount"), cells.decimal(places=4, least=0, most=MOST, sign="€"), _("in euros"), "4.20"),
    ),
)  # fmt: skip
FIELDS = tuple(
    column.name
    for column in PRICE.columns
    if column.name not in ("offering", "tariff", "valid_from", "amount")
)
CHOICES = ("mode", "per", "period", "share")


class Prices(Comparison):
    """A row by itself, and against the rows of the same tariff: they say the same of it."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.said: dict[tuple[str, str], tuple[int, dict[str, Any]]] = {}
        self.mains: dict[str, str] = {}

    def check(self, line: int, key: Any, values: dict[str, Any]) -> None:
        offering, label, since = key
        tariff = self.known.get((offering, label, None))
        for name in CHOICES:
            if values.get(name) == "":  # as it was, or as a new one begins
                values.pop(name)
        mode = values.get("mode") or (tariff["mode"] if tariff else None)
        amount = values.get("amount")
        if mode is None:
            self.fault(line, "mode", "lacking")
        elif tariff and tariff["priced"] and mode != tariff["mode"]:
            self.fault(line, "mode", "mode_stays", label)
        elif mode in WITHOUT_PRICE and (since or amount is not None):
            self.fault(line, "amount", "without_price", label)
        elif (since is None) != (amount is None):
            self.fault(line, "amount" if amount is None else "valid_from", "both")
        if values.get("included") and mode != TariffMode.FREE_BASE:
            self.fault(line, "included", "included")
        until = values["until"] if "until" in values else tariff["until"] if tariff else None
        if until and since and since >= until:
            self.fault(line, "valid_from", "after_end", f"{since:%Y-%m}", f"{until:%Y-%m}")
        self._same_tariff(line, offering, label, values)

    def _same_tariff(self, line: int, offering: str, label: str, values: Mapping[str, Any]) -> None:
        own = {name: value for name, value in values.items() if name != "amount"}
        first, held = self.said.setdefault((offering, label), (line, own))
        for name in own:
            if name in held and held[name] != own[name]:
                self.fault(line, name, "tariff_differs", label, str(first))
        if own.get("main") and self.mains.setdefault(offering, label) != label:
            self.fault(line, "main", "two_mains", self.mains[offering])


class PriceImport(Importer):
    """Creates and changes tariffs, and sets their prices; what the file does not name stays."""

    exports = True
    kind = "import_prices"
    title = _("Import of prices")
    lead = _("One row for each tariff of an offering, and for each month from which it has a price.")
    kinds = (PRICE,)
    sentences = {
        **UNKNOWN,
        "mode_stays": _(
            "« %(value)s » has been priced in another mode: end that tariff and give the new one another name."
        ),
        "without_price": _("« %(value)s » is free or charged by milestones: it takes no price."),
        "both": _("A price is an amount and the month from which it holds: one of them lacks."),
        "included": _("Only what is free up to a quantity has an included quantity."),
        "after_end": _("%(value)s comes after its end: it is no longer charged from %(limit)s on."),
        "tariff_differs": _("The row %(limit)s says otherwise of « %(value)s »: all its rows say the same."),
        "two_mains": _("« %(value)s » is the main price of this offering already: an offering has one."),
    }

    def allowed(self, user: Any) -> bool:
        return can_edit_catalogue(user)

    def compare(
        self, tables: Sequence[Table], *, by: Any, now: datetime, options: Mapping[str, bool]
    ) -> Plan:
        plan = Plan()
        readers = {"offering": offering_reader()}
        known = _known()
        for table in tables:
            comparison = Prices(
                plan, table, key=("offering", "tariff", "valid_from"), known=known, readers=readers
            )
            plan.changes += [change for _line, change in comparison.changes()]
        return plan

    def held(self) -> Mapping[str, Iterable[Mapping[str, Any]]]:
        """Every price; a tariff without one stands by itself."""
        return {
            "price": (
                {"offering": offering, "tariff": label, "valid_from": since, **held}
                for (offering, label, since), held in _known().items()
                if since is not None or not held["priced"]
            )
        }

    def write(self, plan: Plan, *, by: Any, now: datetime, progress: Progress | None) -> None:
        changes = Steps(progress, len(plan.changes)).over(plan.changes)
        rows = [(*change.key, change.after) for change in changes]
        actions.import_prices(rows=rows, by=by, now=now)


Key = tuple[str, str, date | None]


def _known() -> dict[Key, dict[str, Any]]:
    """Offering, tariff and month → what the portal holds; each tariff once more without month. Two queries."""
    tariffs = {
        pk: ((offering, label), dict(zip(FIELDS, rest, strict=True)))
        for pk, offering, label, *rest in Tariff.objects.order_by(
            "offering__reference", "rank", "pk"
        ).values_list("pk", "offering__reference", "label", *FIELDS)
    }
    found: dict[Key, dict[str, Any]] = {}
    prices: dict[int, list[tuple[date, Decimal]]] = {}
    for pk, since, amount in Price.objects.order_by("valid_from").values_list(
        "tariff", "valid_from", "amount"
    ):
        prices.setdefault(pk, []).append((since, amount))
    for pk, ((offering, label), fields) in tariffs.items():
        priced = bool(prices.get(pk))
        found[offering, label, None] = {**fields, "amount": None, "priced": priced}
        for since, amount in prices.get(pk, ()):
            found[offering, label, since] = {**fields, "amount": amount, "priced": priced}
    return found
