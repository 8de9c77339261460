"""Texts that a spreadsheet would compute: made harmless in what leaves, read back in what comes in."""

from __future__ import annotations

SIGNS = frozenset("=+-@\t\r\n＝＋－＠")
"""What makes a spreadsheet compute a cell (OWASP, CSV injection), full-width signs included."""
_BEFORE = " \u00a0'"  # what may stand before the sign


def begins_like_one(text: str) -> bool:
    """Whether a sign stands first, after spaces and apostrophes."""
    return text.lstrip(_BEFORE)[:1] in SIGNS and bool(text.strip())


def harmless(text: str) -> str:
    """The text, behind an apostrophe where a spreadsheet would compute it. `unguarded` takes it back."""
    return f"'{text}" if begins_like_one(text) else text


def unguarded(text: str) -> str:
    """What `harmless` was given."""
    return text[1:] if text[:1] == "'" and begins_like_one(text) else text
