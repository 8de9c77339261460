"""`manage.py load_demo`: Groupe Hélianthe in an empty database."""

from __future__ import annotations

from argparse import RawDescriptionHelpFormatter
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from dsi_marketing.demo.company import write_company
from dsi_marketing.demo.personas import PERSONAS
from organization.models import BusinessUnit, User


class Command(BaseCommand):
    help = (
        "Load Groupe Hélianthe, the demonstration company, dated around today, with one account for each "
        "role.\nOnly into an empty database: it never mixes with real people.\n\n"
        "Example:\n  python manage.py load_demo\n  python manage.py load_demo --if-empty"
    )

    def create_parser(self, prog_name: str, subcommand: str, **kwargs: Any):
        return super().create_parser(
            prog_name, subcommand, formatter_class=RawDescriptionHelpFormatter, **kwargs
        )

    def add_arguments(self, parser) -> None:
        parser.add_argument(
            "--if-empty", action="store_true", help="do nothing, quietly, when the database holds something"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        if BusinessUnit.objects.exists() or User.objects.exists():
            if options["if_empty"]:
                return
            raise CommandError(
                f"The database already holds {BusinessUnit.objects.count()} units and "
                f"{User.objects.count()} people; the demonstration goes into an empty one only. "
                "Give another DATABASE_URL, or empty this one first with: python manage.py flush"
            )
        write_company(now=timezone.now(), password=settings.DEMO_PASSWORD, say=self.say)
        self.stdout.write("Groupe Hélianthe is loaded. Sign in as one of these:")
        for persona in PERSONAS:
            self.stdout.write(f"  {persona.username:<22}{persona.name:<18}{persona.role_en}")
        self.stdout.write(f"All with the password {settings.DEMO_PASSWORD}")

    def say(self, step: str) -> None:
        """Progress for somebody who watches; nothing in a pipe or a log."""
        if self.stderr.isatty():
            self.stderr.write(f"  {step}…")
