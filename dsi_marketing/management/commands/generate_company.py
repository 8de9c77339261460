"""`manage.py generate_company`: a large synthetic company in an empty database."""

from __future__ import annotations

from argparse import RawDescriptionHelpFormatter
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from core.bulk import refresh_statistics
from dsi_marketing.demo.large import Size, write_large_company
from organization.models import BusinessUnit, User


class Command(BaseCommand):
    help = (
        "Write a large synthetic company into an empty database, in bulk: what the benchmarks are measured "
        "on.\nThe same numbers and the same seed give the same company.\n\n"
        "Example:\n  python manage.py generate_company --units 500 --people 50000 --interventions 20000 "
        "--offerings 2000 --seed 1"
    )

    def create_parser(self, prog_name: str, subcommand: str, **kwargs: Any):
        return super().create_parser(
            prog_name, subcommand, formatter_class=RawDescriptionHelpFormatter, **kwargs
        )

    def add_arguments(self, parser) -> None:
        standard = Size()
        parser.add_argument("--units", type=int, default=standard.units)
        parser.add_argument("--people", type=int, default=standard.people)
        parser.add_argument("--interventions", type=int, default=standard.interventions)
        parser.add_argument("--offerings", type=int, default=standard.offerings)
        parser.add_argument("--ideas", type=int, default=0, help="none yet: the idea box comes later")
        parser.add_argument("--seed", type=int, default=1)

    def handle(self, *args: Any, **options: Any) -> None:
        if BusinessUnit.objects.exists() or User.objects.exists():
            raise CommandError(
                f"The database already holds {BusinessUnit.objects.count()} units and "
                f"{User.objects.count()} people; the large company goes into an empty one only. "
                "Give another DATABASE_URL, or empty this one first with: python manage.py flush"
            )
        for name, least in [("units", 4), ("people", 100), ("interventions", 1), ("offerings", 8)]:
            if options[name] < least:
                raise CommandError(f"--{name} is {options[name]}; write a number of at least {least}.")
        if options["ideas"]:
            raise CommandError("--ideas: the portal has no idea box yet; leave the option out.")
        write_large_company(
            size=Size(options["units"], options["people"], options["interventions"], options["offerings"]),
            seed=options["seed"],
            now=timezone.now(),
            password=settings.DEMO_PASSWORD,
            say=self.say,
        )
        refresh_statistics()
        self.stdout.write(
            f"{options['units']} units, {options['people']} people, {options['interventions']} interventions "
            f"and {options['offerings']} offerings are written. Sign in as employee, delivery-manager or "
            f"another access profile, with the password {settings.DEMO_PASSWORD}"
        )

    def say(self, step: str) -> None:
        """Progress for somebody who watches; nothing in a pipe or a log."""
        if self.stderr.isatty():
            self.stderr.write(f"  {step}…")
