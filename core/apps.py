from django.apps import AppConfig
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
