"""The first administrator, from the server's own shell."""

from __future__ import annotations

import getpass
import os

from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.core.management.base import CommandError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from core import audit
from core.management.portal_command import PortalCommand
from organization.actions import give
from organization.models import User


class Command(PortalCommand):
    help = gettext_lazy(  # type: ignore[assignment]
        "Make a person who may sign in and administer the portal. The password is asked, or read from "
        "ADMINISTRATOR_PASSWORD."
    )
    example = "--username admin --email admin@example.org"

    def add_arguments(self, parser):
        parser.add_argument("--username", required=True, help=_("the sign-in name"))
        parser.add_argument("--email", default="", help=_("the mailbox, for resetting the password"))
        parser.add_argument("--name", default="", help=_("the name as people read it"))
        parser.add_argument("--ref", default="", help=_("the directory number (default: the sign-in name)"))

    def handle(self, *args, **options):
        username = options["username"].strip()
        if User.objects.filter(username__iexact=username).exists():
            raise CommandError(_("The sign-in name « %(name)s » is taken.") % {"name": username})
        password = os.environ.get("ADMINISTRATOR_PASSWORD") or getpass.getpass(_("Password: "))
        person = User(
            ref=options["ref"] or username,
            username=username,
            email=options["email"].strip().lower(),
            name=options["name"] or username,
        )
        try:
            validate_password(password, person)
            person.set_password(password)
            person.full_clean()
            with transaction.atomic():
                person.save()
                audit.record(by=None, kind="user.created", obj=person, changes={"username": [None, username]})
                give(
                    person=person,
                    profile="administrator",
                    unit=None,
                    reason=_("Made by the command create_administrator."),
                    by=None,
                    now=timezone.now(),
                )
        except ValidationError as fault:
            raise CommandError(" ".join(fault.messages)) from fault
        self.stdout.write(_("%(name)s may now sign in and administer the portal.") % {"name": username})
