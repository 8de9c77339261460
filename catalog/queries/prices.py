"""What is charged for offerings, and at which price: reads that any page may ask."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from django.db.models import Count, F, OuterRef, Q, QuerySet, Subquery, Sum
from django.urls import reverse
from django.utils.translation import gettext as _

from catalog import amounts
from catalog.enums import TariffMode
from catalog.models import Milestone, Offering, Price, Tariff
from catalog.permissions import can_keep_costs
from catalog.price_words import PriceWords, discount_words, first_of, price_words
from catalog.queries.doors import offerings_visible_to
from core import bilingual
from core.among import Keys, keys
from core.compiled import compiled
from organization.models import User


@dataclass(frozen=True, slots=True)
class Priced:
    """A tariff on a day: the price in force and the next one, the sum and number of its milestones."""

    tariff: Tariff
    amount: Decimal | None
    since: date | None
    next_amount: Decimal | None
    next_from: date | None
    due: Decimal | None
    milestones: int

    @property
    def words(self) -> PriceWords:
        return price_words(self.tariff, self.amount, due=self.due, count=self.milestones)


def tariffs_visible_to(user: User) -> QuerySet[Tariff]:
    """Those of the offerings that the reader may know of: prices are no secret to whoever may see what they buy."""
    return Tariff.objects.filter(offering__in=offerings_visible_to(user))


def charged_on(day: date) -> Q:
    """Tariffs that were not ended on that day."""
    return Q(until__isnull=True) | Q(until__gt=day)


def with_prices(tariffs: QuerySet[Tariff], day: date) -> QuerySet[Tariff]:
    """Each with what `priced` reads: one query, whatever their number."""
    versions = Price.objects.filter(tariff=OuterRef("pk"))
    now = versions.filter(valid_from__lte=day).order_by("-valid_from")
    after = versions.filter(valid_from__gt=day).order_by("valid_from")
    due = Milestone.objects.filter(tariff=OuterRef("pk")).order_by().values("tariff")
    return tariffs.annotate(
        now_amount=Subquery(now.values("amount")[:1]),
        now_since=Subquery(now.values("valid_from")[:1]),
        next_amount=Subquery(after.values("amount")[:1]),
        next_from=Subquery(after.values("valid_from")[:1]),
        due=Subquery(due.annotate(sum=Sum("amount")).values("sum")),
        milestones_count=Subquery(due.annotate(number=Count("pk")).values("number")),
    )


def priced(tariff: Any) -> Priced:
    """A row of `with_prices`."""
    return Priced(
        tariff,
        tariff.now_amount,
        tariff.now_since,
        tariff.next_amount,
        tariff.next_from,
        tariff.due,
        tariff.milestones_count or 0,
    )


@compiled
def _charged(offerings: Keys, day: date) -> QuerySet[Tariff]:
    """Of these offerings, the main one of each first."""
    found = with_prices(Tariff.objects.filter(charged_on(day), offering__among=offerings), day)
    return found.order_by("offering_id", F("main").desc(), "rank", "pk")


def tariffs_of(offerings: Iterable[int], today: date) -> list[Priced]:
    """What is charged for these offerings today, the main tariff of each first; one query."""
    return [priced(tariff) for tariff in _charged(keys(offerings), today)]


def main_prices(offerings: Iterable[int], today: date) -> dict[int, Priced]:
    """Offering → its main tariff with the price of today, for those that have one; one query for all of them.

    `str(found.words)` is the price in the reader's words, empty when no price is set; `tariff.per`, `tariff.what`
    and `tariff.period` say per what it is, `tariff.mode` how it is charged.
    """
    found: dict[int, Priced] = {}
    for one in tariffs_of(offerings, today):
        found.setdefault(one.tariff.offering_id, one)
    return found


# On the card ------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class CardPrice:
    """One tariff on the card, in words."""

    label: str
    label_lang: str
    words: PriceWords
    conditions: str
    conditions_lang: str
    discount: str
    since: str
    coming: str


@dataclass(frozen=True, slots=True)
class CardPrices:
    """`prices`: the main one first. `address`: the page of the prices; `costs`, that of the costs, for their keepers."""

    prices: Sequence[CardPrice]
    address: str
    costs: str


def prices_on_card(offering: Offering, *, user: User, today: date) -> CardPrices:
    """What its card says of its prices; one query."""
    costs = reverse("catalog:costs", args=[offering.reference]) if can_keep_costs(user) else ""
    address = reverse("catalog:prices", args=[offering.reference])
    return CardPrices([_on_card(one) for one in tariffs_of([offering.pk], today)], address, costs)


def _on_card(found: Priced) -> CardPrice:
    label, label_lang = bilingual.pick(found.tariff, "label")
    conditions, conditions_lang = bilingual.pick(found.tariff, "conditions")
    since = _("Price of %(day)s.") % {"day": first_of(found.since)} if found.since and found.words else ""
    return CardPrice(
        label,
        label_lang,
        found.words,
        conditions,
        conditions_lang,
        discount_words(found.tariff),
        since,
        coming_words(found),
    )


def coming_words(found: Priced) -> str:
    """The price that is announced, in words; empty when none is."""
    if found.next_amount is None or found.next_from is None:
        return ""
    words = price_words(found.tariff, found.next_amount)
    return _("%(price)s from %(day)s on") % {"price": words, "day": first_of(found.next_from)}


# As the heart reads them ------------------------------------------------------------------------------


def terms_of(tariff: Tariff, versions: Iterable[Price], milestones: Iterable[Milestone]) -> amounts.Terms:
    """A tariff with all that was and will be charged by it, for `catalog.amounts`."""
    return amounts.Terms(
        mode=tariff.mode,
        period=tariff.period,
        versions=tuple(amounts.Version(one.valid_from, one.amount) for one in versions),
        milestones=tuple(amounts.Due(one.due, one.amount, one.pk) for one in milestones),
        included=tariff.included if tariff.mode == TariffMode.FREE_BASE else amounts.ZERO,
        discount=tariff.discount,
        until=tariff.until,
    )
