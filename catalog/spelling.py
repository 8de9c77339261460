"""Texts as the search of the catalogue compares them: word by word, without those that say nothing. Pure."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

from core.folding import folded

_TOKEN = re.compile(r"[^\W_]+")
_JOINED = re.compile(r"[^\W_]+(?:[-./&+_][^\W_]+)+")  # e-mail, R&D, wi-fi: people write them in one word, too
FRENCH = (
    "ai au aux avec avoir besoin ce ces cet cette chez comme comment dans de des du elle en est et etre faire il ils "
    "je la le les leur leurs lui ma mais me mes moi mon ne nos notre nous on ou par pas peut peux pour puis qu que "
    "quel quelle qui quoi sa sans se ses son sont sous sur ta te tes ton tu un une vers veux vos votre voudrais vous y"
)
ENGLISH = (
    "am an and are as at be by can do for from get have how in into is its me my need of on or our that the their "
    "them there these this those to us want was we what when where which who will with you your"
)
STOP_WORDS = frozenset([*FRENCH.split(), *ENGLISH.split()])
"""Words that say nothing of what is looked for, folded. « SI » and « IT » are none: they name things here."""


@lru_cache(maxsize=65_536)
def _word(written: str) -> str:
    return "".join(_TOKEN.findall(folded(written)))


@lru_cache(maxsize=32_768)
def tokens(text: str) -> tuple[tuple[str, str], ...]:
    """Each word as (as written, folded), whatever stands between them."""
    found = [(written, _word(written)) for written in _TOKEN.findall(unicodedata.normalize("NFC", text))]
    return tuple((written, word) for written, word in found if word)


@lru_cache(maxsize=32_768)
def whole(text: str) -> str:
    """A text as one compares it whole: its folded words; of a text without any, its signs."""
    return " ".join(word for _written, word in tokens(text)) or folded(text)


@lru_cache(maxsize=32_768)
def compact(reference: str) -> str:
    """A reference as one compares it: « SRV-012 », « srv 012 » and « srv012 » are the same."""
    return "".join(word for _written, word in tokens(reference))


def means(word: str) -> bool:
    """Whether a folded word tells what is looked for."""
    return len(word) > 1 and word not in STOP_WORDS


def joined(text: str) -> list[str]:
    """The words that people write in two parts or in one, as written: e-mail, R&D, wi-fi."""
    return _JOINED.findall(text)
