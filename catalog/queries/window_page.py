"""What the shop window shows of a reader's question: the part that changes as one types, and what stands around it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import NamedTuple
from urllib.parse import quote

from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext as _

from catalog.category_tree import Shelves, Shelving
from catalog.queries.categories import shelves
from catalog.queries.having import Having, having
from catalog.queries.shelf import Shelf, shelf
from catalog.queries.window import Row, rows
from catalog.search import Answers, Card
from catalog.window_wanted import Wanted
from catalog.window_words import Said, counted, no_word, said_of
from core.bilingual import text
from core.listed import Blank, Way, addresses
from core.listing import around
from organization.models import User

A_PAGE = 20
FEW = 8  # names of what my unit uses, before « see all »


class Place(NamedTuple):
    """A category at the side of the page; `number` of offerings with those below it."""

    name: str
    name_en: str
    address: str
    number: int
    depth: int
    current: bool


@dataclass(frozen=True, slots=True)
class Shown:
    """The part that a search replaces: the answers, what is said of them, what is ticked to be compared.

    `hidden` are the references ticked that stand on another page; `one_more` the name of a fourth one.
    """

    said: Said
    other_address: str
    searched: bool
    shelf: Shelving | None
    count: int
    rows: list[Row]
    pages: list[Way]
    blank: Blank | None
    ticked: list[Card]
    hidden: list[str]
    one_more: Card | None
    compare: str
    cleared: str
    changed: bool  # since the page that asks was drawn: links that carry what is ticked lead elsewhere
    wider: str  # the same question over the whole catalogue


@dataclass(frozen=True, slots=True)
class Around:
    """What stands around it. `mine` are the first names of what the unit uses."""

    counted: str
    hidden: int
    unit: str
    used: int
    held: int
    mine: list[Way]
    all_mine: str


class Window:
    """One reader's question to the shop window. Two queries or three, and those of the rows."""

    def __init__(self, user: User, wanted: Wanted, today: date) -> None:
        self.user, self.today = user, today
        self.goods: Shelf = shelf(user)
        self.having: Having = having(user)
        self.wanted = wanted.only(self.goods.references)

    @cached_property
    def tree(self) -> Shelves:
        """Asked when it is needed: who types needs no categories."""
        return shelves()

    def address(self, **instead: object) -> str:
        """The shop window with the same question, but for what is `instead`."""
        return window_address(self.wanted, **instead)

    @cached_property
    def shelf(self) -> Shelving | None:
        """The category asked for."""
        if not self.wanted.category:
            return None
        known = self.tree.known.values()
        return next((one for one in known if one.code == self.wanted.category), None)

    @cached_property
    def among(self) -> set[int] | None:
        """The keys that the filters leave; None without filter."""
        if not self.wanted.narrowed:
            return None
        left = set(self.goods.states)
        if self.wanted.category:
            inside = set(self.tree.below(self.shelf.key)) if self.shelf else set()
            left = {key for key in left if self.goods.categories[key] in inside}
        if self.wanted.used:
            left &= self.having.used
        if self.wanted.held:
            left &= self.having.held
        return left

    def _answers(self, among: set[int] | None) -> Answers | None:
        """None when there is nothing to look for."""
        if not self.wanted.typed:
            return None
        found = self.goods.index.find(self.wanted.typed, exactly=self.wanted.exactly, among=among)
        return found if found.question.words or found.found else None

    def shown(self) -> Shown:
        answers = self._answers(self.among)
        if answers is not None:
            asked = [one.key for one in answers.found]
            said = said_of(
                self.wanted.typed, len(asked), corrected=answers.corrected(), exactly=self.wanted.exactly
            )
        else:
            asked = [key for key in self.goods.in_order() if self.among is None or key in self.among]
            said = no_word(self.wanted.typed) if self.wanted.typed else Said()
        last = max(1, -(-len(asked) // A_PAGE))
        page = min(self.wanted.page, last)
        some = rows(
            self.user,
            asked[(page - 1) * A_PAGE : page * A_PAGE],
            today=self.today,
            shelf=self.goods,
            having=self.having,
            answers=answers,
            chosen=self.wanted.chosen,
        )
        on_page = {row.reference for row in some}
        return Shown(
            said=said,
            other_address=self.address(exactly=not self.wanted.exactly) if said.other else "",
            searched=answers is not None,
            shelf=self.shelf,
            count=len(asked),
            rows=some,
            pages=self._pages(page, last),
            blank=None if asked else self._nothing(),
            ticked=[self._card(one) for one in self.wanted.chosen],
            hidden=[one for one in self.wanted.chosen if one not in on_page],
            one_more=self._card(self.wanted.one_more) if self.wanted.one_more else None,
            compare=compare_address(self.wanted),
            cleared=self.address(o=()),
            changed=self.wanted.changed,
            wider=self.address(category=""),
        )

    def _card(self, reference: str) -> Card:
        return self.goods.index.cards[self.goods.references[reference]]

    def _pages(self, here: int, last: int) -> list[Way]:
        if last == 1:
            return []
        return [
            Way("…") if page is None else Way(str(page), self.address(page=page), page == here)
            for page in around(here, last)
        ]

    def _nothing(self) -> Blank:
        """What is absent, and the ways on: each says what it would give."""
        ways = []
        if self.wanted.narrowed and self.wanted.typed:
            wider = self._answers(None)
            if wider is not None and wider.found:
                words = _("Search the whole catalogue: %(count)s")
                said = said_of(self.wanted.typed, len(wider.found), corrected="", exactly=False).count
                ways.append(Way(words % {"count": said}, self.address(category="", used=False, held=False)))
        if self.wanted.exactly:
            ways.append(Way(_("Search for what is near it, too"), self.address(exactly=False)))
        ways.append(Way(_("See all that is offered"), window_address(Wanted(chosen=self.wanted.chosen))))
        if self.wanted.typed:
            return Blank(
                _("Nothing answers to « %(typed)s »") % {"typed": self.wanted.typed},
                _("Write what you want to do rather than the name of a tool: « work away », « sign a contract ». "
                  "The categories show the rest."),
                ways,
            )  # fmt: skip
        if self.wanted.narrowed:
            return Blank(_("Nothing is offered here"), _("No card fits all of this at once."), ways)
        return Blank(
            _("Nothing is offered yet"),
            _("What IT provides will stand here: what each thing brings you, its price, and how to get it."),
        )

    def places(self) -> list[Place]:
        """The categories where something stands, or which lead to one where something does."""
        before = f"{_at('catalog:window')}?category="  # codes are slugs: an address takes them as they are
        after = "".join(f"&o={quote(reference)}" for reference in self.wanted.chosen)
        return [
            Place(
                branch.shelving.name,
                branch.shelving.name_en,
                f"{before}{branch.shelving.code}{after}",
                branch.total,
                branch.depth,
                branch.shelving.code == self.wanted.category,
            )
            for branch in self.tree.branches(self.goods.by_category)
            if branch.total
        ]

    def around(self) -> Around:
        published = self.goods.by_kind.total()
        at = addresses("offering_card")
        mine = [key for key in self.goods.in_order() if key in self.having.used]
        return Around(
            counted=counted(self.goods.by_kind),
            hidden=len(self.goods.states) - published,
            unit=self.user.unit.name if self.user.unit else "",
            used=len(mine),
            held=sum(key in self.goods.states for key in self.having.held),
            mine=[self._named(key, at) for key in mine[:FEW]],
            all_mine=window_address(Wanted(used=True, chosen=self.wanted.chosen)),
        )

    def _named(self, key: int, at: Callable[[str], str]) -> Way:
        card = self.goods.index.cards[key]
        return Way(text(card, "name"), at(card.reference))


@cache
def _at(name: str) -> str:
    return reverse(name)


def window_address(wanted: Wanted, **instead: object) -> str:
    said = wanted.parameters(**instead)
    return f"{_at('catalog:window')}?{said}" if said else _at("catalog:window")


def compare_address(wanted: Wanted) -> str:
    """The page that sets these cards side by side, with the question to come back to."""
    return f"{_at('catalog:compare')}?{wanted.parameters()}"
