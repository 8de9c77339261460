"""Words as a search compares them: no capitals, no accents, no ligatures, plain apostrophes. Pure."""

from __future__ import annotations

import unicodedata
from functools import lru_cache

LETTERS = str.maketrans(
    {"œ": "oe", "æ": "ae", "ß": "ss", "ø": "o", "đ": "d", "ł": "l", "ı": "i", "’": "'", "ʼ": "'"}
)


@lru_cache(maxsize=65_536)
def folded(text: str) -> str:
    """« Œuvre à l’essai » → « oeuvre a l'essai ». Idempotent; spaces are single, control characters are spaces."""
    before = None
    while text != before:  # what folding makes of some letters can be folded again
        before = text
        split = unicodedata.normalize(
            "NFKD", unicodedata.normalize("NFKD", text).casefold().translate(LETTERS)
        )
        kept = (" " if unicodedata.category(letter) == "Cc" else letter for letter in split)
        text = " ".join("".join(letter for letter in kept if unicodedata.category(letter) != "Mn").split())
    return text
