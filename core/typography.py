"""French typography: the spaces that nobody should have to type. Applied once, by the `typo` filter."""

from __future__ import annotations

import re
from functools import lru_cache

NARROW = "\u202f"  # narrow no-break space: before ; ! ? and %
FIXED = "\u00a0"  # no-break space: before : and inside « »

SHORT = 160  # characters

_RULES: list[tuple[re.Pattern[str], str]] = [
    (re.compile(r"[ \u00a0\u202f]*([;!?])(?=\s|$|[»)<])"), NARROW + r"\1"),
    (re.compile(r"(?<=\d)[ \u00a0\u202f]*%"), NARROW + "%"),
    (re.compile(r"(?<=[^\s\d/])[ \u00a0\u202f]+:(?=\s|$)|(?<=\d)[ \u00a0\u202f]+:(?=\s|$)"), FIXED + ":"),
    (re.compile(r"«[ \u00a0\u202f]*"), "«" + FIXED),
    (re.compile(r"[ \u00a0\u202f]*»"), FIXED + "»"),
    (re.compile(r"(?<=\d) (?=(?:h|min|j|km|€|heures?|minutes?|jours?|personnes?)\b)"), FIXED),
    (re.compile(r"(?<=\w)'(?=\w)"), "’"),
]
_TAG = re.compile(r"(<[^>]*>|&[#\w]+;)")


def french(text: str) -> str:
    """The same text with French spacing and apostrophes; HTML tags and entities are left alone. Idempotent."""
    return _short(text) if len(text) < SHORT else _set(text)


def _set(text: str) -> str:
    return "".join(part if _TAG.fullmatch(part) else _plain(part) for part in _TAG.split(text))


_short = lru_cache(maxsize=4096)(_set)  # titles and labels come back on every page, and six patterns cost


def _plain(text: str) -> str:
    for pattern, replacement in _RULES:
        text = pattern.sub(replacement, text)
    return text
