"""What the catalogue is made of: how many of each kind, and born of a need or of what could be supplied. Pure.

Every figure keeps its numerator and its denominator; of nothing, no share is measurable.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import NamedTuple


class Share(NamedTuple):
    """`number` of `of`, and what they have in common."""

    what: str
    number: int
    of: int

    @property
    def percent(self) -> Decimal | None:
        """Out of a hundred; None of nothing."""
        return Decimal(100 * self.number) / self.of if self.of else None


class Row(NamedTuple):
    """One kind: its share of all, and what it was born of."""

    share: Share
    origins: tuple[Share, ...]


@dataclass(frozen=True, slots=True)
class Mix:
    """`origins` and `openings`: of the whole catalogue, each with its share."""

    total: int
    rows: tuple[Row, ...]
    origins: tuple[Share, ...]
    openings: tuple[Share, ...]


def mix(
    offerings: Iterable[tuple[str, str, str]],
    kinds: Sequence[str],
    origins: Sequence[str],
    openings: Sequence[str],
) -> Mix:
    """`offerings`: the kind, the origin and the opening of each. The others say what there is to count, in order."""
    every = list(offerings)
    total = len(every)
    by_kind = Counter(kind for kind, _origin, _opening in every)
    by_both = Counter((kind, origin) for kind, origin, _opening in every)
    by_origin = Counter(origin for _kind, origin, _opening in every)
    by_opening = Counter(opening for _kind, _origin, opening in every)
    return Mix(
        total,
        tuple(
            Row(
                Share(kind, by_kind[kind], total),
                tuple(Share(origin, by_both[kind, origin], by_kind[kind]) for origin in origins),
            )
            for kind in kinds
        ),
        tuple(Share(origin, by_origin[origin], total) for origin in origins),
        tuple(Share(opening, by_opening[opening], total) for opening in openings),
    )
