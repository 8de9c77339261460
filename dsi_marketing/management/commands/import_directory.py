"""The directory import by hand or from cron."""

from __future__ import annotations

from pathlib import Path

from django.core.management.base import CommandError
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from core.management.portal_command import PortalCommand
from dsi_marketing.directory_import import import_directory
from organization.directory.faults import SHOWN, Fault


class Command(PortalCommand):
    help = gettext_lazy(  # type: ignore[assignment]
        "Import units, sites, people or groups from a CSV or XLSX file (docs/directory-import.md)."
    )
    example = "people.csv --dry-run"

    def add_arguments(self, parser):
        parser.add_argument("file", help=_("the CSV or XLSX file"))
        parser.add_argument("--dry-run", action="store_true", help=_("say what would change, write nothing"))
        parser.add_argument(
            "--leavers", action="store_true", help=_("deactivate the people whom the file does not name")
        )

    def handle(self, *args, **options):
        path = Path(options["file"])
        try:
            data = path.read_bytes()
        except OSError as fault:
            raise CommandError(_("%(file)s cannot be read.") % {"file": path}) from fault
        report = import_directory(
            data, dry_run=options["dry_run"], leavers=options["leavers"], by=None, now=timezone.now()
        )
        for packed in report["faults"][:SHOWN]:
            wrong = Fault.unpacked(packed)
            self.stderr.write(f"{wrong.where()}: {wrong.sentence()}")
        if report["fault_count"]:
            raise CommandError(
                _("%(count)d rows or columns to correct; nothing was written.")
                % {"count": report["fault_count"]}
            )
        for kind, done in report["counts"].items():
            self.stdout.write(f"{kind}: +{done['created']} ~{done['changed']}")
        self.stdout.write(_("%(rows)d rows read, %(unchanged)d unchanged, %(leavers)d leavers.") % report)
        if options["dry_run"]:
            self.stdout.write(_("This was a dry run: nothing was written."))
