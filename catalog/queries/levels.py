"""What was promised and measured month by month: read in two queries for all the levels of a page."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from typing import Any, NamedTuple

from django.db.models import CharField, DateField, DecimalField, IntegerField, QuerySet, Value
from django.db.models.functions import Cast

from catalog import delays, level_pictures, level_words
from catalog.enums import Better, Metric
from catalog.levels import (
    Measure,
    Month,
    Scale,
    Target,
    kept_of,
    months_of,
    yearly,
)
from catalog.models import LevelTarget, Offering, RequestDelay, RequestType, ServiceLevelMeasure
from core import bilingual, dates, months
from core.among import Keys, keys
from core.compiled import compiled

YEAR = 12
METRICS = list(Metric.values)  # in the order of reading
EVER = date(1, 1, 1)  # the promise of a way of asking has no date: it holds for all that was measured
REQUEST = "request"  # a row of a way of asking, among those of levels


class Noted(NamedTuple):
    """A measure with what was said of it."""

    value: Decimal | None
    events: int
    why: str


@compiled
def _targets(levels: Keys) -> QuerySet[LevelTarget, tuple[int, date, Decimal]]:
    rows = LevelTarget.objects.filter(level__among=levels).order_by("level_id", "since")
    return rows.values_list("level_id", "since", "value")


@compiled
def _history(levels: Keys, first: date, last: date) -> QuerySet[ServiceLevelMeasure, tuple[Any, ...]]:
    """Measures, and targets in their shape: those have no number of events."""
    rows = ServiceLevelMeasure.objects.filter(level__among=levels, month__gte=first, month__lte=last)
    targets = LevelTarget.objects.filter(level__among=levels).order_by()
    nothing = Value("", output_field=CharField())
    none = Cast(Value(None), IntegerField())
    return (
        rows.order_by()
        .values_list("level_id", "month", "value", "events", "why")
        .union(targets.values_list("level_id", "since", "value", none, nothing), all=True)
    )


def targets_of(levels: Iterable[int]) -> dict[int, list[Target]]:
    """Level → its targets, oldest first; one query."""
    found: dict[int, list[Target]] = {}
    asked = keys(levels)
    for level, since, value in _targets(asked) if asked else ():
        found.setdefault(level, []).append(Target(since, value))
    return found


Targets = dict[int, list[Target]]
Measures = dict[int, dict[date, Noted]]


def history_of(levels: Iterable[int], first: date, last: date) -> tuple[Targets, Measures]:
    """Level → its targets, in no order; level → month → what was measured between these months. One query."""
    targets: Targets = {}
    measures: Measures = {}
    asked = keys(levels)
    for level, month, value, events, why in _history(asked, first, last) if asked else ():
        if events is None:
            targets.setdefault(level, []).append(Target(month, value))
        else:
            measures.setdefault(level, {})[month] = Noted(value, events, why)
    return targets, measures


@dataclass(frozen=True, slots=True)
class Promise:
    """A level as it is told: its head, its targets, what was measured. Plain values, for the functions below."""

    key: tuple[str, int]
    metric: str
    label: str
    label_en: str
    better: str
    unit: str
    hours: str
    hours_en: str
    targets: tuple[Target, ...]
    measures: Mapping[date, Noted]

    @property
    def scale(self) -> Scale:
        return Scale(self.better == Better.HIGH, self.metric == Metric.AVAILABILITY)

    def over(self, asked: Sequence[date]) -> list[Month]:
        measures = {month: Measure(value, events) for month, (value, events, _why) in self.measures.items()}
        return months_of(asked, self.targets, measures, self.scale)

    def amount(self, value: Decimal | None) -> str:
        """A promised value in words."""
        if self.key[0] == REQUEST:
            return delays.words(value, self.unit)
        return level_words.promised(value, self.metric, self.unit)

    def measured(self, month: Month) -> str:
        if self.key[0] == REQUEST:
            return delays.words(month.value, self.unit) or "–"
        return level_words.measured(month, self.metric, self.unit)

    def average(self, value: Decimal) -> str:
        """A mean in words, to two decimals."""
        rounded = value.quantize(Decimal("0.01"), ROUND_HALF_UP)
        if self.key[0] == REQUEST:
            return delays.words(rounded, self.unit)
        return level_words.amount(rounded, self.unit)


@compiled
def _promised_by(offering: int, every_way: bool) -> QuerySet[LevelTarget, tuple[Any, ...]]:
    """The targets of an offering's levels, and the delays promised by its ways of asking, or by the main one."""
    none = Value("", output_field=CharField())
    ways = RequestType.objects.filter(offering=offering, delay__isnull=False).order_by()
    if not every_way:
        ways = ways.filter(main=True)
    rows = LevelTarget.objects.filter(level__offering=offering).order_by()
    return rows.values_list(
        Value("level", output_field=CharField()), "level_id", "level__metric", "level__label", "level__label_en",
        "level__better", "level__unit", "level__hours__name", "level__hours__name_en", "since", "value",
    ).union(
        ways.values_list(
            Value(REQUEST, output_field=CharField()), "pk", Value(Metric.REQUEST.value, output_field=CharField()),
            "label", "label_en", Value(Better.LOW.value, output_field=CharField()), "delay_unit", none, none,
            Cast(Value(EVER.isoformat()), DateField()), Cast("delay", DecimalField(max_digits=12, decimal_places=4)),
        ),
        all=True,
    )  # fmt: skip


@compiled
def _measured_by(offering: int, first: date, last: date) -> QuerySet[ServiceLevelMeasure, tuple[Any, ...]]:
    levels = ServiceLevelMeasure.objects.filter(level__offering=offering, month__gte=first, month__lte=last)
    ways = RequestDelay.objects.filter(request_type__offering=offering, month__gte=first, month__lte=last)
    return (
        levels.order_by()
        .values_list(
            Value("level", output_field=CharField()), "level_id", "month", "value", "events", "why"
        )
        .union(
            ways.order_by().values_list(
                Value(REQUEST, output_field=CharField()), "request_type_id", "month",
                Cast("delay", DecimalField(max_digits=12, decimal_places=4)), "count",
                Value("", output_field=CharField()),
            ),
            all=True,
        )
    )  # fmt: skip


def promises_of(offering: Offering, first: date, last: date, *, every_way: bool = True) -> list[Promise]:
    """What an offering promises and what was measured between these months, in the order of reading; two queries.

    A way of asking counts once its delays are measured; without `every_way` the main one only.
    """
    heads: dict[tuple[str, int], list[Any]] = {}
    targets: dict[tuple[str, int], list[Target]] = {}
    for kind, number, *head, since, value in _promised_by(offering.pk, every_way):
        heads[kind, number] = head
        targets.setdefault((kind, number), []).append(Target(since, value))
    measures: dict[tuple[str, int], dict[date, Noted]] = {}
    for kind, number, month, value, events, why in _measured_by(offering.pk, first, last):
        measures.setdefault((kind, number), {})[month] = Noted(value, events, why)
    found = [
        _promise(key, [text or "" for text in head], targets[key], measures.get(key, {}))
        for key, head in heads.items()
        if key[0] != REQUEST or key in measures
    ]
    return sorted(
        found, key=lambda one: (METRICS.index(one.metric), one.key[0] == REQUEST, one.label, one.key)
    )


def _promise(
    key: tuple[str, int], head: list[str], targets: Iterable[Target], measures: Mapping[date, Noted]
) -> Promise:
    metric, label, label_en, better, unit, hours, hours_en = head
    ordered = tuple(sorted(targets))
    return Promise(key, metric, label, label_en, better, unit, hours, hours_en, ordered, measures)


@dataclass(frozen=True, slots=True)
class CardLevel:
    """One line of « Promised and measured »: plain values."""

    name: str
    lang: str
    hours: str
    promised: str
    measured: str
    outcome: str
    icon: str
    tone: str
    kept: str
    points: tuple[level_pictures.Point, ...]
    heard: str


@dataclass(frozen=True, slots=True)
class CardLevels:
    """What the card of an offering says of its levels: the last month that is over, in the twelve that end with it."""

    first: str
    last: str
    rows: list[CardLevel]


def levels_on_card(offering: Offering, *, today: date) -> CardLevels:
    """For `catalog/_levels.html`; two queries. Of the ways of asking the main one: the card tells of each elsewhere."""
    asked = months.closing(months.last_closed(today), YEAR)
    rows = [
        _card_level(one, one.over(asked))
        for one in promises_of(offering, asked[0], asked[-1], every_way=False)
        if one.targets[0].since <= asked[-1]
    ]
    return CardLevels(dates.month(asked[0]), dates.month(asked[-1]), rows)


def _card_level(one: Promise, year: Sequence[Month]) -> CardLevel:
    last = year[-1]
    name, language = level_words.name_of(one)
    icon, tone = level_words.TONES[last.outcome]
    figure = kept_of(year)
    return CardLevel(
        name=name,
        lang=language,
        hours=bilingual.text(one, "hours"),
        promised=one.amount(last.promised),
        measured=one.measured(last),
        outcome=level_words.outcome(last.outcome),
        icon=icon,
        tone=tone,
        kept=level_words.kept_months(figure) if figure.measured else level_words.over_a_year(yearly(year)),
        points=level_pictures.points(year),
        heard=level_words.picture(year),
    )
