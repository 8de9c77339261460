"""The command of an import: the same run as its page, by hand or from cron."""

from __future__ import annotations

from pathlib import Path
from typing import Any, ClassVar

from django.core.management.base import CommandError
from django.utils.translation import gettext as _

from core import clock
from core.management.portal_command import PortalCommand
from core.tables.faults import SHOWN, Fault
from core.tables.importer import Importer, run_import


class ImportCommand(PortalCommand):
    """An app says `importer`, `help` and `example`; the importer's options are the command's."""

    importer: ClassVar[Importer]

    def add_arguments(self, parser: Any) -> None:
        parser.add_argument("file", help=_("the CSV or XLSX file"))
        parser.add_argument("--dry-run", action="store_true", help=_("say what would change, write nothing"))
        for option in self.importer.options:
            name = option.name.replace("_", "-")
            parser.add_argument(f"--{name}", action="store_true", help=str(option.label))

    def handle(self, *args: Any, **options: Any) -> None:
        """Exits with another code than 0, and the first faults printed, when one row is wrong."""
        path = Path(options["file"])
        try:
            data = path.read_bytes()
        except OSError as fault:
            raise CommandError(_("%(file)s cannot be read.") % {"file": path}) from fault
        result = run_import(
            self.importer,
            data,
            dry_run=options["dry_run"],
            by=None,
            now=clock.now(),
            options={option.name: options[option.name] for option in self.importer.options},
            progress=self.tell,
        )
        if result["fault_count"]:
            self.explain(result)
            raise CommandError(
                _("%(count)d rows or columns to correct; nothing was written.")
                % {"count": result["fault_count"]}
            )
        for kind, done in result["counts"].items():
            self.stdout.write(f"{kind}: +{done['created']} ~{done['changed']}")
        for sentence in self.importer.numbers(result):
            self.stdout.write(sentence)
        if options["dry_run"]:
            self.stdout.write(_("This was a dry run: nothing was written."))

    def explain(self, result: dict[str, Any]) -> None:
        """The kinds of faults where there are fewer than faults, then the first of these."""
        kinds = self.importer.fault_kinds(result)
        if len(kinds) < result["fault_count"]:
            for count, column, sentence in kinds:
                self.stderr.write(f"{count} × {': '.join(part for part in (column, sentence) if part)}")
        for packed in result["faults"][:SHOWN]:
            fault = Fault.unpacked(packed)
            self.stderr.write(f"{self.importer.where(fault, result)}: {self.importer.sentence(fault)}")

    def tell(self, done: int, total: int) -> None:
        """How far the writing is, on one line of a terminal."""
        if self.stderr.isatty():
            self.stderr.write(f"\r  {done} / {total}", ending="\n" if done == total else "")
