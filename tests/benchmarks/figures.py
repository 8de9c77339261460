"""One line of the table: what was measured, its floor in the same run, and what it may be at most."""

from __future__ import annotations

import statistics
import time
from collections.abc import Callable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Figure:
    """`ours` and `floor` in `unit`; `ratio` is what is held against `limit`. A limit of None is only shown."""

    group: str
    what: str
    ours: float
    floor: float | None
    unit: str
    ratio: float
    limit: float | None
    sign: str = "×"

    @property
    def kept(self) -> bool:
        return self.limit is None or self.ratio <= self.limit

    def cells(self) -> list[str]:
        return [
            self.what,
            f"{self.ours:,.2f} {self.unit}".strip(),
            "–" if self.floor is None else f"{self.floor:,.2f} {self.unit}".strip(),
            f"{self.ratio:.2f} {self.sign}".strip(),
            "–" if self.limit is None else f"{self.limit:g} {self.sign}".strip(),
            "kept" if self.kept else "MISSED",
        ]


def against(group: str, what: str, ours: float, floor: float, limit: float, unit: str = "ms") -> Figure:
    return Figure(group, what, ours, floor, unit, ours / floor, limit)


def count(group: str, what: str, number: float, limit: float | None, unit: str = "") -> Figure:
    return Figure(group, what, number, None, unit, number, limit, sign=unit)


def median_ms(action: Callable[[], object], times: int) -> float:
    """The middle of `times` runs, after one that warms up, in milliseconds."""
    action()
    seen = []
    for _ in range(times):
        begun = time.perf_counter()
        action()
        seen.append((time.perf_counter() - begun) * 1000)
    return statistics.median(seen)


def alternating(ours: Callable[[], object], floor: Callable[[], object], times: int) -> tuple[float, float]:
    """Medians in milliseconds of two actions run in turn, so that a busy machine slows both alike."""
    ours(), floor()
    seen: tuple[list[float], list[float]] = ([], [])
    for _ in range(times):
        for action, found in zip((ours, floor), seen, strict=True):
            begun = time.perf_counter()
            action()
            found.append((time.perf_counter() - begun) * 1000)
    return statistics.median(seen[0]), statistics.median(seen[1])
