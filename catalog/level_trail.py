"""The history of the levels of an offering in words: what was promised and measured, by whom."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.utils.translation import gettext_lazy

from catalog import measuring
from catalog.enums import Better, LevelUnit, Metric
from core.dates import month
from core.models import AuditEvent
from core.trail import Entry, Field, entries, plain
from organization.queries import names_of

MOST = 30
WORDS = {
    "level.created": gettext_lazy("%(level)s promised by %(who)s"),
    "level.changed": gettext_lazy("%(level)s, changed by %(who)s"),
    "level.removed": gettext_lazy("%(level)s taken away by %(who)s"),
    "level.measured": gettext_lazy("%(level)s, %(month)s: recorded by %(who)s"),
    "level.corrected": gettext_lazy("%(level)s, %(month)s: corrected by %(who)s"),
    "level.withdrawn": gettext_lazy("%(level)s, %(month)s: measure taken away by %(who)s"),
}


def _level(value: Any) -> str:
    return str(dict(Metric.choices).get(value, value))


def _month(value: Any) -> str:
    found = measuring.month(str(value))
    return month(found) if found else plain(value)


def _choice(kind: Any) -> Any:
    return lambda value: str(dict(kind.choices).get(value, plain(value)))


FIELDS = {
    "level": Field(gettext_lazy("level"), _level),
    "month": Field(gettext_lazy("month"), _month),
    "value": Field(gettext_lazy("measured")),
    "events": Field(gettext_lazy("events")),
    "why": Field(gettext_lazy("why")),
    "metric": Field(gettext_lazy("measure"), _choice(Metric)),
    "label": Field(gettext_lazy("in words")),
    "label_en": Field(gettext_lazy("in words, in English")),
    "better": Field(gettext_lazy("direction"), _choice(Better)),
    "unit": Field(gettext_lazy("unit"), _choice(LevelUnit)),
    "hours": Field(gettext_lazy("service hours")),
    "targets": Field(gettext_lazy("promised")),
}


def trail(levels: Iterable[int]) -> list[Entry]:
    """The newest events of these levels; two queries."""
    events = AuditEvent.objects.filter(
        object_type="catalog.servicelevel", object_ref__in=[str(level) for level in levels]
    )
    return entries(events[:MOST], names=names_of, words=WORDS, fields=FIELDS)
