"""The lines of the page where a month is entered: levels, or the delays of requests, with what is recorded already."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils.translation import get_language

from catalog import delays, level_words
from catalog.enums import PUBLISHED, DelayUnit, LevelUnit
from catalog.levels import target_in
from catalog.models import RequestDelay, RequestType
from catalog.queries.dashboard import PAGE, Head, heads_of, size_of
from catalog.queries.levels import Noted, history_of
from catalog.queries.promises import Counted, Narrowing, counted, shelved, together
from core import bilingual
from core.listed import addresses
from core.months import later
from core.unchanged import Unchanged


@dataclass(frozen=True, slots=True)
class Line:
    """One level, or one way of asking, to be entered. `noted`: what is recorded of the month."""

    number: int
    address: str
    name: str
    lang: str
    label: str
    unit: str
    suffix: str
    promised: str
    before: str
    noted: Noted | None


@dataclass(frozen=True, slots=True)
class Sheet:
    """A page of lines; `left`: how many of all are not recorded yet."""

    lines: list[Line]
    count: int
    left: int
    page: int
    pages: int


SUFFIXES = {
    LevelUnit.PERCENT: "%",
    LevelUnit.MINUTES: "min",
    LevelUnit.HOURS: "h",
    LevelUnit.COUNT: "",
}


def suffix(unit: str) -> str:
    """What stands after the control: the unit in which the number is typed."""
    if unit in SUFFIXES:
        return SUFFIXES[LevelUnit(unit)]
    return str((LevelUnit if unit in LevelUnit.values else DelayUnit)(unit).label)


_sheets: Unchanged[Sheet] = Unchanged()


def levels_to_enter(asked: Narrowing, page: int) -> Sheet:
    """The levels in force in the month, in the order of the dashboard, kept while nothing changes."""
    return _sheets.get((asked, page, get_language()), lambda: read(asked, page))


def read(asked: Narrowing, page: int) -> Sheet:
    """The same from the database: three queries."""
    asked, counts = shelved(asked, counted(asked))
    total = together(counts.values())
    count = size_of(total, asked.outcome)
    pages = max(1, -(-count // PAGE))
    page = min(page, pages)
    heads = heads_of(asked, (page - 1) * PAGE) if count else []
    return Sheet(lines_of(heads, asked.month), count, total.unmeasured, page, pages)


def lines_of(heads: Iterable[Head], month: date) -> list[Line]:
    heads = list(heads)
    before, levels = later(month, -1), [head.level_id for head in heads]
    targets, measures = history_of(levels, before, month)
    to = addresses("catalog:offering-levels")
    return [
        _line(
            head, to(head.reference), targets.get(head.level_id, []), measures.get(head.level_id, {}), month
        )
        for head in heads
    ]


def _line(head: Head, address: str, targets: Any, noted: dict[date, Noted], month: date) -> Line:
    name, language = bilingual.pick(head, "name")
    label, hours = level_words.name_of(head)[0], bilingual.text(head, "hours")
    last = noted.get(later(month, -1))
    return Line(
        number=head.level_id,
        address=address,
        name=name,
        lang=language,
        label=f"{label}, {hours}" if hours else label,
        unit=head.unit,
        suffix=suffix(head.unit),
        promised=level_words.promised(target_in(targets, month), head.metric, head.unit),
        before=level_words.amount(last.value, head.unit) if last else "–",
        noted=noted.get(month),
    )


def ways_to_enter(ways: QuerySet[RequestType], month: date, words: str, left: bool, page: int) -> Sheet:
    """The ways of asking with a promised delay, of what is published; four queries."""
    ways = ways.filter(delay__isnull=False, offering__state__in=PUBLISHED)
    if words:
        named = Q(offering__name__icontains=words) | Q(offering__name_en__icontains=words)
        ways = ways.filter(named | Q(offering__reference__istartswith=words) | Q(label__icontains=words))
    said = Exists(RequestDelay.objects.filter(request_type=OuterRef("pk"), month=month))
    lacking = ways.filter(~said).count()
    count = lacking if left else ways.count()
    pages = max(1, -(-count // PAGE))
    page = min(page, pages)
    rows = (ways.filter(~said) if left else ways).select_related("offering")
    shown = list(rows.order_by("offering__name", "rank", "pk")[(page - 1) * PAGE : page * PAGE])
    return Sheet(lines_of_ways(shown, month), count, lacking, page, pages)


def lines_of_ways(ways: Iterable[RequestType], month: date) -> list[Line]:
    ways = list(ways)
    before = later(month, -1)
    rows = RequestDelay.objects.filter(request_type__in=[way.pk for way in ways], month__in=[before, month])
    noted: dict[tuple[int, date], tuple[Decimal, int]] = {
        (way, at): (value, count)
        for way, at, value, count in rows.values_list("request_type_id", "month", "delay", "count")
    }
    to = addresses("catalog:offering-levels")
    found = []
    for way in ways:
        name, language = bilingual.pick(way.offering, "name")
        here, last = noted.get((way.pk, month)), noted.get((way.pk, before))
        found.append(
            Line(
                number=way.pk,
                address=to(way.offering.reference),
                name=name,
                lang=language,
                label=bilingual.text(way, "label"),
                unit=way.delay_unit,
                suffix=suffix(way.delay_unit),
                promised=delays.words(way.delay, way.delay_unit),
                before=delays.words(last[0], way.delay_unit) if last else "–",
                noted=Noted(here[0], here[1], "") if here else None,
            )
        )
    return found


_lacking: Unchanged[Counted] = Unchanged()


def lacking(month: date) -> int:
    """How many levels in force in that month were not measured: the same for all who may enter them."""
    return _lacking.get(month, lambda: together(counted(Narrowing(month)).values())).unmeasured
