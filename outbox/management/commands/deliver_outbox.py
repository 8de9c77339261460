"""Delivers by hand or from cron what the mail worker delivers."""

from __future__ import annotations

from django.core.management.base import CommandError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from core.management.portal_command import PortalCommand
from outbox.actions import deliver


class Command(PortalCommand):
    help = gettext_lazy(  # type: ignore[assignment]
        "Send the messages that are due, as the mail worker does."
    )
    example = "--limit 500"

    def add_arguments(self, parser) -> None:
        parser.add_argument("--limit", type=int, default=None, help=_("send at most so many messages"))

    def handle(self, *args, **options) -> None:
        if options["limit"] is not None and options["limit"] < 1:
            raise CommandError(_("--limit is a whole number of at least 1, for example --limit 500."))
        done = deliver(limit=options["limit"])
        self.stdout.write(
            _("%(sent)s sent, %(again)s to be tried again, %(failed)s failed.")
            % {"sent": done.sent, "again": done.again, "failed": done.failed}
        )
        if done.unavailable:
            raise CommandError(
                _("The mail server cannot be used (%(words)s). The messages are kept.")
                % {"words": done.unavailable}
            )
