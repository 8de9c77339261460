"""Prices [3.4.3]: which one is in force, what a month of it comes to, what costs are recovered. Pure.

Amounts are Decimals of euros. Each line is rounded half-up to the cent and a total is the sum of its rounded lines:
whoever adds up what is shown finds what is charged. A month is its first day.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import ROUND_FLOOR, ROUND_HALF_UP, Decimal, localcontext
from enum import StrEnum

from core.months import month_of

ZERO, CENT, HUNDRED = Decimal(0), Decimal("0.01"), Decimal(100)
MONTHS = [f"{number:02}" for number in range(1, 13)]
DIGITS = 60  # more than any quantity × price × discount has: nothing is rounded but on purpose


class Why(StrEnum):
    """Why a figure is not measurable."""

    NO_PRICE = "no_price"  # none is in force that month
    NO_QUANTITY = "no_quantity"
    NO_WEIGHTS = "no_weights"  # nobody to share with, or nothing to share by
    NO_MILESTONES = "no_milestones"
    NO_MONTHS = "no_months"  # none has both a full cost and what was billed
    NO_COST = "no_cost"  # it cost nothing in these months


@dataclass(frozen=True, slots=True)
class Version:
    """The amount of a tariff from the first of a month until the next version begins."""

    since: date
    amount: Decimal


@dataclass(frozen=True, slots=True)
class Due:
    """A milestone: what is due on a day. `key` is the caller's own name for it."""

    day: date
    amount: Decimal
    key: int


@dataclass(frozen=True, slots=True)
class Terms:
    """How something is charged. `discount` is in per cent; from `until` on, nothing is charged any more."""

    mode: str
    period: str = "month"
    versions: tuple[Version, ...] = ()
    milestones: tuple[Due, ...] = ()
    included: Decimal = ZERO
    discount: Decimal = ZERO
    until: date | None = None


@dataclass(frozen=True, slots=True)
class Line:
    """`what` is « charge », « discount » (its amount is negative) or « milestone » (`key` says which)."""

    what: str
    amount: Decimal
    key: int = 0


@dataclass(frozen=True, slots=True)
class Bill:
    """What a month comes to; `why` says that nobody can know. `charged` is the quantity that the price counts."""

    lines: tuple[Line, ...] = ()
    price: Decimal | None = None
    charged: Decimal | None = None
    why: Why | None = None

    @property
    def total(self) -> Decimal | None:
        return None if self.why else sum((line.amount for line in self.lines), ZERO)


def half_up(amount: Decimal) -> Decimal:
    """To the cent; half a cent goes away from zero."""
    with localcontext(prec=DIGITS):
        return amount.quantize(CENT, ROUND_HALF_UP)


def price_at(versions: Iterable[Version], day: date, *, until: date | None = None) -> Version | None:
    """The version in force on a day: the last whose month began; none before the first, nor from `until` on."""
    if until is not None and day >= until:
        return None
    begun = [version for version in versions if version.since <= day]
    return max(begun, key=lambda version: version.since, default=None)


def shares(amount: Decimal, weights: Mapping[str, Decimal]) -> dict[str, Decimal]:
    """An amount of whole cents by code, in proportion to weights that are not negative: the sum is the amount.

    The cents that are left go to the largest remainders, then the largest weights, then the first codes. A negative
    amount is shared as its absolute value. Raises ValueError when the weights sum to nothing, or for parts of a cent.
    """
    with localcontext(prec=DIGITS):
        whole = sum(weights.values(), ZERO)
        cents = abs(amount) * HUNDRED
        if whole <= 0 or cents != cents.to_integral_value():
            raise ValueError(f"{amount} cannot be shared by {dict(weights)}")
        given: dict[str, Decimal] = {}
        left: dict[str, Decimal] = {}
        for code, weight in weights.items():
            given[code], left[code] = divmod(cents * weight, whole)
        spare = int(cents - sum(given.values()))
        for code in sorted(weights, key=lambda code: (-left[code], -weights[code], code))[:spare]:
            given[code] += 1
        sign = Decimal(-1) if amount < 0 else Decimal(1)
        return {code: (sign * number * CENT).quantize(CENT) for code, number in given.items()}


def bill(
    terms: Terms,
    month: date,
    *,
    quantity: Decimal | None = None,
    weights: Mapping[str, Decimal] | None = None,
    code: str = "",
) -> Bill:
    """What a using unit owes for a month.

    `quantity` is what it uses that month (of what is charged once: what it begins to use). What is passed through
    is shared by `weights` of all the units, of which it is `code`. A price by the year is spread over the calendar
    year, and its twelve months sum to it.
    """
    if terms.until is not None and month >= terms.until:
        return Bill()
    if terms.mode == "free":
        return Bill((Line("charge", ZERO),))
    if terms.mode == "project":
        return _milestones(terms, month)
    version = price_at(terms.versions, month)
    if version is None:
        return Bill(why=Why.NO_PRICE)
    price = version.amount
    if terms.mode == "pass_through":
        if not weights or code not in weights or sum(weights.values()) <= 0:
            return Bill(price=price, why=Why.NO_WEIGHTS)
        lines = [Line(line.what, shares(line.amount, weights)[code]) for line in _lines(terms, price, month)]
        return Bill(tuple(lines), price, weights[code])
    if terms.mode == "flat":
        return Bill(_lines(terms, price, month), price, Decimal(1))
    if quantity is None:
        return Bill(price=price, why=Why.NO_QUANTITY)
    charged = max(ZERO, quantity - terms.included) if terms.mode == "free_base" else quantity
    with localcontext(prec=DIGITS):
        exact = charged * price
    return Bill(_lines(terms, exact, month), price, charged)


def over(
    terms: Terms,
    months: Sequence[date],
    *,
    quantity: Decimal | None = None,
    weights: Mapping[str, Decimal] | None = None,
    code: str = "",
) -> Decimal | None:
    """What these months come to together, each at its own price; what is charged once counts in the first.

    None when the first cannot be known.
    """
    counted = months[:1] if terms.period == "once" and terms.mode != "project" else months
    bills = [bill(terms, month, quantity=quantity, weights=weights, code=code) for month in counted]
    return None if bills[0].why else sum((one.total or ZERO for one in bills), ZERO)


def _milestones(terms: Terms, month: date) -> Bill:
    if not terms.milestones:
        return Bill(why=Why.NO_MILESTONES)
    due = sorted((one for one in terms.milestones if month_of(one.day) == month), key=lambda one: one.day)
    lines = []
    for one in due:
        lines.append(Line("milestone", half_up(one.amount), one.key))
        lines += _discount(terms, one.amount, one.key)
    return Bill(tuple(lines))


def _lines(terms: Terms, exact: Decimal, month: date) -> tuple[Line, ...]:
    """The charge and its discount, which is reckoned before the charge is rounded."""
    lines = (Line("charge", half_up(exact)), *_discount(terms, exact))
    if terms.period != "year":
        return lines
    return tuple(Line(line.what, twelfth(line.amount, month)) for line in lines)


def _discount(terms: Terms, exact: Decimal, key: int = 0) -> list[Line]:
    if not terms.discount:
        return []
    with localcontext(prec=DIGITS):
        off = half_up(exact * terms.discount / HUNDRED)
    return [Line("discount", -off, key)]


def twelfth(amount: Decimal, month: date) -> Decimal:
    """The part of a year's amount, of whole cents, that falls to a month: the first months take the cents left."""
    return shares(amount, dict.fromkeys(MONTHS, Decimal(1)))[f"{month.month:02}"]


# What costs are recovered -----------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class CostOf:
    """What one month cost in full, and what was billed and credited for it; none for what is not known."""

    month: date
    full_cost: Decimal | None
    billed: Decimal | None
    credits: Decimal = ZERO

    @property
    def whole(self) -> bool:
        return self.full_cost is not None and self.billed is not None


@dataclass(frozen=True, slots=True)
class Recovery:
    """(billed − credits) ÷ full cost over the months that have both; `why` when there is no such ratio."""

    recovered: Decimal
    cost: Decimal
    months: int
    ratio: Decimal | None
    why: Why | None = None

    @property
    def gap(self) -> Decimal:
        """What is recovered beyond the cost; negative for what lacks."""
        return self.recovered - self.cost


def recovery(months: Iterable[CostOf]) -> Recovery:
    """The recovery of these months together. The ratio has 28 significant digits: it is rounded where it is shown."""
    both: Sequence[CostOf] = [month for month in months if month.whole]
    recovered = sum(((month.billed or ZERO) - month.credits for month in both), ZERO)
    cost = sum((month.full_cost or ZERO for month in both), ZERO)
    why = Why.NO_MONTHS if not both else Why.NO_COST if cost == 0 else None
    return Recovery(recovered, cost, len(both), None if why else recovered / cost, why)


def in_per_cent(ratio: Decimal) -> Decimal:
    """A ratio as it is shown: one decimal, rounded down, so that 99.96 % never reads as all of it."""
    with localcontext(prec=DIGITS):
        return (ratio * 1000).to_integral_value(ROUND_FLOOR) / 10
