"""Two or three cards side by side: for whom, within what delay, at what price, and what was measured."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import FilteredRelation, OuterRef, Q, QuerySet, Subquery
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from catalog import delays, level_words, window_words
from catalog.enums import Metric, Opening
from catalog.models import CardSection, LevelTarget, Offering, RequestType, ServiceLevel
from catalog.permissions import can_read_whole_catalogue
from catalog.queries.doors import offerings_seen
from catalog.queries.window_prices import prices_in_words
from core.among import Keys, keys
from core.bilingual import pick
from core.compiled import compiled
from core.months import last_closed
from core.templatetags.portal import number
from organization.models import User

SECTIONS = ("prerequisites", "support", "inclusions")


@dataclass(frozen=True, slots=True)
class Cell:
    """What one card says on one line. `prose`: a long text, in `lang`; `lacking`: what is not said or not measured."""

    text: str = ""
    prose: str = ""
    lang: str = ""
    worse: str = ""
    note: str = ""
    lacking: str = ""


@dataclass(frozen=True, slots=True)
class Line:
    label: str
    cells: tuple[Cell, ...]


@dataclass(frozen=True, slots=True)
class Column:
    """A card that is compared."""

    key: int
    reference: str
    name: str
    name_en: str
    opening: str


@dataclass(frozen=True, slots=True)
class Comparison:
    columns: list[Column]
    lines: list[Line]


@compiled
def _columns(every: bool, first: str, second: str, third: str) -> QuerySet[Offering, tuple[Any, ...]]:
    seen = offerings_seen(every).filter(Q(reference=first) | Q(reference=second) | Q(reference=third))
    return seen.order_by().values_list("pk", "reference", "name", "name_en", "opening")


@compiled
def _requests(offerings: Keys, month: date) -> QuerySet[RequestType, tuple[Any, ...]]:
    of_month = FilteredRelation("delays", condition=Q(delays__month=month))
    main = RequestType.objects.filter(offering__among=offerings, main=True).annotate(of_month=of_month)
    return main.order_by().values_list(
        "offering_id", "delay", "delay_unit", "of_month__delay", "of_month__count"
    )


@compiled
def _levels(offerings: Keys, month: date) -> QuerySet[ServiceLevel, tuple[Any, ...]]:
    """What is promised in the month, and what it gave; of several promises on one thing the last read counts."""
    promised = LevelTarget.objects.filter(level=OuterRef("pk"), since__lte=month).order_by("-since")
    return (
        ServiceLevel.objects.filter(
            offering__among=offerings, metric__in=[Metric.AVAILABILITY, Metric.RESTORE]
        )
        .annotate(
            promised=Subquery(promised.values("value")[:1]),
            of_month=FilteredRelation("measures", condition=Q(measures__month=month)),
        )
        .filter(promised__isnull=False)
        .order_by("-label", "-pk")
        .values_list("offering_id", "metric", "unit", "promised", "of_month__pk", "of_month__value")
    )


@compiled
def _sections(offerings: Keys) -> QuerySet[CardSection]:
    return CardSection.objects.filter(offering__among=offerings, code__in=SECTIONS).order_by()


def comparison(user: User, references: Sequence[str], today: date) -> Comparison:
    """These cards, as far as the reader may see them, in the order asked; five queries at most.

    `references`: three at most. The month measured is the last one that is over.
    """
    first, second, third = (*references, "", "", "")[:3]
    rows = {row[1]: Column(*row) for row in _columns(can_read_whole_catalogue(user), first, second, third)}
    columns = [rows[reference] for reference in references if reference in rows]
    if not columns:
        return Comparison([], [])
    asked, month = keys(column.key for column in columns), last_closed(today)
    requests = {offering: row for offering, *row in _requests(asked, month)}
    levels = {(offering, metric): row for offering, metric, *row in _levels(asked, month)}
    sections = {(section.offering_id, section.code): section for section in _sections(asked)}
    prices = prices_in_words((column.key for column in columns), today)
    said = date_format(month, "F")

    def line(label: str, cell: Any) -> Line:
        return Line(label, tuple(cell(column) for column in columns))

    return Comparison(
        columns,
        [
            line(_("For whom"), lambda column: _for_whom(column, sections)),
            line(_("Promised delay"), lambda column: _promised(requests.get(column.key))),
            line(
                _("Delay measured in %(month)s") % {"month": said},
                lambda column: _measured(requests.get(column.key), said),
            ),
            line(_("Price"), lambda column: _or_not_said(Cell(prices.get(column.key, "")))),
            line(
                _("Availability in %(month)s") % {"month": said},
                lambda column: _available(levels.get((column.key, Metric.AVAILABILITY))),
            ),
            line(_("Back in service within"), lambda column: _restored(levels.get((column.key, Metric.RESTORE)))),
            line(_("Help"), lambda column: _section(column, "support", sections)),
            line(_("Included"), lambda column: _section(column, "inclusions", sections)),
        ],
    )  # fmt: skip


Sections = Mapping[tuple[int, str], CardSection]


def _or_not_said(cell: Cell) -> Cell:
    return cell if cell.text or cell.prose else Cell(lacking=_("not said"))


def _for_whom(column: Column, sections: Sections) -> Cell:
    more = _section(column, "prerequisites", sections)
    return Cell(str(Opening(column.opening).label), prose=more.prose, lang=more.lang)


def _section(column: Column, code: str, sections: Sections) -> Cell:
    found = sections.get((column.key, code))
    if found is None:
        return Cell(lacking=_("not said"))
    prose, lang = pick(found, "text")
    return (
        _or_not_said(Cell(prose=prose, lang=lang)) if not found.absent or prose else Cell(note=found.absent)
    )


def _promised(request: Sequence[Any] | None) -> Cell:
    if request is None:
        return Cell(lacking=_("not said"))
    delay, unit, *_measured = request
    return _or_not_said(Cell(delays.words(delay, unit)))


def _measured(request: Sequence[Any] | None, month: str) -> Cell:
    """Worse only against a promise; the number of requests says what the figure is worth."""
    delay, unit, taken, count = request or (None, "", None, None)
    if taken is None or count is None:
        return Cell(
            lacking=_("not measurable"), note=_("no request measured in %(month)s") % {"month": month}
        )
    note = ngettext("(%(n)s request)", "(%(n)s requests)", count) % {"n": number(count)}
    late = delay is not None and taken > delay
    return Cell(delays.words(taken, unit), worse=_("longer than promised") if late else "", note=note)


def _available(level: Sequence[Any] | None) -> Cell:
    if level is None:
        return Cell(lacking=_("not said"))
    _unit, promised, measure, value = level
    words, tone = window_words.level(promised, measure is not None, value)
    return Cell(words, worse=_("below what is promised") if tone else "")


def _restored(level: Sequence[Any] | None) -> Cell:
    if level is None:
        return Cell(lacking=_("not said"))
    unit, promised, *_of_month = level
    return _or_not_said(Cell(level_words.promised(promised, Metric.RESTORE, unit)))
