"""The picture of a solution written as SVG: sizes and places are attributes, looks are classes."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from django.utils.safestring import SafeString, mark_safe

from catalog.assembly_picture import Node, Picture, Size, picture
from core.templatetags.portal import typo


def drawn(nodes: Sequence[Node], size: Size, said: str) -> SafeString:
    """The picture in that size; `said` is what a screen reader says of it. Empty when there is nothing to draw."""
    if not nodes:
        return SafeString("")
    found = picture(nodes, size)
    box = f'viewBox="0 0 {found.width} {found.height:g}" width="{found.width}" height="{found.height:g}"'
    heard = typo(said)
    return mark_safe(f'<svg class="pic" {box} role="img" aria-label="{heard}">{"".join(_marks(found))}</svg>')


def _marks(found: Picture) -> Iterator[str]:
    for box in found.boxes:  # a frame comes before what it holds
        look = ("frame" if box.frame else "part-box") + ("" if box.serial else " aside")
        yield (
            f'<rect x="{box.x:g}" y="{box.y:g}" width="{box.width:g}" height="{box.height:g}" rx="4" class="{look}"/>'
        )
    for way in found.ways:
        yield f'<polyline points="{" ".join(f"{x:g},{y:g}" for x, y in way)}" class="way"/>'
    for words in found.words:
        look = "tb" if words.strong else "t2"
        yield f'<text x="{words.x:g}" y="{words.y:g}" class="{look}">{typo(words.text)}</text>'
