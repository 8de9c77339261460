"""The import of usages by hand or from cron."""

from __future__ import annotations

from django.utils.translation import gettext_lazy

from catalog.views.imports import USAGES
from core.management.import_command import ImportCommand


class Command(ImportCommand):
    importer = USAGES
    help = gettext_lazy("Import usages from a CSV or XLSX file.")  # type: ignore[assignment]
    example = "usages.csv --dry-run"
