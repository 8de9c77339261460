"""Words as a search compares them: no capitals, no accents, no ligatures, plain apostrophes. Pure."""

from __future__ import annotations

import unicodedata

LETTERS = str.maketrans({"œ": "oe", "æ": "ae", "ß": "ss", "ø": "o", "ł": "l", "’": "'", "ʼ": "'"})


def folded(text: str) -> str:
    """« Œuvre à l’essai » → « oeuvre a l'essai ». Idempotent; spaces are single."""
    split = unicodedata.normalize("NFKD", text.casefold().translate(LETTERS))
    bare = "".join(letter for letter in split if not unicodedata.combining(letter))
    return " ".join(bare.split())
