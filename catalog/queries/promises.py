"""The promises in force in a month, one a level, with what became of each: counted, ordered and narrowed in SQL.

`catalog.levels` says what the words mean; the tests hold each answer from here against it.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Any, NamedTuple

from django.db.models import (
    Case,
    CharField,
    Count,
    Exists,
    F,
    FilteredRelation,
    FloatField,
    Max,
    OuterRef,
    Q,
    QuerySet,
    Value,
    When,
)
from django.db.models.functions import Cast, Least

from catalog.enums import PUBLISHED, Better, MeasureSource, Metric
from catalog.levels import FAR, Outcome
from catalog.models import LevelTarget
from core.among import Keys, keys
from core.compiled import Words, compiled

MEASURED, UNMEASURED = "measured", Outcome.UNMEASURED.value
KEPT, MISSED, NO_EVENT = Outcome.KEPT.value, Outcome.MISSED.value, Outcome.NO_EVENT.value
OUTCOMES = {
    KEPT: Q(outcome__in=[KEPT, NO_EVENT]),
    MISSED: Q(outcome=MISSED),
    MEASURED: Q(of_month__isnull=False),
    UNMEASURED: Q(of_month__isnull=True),
}
"""What may be asked of a month → the condition. Kept are those without event too."""


def in_force(promises: QuerySet[LevelTarget], month: date) -> QuerySet[LevelTarget]:
    """Those in force in that month, with what was measured: `of_month`, `outcome`, and `used` of what is allowed."""
    newer = LevelTarget.objects.filter(level=OuterRef("level"), since__gt=OuterRef("since"), since__lte=month)
    found = promises.filter(~Exists(newer), since__lte=month)
    return found.annotate(
        of_month=FilteredRelation("level__measures", condition=Q(level__measures__month=month))
    ).annotate(outcome=_outcome(), used=_used())


def _outcome() -> Case:
    kept = Q(level__better=Better.HIGH, of_month__value__gte=F("value")) | Q(
        level__better=Better.LOW, of_month__value__lte=F("value")
    )
    return Case(
        When(of_month__isnull=True, then=Value(UNMEASURED)),
        When(of_month__value__isnull=True, then=Value(NO_EVENT)),
        When(kept, then=Value(KEPT)),
        default=Value(MISSED),
        output_field=CharField(),
    )


def _used() -> Case:
    """As catalog.levels.used, to order by: a floating number is enough for that."""
    value, promised = Cast("of_month__value", FloatField()), Cast("value", FloatField())
    down, allowed = Value(100.0) - value, Value(100.0) - promised
    far = Value(float(FAR))
    return Case(
        When(of_month__value__isnull=True, then=Value(None)),
        When(level__metric=Metric.AVAILABILITY, value=100, of_month__value=100, then=Value(0.0)),
        When(level__metric=Metric.AVAILABILITY, value=100, then=far),
        When(level__metric=Metric.AVAILABILITY, then=Least(down / allowed, far)),
        When(level__better=Better.LOW, value=0, of_month__value=0, then=Value(0.0)),
        When(level__better=Better.LOW, value=0, then=far),
        When(level__better=Better.LOW, then=Least(value / promised, far)),
        When(of_month__value=0, value=0, then=Value(0.0)),
        When(of_month__value=0, then=far),
        default=Least(promised / value, far),
        output_field=FloatField(),
    )


@dataclass(frozen=True, slots=True)
class Narrowing:
    """What of the promises is looked at. All: no metric, no category, no unit, no words, no outcome.

    `offerings`: the ids of those that a unit uses; `category`: the code of a shelf, with those in it, whose ids
    `shelves` are, once they are known.
    """

    month: date
    metric: str = ""
    outcome: str = ""
    category: str = ""
    offerings: Keys | None = None
    words: str = ""
    shelves: Keys | None = None

    def arguments(self) -> Any:
        """As compiled questions take them, in their order."""
        words = Words(self.words) if self.words else None
        return (
            self.month,
            Metric(self.metric) if self.metric else None,
            self.shelves,
            self.offerings,
            words,
        )


def published(
    month: date, metric: Metric | None, categories: Keys | None, offerings: Keys | None, words: Words | None
) -> QuerySet[LevelTarget]:
    """What a Narrowing's arguments ask for, of the offerings that people may have."""
    promises = LevelTarget.objects.filter(level__offering__state__in=PUBLISHED)
    return narrowed(in_force(promises, month), metric, categories, offerings, words)


def narrowed(
    promises: QuerySet[LevelTarget],
    metric: str | None = None,
    categories: Keys | None = None,
    offerings: Keys | None = None,
    words: Words | None = None,
) -> QuerySet[LevelTarget]:
    if metric is not None:
        promises = promises.filter(level__metric=metric)
    if categories is not None:
        promises = promises.filter(level__offering__category__among=categories)
    if offerings is not None:
        promises = promises.filter(level__offering__among=offerings)
    if words is not None:
        promises = promises.filter(
            Q(level__offering__name__icontains=words)
            | Q(level__offering__name_en__icontains=words)
            | Q(level__offering__reference__istartswith=words)
        )
    return promises


@dataclass(slots=True)
class Counted:
    """Promises of a month by what became of them. `imported`, `entered`, `sent`: where the measures came from."""

    kept: int = 0
    missed: int = 0
    unmeasured: int = 0
    imported: int = 0
    entered: int = 0
    sent: int = 0
    at: Any = None

    @property
    def measured(self) -> int:
        return self.kept + self.missed

    @property
    def all(self) -> int:
        return self.measured + self.unmeasured

    def add(self, other: Counted) -> None:
        self.kept += other.kept
        self.missed += other.missed
        self.unmeasured += other.unmeasured
        self.imported += other.imported
        self.entered += other.entered
        self.sent += other.sent
        self.at = max((at for at in (self.at, other.at) if at is not None), default=None)


class Facts(NamedTuple):
    """A category, with those that it stands in; all empty for what has none."""

    pk: int | None
    code: str | None
    name: str | None
    name_en: str | None
    rank: int | None
    parent: str | None
    above: str | None


@compiled
def _counted(
    month: date, metric: Metric | None, categories: Keys | None, offerings: Keys | None, words: Words | None
) -> QuerySet[LevelTarget, tuple[Any, ...]]:
    def of_source(source: str) -> Count:
        return Count("pk", filter=Q(of_month__source=source))

    shelf = "level__offering__category"
    rows = published(month, metric, categories, offerings, words).order_by()
    return rows.values_list(
        shelf, f"{shelf}__code", f"{shelf}__name", f"{shelf}__name_en", f"{shelf}__rank",
        f"{shelf}__parent__code", f"{shelf}__parent__parent__code",
    ).annotate(
        held=Count("pk", filter=OUTCOMES[KEPT]),
        lost=Count("pk", filter=OUTCOMES[MISSED]),
        unknown=Count("pk", filter=OUTCOMES[UNMEASURED]),
        imported=of_source(MeasureSource.IMPORTED),
        entered=of_source(MeasureSource.ENTERED),
        sent=of_source(MeasureSource.API),
        latest=Max("of_month__at"),
    )  # fmt: skip


def counted(asked: Narrowing) -> dict[Facts, Counted]:
    """Every shelf, whatever the category and the outcome asked for → its promises; one query."""
    facts = len(Facts._fields)
    rows = _counted(*replace(asked, shelves=None).arguments())
    return {Facts(*row[:facts]): Counted(*row[facts:]) for row in rows}


def shelved(asked: Narrowing, counts: Mapping[Facts, Counted]) -> tuple[Narrowing, dict[Facts, Counted]]:
    """The counts of the category asked for and of those in it, whose ids are then known to what is asked next."""
    if not asked.category:
        return asked, dict(counts)
    kept = {
        shelf: count
        for shelf, count in counts.items()
        if asked.category in (shelf.code, shelf.parent, shelf.above)
    }
    return replace(asked, shelves=keys(shelf.pk for shelf in kept if shelf.pk)), kept


def together(counts: Iterable[Counted]) -> Counted:
    total = Counted()
    for one in counts:
        total.add(one)
    return total
