"""The import of measures by hand or from cron."""

from __future__ import annotations

from django.utils.translation import gettext_lazy

from catalog.views.imports import MEASURES
from core.management.import_command import ImportCommand


class Command(ImportCommand):
    importer = MEASURES
    help = gettext_lazy("Import measures of service levels from a CSV or XLSX file.")  # type: ignore[assignment]
    example = "measures.csv --dry-run"
