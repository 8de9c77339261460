"""What a list page shows, as plain values: its controls, columns, chips, pages, and what stands where it is empty."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import quote

from django.urls import reverse
from django.utils.functional import Promise

STAND_IN = "9081726354"  # for a key while its address is looked for: digits, which every kind of key may be
PLAIN = re.compile(r"[A-Za-z0-9_-]+")  # keys that an address takes as they are


@dataclass(frozen=True, slots=True)
class Column:
    """One column. `sort`: the fields it is sorted by, ascending; none: it cannot be. `number`: to the right."""

    name: str
    label: Promise | str
    sort: tuple[str, ...] = ()
    number: bool = False
    blank_last: bool = False  # its field may be null: those come last, whatever the database does


@dataclass(frozen=True, slots=True)
class Head:
    """A column's head as it is drawn: `address` sorts by it, `sorted` is what aria-sort says."""

    name: str
    label: str
    number: bool
    address: str
    sorted: str


@dataclass(frozen=True, slots=True)
class Entry:
    """One control of the filter form; `kind` is search, text, date or choice."""

    name: str
    label: str
    kind: str
    value: str
    choices: list[tuple[str, str]]
    errors: list[str]
    hint: str
    suggestions: str  # address of a list of <option>, fetched when the control is first used


@dataclass(frozen=True, slots=True)
class Way:
    """A link with its words; `current` for the one that leads here, none for a gap between pages."""

    label: str
    address: str = ""
    current: bool = False


@dataclass(frozen=True, slots=True)
class Blank:
    """What stands in place of an empty list: what is absent, why perhaps, one or two ways on."""

    title: str
    text: str = ""
    ways: Sequence[Way] = ()


@dataclass(slots=True)
class Listing:
    """All that the templates core/_listing.html and core/_results.html show: plain values."""

    label: str
    here: str
    entries: list[Entry]
    sorts: list[Way]
    filters: int
    chips: list[Way]
    clear: str
    heads: list[Head]
    rows: list[Any]
    rows_template: str
    table: str
    count: int
    said: str
    note: str
    first: int
    last: int
    pages: list[Way]
    previous: str
    next: str
    files: list[Way] = field(default_factory=list)
    blank: Blank | None = None


def addresses(name: str) -> Callable[[str], str]:
    """Key → the address of that name: found once, where reversing each row of a page costs as much as reading it."""
    before, after = reverse(name, args=[STAND_IN]).split(STAND_IN)
    return lambda key: f"{before}{key if PLAIN.fullmatch(key) else quote(key, safe='')}{after}"
