"""The history of an offering in words."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext, gettext_lazy

from catalog.enums import OfferingKind, OfferingState
from catalog.models import Offering
from core import audit
from core.trail import Entry, Field, entries
from organization.queries import names_of

MOST = 40
WORDS = {
    "offering.created": gettext_lazy("Created by %(who)s"),
    "offering.changed": gettext_lazy("Changed by %(who)s"),
    "offering.components": gettext_lazy("What it is built on, changed by %(who)s"),
    "offering.usage": gettext_lazy("A usage said by %(who)s"),
    "offering.usage_ended": gettext_lazy("A usage ended by %(who)s"),
}


def _kind(value: Any) -> str:
    return str(dict(OfferingKind.choices).get(value, value or "—"))


def _state(value: Any) -> str:
    return str(dict(OfferingState.choices).get(value, value or "—"))


def _quantity(value: Any) -> str:
    return gettext("none") if value is None else str(value)


FIELDS = {
    "name": Field(gettext_lazy("name")),
    "name_en": Field(gettext_lazy("name, in English")),
    "kind": Field(gettext_lazy("kind"), _kind),
    "benefit": Field(gettext_lazy("benefit, in one sentence")),
    "benefit_en": Field(gettext_lazy("benefit, in English")),
    "state": Field(gettext_lazy("state"), _state),
    "components": Field(gettext_lazy("built on")),
    "quantity": Field(gettext_lazy("quantity"), _quantity),
}


def trail(offering: Offering) -> list[Entry]:
    return entries(audit.trail(offering)[:MOST], names=names_of, words=WORDS, fields=FIELDS)
