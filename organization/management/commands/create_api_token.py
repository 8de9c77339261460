"""A token of the API from the server's own shell."""

from __future__ import annotations

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone
from django.utils.translation import gettext as _

from organization.actions import issue_token
from organization.models import ApiToken, User


class Command(BaseCommand):
    help = (
        "Prints a new API token of a person; it is shown once. "
        "Example: manage.py create_api_token planner --label ITSM"
    )

    def add_arguments(self, parser):
        parser.add_argument("username", help="the sign-in name")
        parser.add_argument("--label", default="manage.py", help="what the token is for")
        parser.add_argument("--read-only", action="store_true", help="the token may only read")

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
