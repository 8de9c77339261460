"""The dashboard of service levels: figures, what to decide, forty levels a page, by category."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, NamedTuple

from django.db.models import Exists, F, OuterRef, QuerySet
from django.db.models.functions import Coalesce
from django.utils.translation import get_language

from catalog import level_pictures, level_words
from catalog.enums import Metric
from catalog.levels import Figure, Measure, Month, Scale, Trend, kept_of, months_of, trend, yearly
from catalog.models import LevelTarget
from catalog.queries.levels import Noted, history_of
from catalog.queries.promises import (
    OUTCOMES,
    Counted,
    Facts,
    Narrowing,
    counted,
    published,
    shelved,
    together,
)
from core import bilingual, months
from core.among import Keys, keys
from core.compiled import Words, compiled
from core.listed import addresses
from core.unchanged import Unchanged

YEAR = 12
PAGE = 40
TO_DECIDE = 10  # of what is missed, the farthest from its promise; the list has them all


class Place(int):
    """Where a slice begins or ends: a part of the question, since SQL writes it as a number."""


class Wanted(str):
    """One of OUTCOMES: a part of the question too."""


class Head(NamedTuple):
    """What is read of a level with its offering."""

    level_id: int
    metric: str
    label: str
    label_en: str
    better: str
    unit: str
    hours: str | None
    hours_en: str | None
    reference: str
    name: str
    name_en: str
    shelf: int | None
    owner: str | None

    @property
    def scale(self) -> Scale:
        return Scale(self.better == "high", self.metric == Metric.AVAILABILITY)


HEAD = (
    "level_id", "level__metric", "level__label", "level__label_en", "level__better", "level__unit",
    "level__hours__name", "level__hours__name_en", "level__offering__reference", "level__offering__name",
    "level__offering__name_en", "level__offering__category", "level__offering__owner__name",
)  # fmt: skip
SHELF = "level__offering__category"
ON_SHELVES = (
    Coalesce(f"{SHELF}__parent__rank", f"{SHELF}__rank").asc(nulls_last=True),
    Coalesce(f"{SHELF}__parent__name", f"{SHELF}__name").asc(nulls_last=True),
    F(f"{SHELF}__parent").asc(nulls_first=True),
    F(f"{SHELF}__rank").asc(nulls_last=True),
    F(SHELF).asc(nulls_last=True),
    "level__offering__name",
    "level__offering__reference",
    "level__metric",
    "level__label",
    "pk",
)
"""By category, those that stand in another one after it; within one by name; without category last."""


@compiled
def _page(
    month: date,
    metric: Metric | None,
    categories: Keys | None,
    offerings: Keys | None,
    words: Words | None,
    wanted: Wanted | None,
    begin: Place,
    end: Place,
) -> QuerySet[LevelTarget, tuple[Any, ...]]:
    rows = published(month, metric, categories, offerings, words)
    if wanted is not None:
        rows = rows.filter(OUTCOMES[wanted])
    return rows.order_by(*ON_SHELVES).values_list(*HEAD)[begin:end]


@compiled
def _farthest(
    month: date, metric: Metric | None, categories: Keys | None, offerings: Keys | None, words: Words | None
) -> QuerySet[LevelTarget, tuple[Any, ...]]:
    rows = published(month, metric, categories, offerings, words).filter(OUTCOMES["missed"])
    return rows.order_by(F("used").desc(), "level__offering__name", "pk").values_list(*HEAD)[:TO_DECIDE]


@dataclass(frozen=True, slots=True)
class Cell:
    """One level over the year, as the dashboard shows it: plain values."""

    address: str
    name: str
    lang: str
    label: str
    promised: str
    measured: str
    outcome: str
    icon: str
    tone: str
    said: str
    trend: str
    trend_icon: str
    why: str
    owner: str
    marks: str
    heard: str


@dataclass(frozen=True, slots=True)
class Shelf:
    """The levels of a category on this page; `counted` are all of the category, whatever the page."""

    name: str
    lang: str
    kept: int
    measured: int
    cells: list[Cell]


@dataclass(frozen=True, slots=True)
class Dashboard:
    """`total`: all that is narrowed down to, whatever the outcome asked; `listed`: those that it leaves.

    `categories`: (code, name) of those that may be chosen.
    """

    total: Counted
    listed: int
    page: int
    pages: int
    to_decide: list[Cell]
    shelves: list[Shelf]
    categories: list[tuple[str, str]]
    first: date
    last: date


TREND_ICONS = {Trend.BETTER: "arrow-up-right", Trend.WORSE: "arrow-down-right"}


_boards: Unchanged[Dashboard] = Unchanged()


def dashboard(asked: Narrowing, page: int, *, decide: bool = True) -> Dashboard:
    """The levels in force in a month, kept while nothing changes. `decide`: with what is missed, on top."""
    key = (asked, page, decide, get_language())
    return _boards.get(key, lambda: read(asked, page, decide))


def read(asked: Narrowing, page: int, decide: bool) -> Dashboard:
    """The same from the database: four queries, whatever the volume."""
    everywhere = counted(asked)
    asked, counts = shelved(asked, everywhere)
    total = together(counts.values())
    listed = size_of(total, asked.outcome)
    last_page = max(1, -(-listed // PAGE))
    page = min(page, last_page)
    begin = (page - 1) * PAGE
    shown = heads_of(asked, begin) if listed else []
    far = [Head(*row) for row in _farthest(*asked.arguments())] if decide and total.missed else []
    year = months.closing(asked.month, YEAR)
    cells = _cells([*far, *shown], year)
    return Dashboard(
        total=total,
        listed=listed,
        page=page,
        pages=last_page,
        to_decide=[cells[head.level_id] for head in far],
        shelves=_shelves(shown, cells, {shelf.pk: (shelf, count) for shelf, count in counts.items()}),
        categories=_categories(everywhere),
        first=year[0],
        last=year[-1],
    )


def heads_of(asked: Narrowing, begin: int) -> list[Head]:
    """The levels of the page that begins after `begin` of them; one query."""
    wanted = Wanted(asked.outcome) if asked.outcome else None
    arguments = (*asked.arguments(), wanted, Place(begin), Place(begin + PAGE))
    return [Head(*row) for row in _page(*arguments)]


@compiled
def _heads(levels: Keys) -> QuerySet[LevelTarget, tuple[Any, ...]]:
    first = LevelTarget.objects.filter(level=OuterRef("level"), since__lt=OuterRef("since"))
    rows = LevelTarget.objects.filter(~Exists(first), level__among=levels)  # one a level
    return rows.order_by(*ON_SHELVES).values_list(*HEAD)


def head_rows(levels: Iterable[int]) -> list[Head]:
    """These levels, whatever the month; one query."""
    return [Head(*row) for row in _heads(keys(levels))]


def size_of(total: Counted, outcome: str) -> int:
    """How many of them an outcome (of OUTCOMES, or empty for all) leaves."""
    sizes = {
        "": total.all,
        "kept": total.kept,
        "missed": total.missed,
        "measured": total.measured,
        "unmeasured": total.unmeasured,
    }
    return sizes[outcome]


def _cells(heads: Iterable[Head], year: Sequence[date]) -> dict[int, Cell]:
    """Level → what is shown of it; two queries for all."""
    known = {head.level_id: head for head in heads}
    targets, measures = history_of(known, year[0], year[-1])
    to = addresses("catalog:offering-levels")
    return {
        level: _cell(
            head,
            to(head.reference),
            *year_of(head.scale, year, targets.get(level, []), measures.get(level, {})),
        )
        for level, head in known.items()
    }


def year_of(
    scale: Scale, asked: Sequence[date], targets: Sequence[Any], noted: Mapping[date, Noted]
) -> tuple[list[Month], str]:
    """The months of a level, and what was said of the last one."""
    measures = {month: Measure(value, events) for month, (value, events, _why) in noted.items()}
    last = noted.get(asked[-1])
    return months_of(asked, targets, measures, scale), last.why if last else ""


def _cell(head: Head, address: str, year: Sequence[Month], why: str) -> Cell:
    last = year[-1]
    icon, tone = level_words.TONES[last.outcome]
    name, language = bilingual.pick(head, "name")
    label, _language = level_words.name_of(head)
    hours = bilingual.text(head, "hours")
    going = trend(year, head.scale)
    return Cell(
        address=address,
        name=name,
        lang=language,
        label=f"{label}, {hours}" if hours else label,
        promised=level_words.promised(last.promised, head.metric, head.unit),
        measured=level_words.measured(last, head.metric, head.unit),
        outcome=level_words.outcome(last.outcome),
        icon=icon,
        tone=tone,
        said=_over_the_year(kept_of(year), yearly(year)),
        trend=level_words.trend(going) if going in TREND_ICONS else "",
        trend_icon=TREND_ICONS.get(going, ""),
        why=why,
        owner=head.owner or "",
        marks=level_pictures.marks(year),
        heard=level_words.picture(year),
    )


def _over_the_year(held: Figure, figure: Figure) -> str:
    return level_words.kept_months(held) if figure.measurable else level_words.over_a_year(figure)


def _shelves(
    shown: Sequence[Head], cells: Mapping[int, Cell], counts: Mapping[int | None, tuple[Facts, Counted]]
) -> list[Shelf]:
    found: list[Shelf] = []
    here: int | None = -1
    for head in shown:
        if head.shelf != here:
            here, (facts, count) = head.shelf, counts[head.shelf]
            name, language = bilingual.pick(facts, "name")
            found.append(Shelf(name, language, count.kept, count.measured, []))
        found[-1].cells.append(cells[head.level_id])
    return found


def _categories(shelves: Iterable[Facts]) -> list[tuple[str, str]]:
    """(code, name) of those that hold something, in their order."""
    named = sorted(
        (shelf for shelf in shelves if shelf.code), key=lambda one: (one.rank or 0, one.name or "")
    )
    return [(shelf.code or "", bilingual.text(shelf, "name")) for shelf in named]
