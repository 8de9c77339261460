"""The history of an assembly in words: its parts, its client, what was required."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext, gettext_lazy

from catalog.enums import Answer, Turnkey
from core.trail import Field, plain

WORDS = {
    "offering.component_replaced": gettext_lazy("« %(old)s » replaced by « %(new)s », by %(who)s"),
    "offering.context": gettext_lazy("Client and context, changed by %(who)s"),
    "offering.requirements": gettext_lazy("What is required of it, changed by %(who)s"),
    "offering.copied": gettext_lazy("Copied from %(origin_of_copy)s by %(who)s"),
}


def _assembly(parts: Any) -> str:
    """« SRV-012 (agenda relié), SRV-001 (à côté) »: each part with what is said of it."""
    said = []
    for one in parts or ():
        terms = [] if one["serial"] else [gettext("beside")]
        if note := one["note"] or one["note_en"]:
            terms.append(note)
        said.append(f"{one['part']} ({', '.join(terms)})" if terms else one["part"])
    return plain(said)


def _requirements(rows: Any) -> str:
    """« Chiffré : tenue ; Hors connexion : sans réponse »."""
    said = (f"{one['text'] or one['text_en']}: {Answer(one['answer']).label}" for one in rows or ())
    return plain("; ".join(said))


def _turnkey(value: Any) -> str:
    return plain(dict(Turnkey.choices).get(value, value))


FIELDS = {
    "assembly": Field(gettext_lazy("how it is put together"), _assembly),
    "requirements": Field(gettext_lazy("requirements"), _requirements),
    "client": Field(gettext_lazy("client")),
    "context": Field(gettext_lazy("context")),
    "context_en": Field(gettext_lazy("context, in English")),
    "turnkey": Field(gettext_lazy("turnkey degree"), _turnkey),
    "integration_price": Field(gettext_lazy("price of the integration")),
}
