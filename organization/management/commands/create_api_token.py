"""A token of the API from the server's own shell."""

from __future__ import annotations

from django.core.management.base import CommandError
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from core.management.portal_command import PortalCommand
from organization.actions import issue_token
from organization.models import ApiToken, User


class Command(PortalCommand):
    help = gettext_lazy("Print a new API token of a person; it is shown once.")  # type: ignore[assignment]
    example = "delivery --label ITSM"

    def add_arguments(self, parser):
        parser.add_argument("username", help=_("the sign-in name"))
        parser.add_argument("--label", default="manage.py", help=_("what the token is for"))
        parser.add_argument("--read-only", action="store_true", help=_("the token may only read"))

    def handle(self, *args, **options):
        person = User.objects.filter(username__iexact=options["username"], is_active=True).first()
        if person is None:
            raise CommandError(
                _("Nobody active has the sign-in name « %(name)s ».") % {"name": options["username"]}
            )
        scope = ApiToken.Scope.READ if options["read_only"] else ApiToken.Scope.WRITE
        _token, text = issue_token(
            person=person, label=options["label"][:80], scope=scope, by=person, now=timezone.now()
        )
        self.stdout.write(text)
