"""What the catalogue says of one offering: its sections, how to ask, who uses it, what it is built on."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from typing import Any

from django.db.models import CharField, OuterRef, QuerySet, Subquery, Value

from catalog import delays
from catalog.audience import built_on
from catalog.card_content import REQUEST, CardContent, Request, content_of
from catalog.completeness import Completeness, completeness
from catalog.enums import SECTIONS, Opening, Part, sections_of
from catalog.models import Component, Offering, RequestDelay, RequestType
from catalog.queries.documents import documents_of
from catalog.queries.doors import usages_visible_to
from core.attachments import Line
from core.bilingual import pick
from core.compiled import compiled
from organization.models import BusinessUnit, User
from organization.tree import Tree

FURTHER = ("reporting", "change", "method", "training", "documents")


@dataclass(frozen=True, slots=True)
class UsedBy:
    """One unit that uses an offering: itself, or a solution built on it (`through`)."""

    id: int
    unit_code: str
    unit: str
    group_code: str
    group: str
    quantity: int
    through: Offering | None


@dataclass(frozen=True, slots=True)
class Block:
    """One section as it is read; `lang` is the language that its text is in. `absent`: why it does not apply."""

    code: str
    label: str
    text: str
    lang: str
    absent: str


@dataclass(frozen=True, slots=True)
class Asked:
    """One way to ask. `measured` is the delay of the last month that has one, in words, `late` when it was longer."""

    label: str
    label_lang: str
    how: str
    how_lang: str
    link: str
    delay: str
    main: bool
    measured: str = ""
    month: date | None = None
    count: int = 0
    late: bool = False


@dataclass(frozen=True, slots=True)
class OfferingPage:
    """What the catalogue says of an offering; `named` are the ids whose interventions touch it."""

    offering: Offering
    blocks: dict[str, Block]
    asked: list[Asked]
    aliases: list[str]
    opening: str
    complete: Completeness
    users: list[UsedBy]
    named: set[int]
    files: list[Line]

    @property
    def further(self) -> list[Block]:
        """The sections read after the first ones, in the main column."""
        return [self.blocks[code] for code in FURTHER if code in self.blocks and self.blocks[code].text]

    @property
    def main(self) -> Asked | None:
        return next((way for way in self.asked if way.main), None)


def offering_page(
    offering: Offering, user: User, *, today: date, content: CardContent | None = None
) -> OfferingPage:
    """As it stands, or as `content` would have it; five queries, one more when files go with it."""
    links, tree = _graphs()
    above = set(built_on(links, [offering.pk]))
    below = set(built_on([(part, solution) for solution, part in links], [offering.pk]))
    measured = list(_requests(offering.pk))
    said = content or content_of(offering, [Request(*row[: len(REQUEST)]) for row in measured])
    return OfferingPage(
        offering=offering,
        blocks=blocks_of(said),
        asked=asked_of(said.requests, {row[0]: row[len(REQUEST) :] for row in measured}),
        aliases=said.aliases,
        opening=str(Opening(said.fields["opening"]).label),
        complete=complete_of(offering.kind, said, today=today),
        users=_users(offering, above, user, tree),
        named=below,
        files=documents_of(offering) if getattr(offering, "has_files", True) else [],
    )


def _graphs() -> tuple[list[tuple[int, int]], Tree]:
    """What stands on what, as (offering, part), and the tree of units; one query."""
    rows = list(_edges())
    links = [(one, part) for graph, one, part in rows if graph == STANDS and part is not None]
    return links, Tree.of((unit, parent, "") for graph, unit, parent in rows if graph == LIES)


STANDS, LIES = "stands on", "lies in"


@compiled
def _edges() -> QuerySet[Component, tuple[str, int, int | None]]:
    units = BusinessUnit.objects.order_by().values_list(
        Value(LIES, output_field=CharField()), "pk", "parent_id"
    )
    parts = Component.objects.order_by().values_list(
        Value(STANDS, output_field=CharField()), "solution_id", "part_id"
    )
    return parts.union(units, all=True)


def _users(offering: Offering, above: set[int], user: User, tree: Tree) -> list[UsedBy]:
    usages = usages_visible_to(user, tree).filter(offering__in=above)
    return [
        UsedBy(
            usage.pk,
            usage.unit.code,
            usage.unit.name,
            usage.group.code if usage.group else "",
            usage.group.name if usage.group else "",
            usage.quantity,
            None if usage.offering_id == offering.pk else usage.offering,
        )
        for usage in usages.order_by("unit__name", "unit__code", "group__name", "offering__name")
    ]


def blocks_of(content: CardContent, part: str = Part.CARD) -> dict[str, Block]:
    """The sections of one part that say something, in the order of reading."""
    found = {}
    for code, said in content.sections.items():
        if SECTIONS[code].part == part and (said.text or said.text_en or said.absent):
            text, lang = pick(said, "text")
            found[code] = Block(code, str(SECTIONS[code].label), text, lang, said.absent)
    return found


def complete_of(kind: str, content: CardContent, *, today: date) -> Completeness:
    """How complete a card with this content is."""
    said = content.sections
    return completeness(
        [section.code for section in sections_of(kind)],
        [code for code, one in said.items() if one.text or one.text_en],
        [code for code, one in said.items() if one.absent],
        next_review=content.fields.get("next_review"),
        today=today,
    )


Measured = tuple[date | None, Decimal | None, int | None]
"""The month, the delay and the number of requests last measured; none of them when nothing was."""


def asked_of(requests: Iterable[Request], measured: Mapping[str, Measured]) -> list[Asked]:
    """The ways to ask with the delay last measured by their words, the main one first."""
    nothing: Measured = (None, None, None)
    return sorted(
        (_asked(request, *measured.get(request.label, nothing)) for request in requests),
        key=lambda way: not way.main,
    )


@compiled
def _requests(offering: int) -> QuerySet[RequestType, tuple[Any, ...]]:
    """The ways to ask in their order, each with what was measured last."""
    last = RequestDelay.objects.filter(request_type=OuterRef("pk")).order_by("-month")
    return (
        RequestType.objects.filter(offering=offering)
        .annotate(
            last_month=Subquery(last.values("month")[:1]),
            last_delay=Subquery(last.values("delay")[:1]),
            last_count=Subquery(last.values("count")[:1]),
        )
        .order_by("rank", "pk")
        .values_list(*REQUEST, "last_month", "last_delay", "last_count")
    )


def _asked(request: Request, month: date | None, delay: Decimal | None, count: int | None) -> Asked:
    label, how = pick(request, "label"), pick(request, "how")
    way = Asked(
        label=label[0],
        label_lang=label[1],
        how=how[0],
        how_lang=how[1],
        link=request.link,
        delay=delays.words(request.delay, request.delay_unit),
        main=request.main,
    )
    if delay is None:
        return way
    return replace(
        way,
        measured=delays.words(delay, request.delay_unit),
        month=month,
        count=count or 0,
        late=request.delay is not None and delay > request.delay,
    )
