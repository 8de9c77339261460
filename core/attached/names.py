"""The name under which an attached file is shown and downloaded, from whatever name was sent."""

from __future__ import annotations

import re
import unicodedata

from core.attached.kinds import TRAITS, Kind

LONGEST = 120  # characters
NAMELESS = "document"
# Letters first, so that « Bilan 2.5 » has no ending; a few endings of archives and films begin with a figure.
_ENDING = re.compile(r"\.([A-Za-z][A-Za-z0-9]{0,9}|7z|3gp)$")
_LOST = frozenset(
    {"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"}
)  # controls, marks that turn the reading direction, …


def clean(name: str) -> str:
    """The last part of a name that was sent, tidied; « document » where nothing is left of it."""
    return tidy(re.split(r"[/\\]", name)[-1]).strip(". ") or NAMELESS


def tidy(text: str) -> str:
    """Composed (NFC), without control characters nor doubled spaces; what would be a way on a disk is a dash."""
    kept = (
        " " if mark in "\t\n\r" else "-" if mark in "/\\" else mark
        for mark in unicodedata.normalize("NFC", text)
        if mark in "\t\n\r" or unicodedata.category(mark) not in _LOST
    )
    return " ".join("".join(kept).split())


def ending(name: str) -> str:
    """What follows the last full stop of a clean name, in small letters; nothing where that is no ending."""
    found = _ENDING.search(name)
    return found.group(1).lower() if found else ""


def titled(name: str, kind: Kind) -> str:
    """The name with an ending of its kind, cut in its stem where it is longer than LONGEST."""
    shown = clean(name)
    last = ending(shown)
    if last in TRAITS[kind].endings:
        stem = shown[: -len(last) - 1].rstrip(". ") or NAMELESS
    else:
        stem, last = shown, TRAITS[kind].endings[0]
    return f"{stem[: LONGEST - len(last) - 1].rstrip('. ')}.{last}"
