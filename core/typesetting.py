"""Plain values set on paper: the one place that runs the typesetter (typst)."""

from __future__ import annotations

import json
import logging
import re
from collections.abc import Callable, Mapping
from datetime import datetime
from functools import lru_cache, partial
from pathlib import Path
from typing import Any

import typst
from django.db import connection

from core import fonts

log = logging.getLogger(__name__)
TEMPLATE = Path(__file__).parent / "typst" / "document.typ"
STANDARD = "ua-1"  # PDF/UA-1: tagged, titled, in a language, every picture in words
NO_SIGN = "□"  # in place of what no font has
MOST_TRIES = 4
UNBROKEN = 28  # characters after which a word that has no place to break may break anywhere

_LACKING = re.compile(r'the text `"((?:[^"\\]|\\.)+)"` could not be displayed')
_ESCAPED = re.compile(r"\\u\{([0-9a-f]+)\}|\\(.)")
_COMMON = re.compile(r"[^\n\u0020-\u024f\u200b\u2010-\u2027\u202f-\u203a\u2080-\u208e\u20a0-\u20b5\u25a1]")
_UNSEEN = re.compile("[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]")
_BREAKS = re.compile("\r\n?|[\u000b\u000c\u0085\u2028\u2029]")
_HALF = re.compile("[\ud800-\udfff]")  # half of a sign: no text has it, but a string may
_LONG = re.compile(rf"\S{{{UNBROKEN + 1},}}")
_PLACE = re.compile(r"(?<=[/@._?&=+,;:-])(?=\w)")
_ZERO = "\u200b"  # a place to break, of no width


def typeset(values: dict[str, Any], drawings: Mapping[str, str], made_at: datetime) -> bytes:
    """The PDF of the template for these values, which JSON can hold, and for drawings (SVG) by name.

    Never raises for words, whatever they consist of. Raises RuntimeError within a transaction (a writer would keep
    everybody waiting), ValueError for a drawing that is none.
    """
    _outside_a_transaction()
    for _attempt in range(MOST_TRIES):
        try:
            return _compiled(values, drawings, made_at)
        except typst.TypstError as fault:
            lacking = lacking_in(fault.diagnostic)
            if not lacking:
                raise ValueError(fault.message) from fault
        except BaseException as fault:
            if type(fault).__name__ != "PanicException":  # which is no Exception, and has no name to import
                raise
            log.warning("the typesetter broke down over the signs of a document: %s", fault)
            break
        drawn = {name: without(drawing, lacking) for name, drawing in drawings.items()}
        if drawn == drawings:  # a sign may lack in drawings only, whose words are of one font each
            values = _each_text(values, partial(without, signs=lacking))
        drawings = drawn
    drawings = {name: _COMMON.sub(NO_SIGN, drawing) for name, drawing in drawings.items()}
    return _compiled(_each_text(values, partial(_COMMON.sub, NO_SIGN)), drawings, made_at)


def _outside_a_transaction() -> None:
    around = connection.atomic_blocks  # that of a test is none, as for Django's own durable ones
    if around and not getattr(around[-1], "_from_testcase", False):
        raise RuntimeError("A document is made outside any transaction: read first, then render.")


def _compiled(values: dict[str, Any], drawings: Mapping[str, str], made_at: datetime) -> bytes:
    return typst.compile(  # type: ignore[call-overload]  # files in memory: its types do not know of them yet
        {"main.typ": _template(), **{name: drawing.encode() for name, drawing in drawings.items()}},
        font_paths=fonts.fonts(),
        sys_inputs={"data": json.dumps({**values, "font": fonts.FAMILY})},
        pdf_standards=STANDARD,
        timestamp=int(made_at.timestamp()),
        root=TEMPLATE.parent,
        format="pdf",
    )


@lru_cache(maxsize=1)
def _template() -> bytes:
    return TEMPLATE.read_bytes()


def cleaned(text: str) -> str:
    """The same words without what has no place on paper (controls, signs that turn the direction of a line)."""
    return _UNSEEN.sub("", _BREAKS.sub("\n", _HALF.sub(NO_SIGN, text))).replace("\t", " ")


def breakable(text: str) -> str:
    """The same words, a long one of which may go on in the next line: after its signs, else anywhere."""
    return _LONG.sub(lambda long: _ZERO.join(map(_cut, _PLACE.split(long[0]))), text)


def _cut(word: str) -> str:
    return _ZERO.join(word[at : at + UNBROKEN] for at in range(0, len(word), UNBROKEN))


def shortened(text: str, most: int) -> str:
    """What stands at the edge of each page: `most` characters, on one line."""
    line = " ".join(cleaned(text).split())
    return breakable(line if len(line) <= most else f"{line[: most - 1].rstrip()}…")


def lacking_in(diagnostic: str) -> list[str]:
    """What no font has, the longest first, as the typesetter's complaint quotes it."""

    def said(escaped: re.Match[str]) -> str:
        return (
            chr(int(escaped[1], 16))
            if escaped[1]
            else {"n": "\n", "t": "\t", "r": "\r"}.get(escaped[2], escaped[2])
        )

    found = {_ESCAPED.sub(said, text) for text in _LACKING.findall(diagnostic)}
    return sorted(found, key=len, reverse=True)


def without(text: str, signs: list[str]) -> str:
    for sign in signs:
        text = text.replace(sign, NO_SIGN)
    return text


def _each_text(value: Any, change: Callable[[str], str]) -> Any:
    """The same values with every text in them changed; the keys of mappings are ours, and stay."""
    if isinstance(value, str):
        return change(value)
    if isinstance(value, dict):
        return {key: _each_text(inner, change) for key, inner in value.items()}
    if isinstance(value, list):
        return [_each_text(inner, change) for inner in value]
    return value
