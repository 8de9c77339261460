"""The trend of what is recovered, as places on a picture: one point a month, the cost itself as a line. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

WHOLE = 100.0  # per cent: everything that was spent is recovered
TOP, BOTTOM, LEFT, RIGHT = 18, 26, 56, 20  # whole pixels: nothing of a picture is written as a decimal


@dataclass(frozen=True, slots=True)
class Mark:
    """A month: `ratio` in words over its point, or a ring on the ground where nothing can be measured."""

    x: int
    y: int
    measured: bool
    short: bool  # less is recovered than it cost
    label: str
    month: str


@dataclass(frozen=True, slots=True)
class Trend:
    """`lines`: the points of each unbroken run of measured months; `whole_y`: where all of the cost is recovered."""

    width: int
    height: int
    ground: int
    whole_y: int
    left: int
    right: int
    lines: Sequence[str]
    marks: Sequence[Mark]
    whole: float = WHOLE


def trend(months: Sequence[tuple[str, Decimal | None, str]], *, wide: bool) -> Trend:
    """`months`: (name, share in per cent or none, the share in words), the oldest first."""
    width, height = (720, 160) if wide else (356, 160)
    ground = height - BOTTOM
    highest = max([WHOLE * 1.15, *(float(share) for _name, share, _said in months if share is not None)])
    step = (width - LEFT - RIGHT) / max(1, len(months) - 1)
    every = 1 if wide else 3

    def at(share: float) -> int:
        return round(ground - max(0.0, share) / highest * (ground - TOP))

    marks: list[Mark] = []
    lines: list[list[str]] = []
    run: list[str] = []
    last = max((number for number, month in enumerate(months) if month[1] is not None), default=-1)
    for number, (name, share, said) in enumerate(months):
        x = round(LEFT + number * step)
        y = ground if share is None else at(float(share))
        shown = name if (len(months) - 1 - number) % every == 0 else ""
        label = said if number == last else ""
        marks.append(Mark(x, y, share is not None, share is not None and share < WHOLE, label, shown))
        if share is None:
            lines.append(run)
            run = []
        else:
            run.append(f"{x},{y}")
    lines.append(run)
    drawn = [" ".join(points) for points in lines if len(points) > 1]
    return Trend(width, height, ground, at(WHOLE), LEFT, width - RIGHT, drawn, marks)
