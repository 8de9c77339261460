"""{% level_bars %}, {% level_line %} and {% level_key %}: the drawings of catalog.level_pictures."""

from __future__ import annotations

from collections.abc import Sequence

from django import template
from django.utils.safestring import SafeString

from catalog import level_pictures as pictures

register = template.Library()
SIZES = {"row": pictures.ROW, "cell": pictures.CELL, "wide": pictures.WIDE, "phone": pictures.PHONE}
KEY = pictures.Size(30, 20, 14)
KEYS = {"promise": "k60 k40", "missed": "m75", "unmeasured": "u", "no_event": "n"}


@register.simple_tag
def level_bars(marks: str, size: str, said: str = "", labels: Sequence[str] = ()) -> SafeString:
    return pictures.bars(marks, SIZES[size], said, labels)


@register.simple_tag
def level_line(points: Sequence[pictures.Point], said: str = "") -> SafeString:
    return pictures.line(points, said)


@register.simple_tag
def level_key(which: str) -> SafeString:
    """One sign of the legend."""
    marks = KEYS[which]
    return pictures.bars(
        marks, pictures.Size(15 * len(marks.split()), KEY.height, 8 if which == "missed" else 14), ""
    )
