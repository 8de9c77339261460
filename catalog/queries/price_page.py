"""The page of an offering's prices: each tariff with the history of its prices, in words."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from django.db.models import F
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from catalog import amounts
from catalog.enums import TariffMode
from catalog.models import Milestone, Offering, Price, Tariff
from catalog.price_words import PriceWords, discount_words, first_of, price_words
from catalog.queries.prices import terms_of
from core import bilingual
from core.dates import of_month
from core.months import later, month_of
from core.templatetags.portal import signed

ANNOUNCED, IN_FORCE, PAST = "announced", "in_force", "past"
WITHOUT_PRICE = frozenset({TariffMode.FREE, TariffMode.PROJECT})


@dataclass(frozen=True, slots=True)
class Loaded:
    """A tariff with all its prices, oldest first, and all its milestones, the first due first."""

    tariff: Tariff
    prices: Sequence[Price]
    milestones: Sequence[Milestone]
    terms: amounts.Terms

    def ended(self, day: date) -> bool:
        return self.tariff.until is not None and day >= self.tariff.until


def tariffs_with_prices(offering: Offering) -> list[Loaded]:
    """All that is, was and will be charged for an offering, the main tariff first.

    One query, and one more where something is charged by milestones.
    """
    tariffs: dict[int, Tariff] = {}
    prices: dict[int, list[Price]] = {}
    rows: Any = offering.tariffs.order_by("-main", "rank", "pk", "prices__valid_from").annotate(
        price_pk=F("prices__pk"), price_from=F("prices__valid_from"), price_amount=F("prices__amount")
    )
    for row in rows:
        tariff = tariffs.setdefault(row.pk, row)
        held = prices.setdefault(row.pk, [])
        if row.price_pk is not None:
            held.append(
                Price(pk=row.price_pk, tariff=tariff, valid_from=row.price_from, amount=row.price_amount)
            )
    milestones: dict[int, list[Milestone]] = {}
    if any(tariff.mode == TariffMode.PROJECT for tariff in tariffs.values()):
        for milestone in Milestone.objects.filter(tariff__in=tariffs).order_by("due", "pk"):
            milestones.setdefault(milestone.tariff_id, []).append(milestone)
    return [
        Loaded(
            tariff, prices[pk], milestones.get(pk, []), terms_of(tariff, prices[pk], milestones.get(pk, []))
        )
        for pk, tariff in tariffs.items()
    ]


@dataclass(frozen=True, slots=True)
class VersionRow:
    """One price: from when, how much, by how much it went up or down, in words; empty for the first."""

    id: int
    since: str
    amount: Decimal
    change: str
    state: str


@dataclass(frozen=True, slots=True)
class MilestoneRow:
    id: int
    label: str
    label_lang: str
    due: str
    amount: Decimal


@dataclass(frozen=True, slots=True)
class TariffCard:
    """A tariff as the page shows it. `versions`: the newest first; none when the only one is in force, `since` says it."""

    id: int
    label: str
    label_lang: str
    main: bool
    words: PriceWords
    conditions: str
    conditions_lang: str
    discount: str
    since: str
    versions: Sequence[VersionRow]
    milestones: Sequence[MilestoneRow]
    due_total: Decimal
    ends: str
    ended: bool
    takes_prices: bool
    takes_milestones: bool


def cards(loaded: Iterable[Loaded], today: date) -> list[TariffCard]:
    """Those charged today first, then those that ended."""
    found = [_card(one, today) for one in loaded]
    return sorted(found, key=lambda card: card.ended)


def _card(one: Loaded, today: date) -> TariffCard:
    tariff = one.tariff
    label, label_lang = bilingual.pick(tariff, "label")
    conditions, conditions_lang = bilingual.pick(tariff, "conditions")
    total = sum((milestone.amount for milestone in one.milestones), Decimal(0))
    version = amounts.price_at(one.terms.versions, today, until=tariff.until)
    ended = one.ended(today)
    alone = version is not None and len(one.prices) == 1
    return TariffCard(
        id=tariff.pk,
        label=label,
        label_lang=label_lang,
        main=tariff.main,
        words=price_words(tariff, version.amount if version else None, due=total, count=len(one.milestones)),
        conditions=conditions,
        conditions_lang=conditions_lang,
        discount=discount_words(tariff),
        since=_("Since %(day)s.") % {"day": first_of(version.since)} if alone and version else "",
        versions=[] if alone else _versions(one, today, version),
        milestones=[_milestone(milestone) for milestone in one.milestones],
        due_total=total,
        ends=_ends(tariff, ended),
        ended=ended,
        takes_prices=tariff.mode not in WITHOUT_PRICE and not ended,
        takes_milestones=tariff.mode == TariffMode.PROJECT and not ended,
    )


def _ends(tariff: Tariff, ended: bool) -> str:
    if tariff.until is None:
        return ""
    day = {"day": first_of(tariff.until)}
    return _("Not charged since %(day)s.") % day if ended else _("Charged until %(day)s, excluded.") % day


def _versions(one: Loaded, today: date, now: amounts.Version | None) -> list[VersionRow]:
    rows = []
    before: Decimal | None = None
    for price in one.prices:
        in_force = now is not None and price.valid_from == now.since
        state = IN_FORCE if in_force else ANNOUNCED if price.valid_from > today else PAST
        change = change_words(before, price.amount) if before else ""
        rows.append(VersionRow(price.pk, first_of(price.valid_from), price.amount, change, state))
        before = price.amount
    return rows[::-1]


def change_words(before: Decimal, after: Decimal) -> str:
    """« + 1,3 % »: how much higher or lower a price is than one that was above nothing."""
    said = signed(float((after - before) * 100 / before))
    return f"{said}%" if get_language() == "en" else f"{said}\u202f%"


def _milestone(milestone: Milestone) -> MilestoneRow:
    label, language = bilingual.pick(milestone, "label")
    due = f"{of_month(milestone.due)} {milestone.due.year}"
    return MilestoneRow(milestone.pk, label, language, due, milestone.amount)


def next_month(today: date) -> date:
    """The month proposed for a new price: an announcement is made before it holds."""
    return later(month_of(today), 1)
