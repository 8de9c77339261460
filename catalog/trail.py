"""The history of an offering in words."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.dateparse import parse_date
from django.utils.timezone import localdate
from django.utils.translation import gettext, gettext_lazy

from catalog import assembly_trail, delays, price_trail
from catalog.enums import DelayUnit, Metric, OfferingKind, OfferingState, Opening, Origin
from catalog.models import Category, Offering
from core import audit, dates
from core.bilingual import text
from core.models import AuditEvent
from core.trail import Entry, Field, entries, plain
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


def _day(value: Any) -> str:
    found = parse_date(str(value or ""))
    return dates.day(found, today=localdate()) if found else plain(value)


_ASKED = re.compile(r"(?P<label>.*?)(?P<main> \*)?: (?P<how>.*?)(?:, (?P<delay>\d+) (?P<unit>[a-z_]+))?")


def request_words(line: str) -> str:
    """A way to ask as `card_content.Request.words` keeps it, as a reader says it."""
    found = _ASKED.fullmatch(line)
    if found is None or (found["unit"] and found["unit"] not in DelayUnit.values):
        return line
    label = found["label"] + (f" ({gettext('the main way')})" if found["main"] else "")
    delay = delays.words(int(found["delay"]), found["unit"]) if found["delay"] else ""
    said = found["how"] + (f", {delay}" if delay else "")
    return gettext("%(label)s: %(said)s") % {"label": label, "said": said}


def _requests(value: Any) -> str:
    return plain([request_words(str(one)) for one in value] if isinstance(value, list) else value)


FIELDS = {
    "reference": Field(gettext_lazy("reference")),
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
    "last_review": Field(gettext_lazy("last review"), _day),
    "next_review": Field(gettext_lazy("next review"), _day),
    "retires_on": Field(gettext_lazy("retires on"), _day),
    "replacement": Field(gettext_lazy("replaced by")),
    "aliases": Field(gettext_lazy("other names")),
    "requests": Field(gettext_lazy("ways to ask"), _requests),
    "document": Field(gettext_lazy("document")),
    "components": Field(gettext_lazy("built on")),
    "quantity": Field(gettext_lazy("quantity"), _quantity),
    **assembly_trail.FIELDS,
    **price_trail.FIELDS,
    "level": Field(gettext_lazy("level"), _choice(Metric)),
    "targets": Field(gettext_lazy("promised")),
}


@dataclass(frozen=True, slots=True)
class Told:
    """What the events of an offering are read with: who did them, and how each field is shown."""

    names: Mapping[str, str]
    fields: Mapping[str, Field]


PEOPLE = ("owner", "backup_owner")


def told(events: Iterable[AuditEvent]) -> Told:
    """People and categories by their names, whose references the trail holds; two queries at most."""
    named: dict[str, set[str]] = {"people": set(), "categories": set()}
    for event in events:
        named["people"].add(event.actor_ref)
        for field, change in event.changes.items():
            if isinstance(change, list) and (field in PEOPLE or field == "category"):
                named["people" if field in PEOPLE else "categories"].update(one for one in change if one)
    people = names_of(named["people"] - {""})
    shelves = Category.objects.filter(code__in=named["categories"]) if named["categories"] else ()
    categories = {shelf.code: text(shelf, "name") for shelf in shelves}
    fields = dict(FIELDS)
    for field, known in (*((field, people) for field in PEOPLE), ("category", categories)):
        fields[field] = Field(FIELDS[field].label, _known(known))
    return Told(people, fields)


def _known(names: Mapping[str, str]) -> Callable[[Any], str]:
    return lambda value: names.get(value) or plain(value)


def trail(offering: Offering) -> list[Entry]:
    events = list(audit.trail(offering)[:MOST])
    known = told(events)
    return entries(events, names=lambda _refs: known.names, words=WORDS, fields=known.fields)
