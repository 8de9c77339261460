"""The forgiving search of the catalogue, its reading included, beside the same ranking on rows already read."""

from __future__ import annotations

import statistics

from catalog.queries.shelf import search, shelf
from catalog.search import Card, Index
from organization.models import User

from .figures import Figure, against, alternating, count

GROUP = "Search of the catalogue"
TYPED = [
    "mesagerie",
    "vnp",
    "axès a distence",
    "signature electronic contrat",
    "repport de ventes",
    "SRV-0042",
]
"""As people type: misspelt, by technical names, in one word and in several, a reference."""


def rows() -> list[tuple[str, ...]]:
    """The cards as plain rows, already read."""
    person = User.objects.get(username="employee")
    return [
        (card.key, card.reference, card.name, card.name_en, card.benefit, card.benefit_en, card.aliases)
        for card in shelf(person).index.cards.values()
    ]  # type: ignore[misc]


def run(*, times: int = 15) -> list[Figure]:
    """`Index` reads the words of the rows, then ranks: what a search does that has its rows and keeps nothing."""
    person = User.objects.get(username="employee")
    read = rows()
    ready = shelf(person).index
    ours, ranked, alone = [], [], []
    for typed in TYPED:
        took, floor = alternating(
            lambda typed=typed: search(person, typed),
            lambda typed=typed: Index(Card(*row) for row in read).find(typed),
            times,
        )
        again, ranking = alternating(
            lambda typed=typed: search(person, typed), lambda typed=typed: ready.find(typed), times * 3
        )
        ours.append(again)
        ranked.append(floor)
        alone.append(ranking)
        assert took
    return [
        against(GROUP, f"{len(TYPED)} questions", statistics.mean(ours), statistics.mean(ranked), 2.0),
        count(
            GROUP,
            "against the ranking alone, on words already read",
            statistics.mean(ours) / statistics.mean(alone),
            None,
            "×",
        ),
    ]
