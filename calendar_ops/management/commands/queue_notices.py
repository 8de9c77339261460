"""What the worker does at each tick, by hand or from cron."""

from __future__ import annotations

from datetime import datetime

from django.core.management.base import CommandError
from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from calendar_ops.telling import queue_due_notices
from core import clock
from core.management.portal_command import PortalCommand


class Command(PortalCommand):
    help = gettext_lazy("Write the notices that are due and put one mail a person into the outbox.")  # type: ignore[assignment]
    example = "--at 2026-11-10T09:00+01:00 --dry-run"

    def add_arguments(self, parser):
        parser.add_argument("--at", metavar="ISO", help=_("as if it were this moment; with an offset"))
        parser.add_argument(
            "--dry-run", action="store_true", help=_("say what would be queued, queue nothing")
        )

    def handle(self, *args, **options):
        now = self._moment(options["at"]) if options["at"] else clock.now()
        if options["dry_run"]:
            with transaction.atomic():
                done = queue_due_notices(now=now)
                transaction.set_rollback(True)
        else:  # a transaction for each part, as in the worker: nobody waits for the whole
            done = queue_due_notices(now=now)
        self.stdout.write(
            _("%(issued)d notices due, %(mails)d mails queued, %(missed)d begun before their notice.")
            % {"issued": done.issued, "mails": done.mails, "missed": done.missed}
        )
        if options["dry_run"]:
            self.stdout.write(_("This was a dry run: nothing was written."))

    def _moment(self, text: str) -> datetime:
        try:
            moment = datetime.fromisoformat(text)
        except ValueError:
            moment = None
        if moment is None or moment.tzinfo is None:
            raise CommandError(
                _("« %(text)s » is not a moment with its offset. Write --at 2026-11-10T09:00+01:00.")
                % {"text": text}
            )
        return moment
