"""The directory import by hand or from cron."""

from __future__ import annotations

from django.utils.translation import gettext_lazy

from core.management.import_command import ImportCommand
from dsi_marketing.directory_import import IMPORTER


class Command(ImportCommand):
    importer = IMPORTER
    help = gettext_lazy(  # type: ignore[assignment]
        "Import units, sites, people or groups from a CSV or XLSX file (docs/directory-import.md)."
    )
    example = "people.csv --dry-run"
