"""The pages of the catalogue's imports; making them registers their jobs."""

from __future__ import annotations

from dataclasses import dataclass

from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import path
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from catalog.imports.costs import CostImport
from catalog.imports.measures import MeasureImport
from catalog.imports.offerings import OfferingImport
from catalog.imports.prices import PriceImport
from catalog.imports.sections import SectionImport
from catalog.imports.usages import UsageImport
from core.tables.pages import ImportPages
from organization.requests import PortalRequest

UP = (_("Import and export"), "catalog:exchange")
OFFERINGS, SECTIONS, USAGES = OfferingImport(), SectionImport(), UsageImport()
OFFERING_PAGES = ImportPages(OFFERINGS, name="offerings", namespace="catalog", up=UP)
SECTION_PAGES = ImportPages(SECTIONS, name="sections", namespace="catalog", up=UP)
USAGE_PAGES = ImportPages(USAGES, name="usages", namespace="catalog", up=UP)
MEASURES = MeasureImport()
MEASURE_PAGES = ImportPages(
    MEASURES, name="measures", namespace="catalog", up=(_("Service levels"), "catalog:levels")
)
PRICES, COSTS = PriceImport(), CostImport()
PRICE_PAGES = ImportPages(PRICES, name="prices", namespace="catalog", up=(_("Prices"), "catalog:price-list"))
COST_PAGES = ImportPages(COSTS, name="costs", namespace="catalog", up=(_("Full costs"), "catalog:cost-list"))
EXCHANGED = (OFFERING_PAGES, SECTION_PAGES, USAGE_PAGES, MEASURE_PAGES, PRICE_PAGES, COST_PAGES)


@dataclass(frozen=True, slots=True)
class Exchanged:
    """A table that goes in and out; `held`: label and address of each file of what the portal holds."""

    title: Promise | str
    lead: Promise | str
    upload: str
    held: list[tuple[str, str]]


@require_safe
def exchange(request: PortalRequest) -> HttpResponse:
    """Everything of the catalogue that can be sent and fetched as a table by whoever reads this."""
    tables = [
        Exchanged(
            pages.importer.kinds[0].title, pages.importer.lead, pages.address("upload"), pages.held_files()
        )
        for pages in EXCHANGED
        if pages.importer.allowed(request.user)
    ]
    if not tables:
        raise PermissionDenied
    return render(request, "catalog/exchange.html", {"tables": tables})


ADDRESSES = [
    path("catalogue/import/", exchange, name="exchange"),
    *MEASURE_PAGES.urls("levels/measures/import/"),
    *OFFERING_PAGES.urls("offerings/import/"),
    *SECTION_PAGES.urls("catalogue/import/sections/"),
    *USAGE_PAGES.urls("catalogue/import/usages/"),
    *PRICE_PAGES.urls("prices/import/"),
    *COST_PAGES.urls("costs/import/"),
]
