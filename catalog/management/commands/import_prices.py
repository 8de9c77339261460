"""The import of prices by hand or from cron."""

from __future__ import annotations

from django.utils.translation import gettext_lazy

from catalog.views.imports import PRICES
from core.management.import_command import ImportCommand


class Command(ImportCommand):
    importer = PRICES
    help = gettext_lazy("Import prices from a CSV or XLSX file.")  # type: ignore[assignment]
    example = "prices.csv --dry-run"
