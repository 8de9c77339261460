"""The import of sections of cards by hand or from cron."""

from __future__ import annotations

from django.utils.translation import gettext_lazy

from catalog.views.imports import SECTIONS
from core.management.import_command import ImportCommand


class Command(ImportCommand):
    importer = SECTIONS
    help = gettext_lazy("Import sections of cards from a CSV or XLSX file.")  # type: ignore[assignment]
    example = "sections.csv --dry-run"
