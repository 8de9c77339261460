"""Free text kept in French (`title`) and in English (`title_en`): one is enough, the other then stands in for it."""

from __future__ import annotations

from django.utils.translation import get_language


def pick(obj: object, field: str) -> tuple[str, str]:
    """(text, the language that it is in): the reader's when it is there, else the other; ("", "fr" or "en") if none."""
    wanted = "en" if get_language() == "en" else "fr"
    texts = {"fr": getattr(obj, field, "") or "", "en": getattr(obj, f"{field}_en", "") or ""}
    other = "fr" if wanted == "en" else "en"
    return (texts[other], other) if not texts[wanted] and texts[other] else (texts[wanted], wanted)


def text(obj: object, field: str) -> str:
    """The text alone, for where no mark can stand: titles, attributes, feeds."""
    return pick(obj, field)[0]
