"""Levels and ways of asking as other systems and files name them: by offering, measure and, if needed, their words."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from django.utils.translation import gettext_lazy as _

from catalog.enums import Metric
from catalog.models import Offering, RequestType, ServiceLevel
from catalog.queries.doors import levels_visible_to, offerings_visible_to, request_types_visible_to
from core.folding import folded
from organization.models import User

SAID = 5  # levels that a sentence names
SENTENCES = {
    "offering_unknown": _("No offering has the reference « %(value)s »."),
    "level_unknown": _("This offering promises no level of that kind."),
    "label_unused": _("This offering has no level called « %(value)s »: leave the words empty."),
    "label_unknown": _("This offering has no level called « %(value)s »: there is « %(limit)s »."),
    "label_needed": _("This offering has several of them: write which, « %(limit)s »."),
}
"""Code → why nothing is named so; `value` is what was said, `limit` what could be said."""


class Unnamed(Exception):
    """Nothing is named so. `field`: offering, metric or label; `code` is one of SENTENCES."""

    def __init__(self, field_: str, code: str, value: str = "", limit: str = "") -> None:
        super().__init__(code)
        self.field, self.code, self.value, self.limit = field_, code, value, limit

    @property
    def sentence(self) -> str:
        return str(SENTENCES[self.code]) % {"value": self.value, "limit": self.limit}


@dataclass(slots=True)
class Names:
    """What the offerings asked about promise: `levels` and `ways` by reference and measure."""

    offerings: set[str] = field(default_factory=set)
    levels: dict[tuple[str, str], list[ServiceLevel]] = field(default_factory=dict)
    ways: dict[str, list[RequestType]] = field(default_factory=dict)

    def find(self, reference: str, metric: str, label: str) -> ServiceLevel | RequestType:
        """A label may be left out where there is only one of the kind. Raises Unnamed."""
        key = reference.casefold()
        if key not in self.offerings:
            raise Unnamed("offering", "offering_unknown", reference)
        levels: Sequence[ServiceLevel | RequestType] = self.levels.get((key, metric), [])
        ways = self.ways.get(key, []) if metric == Metric.REQUEST else []
        if not levels and not ways:
            raise Unnamed("metric", "level_unknown")
        if label.strip():
            named = [one for one in (*levels, *ways) if folded(label) in _words(one)]
        else:
            named = [one for one in levels if not one.label] or list(levels)
            named = named or [one for one in ways if one.main] or list(ways)
        if len(named) == 1:
            return named[0]
        labels = [one.label for one in (*levels, *ways) if one.label]
        said = " », « ".join(labels[:SAID])
        if named:
            raise Unnamed("label", "label_needed", label, said)
        raise Unnamed("label", "label_unknown" if labels else "label_unused", label, said)


def _words(one: ServiceLevel | RequestType) -> set[str]:
    return {folded(text) for text in (one.label, one.label_en) if text}


def names_of(references: Iterable[str], user: User | None) -> Names:
    """What these offerings promise, as far as the person may know (None: the portal itself); three queries."""
    asked = set(references)
    found = Names()
    offerings = offerings_visible_to(user) if user else Offering.objects.all()
    rows = offerings.filter(reference__in=asked | {one.upper() for one in asked})
    found.offerings = {one.casefold() for one in rows.values_list("reference", flat=True)}
    keys = rows.values("pk")
    levels = (levels_visible_to(user) if user else ServiceLevel.objects.all()).filter(offering__in=keys)
    for level in levels.select_related("offering").order_by("pk"):
        found.levels.setdefault((level.offering.reference.casefold(), level.metric), []).append(level)
    ways = (request_types_visible_to(user) if user else RequestType.objects.all()).filter(offering__in=keys)
    for way in ways.select_related("offering").order_by("pk"):
        found.ways.setdefault(way.offering.reference.casefold(), []).append(way)
    return found
