"""What a reader asks of the shop window, as its address says it. Pure."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any
from urllib.parse import urlencode

from catalog.search import MOST_CHARACTERS

MOST_COMPARED = 3
LONGEST_REFERENCE = 20


@dataclass(frozen=True, slots=True)
class Wanted:
    """`chosen`: references ticked to be compared; `one_more`: the one past the three, if there is one; `changed`:
    whether they are others than when the page that asks was drawn."""

    typed: str = ""
    exactly: bool = False
    category: str = ""
    used: bool = False
    held: bool = False
    page: int = 1
    chosen: tuple[str, ...] = ()
    one_more: str = ""
    changed: bool = False

    @classmethod
    def of(cls, sent: Mapping[str, Sequence[str]]) -> Wanted:
        """`sent`: each parameter of the address with its values. What cannot be read is left out: a page number in words, a reference of a thousand letters.

        `was` is the question that the page answers: another one begins at its first page, and is not asked exactly.
        """

        def one(name: str, else_: str = "") -> str:
            return next(reversed(sent.get(name, ())), else_)

        typed = " ".join(one("q")[:MOST_CHARACTERS].replace("\x00", " ").split())
        same = one("was", typed) == typed
        page = one("page") if same else ""
        chosen, one_more = ticked(sent.get("o", ()), sent.get("had", ()))
        return cls(
            typed=typed,
            exactly=same and one("exactly") == "1",
            category=one("category")[:40].replace("\x00", ""),
            used=one("used") == "1",
            held=one("held") == "1",
            page=max(1, int(page)) if page.isdecimal() and len(page) < 7 else 1,
            chosen=chosen,
            one_more=one_more,
            changed=set(chosen) != set(sent.get("had", ())),
        )

    def only(self, known: Collection[str]) -> Wanted:
        """The same with the references that the reader knows of."""
        return replace(
            self,
            chosen=tuple(one for one in self.chosen if one in known),
            one_more=self.one_more if self.one_more in known else "",
        )

    def parameters(self, **instead: Any) -> str:
        """As an address says it, with other values `instead`; the first page unless another is given."""
        said: Mapping[str, Any] = {
            "q": self.typed,
            "exactly": self.exactly,
            "category": self.category,
            "used": self.used,
            "held": self.held,
            "page": 1,
            "o": self.chosen,
        } | instead
        pairs: list[tuple[str, str]] = []
        for name, value in said.items():
            if isinstance(value, tuple):
                pairs += [(name, one) for one in value]
            elif value is True:
                pairs.append((name, "1"))
            elif value and (name, value) != ("page", 1):
                pairs.append((name, str(value)))
        return urlencode(pairs)

    @property
    def narrowed(self) -> bool:
        """Whether not the whole catalogue is asked about."""
        return bool(self.category or self.used or self.held)


def ticked(sent: Sequence[str], had: Sequence[str]) -> tuple[tuple[str, ...], str]:
    """(the references to compare, three at most; the first one too many): those that were `had` stay, in their
    order, so that the box ticked last is the one that is too many."""
    clean = dict.fromkeys(one for one in sent if one and len(one) <= LONGEST_REFERENCE and "\x00" not in one)
    kept = [one for one in dict.fromkeys(had) if one in clean]
    order = [*kept, *(one for one in clean if one not in kept)]
    return tuple(order[:MOST_COMPARED]), order[MOST_COMPARED] if len(order) > MOST_COMPARED else ""
