"""`manage.py generate_company`: a large synthetic company in an empty database."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.core.management.base import CommandError
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from core.bulk import refresh_statistics
from core.management.portal_command import PortalCommand
from dsi_marketing.demo.emptiness import not_empty
from dsi_marketing.demo.large import Size, write_large_company
from organization.models import BusinessUnit, User


class Command(PortalCommand):
    help = gettext_lazy(  # type: ignore[assignment]
        "Write a large synthetic company into an empty database, in bulk: what the benchmarks are measured "
        "on. The same numbers and the same seed give the same company."
    )
    example = "--units 500 --people 50000 --interventions 20000 --offerings 2000 --seed 1"

    def add_arguments(self, parser) -> None:
        standard = Size()
        parser.add_argument("--units", type=int, default=standard.units)
        parser.add_argument("--people", type=int, default=standard.people)
        parser.add_argument("--interventions", type=int, default=standard.interventions)
        parser.add_argument("--offerings", type=int, default=standard.offerings)
        parser.add_argument("--ideas", type=int, default=0, help=_("none yet: the idea box comes later"))
        parser.add_argument("--seed", type=int, default=1)

    def handle(self, *args: Any, **options: Any) -> None:
        if BusinessUnit.objects.exists() or User.objects.exists():
            raise CommandError(not_empty())
        for name, least in [("units", 4), ("people", 100), ("interventions", 1), ("offerings", 8)]:
            if options[name] < least:
                raise CommandError(
                    _("--%(name)s is %(given)d; write a number of at least %(least)d.")
                    % {"name": name, "given": options[name], "least": least}
                )
        if options["ideas"]:
            raise CommandError(_("--ideas: the portal has no idea box yet; leave the option out."))
        write_large_company(
            size=Size(options["units"], options["people"], options["interventions"], options["offerings"]),
            seed=options["seed"],
            now=timezone.now(),
            password=settings.DEMO_PASSWORD,
            say=self.say,
        )
        refresh_statistics()
        self.stdout.write(
            _(
                "%(units)d units, %(people)d people, %(interventions)d interventions and %(offerings)d offerings "
                "are written. Sign in as employee, delivery-manager or another access profile, with the "
                "password %(password)s"
            )
            % {**options, "password": settings.DEMO_PASSWORD}
        )
