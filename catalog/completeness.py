"""How complete a card is: what it says of what its kind has to say. Pure."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class Completeness:
    """`filled` of `applicable` sections; a section that does not apply, with its reason, counts in neither.

    `to_review`: the date of its next review is past, so that nobody may call it complete.
    """

    filled: int
    applicable: int
    to_review: bool = False

    @property
    def percent(self) -> int | None:
        """Rounded down: 100 is said of nothing less. None when no section applies."""
        return 100 * self.filled // self.applicable if self.applicable else None

    @property
    def whole(self) -> bool:
        return self.filled == self.applicable and not self.to_review


def completeness(
    sections: Collection[str],
    filled: Collection[str],
    absent: Collection[str],
    *,
    next_review: date | None = None,
    today: date | None = None,
) -> Completeness:
    """`sections` are the codes that the kind has; `filled` those with a text; `absent` those said not to apply.

    A section both filled and said absent counts as filled: what is written stands.
    """
    said = set(sections) & set(filled)
    applicable = set(sections) - (set(absent) - said)
    late = next_review is not None and today is not None and next_review < today
    return Completeness(len(said), len(applicable), late)


def together(cards: Iterable[Completeness]) -> Completeness:
    """Of several cards: sums, so that a long card weighs more than a short one."""
    filled = applicable = 0
    late = False
    for card in cards:
        filled, applicable, late = filled + card.filled, applicable + card.applicable, late or card.to_review
    return Completeness(filled, applicable, late)
