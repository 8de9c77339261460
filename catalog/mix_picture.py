"""The picture of the mix: one bar a kind, the part born of a need full, the part born of supply outlined.

Sizes and places are attributes, colours are classes: the content policy allows no style.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from django.utils.html import conditional_escape, escape
from django.utils.safestring import SafeString, mark_safe

STEP, HIGH, END = 34, 22, 4


class Bar(NamedTuple):
    """`parts`: the two numbers, need first; `label`: the kind."""

    label: str
    parts: tuple[int, int]


class Size(NamedTuple):
    """`left`: where the bars begin, after their labels; on a telephone the label stands above its bar."""

    width: int
    left: int


WIDE, PHONE = Size(720, 130), Size(356, 0)


def picture(bars: Sequence[Bar], size: Size, said: str) -> SafeString:
    step = STEP if size.left else STEP + 18
    height = step * len(bars) + END
    head = (
        f'<svg class="pic" viewBox="0 0 {size.width} {height}" width="{size.width}" height="{height}" '
        f'role="img" aria-label="{conditional_escape(said)}">'
    )
    return mark_safe(f"{head}{''.join(_marks(bars, size, step))}</svg>")


def _marks(bars: Iterable[Bar], size: Size, step: int) -> Iterator[str]:
    bars = list(bars)
    most = max((sum(bar.parts) for bar in bars), default=0) or 1
    room = size.width - size.left - 48
    for rank, (label, parts) in enumerate(bars):
        top = rank * step + (0 if size.left else 18)
        middle = top + HIGH - 6
        if size.left:
            yield f'<text x="0" y="{middle}">{escape(label)}</text>'
        else:
            yield f'<text x="0" y="{top - 5}">{escape(label)}</text>'
        need, supply = (round(part * room / most, 1) for part in parts)
        if parts[0]:
            yield f'<rect x="{size.left}" y="{top}" width="{need}" height="{HIGH}" class="bar"/>'
        if parts[1]:
            begin = round(size.left + need, 1)
            yield f'<rect x="{begin}" y="{top}" width="{supply}" height="{HIGH}" class="cell-off"/>'
        end = round(size.left + need + supply + 8, 1)
        yield f'<text x="{end}" y="{middle}" class="tb">{sum(parts)}</text>'
