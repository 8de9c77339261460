"""The pages of the catalogue's imports; making them registers their jobs."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from catalog.imports.costs import CostImport
from catalog.imports.measures import MeasureImport
from catalog.imports.offerings import OfferingImport
from catalog.imports.prices import PriceImport
from catalog.imports.sections import SectionImport
from catalog.imports.usages import UsageImport
from core.tables.pages import ImportPages

UP = (_("Catalogue"), "catalog:offerings")
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
ADDRESSES = [
    *MEASURE_PAGES.urls("levels/measures/import/"),
    *OFFERING_PAGES.urls("offerings/import/"),
    *SECTION_PAGES.urls("catalogue/import/sections/"),
    *USAGE_PAGES.urls("catalogue/import/usages/"),
    *PRICE_PAGES.urls("prices/import/"),
    *COST_PAGES.urls("costs/import/"),
]
