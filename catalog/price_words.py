"""A price in the reader's words: « 4,20 € par boîte et par mois »; and why something is not measurable."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext

from catalog.amounts import Why
from catalog.enums import Per, Period, Share, TariffMode
from catalog.models import Tariff
from core import bilingual, dates
from core.templatetags.portal import money, quantity


@dataclass(frozen=True, slots=True)
class PriceWords:
    """The figure, which is shown large, and what goes on after it; both empty when there is no price."""

    figure: str = ""
    rest: str = ""

    def __str__(self) -> str:
        return f"{self.figure} {self.rest}".strip()

    def __bool__(self) -> bool:
        return bool(self.figure)


def first_of(month: date) -> str:
    """« 1er janv. 2027 », "1 Jan 2027": the day from which a price holds."""
    return f"{dates.of_month(month)} {month.year}"


def counted_in(tariff: Tariff) -> str:
    """What a quantity of it counts, in the singular: « boîte », else « personne »…"""
    return bilingual.text(tariff, "what") or str(Per(tariff.per).label)


def price_words(
    tariff: Tariff, amount: Decimal | None, *, due: Decimal | None = None, count: int = 0
) -> PriceWords:
    """The tariff at this amount; `due` and `count` are the sum and the number of its milestones."""
    mode = tariff.mode
    if mode == TariffMode.FREE:
        return PriceWords(pgettext("price", "free"))
    if mode == TariffMode.PROJECT:
        if not count:
            return PriceWords()
        return PriceWords(
            money(due), ngettext("in %(n)s milestone", "in %(n)s milestones", count) % {"n": quantity(count)}
        )
    if amount is None:
        return PriceWords()
    return PriceWords(money(amount), _rest(tariff))


def _rest(tariff: Tariff) -> str:
    what, period = counted_in(tariff), tariff.period
    if tariff.mode == TariffMode.FLAT:
        return {
            Period.MONTH: _("for each unit that uses it, per month"),
            Period.YEAR: _("for each unit that uses it, per year"),
            Period.ONCE: _("for each unit that uses it, once"),
        }[Period(period)]
    if tariff.mode == TariffMode.PASS_THROUGH:
        every = {Period.MONTH: _("per month"), Period.YEAR: _("per year"), Period.ONCE: _("once")}[
            Period(period)
        ]
        return f"{every}, {shared_by(tariff.share)}"
    words = {
        Period.MONTH: _("per %(what)s per month"),
        Period.YEAR: _("per %(what)s per year"),
        Period.ONCE: _("per %(what)s, once"),
    }[Period(period)] % {"what": what}
    if tariff.mode == TariffMode.FREE_BASE and tariff.included:
        beyond = _("beyond %(included)s, free up to there") % {"included": quantity(tariff.included)}
        return f"{words} {beyond}"
    return words


def shared_by(share: str) -> str:
    """How an amount is shared among the units that use it."""
    return {
        Share.EQUAL: _("shared equally among the units that use it"),
        Share.QUANTITY: _("shared among the units that use it by their quantities"),
        Share.PEOPLE: _("shared among the units that use it by their people"),
    }[Share(share)]


def label_of(tariff: Tariff) -> tuple[str, str]:
    """What is charged, and the language that it is in."""
    return bilingual.pick(tariff, "label")


def discount_words(tariff: Tariff) -> str:
    """« Remise de 10 % : première année. »; empty for none."""
    if not tariff.discount:
        return ""
    rate = quantity(tariff.discount)
    if tariff.discount_why:
        return _("%(rate)s%% off: %(why)s") % {"rate": rate, "why": tariff.discount_why}
    return _("%(rate)s%% off") % {"rate": rate}


def why_not(why: Why, *, first: date | None = None) -> str:
    """The reason in a sentence, after « not measurable: ». `first`: when the first price begins, if one is known."""
    if why is Why.NO_PRICE and first is not None:
        return _("it is charged from %(day)s on") % {"day": first_of(first)}
    return {
        Why.NO_PRICE: _("no price was set"),
        Why.NO_QUANTITY: _("no quantity is known to you: type one to see"),
        Why.NO_WEIGHTS: _("nobody is known in the units that use it"),
        Why.NO_MILESTONES: _("no milestone has a date yet"),
        Why.NO_MONTHS: _("no month has both a full cost and what was billed"),
        Why.NO_COST: _("these months cost nothing"),
    }[why]
