"""`manage.py load_demo`: Groupe Hélianthe in an empty database."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.core.management.base import CommandError
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from core.management.portal_command import PortalCommand
from dsi_marketing.demo.company import write_company
from dsi_marketing.demo.emptiness import not_empty
from dsi_marketing.demo.personas import PERSONAS
from organization.models import BusinessUnit, User


class Command(PortalCommand):
    help = gettext_lazy(  # type: ignore[assignment]
        "Load Groupe Hélianthe, the demonstration company, dated around today, with one account for each "
        "role. Only into an empty database: it never mixes with real people."
    )
    example = "--if-empty"

    def add_arguments(self, parser) -> None:
        parser.add_argument(
            "--if-empty",
            action="store_true",
            help=_("do nothing, quietly, when the database holds something"),
        )

    def handle(self, *args: Any, **options: Any) -> None:
        if BusinessUnit.objects.exists() or User.objects.exists():
            if options["if_empty"]:
                return
            raise CommandError(not_empty())
        write_company(now=timezone.now(), password=settings.DEMO_PASSWORD, say=self.say)
        self.stdout.write(_("Groupe Hélianthe is loaded. Sign in as one of these:"))
        for persona in PERSONAS:
            self.stdout.write(f"  {persona.username:<22}{persona.name:<18}{persona.role_here}")
        self.stdout.write(_("All with the password %(password)s") % {"password": settings.DEMO_PASSWORD})
