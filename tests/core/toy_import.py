"""A toy of an import: measures of sites by month, kept in memory; with the portal's addresses around its pages."""

from __future__ import annotations

from decimal import Decimal

from django.utils.functional import lazystr
from django.utils.translation import get_language, gettext_lazy

from core import audit
from core.tables import cells
from core.tables.columns import Column, RowKind
from core.tables.comparing import Comparison
from core.tables.importer import Importer, Option
from core.tables.pages import ImportPages
from core.tables.plan import Plan, Steps
from dsi_marketing.urls import handler404, urlpatterns
from organization.enums import Bandwidth
from organization.models import Site

__all__ = ["handler404", "urlpatterns"]


class Both:
    """A label in both languages that no catalogue has to know."""

    def __init__(self, french: str, english: str) -> None:
        self.french, self.english = french, english

    def __str__(self) -> str:
        return self.english if get_language() == "en" else self.french


def both(french: str, english: str):
    return lazystr(Both(french, english))


MEASURE = RowKind(
    "measure",
    both("Mesures", "Measures"),
    (
        Column("site", both("Site", "Site"), example="LYO", needed=True),
        Column("month", both("Mois", "Month"), cells.month(), example="10/2026", needed=True),
        Column(
            "value", both("Valeur", "Value"), cells.decimal(least=0, most=100, sign="%"), example="99,9 %"
        ),
        Column("events", both("Événements", "Events"), cells.whole(least=0, empty=0), example="12"),
        Column("load", both("Débit", "Bandwidth"), choices=Bandwidth, example=Bandwidth.HIGH.label),
        Column("note", both("Remarque", "Note"), cells.text(2000, lines=True), example="Rien à dire."),
    ),
    ignored=(both("Tendance", "Trend"),),
)
HELD: dict[tuple[str, object], dict[str, object]] = {}


class Measures(Comparison):
    def check(self, line, key, values):
        if values.get("events") == 0 and values.get("value") is not None:
            self.fault(line, "events", "no_event", str(values["value"]))


class ToyImport(Importer):
    kind = "import_toy"
    title = gettext_lazy("Import")
    lead = both("Une ligne par mesure.", "One row a measure.")
    kinds = (MEASURE,)
    sentences = {
        "no_event": both("%(value)s sans événement : lequel ?", "%(value)s with no event: which?"),
        "site_unknown": both("Le site « %(value)s » n’existe pas.", "The site « %(value)s » does not exist."),
    }
    options = (Option("strict", both("Strict", "Strict")),)
    fails = False

    def allowed(self, user):
        return user.username in ("planner", "cio")

    def compare(self, tables, *, by, now, options):
        plan = Plan()
        codes = {code: code for code in Site.objects.values_list("code", flat=True)}
        readers = {"site": cells.known(codes, code="site_unknown")}
        for table in tables:
            found = Measures(plan, table, key=("site", "month"), known=HELD, readers=readers).changes()
            plan.changes += [change for _line, change in found]
        return plan

    def write(self, plan, *, by, now, progress):
        for change in Steps(progress, len(plan.changes)).over(plan.changes):
            empty = {"value": None, "events": 0, "load": "", "note": ""}
            HELD[change.key] = {**empty, **(change.before or {}), **change.after}
        audit.record_many(
            by=by,
            now=now,
            object_type="toy.measure",
            events=(("measure.imported", f"{c.key[0]} {c.key[1]}", c.differences()) for c in plan.changes),
        )
        if self.fails:
            raise RuntimeError("the database refused")


IMPORTER = ToyImport()
PAGES = ImportPages(IMPORTER, name="toy", up=(both("Sites", "Sites"), "organization:sites"))
urlpatterns = [*PAGES.urls("toy/import/"), *urlpatterns]
A_VALUE = Decimal("99.9")
