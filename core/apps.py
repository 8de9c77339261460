from typing import Any

from django.apps import AppConfig
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.backends.signals import connection_created
from django.utils.translation import trans_real

from core.typography import message


class CoreConfig(AppConfig):
    name = "core"

    def ready(self) -> None:
        """French typography for every text of the catalogue, ours and the libraries', once for this process.

        A filter in each template would be forgotten; a catalogue with the spaces in it could not be read.
        """
        for catalogue in trans_real.translation("fr")._catalog._catalogs:  # type: ignore[attr-defined]  # gettext names it so
            catalogue.update({key: message(said) for key, said in catalogue.items() if key})
        connection_created.connect(_no_disk_turns, dispatch_uid="core.no_disk_turns")


def _no_disk_turns(connection: BaseDatabaseWrapper, **more: Any) -> None:
    """PostgreSQL plans by default for disks whose head must move: it then reads whole tables to search a few rows."""
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SET random_page_cost = 1.1")
