"""Writing what the offerings of Groupe Hélianthe are charged, and what some of them cost in full."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime, timedelta
from decimal import Decimal
from random import Random

from catalog.models import CostMonth, CostObjective, Milestone, Price, Tariff
from core import months
from dsi_marketing.demo.cards.costs import COSTS, Costs
from dsi_marketing.demo.cards.spec import Charge
from dsi_marketing.demo.catalogue import PARIS
from dsi_marketing.demo.units import Company

CENT = Decimal("0.01")
COSTED = 12  # months, up to the last one that is over


def write_prices(company: Company, *, now: datetime) -> None:
    """Tariffs, prices since 1 January of last year and of this one, milestones, full costs."""
    today = now.astimezone(PARIS).date()
    made = [
        (tariff(company.offerings[card.name], charge, rank), charge)
        for card in company.cards.values()
        for rank, charge in enumerate(card.charges)
    ]
    Tariff.objects.bulk_create(row for row, _ in made)
    Price.objects.bulk_create(
        Price(tariff=row, valid_from=since, amount=amount)
        for row, charge in made
        for since, amount in versions(charge, today.year)
    )
    Milestone.objects.bulk_create(
        Milestone(
            tariff=row,
            label=label,
            label_en=label_en,
            due=today + timedelta(days=days),
            amount=Decimal(amount),
        )
        for row, charge in made
        for label, label_en, days, amount in charge.steps
    )
    CostObjective.objects.bulk_create(
        CostObjective(offering=company.offerings[name], objective=costs.objective, note=costs.note)
        for name, costs in COSTS.items()
    )
    last = months.last_closed(today)
    CostMonth.objects.bulk_create(
        CostMonth(
            offering=company.offerings[name], month=month, full_cost=full, billed=billed, credits=credit
        )
        for name, costs in COSTS.items()
        for month, full, billed, credit in cost_months(name, costs, last)
    )


def tariff(offering, charge: Charge, rank: int) -> Tariff:
    return Tariff(
        offering=offering,
        label=charge.label,
        label_en=charge.label_en,
        mode=charge.mode,
        per=charge.per,
        what=charge.what,
        what_en=charge.what_en,
        period=charge.period,
        included=Decimal(charge.included),
        share=charge.share,
        discount=Decimal(charge.discount),
        discount_why=charge.discount_why,
        conditions=charge.conditions,
        conditions_en=charge.conditions_en,
        main=rank == 0,
        rank=rank,
    )


def versions(charge: Charge, year: int) -> Iterator[tuple[date, Decimal]]:
    """Since when → the amount: last year's, this year's, and the one announced for the coming year."""
    for since, amount in ((year - 1, charge.was), (year, charge.now), (year + 1, charge.announced)):
        if amount:
            yield date(since, 1, 1), Decimal(amount)


def cost_months(
    name: str, costs: Costs, last: date
) -> Iterator[tuple[date, Decimal, Decimal | None, Decimal]]:
    """Month, full cost, what was billed (None: nobody has yet), credits; the last twelve that are over."""
    chance = Random(name)
    credits = dict(costs.credits)
    for ago, month in enumerate(reversed(months.closing(last, COSTED))):
        full = around(costs.full, chance, 4)
        billed = around(costs.billed, chance, 2)
        credit = Decimal(credits.get(ago, "0"))
        yield month, full, None if ago in costs.unbilled else billed, credit


def around(amount: str, chance: Random, per_cent: int) -> Decimal:
    """The amount, a few per cent more or less, to the cent."""
    parts = 10_000 + chance.randint(-100 * per_cent, 100 * per_cent)
    return (Decimal(amount) * parts / 10_000).quantize(CENT)
