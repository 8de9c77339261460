"""Contrast of two colours by WCAG 2.2, and the text that a button of a colour carries. Pure."""

from __future__ import annotations

ENOUGH = 4.5
PAPER_LIGHT, PAPER_DARK = "#faf9f6", "#14161a"


def luminance(colour: str) -> float:
    """Relative luminance of #rrggbb, 0 (black) to 1 (white)."""
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    red, green, blue = (p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    """1 (the same) to 21 (black and white)."""
    lights = sorted((luminance(one), luminance(other)))
    return (lights[1] + 0.05) / (lights[0] + 0.05)


def text_on(colour: str) -> str:
    """White or near-black, whichever is read better on this colour."""
    return max(("#ffffff", "#0c2117"), key=lambda text: contrast(colour, text))


def mix(one: str, other: str, share: float) -> str:
    """`share` (0 to 1) of `one`, the rest of `other`, as #rrggbb."""
    pairs = [(int(one[at : at + 2], 16), int(other[at : at + 2], 16)) for at in (1, 3, 5)]
    return "#" + "".join(f"{round(a * share + b * (1 - share)):02x}" for a, b in pairs)
