"""The shelves of the catalogue as a tree of plain values: in the order of reading, with what stands on each. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import NamedTuple


class Shelving(NamedTuple):
    """A category as it is kept; `parent` is a key or None."""

    key: int
    parent: int | None
    code: str
    name: str
    name_en: str = ""


@dataclass(frozen=True, slots=True)
class Branch:
    """A category in the order of reading. `own`: offerings right in it; `total`: with those of the ones below."""

    shelving: Shelving
    depth: int
    own: int
    total: int


class Shelves:
    """`rows` in the order in which sisters are read. What hangs from no root, by a circle, is read at the end."""

    def __init__(self, rows: Iterable[Shelving]) -> None:
        self.known = {row.key: row for row in rows}
        self.children: dict[int | None, list[int]] = {}
        for key in self.known:
            self.children.setdefault(self.above(key), []).append(key)

    def above(self, key: int) -> int | None:
        """The category that it is right in; None at the top."""
        parent = self.known[key].parent
        return parent if parent in self.known else None

    def below(self, key: int) -> list[int]:
        """The category itself, then everything below it, in the order of reading; each once."""
        found: dict[int, None] = {}
        stack = [key]
        while stack:
            step = stack.pop()
            if step not in found:
                found[step] = None
                stack.extend(reversed(self.children.get(step, [])))
        return list(found)

    def lineage(self, key: int) -> list[int]:
        """The category itself, the one that it is in, and so on up; ends even on a circle."""
        found: list[int] = []
        step: int | None = key
        while step in self.known and step not in found:
            found.append(step)
            step = self.above(step)
        return found

    def would_circle(self, key: int, parent: int | None) -> bool:
        """Whether `key` put in `parent` would stand in itself."""
        return parent is not None and key in self.lineage(parent)

    def branches(self, counts: Mapping[int | None, int]) -> list[Branch]:
        """All of them in the order of reading; `counts`: category → offerings right in it."""
        order = [key for root in self.children.get(None, []) for key in self.below(root)]
        hung = set(order)
        order += [key for key in self.known if key not in hung]
        return [
            Branch(
                self.known[key],
                len(self.lineage(key)) - 1,
                counts.get(key, 0),
                sum(counts.get(one, 0) for one in self.below(key)),
            )
            for key in order
        ]
