"""What a card lacks to be published, and what stands in the way of a retirement. Pure: facts in, a list out."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date

PROJECT, SERVICE, SOLUTION, ADVICE = "project", "service", "solution", "advice"
ASKED_FOR = frozenset({SERVICE, SOLUTION, ADVICE})  # kinds that say how to ask and within what delay
PRICED = frozenset({SERVICE, SOLUTION})  # kinds that say what they cost, were it nothing


@dataclass(frozen=True, slots=True)
class Part:
    """A component of a solution, as far as publishing asks."""

    name: str
    state: str


@dataclass(frozen=True, slots=True)
class Facts:
    """What is known of a card. `owner`: « ok », « none », or « gone » when that person left.

    `sections` are the codes with a text or a reason why they do not apply, `required` those that the kind asks for.
    `unproven` counts requirements that are said to be met without evidence, `unanswered` those without answer.
    """

    kind: str
    name: str
    benefit: str
    category: bool
    owner: str
    required: tuple[str, ...]
    sections: frozenset[str]
    asked: bool
    priced: bool
    next_review: date | None
    today: date
    client: bool = False
    context: bool = False
    parts: tuple[Part, ...] = ()
    unanswered: int = 0
    unproven: int = 0


@dataclass(frozen=True, slots=True)
class Lack:
    """One thing that lacks: its code, what it is about, and the field of the form where it is mended."""

    code: str
    what: str = ""
    count: int = 0
    field: str = field(default="", compare=False)


def lacks(card: Facts) -> list[Lack]:
    """Everything that a card lacks to be published, in the order of its form; empty when it may be."""
    found: list[Lack] = []

    def need(there: object, code: str, field: str, what: str = "", count: int = 0) -> None:
        if not there:
            found.append(Lack(code, what, count, field))

    need(card.name.strip(), "name", "name")
    need(card.benefit.strip(), "benefit", "benefit")
    need(card.category, "category", "category")
    need(card.owner != "none", "owner", "owner")
    need(card.owner != "gone", "owner_gone", "owner")
    need(card.next_review, "review", "next_review")
    need(not card.next_review or card.next_review >= card.today, "review_past", "next_review")
    for code in card.required:
        need(code in card.sections, "section", f"section_{code}", code)
    need(card.asked or card.kind not in ASKED_FOR, "request", "requests")
    need(card.priced or card.kind not in PRICED, "price", "")
    if card.kind == SOLUTION:
        need(card.client, "client", "")
        need(card.context, "context", "")
        need(card.parts, "parts", "")
        for part in card.parts:
            need(part.state not in ("idea", "design"), "part_unpublished", "", part.name)
            need(part.state != "retired", "part_retired", "", part.name)
        need(not card.unanswered, "unanswered", "", count=card.unanswered)
        need(not card.unproven, "unproven", "", count=card.unproven)
    return found


def in_the_way(solutions: list[tuple[str, str]]) -> list[Lack]:
    """What forbids to retire an offering: (name, state) of the solutions built on it that are not retired."""
    return [Lack("held_by", name) for name, state in solutions if state != "retired"]
