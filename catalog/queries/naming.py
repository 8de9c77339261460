"""Levels and ways of asking as other systems and files name them: by offering, measure and, if needed, their words."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from django.utils.translation import gettext as _

from catalog.enums import Metric
from catalog.level_words import metric_label
from catalog.models import Offering, RequestType, ServiceLevel
from catalog.queries.doors import levels_visible_to, offerings_visible_to, request_types_visible_to
from core.folding import folded
from organization.models import User

SAID = 5  # levels that a sentence names


class Unnamed(Exception):
    """Nothing is named so; `field` (offering, metric or label) is what to write otherwise, `sentence` says why."""

    def __init__(self, field_: str, sentence: str) -> None:
        super().__init__(sentence)
        self.field, self.sentence = field_, sentence


@dataclass(slots=True)
class Names:
    """What the offerings asked about promise: `levels` and `ways` by reference and measure."""

    offerings: dict[str, str] = field(default_factory=dict)
    levels: dict[tuple[str, str], list[ServiceLevel]] = field(default_factory=dict)
    ways: dict[str, list[RequestType]] = field(default_factory=dict)

    def find(self, reference: str, metric: str, label: str) -> ServiceLevel | RequestType:
        """A label may be left out where there is only one of the kind. Raises Unnamed."""
        key = reference.casefold()
        if key not in self.offerings:
            raise Unnamed("offering", _("No offering has the reference « %(said)s ».") % {"said": reference})
        levels: Sequence[ServiceLevel | RequestType] = self.levels.get((key, metric), [])
        ways = self.ways.get(key, []) if metric == Metric.REQUEST else []
        said = {"offering": self.offerings[key], "measure": metric_label(metric), "label": label}
        if not levels and not ways:
            raise Unnamed("metric", _("%(offering)s promises no level of that kind: %(measure)s.") % said)
        if label.strip():
            named = [one for one in (*levels, *ways) if folded(label) in _words(one)]
        else:
            named = [one for one in levels if not one.label] or list(levels)
            named = named or [one for one in ways if one.main] or list(ways)
        if len(named) == 1:
            return named[0]
        labels = [one.label for one in (*levels, *ways) if one.label]
        said["labels"] = " », « ".join(labels[:SAID])
        if not named and not labels:
            raise Unnamed("label", _("%(offering)s has no « %(label)s »: leave the words empty.") % said)
        if not named:
            raise Unnamed("label", _("%(offering)s has no « %(label)s »: there is « %(labels)s ».") % said)
        raise Unnamed("label", _("%(offering)s has several of them: write which, « %(labels)s ».") % said)


def _words(one: ServiceLevel | RequestType) -> set[str]:
    return {folded(text) for text in (one.label, one.label_en) if text}


def names_of(references: Iterable[str], user: User | None) -> Names:
    """What these offerings promise, as far as the person may know (None: the portal itself); three queries."""
    asked = set(references)
    found = Names()
    offerings = offerings_visible_to(user) if user else Offering.objects.all()
    rows = offerings.filter(reference__in=asked | {one.upper() for one in asked})
    found.offerings = {
        reference.casefold(): name for reference, name in rows.values_list("reference", "name")
    }
    keys = rows.values("pk")
    levels = (levels_visible_to(user) if user else ServiceLevel.objects.all()).filter(offering__in=keys)
    for level in levels.select_related("offering").order_by("pk"):
        found.levels.setdefault((level.offering.reference.casefold(), level.metric), []).append(level)
    ways = (request_types_visible_to(user) if user else RequestType.objects.all()).filter(offering__in=keys)
    for way in ways.select_related("offering").order_by("pk"):
        found.ways.setdefault(way.offering.reference.casefold(), []).append(way)
    return found
