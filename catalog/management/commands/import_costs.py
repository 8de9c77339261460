"""The import of full costs by hand or from cron."""

from __future__ import annotations

from django.utils.translation import gettext_lazy

from catalog.views.imports import COSTS
from core.management.import_command import ImportCommand


class Command(ImportCommand):
    importer = COSTS
    help = gettext_lazy("Import full costs from a CSV or XLSX file.")  # type: ignore[assignment]
    example = "costs.csv --dry-run"
