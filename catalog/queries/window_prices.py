"""The price that the shop window shows of each card: light rows, since it is asked at each keystroke."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from decimal import Decimal
from typing import Any, NamedTuple, cast

from django.db.models import Count, F, OuterRef, QuerySet, Subquery, Sum

from catalog.models import Milestone, Price, Tariff
from catalog.price_words import price_words
from catalog.queries.prices import charged_on
from catalog.window_words import worded
from core.among import Keys, keys
from core.compiled import compiled


class Charged(NamedTuple):
    """What the words of a price read of its tariff."""

    mode: str
    what: str
    what_en: str
    per: str
    period: str
    included: Decimal
    share: str


@compiled
def _charged(offerings: Keys, day: date) -> QuerySet[Tariff, tuple[Any, ...]]:
    """The tariffs of that day with their price, the main one of each offering last."""
    price = Price.objects.filter(tariff=OuterRef("pk"), valid_from__lte=day).order_by("-valid_from")
    due = Milestone.objects.filter(tariff=OuterRef("pk")).order_by().values("tariff")
    return (
        Tariff.objects.filter(charged_on(day), offering__among=offerings)
        .order_by("offering_id", F("main").asc(), "-rank", "-pk")
        .annotate(
            now=Subquery(price.values("amount")[:1]),
            due=Subquery(due.annotate(sum=Sum("amount")).values("sum")),
            count=Subquery(due.annotate(number=Count("pk")).values("number")),
        )
        .values_list("offering_id", "now", "due", "count", *Charged._fields)
    )


def prices_in_words(offerings: Iterable[int], today: date) -> dict[int, str]:
    """Offering → the price of today of its main tariff, as catalog.queries.prices.main_prices says it; one query."""
    main = {offering: row for offering, *row in _charged(keys(offerings), today)}
    found = {}
    for offering, (amount, due, count, *charged) in main.items():
        if said := _said(amount, due, count or 0, Charged(*charged)):
            found[offering] = said
    return found


@worded
def _said(amount: Decimal | None, due: Decimal | None, count: int, charged: Charged) -> str:
    return str(price_words(cast(Tariff, charged), amount, due=due, count=count))
