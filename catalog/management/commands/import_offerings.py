"""The import of offerings by hand or from cron."""

from __future__ import annotations

from django.utils.translation import gettext_lazy

from catalog.views.imports import OFFERINGS
from core.management.import_command import ImportCommand


class Command(ImportCommand):
    importer = OFFERINGS
    help = gettext_lazy("Import offerings from a CSV or XLSX file.")  # type: ignore[assignment]
    example = "offerings.csv --dry-run"
