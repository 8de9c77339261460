"""The catalogue made ready to be searched, kept in the process as long as the database says that it is the same."""

from __future__ import annotations

import time
from collections import Counter
from collections.abc import Container
from dataclasses import dataclass, field
from typing import Any

from django.db.models import Count, Q, QuerySet, Sum, Value
from django.utils.translation import get_language

from catalog.enums import PUBLISHED, OfferingState
from catalog.models import Alias, Offering
from catalog.permissions import can_read_whole_catalogue
from catalog.queries.doors import offerings_seen
from catalog.search import Answers, Card, Index
from catalog.spelling import whole as folded_whole
from core.briefly import Briefly
from core.compiled import compiled
from organization.models import User

OLDEST = 300.0  # seconds after which it is read again, whatever its version says


@dataclass(slots=True)
class Shelf:
    """What a reader may find: the cards ready to be searched, and in which order, category and state they stand.

    What is retired stands in the table of all offerings only. `by_kind`: how many are published; `by_category`: how
    many stand right in it.
    """

    index: Index
    states: dict[int, str]
    categories: dict[int, int | None]
    references: dict[str, int]
    by_kind: Counter[str]
    by_category: Counter[int | None]
    orders: dict[str, list[int]] = field(default_factory=dict)

    def in_order(self) -> list[int]:
        """All of them by their names, in the reader's language."""
        language = get_language() or "fr"
        if language not in self.orders:
            names = {
                key: folded_whole(
                    (card.name_en if language == "en" else card.name) or card.name or card.name_en
                )
                for key, card in self.index.cards.items()
            }
            self.orders[language] = sorted(names, key=lambda key: (names[key], key))
        return self.orders[language]


def shelf(user: User) -> Shelf:
    """What this reader may find; one query while the catalogue stays the same, three when it changed."""
    every = can_read_whole_catalogue(user)
    version = tuple(_version(every))
    now = time.monotonic()
    held = _held.get(every)
    if held is not None and held[0] == version and now - held[1] < OLDEST:
        return held[2]
    read = _read(every)
    if Briefly.keeps:
        _held[every] = (version, now, read)
    return read


def search(user: User, typed: str, *, exactly: bool = False, among: Container[int] | None = None) -> Answers:
    """The cards that this reader may find, the nearest to what was typed first; one query (see `shelf`)."""
    return shelf(user).index.find(typed, exactly=exactly, among=among)


_held: dict[bool, tuple[tuple[Any, ...], float, Shelf]] = {}


@compiled
def _version(every: bool) -> QuerySet[Offering, tuple[Any, ...]]:
    """Each save counts one edit more, each deletion one offering less; and the sum of the keys that may be seen
    tells when something is taken off the shelf by whatever means."""
    seen = Q() if every else Q(state__in=PUBLISHED)
    return (
        Offering.objects.order_by()
        .values_list(Value(1))
        .annotate(Count("pk"), Sum("edit"), seen=Count("pk", filter=seen), keys=Sum("pk", filter=seen))
    )


@compiled
def _cards(every: bool) -> QuerySet[Offering, tuple[Any, ...]]:
    return (
        offerings_seen(every)
        .exclude(state=OfferingState.RETIRED)
        .order_by("pk")
        .values_list(
            "pk", "reference", "name", "name_en", "benefit", "benefit_en", "state", "kind", "category_id"
        )
    )


@compiled
def _aliases(every: bool) -> QuerySet[Alias, tuple[int, str]]:
    return (
        Alias.objects.filter(offering__in=offerings_seen(every).order_by().values("pk"))
        .order_by("pk")
        .values_list("offering_id", "text")
    )


def _read(every: bool) -> Shelf:
    aliases: dict[int, list[str]] = {}
    for key, text in _aliases(every):
        aliases.setdefault(key, []).append(text)
    cards, states, kinds, categories = [], {}, {}, {}
    for key, reference, name, name_en, benefit, benefit_en, state, kind, category in _cards(every):
        cards.append(Card(key, reference, name, name_en, benefit, benefit_en, tuple(aliases.get(key, ()))))
        states[key], kinds[key], categories[key] = state, kind, category
    return Shelf(
        Index(cards),
        states,
        categories,
        {card.reference: card.key for card in cards},
        Counter(kind for key, kind in kinds.items() if states[key] in PUBLISHED),
        Counter(categories.values()),
    )
