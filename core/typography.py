"""French typography: the spaces that nobody should have to type.

What people write gets them from the `typo` filter, the portal's own texts once for all when their catalogue is
loaded (see core.apps).
"""

from __future__ import annotations

import re
from collections.abc import Iterable
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
_HOLE = re.compile(r"(<[^>]*>|&[#\w]+;|%\(\w+\)[a-z]|%[sd]|{\w*})")
_PERCENT = re.compile(r"(?<=[\ds])[ \u00a0\u202f]*%%")  # a number, or the hole for one, and its sign
_CONCERNED = re.compile(r"[;!?%:«»']|\d ")  # what none of the rules touches is most of the catalogue
_BEFORE = "x"  # stands for what comes before a part: a tag, a hole


def french(text: str) -> str:
    """The same text with French spacing and apostrophes; HTML tags and entities are left alone. Idempotent."""
    return _short(text) if len(text) < SHORT else _set(text)


def pieces(texts: Iterable[str]) -> list[str]:
    """The pieces of one sentence (some bold, some a link) with French spacing, each as what follows the ones before."""
    said: list[str] = []
    for text in texts:
        before = _BEFORE if any(said) else ""
        said.append(_plain(before + text)[len(before) :])
    return said


def message(text: str) -> str:
    """A text of the catalogue with French spacing; its holes (`%(name)s`, `{}`) are left alone. Idempotent."""
    if not _CONCERNED.search(text):
        return text
    return _spaced(_PERCENT.sub(NARROW + "%%", text), _HOLE, _BEFORE)


def _set(text: str) -> str:
    return _spaced(text, _TAG, "")


def _spaced(text: str, aside: re.Pattern[str], before: str) -> str:
    """Each part between those `aside`, told that something stands before it (the first: `before`)."""
    parts = aside.split(text)
    for place in range(0, len(parts), 2):  # the odd ones are those aside
        if parts[place]:
            parts[place] = _plain(before + parts[place])[len(before) :]
        before = _BEFORE
    return "".join(parts)


_short = lru_cache(maxsize=4096)(_set)  # titles and labels come back on every page, and six patterns cost


def _plain(text: str) -> str:
    for pattern, replacement in _RULES:
        text = pattern.sub(replacement, text)
    return text
