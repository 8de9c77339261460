"""What the catalogue of Groupe Hélianthe holds, as plain values: one file a shelf, what the cards say under `texts`."""

from __future__ import annotations

from dsi_marketing.demo.cards import (
    advice,
    deciding,
    managing,
    producing,
    selling,
    solutions,
    together,
    unpublished,
    workplace,
)
from dsi_marketing.demo.cards.spec import Card, Shelf

# fmt: off
SHELVES: list[Shelf] = [
    Shelf("poste", "Poste et mobilité", "Workplace and mobility", workplace.CARDS),
    Shelf("ensemble", "Travailler ensemble", "Working together", together.CARDS),
    Shelf("gerer", "Gérer", "Managing", managing.CARDS),
    Shelf("vendre", "Vendre et servir", "Selling and serving", selling.CARDS),
    Shelf("produire", "Produire et livrer", "Making and delivering", producing.CARDS),
    Shelf("chercher", "Chercher et décider", "Researching and deciding", deciding.CARDS),
    Shelf("solutions", "Solutions pour une équipe", "Solutions for a team", solutions.CARDS),
    Shelf("conseils", "Conseils", "Advice", advice.CARDS),
]
# fmt: on
"""The shelves of the shop window in their order, each with the cards that are published on it."""

UNPUBLISHED: dict[str, list[Card]] = unpublished.CARDS
"""Code of the shelf → the cards that stand on it and that only those who keep the catalogue see."""
