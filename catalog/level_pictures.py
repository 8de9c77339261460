"""Pictures of service levels as SVG, from plain marks: bars of what was used of a promise, a line of what was measured.

Sizes and places are attributes, colours are classes. Marks of one kind are one path: forty pictures stand on a page.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import NamedTuple

from django.utils.html import conditional_escape, escape
from django.utils.safestring import SafeString, mark_safe

from catalog.levels import HELD, Month, Outcome

FULL = 170  # per cent of the promise: what uses more is drawn so high, under its triangle


@dataclass(frozen=True, slots=True)
class Size:
    """`allowed`: how high all of the promise is; `label`: every how many months the month stands under its bar."""

    width: float
    height: float
    allowed: float
    gap: float = 3
    label: int = 0


ROW = Size(150, 34, 14.5)
CELL = Size(138, 46, 21)
WIDE = Size(640, 108, 50, 6, label=3)
PHONE = Size(356, 96, 44, 4, label=6)
LINE = Size(190, 34, 0)


SIGNS = {
    Outcome.KEPT: "k",
    Outcome.MISSED: "m",
    Outcome.NO_EVENT: "n",
    Outcome.UNMEASURED: "u",
    Outcome.UNPROMISED: "p",
}
"""Outcome → its letter in `marks`."""


def marks(months: Iterable[Month]) -> str:
    """The months of a picture as one word each, « k42 m130 u »: the outcome, and per cent used of what was promised."""
    return " ".join(f"{SIGNS[one.outcome]}{_share(one.used)}" for one in months)


def _share(used: Decimal | None) -> str:
    return "" if used is None else str(min(int(used * 100), FULL))


def bars(drawn: str, size: Size, said: str, labels: Sequence[str] = (), foot: float = 18) -> SafeString:
    """Bars of what was used of the promise, which is the line; over it is missed, under a triangle. See `marks`."""
    signs = drawn.split()
    slot, base = size.width / max(len(signs), 1), size.height - (foot if labels else 2)
    kept, missed, rings, none = [], [], [], []
    for place, sign in enumerate(signs):
        left, wide = place * slot + size.gap / 2, slot - size.gap
        middle = left + wide / 2
        if sign[0] in "km":
            high = max(int(sign[1:]) * size.allowed / 100, 1)
            box = f"M{_n(left)} {_n(base)}v{_n(-high)}h{_n(wide)}v{_n(high)}z"
            if sign[0] == "k":
                kept.append(box)
            else:
                missed.append(f"{box}M{_n(middle)} {_n(base - high - 8)}l3.5 5h-7z")
        elif sign == "n":
            none.append(f"M{_n(left)} {_n(base)}h{_n(wide)}")
        elif sign == "u":
            rings.append(f"M{_n(middle - 3)} {_n(base - 4)}a3 3 0 1 0 6 0a3 3 0 1 0 -6 0z")
    line = f'd="M0 {_n(base - size.allowed)}h{_n(size.width)}"'
    parts = [
        _path(kept, "bar"),
        _path(none, "none-at-all"),
        f'<path {line} class="promise-halo"/><path {line} class="promise"/>',
        _path(missed, "bad"),
        _path(rings, "ring"),
        *_labels(labels, slot, size),
    ]
    return _svg(size, said, parts)


def _labels(labels: Sequence[str], slot: float, size: Size) -> Iterable[str]:
    """Under every so many bars, counted from the last one."""
    for place, words in enumerate(labels):
        if (len(labels) - 1 - place) % size.label == 0:
            last = place == len(labels) - 1
            x, anchor = (size.width, "end") if last else ((place + 0.5) * slot, "middle")
            yield f'<text x="{_n(x)}" y="{_n(size.height - 2)}" text-anchor="{anchor}" class="t3">{escape(words)}</text>'


class Point(NamedTuple):
    """One month of a line: what was promised and measured, None where nothing was."""

    outcome: str
    promised: float | None
    value: float | None


def points(months: Iterable[Month]) -> tuple[Point, ...]:
    return tuple(
        Point(
            one.outcome.value,
            None if one.promised is None else float(one.promised),
            None if one.value is None else float(one.value),
        )
        for one in months
    )


def line(drawn: Sequence[Point], said: str, size: Size = LINE) -> SafeString:
    """What was measured as a line, what was promised as a dashed one; a triangle where it was missed."""
    known = [n for one in drawn for n in (one.promised, one.value) if n is not None]
    low, high = min(known, default=0.0), max(known, default=0.0)
    low, high = (low, high) if high > low else (low - 1, high + 1)
    step = (size.width - 10) / max(len(drawn) - 1, 1)

    def x(place: int) -> float:
        return 5 + place * step

    def y(value: float) -> float:
        return size.height - 6 - (value - low) / (high - low) * (size.height - 12)

    promise, measured, missed, rings = [], [], [], []
    begun = False
    for place, one in enumerate(drawn):
        if one.promised is not None:
            promise.append(
                f"M{_n(max(x(place) - step / 2, 0))} {_n(y(one.promised))}"
                f"H{_n(min(x(place) + step / 2, size.width))}"
            )
        if one.value is not None and one.promised is not None:
            measured.append(f"{'L' if begun else 'M'}{_n(x(place))} {_n(y(one.value))}")
            if one.outcome == Outcome.MISSED:
                missed.append(f"M{_n(x(place))} {_n(y(one.value) - 4)}l4 7h-8z")
        elif one.outcome == Outcome.UNMEASURED:
            rings.append(f"M{_n(x(place) - 2.5)} {_n(size.height - 4)}a2.5 2.5 0 1 0 5 0a2.5 2.5 0 1 0 -5 0z")
        begun = one.value is not None and one.promised is not None
    parts = [
        _path(promise, "promised"),
        _path(measured, "ln"),
        _path(missed, "bad"),
        _path(rings, "ring"),
    ]
    last = drawn[-1] if drawn else None
    if last and last.outcome in HELD and last.value is not None:
        parts.append(f'<circle cx="{_n(x(len(drawn) - 1))}" cy="{_n(y(last.value))}" r="3" class="dot"/>')
    return _svg(size, said, parts)


def _path(pieces: Sequence[str], css: str) -> str:
    return f'<path d="{"".join(pieces)}" class="{css}"/>' if pieces else ""


def _svg(size: Size, said: str, parts: Iterable[str]) -> SafeString:
    box = f'viewBox="0 0 {_n(size.width)} {_n(size.height)}" width="{_n(size.width)}" height="{_n(size.height)}"'
    heard = f'role="img" aria-label="{conditional_escape(said)}"' if said else 'aria-hidden="true"'
    return mark_safe(f'<svg class="pic" {box} {heard}>{"".join(parts)}</svg>')


def _n(number: float) -> str:
    return f"{number:.1f}".removesuffix(".0")
