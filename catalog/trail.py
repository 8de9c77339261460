"""The history of an offering in words."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.utils.translation import gettext, gettext_lazy

from catalog import assembly_trail, price_trail
from catalog.enums import Metric, OfferingKind, OfferingState, Opening, Origin
from catalog.models import Offering
from core import audit
from core.trail import Entry, Field, entries
from organization.queries import names_of

MOST = 40
WORDS = {
    "offering.created": gettext_lazy("Created by %(who)s"),
    "offering.changed": gettext_lazy("Changed by %(who)s"),
    "offering.written": gettext_lazy("Written by %(who)s"),
    "offering.published": gettext_lazy("Published by %(who)s"),
    "offering.copy_dropped": gettext_lazy("What was not published dropped by %(who)s"),
    "offering.retiring": gettext_lazy("Its end announced by %(who)s"),
    "offering.retired": gettext_lazy("Retired by %(who)s"),
    "offering.taken_up": gettext_lazy("Taken up again by %(who)s"),
    "offering.document": gettext_lazy("A file attached by %(who)s"),
    "offering.document_removed": gettext_lazy("A file removed by %(who)s"),
    "offering.components": gettext_lazy("What it is built on, changed by %(who)s"),
    "offering.level": gettext_lazy("%(level)s: what is promised, changed by %(who)s"),
    "offering.usage": gettext_lazy("A usage said by %(who)s"),
    "offering.usage_ended": gettext_lazy("A usage ended by %(who)s"),
    **assembly_trail.WORDS,
    **price_trail.WORDS,
}


def _quantity(value: Any) -> str:
    return gettext("none") if value is None else str(value)


def _choice(choices: Any) -> Callable[[Any], str]:
    return lambda value: str(dict(choices.choices).get(value, value or "—"))


FIELDS = {
    "name": Field(gettext_lazy("name")),
    "name_en": Field(gettext_lazy("name, in English")),
    "kind": Field(gettext_lazy("kind"), _choice(OfferingKind)),
    "benefit": Field(gettext_lazy("benefit, in one sentence")),
    "benefit_en": Field(gettext_lazy("benefit, in English")),
    "state": Field(gettext_lazy("state"), _choice(OfferingState)),
    "category": Field(gettext_lazy("category")),
    "owner": Field(gettext_lazy("owner")),
    "backup_owner": Field(gettext_lazy("backup owner")),
    "origin": Field(gettext_lazy("origin"), _choice(Origin)),
    "opening": Field(gettext_lazy("open to"), _choice(Opening)),
    "last_review": Field(gettext_lazy("last review")),
    "next_review": Field(gettext_lazy("next review")),
    "retires_on": Field(gettext_lazy("retires on")),
    "replacement": Field(gettext_lazy("replaced by")),
    "aliases": Field(gettext_lazy("other names")),
    "requests": Field(gettext_lazy("ways to ask")),
    "document": Field(gettext_lazy("document")),
    "components": Field(gettext_lazy("built on")),
    "quantity": Field(gettext_lazy("quantity"), _quantity),
    **assembly_trail.FIELDS,
    **price_trail.FIELDS,
    "level": Field(gettext_lazy("level"), _choice(Metric)),
    "targets": Field(gettext_lazy("promised")),
}


def trail(offering: Offering) -> list[Entry]:
    return entries(audit.trail(offering)[:MOST], names=names_of, words=WORDS, fields=FIELDS)
