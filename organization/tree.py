"""The tree of units as plain values: read once a request, asked many times. No Django in it."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass, field


@dataclass(slots=True)
class Tree:
    """Units as (id, parent id or None, code). Ids unknown to the tree raise KeyError."""

    parents: dict[int, int | None]
    codes: dict[int, str]
    children: dict[int, list[int]] = field(default_factory=dict)

    @classmethod
    def of(cls, rows: Iterable[tuple[int, int | None, str]]) -> Tree:
        tree = cls({}, {})
        for unit, parent, code in rows:
            tree.parents[unit] = parent
            tree.codes[unit] = code
            tree.children.setdefault(unit, [])
            if parent is not None:
                tree.children.setdefault(parent, []).append(unit)
        return tree

    def lineage(self, unit: int) -> Iterator[int]:
        """The unit itself, its parent, and so on up to the root; ends even on a cycle."""
        seen: set[int] = set()
        step: int | None = unit
        while step is not None and step not in seen:
            seen.add(step)
            yield step
            step = self.parents[step]

    def subtree(self, unit: int) -> set[int]:
        """The unit and everything below it."""
        return self.subtrees([unit])

    def subtrees(self, units: Iterable[int]) -> set[int]:
        """The union of the subtrees of these units, each node visited once."""
        found: set[int] = set()
        stack = list(units)
        while stack:
            unit = stack.pop()
            if unit not in found:
                found.add(unit)
                stack.extend(self.children[unit])
        return found

    def nearest(self, unit: int, among: Collection[int]) -> int | None:
        """The first of the unit's lineage (itself included) that is in `among`, else None."""
        return next((step for step in self.lineage(unit) if step in among), None)

    def would_cycle(self, unit: int, parent: int | None) -> bool:
        """Whether giving `unit` this parent would close a cycle."""
        return parent is not None and unit in self.lineage(parent)

    def roots(self) -> list[int]:
        return [unit for unit, parent in self.parents.items() if parent is None]
