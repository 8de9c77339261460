"""Readers of one cell: from the text of a file, however people and spreadsheets write it, to a value.

A reader takes the text, trimmed, and gives the value, or raises Wrong with the code of its sentence. An empty cell is
read too: each reader says what it then gives. Nothing here knows the database, the clock or the reader's language:
French and English writing are both understood, and what could be either is refused.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterable, Mapping
from datetime import date
from decimal import Decimal
from functools import lru_cache
from typing import Any, TypeVar

from core.formulas import SIGNS, unguarded

Reader = Callable[[str], Any]
T = TypeVar("T")

SUSPECT = SIGNS | frozenset("'#")
CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ufffd]")
LINES = re.compile(r"\r\n?|\n")
NUMBER = re.compile(r"[+-][\s\u00a0\u202f]*\d[\d\s\u00a0\u202f.,]*[%€]?", re.ASCII)
SHEET_ERRORS = frozenset(
    [
        "#N/A",
        "#REF!",
        "#DIV/0!",
        "#VALUE!",
        "#VALEUR!",
        "#NAME?",
        "#NOM?",
        "#NULL!",
        "#NUL!",
        "#NUM!",
        "#NOMBRE!",
        "#SPILL!",
        "#CALC!",
    ]
)
YES = frozenset({"1", "yes", "oui", "true", "vrai", "o", "y", "x"})
NO = frozenset({"0", "no", "non", "false", "faux", "n"})
SEVERAL = re.compile(r"[|,;]")


class Wrong(Exception):
    """A cell cannot be taken. `faults`: the code of each sentence, what stands there, what would be right."""

    def __init__(self, code: str, value: str = "", limit: object = "") -> None:
        super().__init__(code)
        self.faults: list[tuple[str, str, str]] = [(code, value, str(limit))]


def folded(text: str) -> str:
    """What two writings of one name have in common: no case, no accent, one kind of space and apostrophe."""
    return _short(text) if len(text) < 100 else _fold(text)


def _fold(text: str) -> str:
    parts = unicodedata.normalize("NFKD", unicodedata.normalize("NFKD", text).casefold())
    plain = "".join(sign for sign in parts if not unicodedata.combining(sign))
    return re.sub(r"[\s_]+", " ", plain.replace("’", "'").replace("œ", "oe").replace("æ", "ae")).strip()


_short = lru_cache(maxsize=4096)(_fold)  # the same few words stand in thousands of cells


def guarded(text: str) -> str:
    """The text of a cell that may be taken for data: no live formula, nothing that a spreadsheet failed to compute,
    no control character. An export's apostrophe before a sign is taken away; a number may have its sign."""
    if CONTROL.search(text):
        raise Wrong("control", text)
    if text[:1] == "'":
        return unguarded(text)
    if text[:1] in SIGNS and not NUMBER.fullmatch(text):
        raise Wrong("formula", text)
    if text in SHEET_ERRORS:
        raise Wrong("sheet_error", text)
    return text


def text(longest: int, *, empty: Any = "", lines: bool = False) -> Reader:
    """Words, `longest` characters at most; on several lines when `lines` says so, each ended by « \\n »."""

    def read(text: str) -> Any:
        if not text:
            return empty
        if "\n" in text or "\r" in text:
            if not lines:
                raise Wrong("control", text)
            text = LINES.sub("\n", text)
        if len(text) > longest:
            raise Wrong("too_long", text, longest)
        return text

    return read


def matching(pattern: re.Pattern[str], code: str, *, empty: Any = "") -> Reader:
    """Words of a given form; `code` says the form."""

    def read(text: str) -> Any:
        if text and not pattern.fullmatch(text):
            raise Wrong(code, text)
        return text or empty

    return read


def choice(names: Mapping[str, T], *, empty: Any = "", code: str = "choice") -> Reader:
    """One of a few, by any of its names (folded)."""

    def read(text: str) -> Any:
        if not text:
            return empty
        try:
            return names[folded(text)]
        except KeyError:
            raise Wrong(code, text) from None

    return read


def yes_no(*, empty: bool | None = None) -> Reader:
    """Yes or no, in both languages, as spreadsheets say it or as a cross."""

    def read(text: str) -> bool | None:
        if not text:
            return empty
        said = text.lower()
        if said in YES:
            return True
        if said in NO:
            return False
        raise Wrong("yes_no", text)

    return read


# Numbers ---------------------------------------------------------------------------------------------

_SIGNED = re.compile(r"([+\-−]?)\s*(.*)")
_PLAIN = re.compile(r"[0-9]+(\.[0-9]+)?|\.[0-9]+")
_FRENCH = re.compile(r"([0-9]+|[0-9]{1,3}( [0-9]{3})+)(,[0-9]+)?|,[0-9]+")
_FRENCH_POINT = re.compile(r"[0-9]{1,3}( [0-9]{3})+(\.[0-9]+)?")
_ENGLISH = re.compile(r"[0-9]{1,3}(,[0-9]{3})+(\.[0-9]+)?")


def readings(text: str) -> set[Decimal]:
    """Every number that the text can be: none, one, or two (« 1,234 » is 1.234 in French and 1234 in English)."""
    found = _SIGNED.fullmatch(re.sub(r"[\s\u00a0\u202f\u2009]+", " ", text.strip()))
    sign, digits = found.groups() if found else ("", text)
    said = set()
    if _PLAIN.fullmatch(digits) or _FRENCH.fullmatch(digits) or _FRENCH_POINT.fullmatch(digits):
        said.add(digits.replace(" ", "").replace(",", "."))
    if _ENGLISH.fullmatch(digits) and not digits.startswith("0"):
        said.add(digits.replace(",", ""))
    return {-Decimal(one) if sign in ("-", "−") else Decimal(one) for one in said}


def decimal(
    *,
    places: int | None = None,
    least: Decimal | int | None = None,
    most: Decimal | int | None = None,
    sign: str = "",
    empty: Decimal | None = None,
) -> Reader:
    """A number in French or in English writing: « 1 234,56 », "1,234.56", and as exports write it, 1234.56.

    `sign` may stand after it: with "%", « 99,9 % » is 99.9, the number out of a hundred. A writing that is one number
    in French and another in English is refused, unless only one of them lies between `least` and `most`.
    """

    def read(text: str) -> Decimal | None:
        if not text:
            return empty
        found = readings(text.removesuffix(sign) if sign else text)
        if not found:
            raise Wrong("number", text)
        return _bounded(text, found, places, least, most)

    return read


def whole(*, least: int | None = None, most: int | None = None, empty: int | None = None) -> Reader:
    """A whole number, its thousands separated or not."""

    def read(text: str) -> int | None:
        if not text:
            return empty
        found = {number for number in readings(text) if number == number.to_integral_value()}
        if not found:
            raise Wrong("whole", text)
        return int(_bounded(text, found, None, least, most))

    return read


def _bounded(
    text: str,
    found: set[Decimal],
    places: int | None,
    least: Decimal | int | None,
    most: Decimal | int | None,
) -> Decimal:
    """The one reading that lies between the bounds; both included. Raises Wrong."""
    low = {number for number in found if least is not None and number < least}
    high = {number for number in found if most is not None and number > most}
    left = found - low - high
    if len(left) > 1:
        raise Wrong("two_ways", text)
    if not left:
        raise Wrong("below", text, least) if low == found else Wrong("above", text, most)
    number = left.pop()
    if places is not None and number != round(number, places):
        raise Wrong("places", text, places)
    return number


# Days and months ---------------------------------------------------------------------------------------

_MONTHS = [
    ("janvier", "january"), ("fevrier", "february"), ("mars", "march"), ("avril", "april"), ("mai", "may"),
    ("juin", "june"), ("juillet", "july"), ("aout", "august"), ("septembre", "september"),
    ("octobre", "october"), ("novembre", "november"), ("decembre", "december"),
]  # fmt: skip
_ISO_DAY = re.compile(r"(\d{4})[-/](\d{1,2})[-/](\d{1,2})(?:[ T]00:00(?::00)?)?", re.ASCII)
_DAY_FIRST = re.compile(r"(\d{1,2})[/.-](\d{1,2})[/.-](\d{4})", re.ASCII)
_DAY_WORDS = re.compile(r"(?:[a-z]+\.?,? )?(\d{1,2})(?:er|st|nd|rd|th)? ([a-z]+)\.? (\d{4})", re.ASCII)
_ISO_MONTH = re.compile(r"(\d{4})[-/](\d{1,2})", re.ASCII)
_MONTH_FIRST = re.compile(r"(\d{1,2})[/.-](\d{4})", re.ASCII)
_MONTH_WORDS = re.compile(r"([a-z]+)\.?[ -](\d{4})", re.ASCII)


def _month_of(word: str) -> int:
    """1 to 12 for a name of a month or three letters of it and more, in either language; 0 when it is none."""
    if len(word) < 3:
        return 0
    found = {at for at, names in enumerate(_MONTHS, 1) if any(name.startswith(word) for name in names)}
    return found.pop() if len(found) == 1 else 0


def _day(text: str) -> date | None:
    said = folded(text)
    try:
        if found := _ISO_DAY.fullmatch(said.upper()):
            return date(int(found[1]), int(found[2]), int(found[3]))
        if found := _DAY_FIRST.fullmatch(said):
            return date(int(found[3]), int(found[2]), int(found[1]))
        if found := _DAY_WORDS.fullmatch(said):
            return date(int(found[3]), _month_of(found[2]), int(found[1]))
    except ValueError:
        return None
    return None


def day(*, empty: date | None = None) -> Reader:
    """A day: 2026-10-31, 31/10/2026 (the day first, in both languages), « 31 oct. 2026 », or with 00:00 after it."""

    def read(text: str) -> date | None:
        if not text:
            return empty
        found = _day(text)
        if found is None:
            raise Wrong("day", text)
        return found

    return read


def month(*, empty: date | None = None) -> Reader:
    """A month, as its first day: 2026-10, 10/2026, « oct. 2026 », or a date that is the first of a month."""

    def read(text: str) -> date | None:
        if not text:
            return empty
        said = folded(text)
        try:
            if found := _ISO_MONTH.fullmatch(said):
                return date(int(found[1]), int(found[2]), 1)
            if found := _MONTH_FIRST.fullmatch(said):
                return date(int(found[2]), int(found[1]), 1)
            if found := _MONTH_WORDS.fullmatch(said):
                return date(int(found[2]), _month_of(found[1]), 1)
        except ValueError:
            raise Wrong("month", text) from None
        whole_day = _day(text)
        if whole_day is None:
            raise Wrong("month", text)
        if whole_day.day != 1:
            raise Wrong("first_of_month", text)
        return whole_day

    return read


# What the portal knows ---------------------------------------------------------------------------------


def known(names: Mapping[str, T], *, code: str = "unknown", empty: Any = None) -> Reader:
    """Something that the portal knows, by its code or reference; capitals may be lacking."""

    def read(text: str) -> Any:
        if not text:
            return empty
        found = names.get(text, names.get(text.upper()))
        if found is None:
            raise Wrong(code, text)
        return found

    return read


def several(one: Reader, *, separators: re.Pattern[str] = SEVERAL) -> Reader:
    """Several values in one cell, separated by « | », « ; » or a comma: a tuple, in the order written, none twice."""

    def read(text: str) -> tuple[Any, ...]:
        parts: Iterable[str] = filter(None, (part.strip() for part in separators.split(text)))
        values: dict[Any, None] = {}
        wrong: Wrong | None = None
        for part in parts:
            try:
                values[one(part)] = None
            except Wrong as another:
                if wrong is None:
                    wrong = another
                else:
                    wrong.faults += another.faults
        if wrong is not None:
            raise wrong
        return tuple(values)

    return read
