"""Bring the database and the static files up to date, and load the demonstration into an empty one."""

from __future__ import annotations

from django.conf import settings
from django.core.management import call_command
from django.db import connection
from django.db.migrations.executor import MigrationExecutor
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from core import fonts
from core.management.portal_command import PortalCommand
from organization.models import User


class Command(PortalCommand):
    help = gettext_lazy(  # type: ignore[assignment]
        "Migrate, collect the static files and, with DEMO=true and an empty database, load Groupe Hélianthe."
    )
    example = "--if-changed"

    def add_arguments(self, parser):
        parser.add_argument(
            "--if-changed", action="store_true", help=_("leave static files alone when nothing changed")
        )

    def handle(self, *args, **options):
        executor = MigrationExecutor(connection)
        if executor.migration_plan(executor.loader.graph.leaf_nodes()):
            self.stdout.write("→ " + _("Preparing the database"))
            call_command("migrate", interactive=False, verbosity=0)
        call_command("createcachetable", verbosity=0)
        if not (options["if_changed"] and self.static_is_fresh()):
            self.stdout.write("→ " + _("Collecting the static files"))
            call_command("collectstatic", interactive=False, verbosity=0, clear=True)
            self.static_stamp.write_text(self.static_state())
        if not options["if_changed"]:
            fonts.unpacked()  # seconds, which the first document would wait for
        if settings.DEMO:
            if not User.objects.exists():
                self.stdout.write("→ " + _("Loading the demonstration, Groupe Hélianthe"))
                call_command("load_demo")
            else:
                self.personas()

    def personas(self) -> None:
        people = User.objects.exclude(username=None).order_by("username")
        names = ", ".join(str(name) for name in people.values_list("username", flat=True)[:20])
        sentence = _("Sign in as %(names)s; the password is %(password)s")
        self.stdout.write("→ " + sentence % {"names": names, "password": settings.DEMO_PASSWORD})

    @property
    def static_stamp(self):
        return settings.VAR_DIR / "static.stamp"

    def static_is_fresh(self) -> bool:
        return (
            settings.STATIC_ROOT.exists()
            and self.static_stamp.exists()
            and self.static_stamp.read_text() == self.static_state()
        )

    def static_state(self) -> str:
        """What the static files were collected from: the newest of our own, and the packages' lock."""
        own = [file for folder in settings.STATICFILES_DIRS for file in folder.rglob("*") if file.is_file()]
        newest = max((file.stat().st_mtime_ns for file in own), default=0)
        lock = settings.BASE_DIR / "package-lock.json"
        return f"{newest} {len(own)} {lock.stat().st_mtime_ns if lock.exists() else 0}"
