"""The words of what happened to prices, in the history of their offering; see core.trail."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

from django.utils.translation import gettext_lazy

from catalog.enums import Per, Period, Share, TariffMode
from catalog.price_words import first_of
from core.templatetags.portal import money, quantity
from core.trail import Field

WORDS = {
    "offering.tariff_created": gettext_lazy("« %(tariff)s » is charged from now on, said %(who)s"),
    "offering.tariff_changed": gettext_lazy("How « %(tariff)s » is charged, changed by %(who)s"),
    "offering.tariff_ended": gettext_lazy("« %(tariff)s » no longer charged from %(day)s on, said %(who)s"),
    "offering.tariff_resumed": gettext_lazy("« %(tariff)s » charged again, said %(who)s"),
    "offering.tariff_main": gettext_lazy("« %(tariff)s » made the main price by %(who)s"),
    "offering.price_set": gettext_lazy("Price of « %(tariff)s » from %(day)s on, set by %(who)s"),
    "offering.price_replaced": gettext_lazy("Price of « %(tariff)s » from %(day)s on, replaced by %(who)s"),
    "offering.price_removed": gettext_lazy("Price of « %(tariff)s » from %(day)s on, taken away by %(who)s"),
    "offering.milestone_created": gettext_lazy(
        "Milestone « %(milestone)s » of « %(tariff)s », added by %(who)s"
    ),
    "offering.milestone_changed": gettext_lazy(
        "Milestone « %(milestone)s » of « %(tariff)s », changed by %(who)s"
    ),
    "offering.milestone_removed": gettext_lazy(
        "Milestone « %(milestone)s » of « %(tariff)s », taken away by %(who)s"
    ),
}


def _money(value: Any) -> str:
    return "—" if value in (None, "") else money(value)


def _first(value: Any) -> str:
    """The day from which a price holds; the day of a milestone."""
    return first_of(date.fromisoformat(value)) if value else "—"


def _choice(choices: Any) -> Callable[[Any], str]:
    return lambda value: str(dict(choices.choices).get(value, value or "—"))


FIELDS = {
    "label": Field(gettext_lazy("what is charged")),
    "label_en": Field(gettext_lazy("what is charged, in English")),
    "mode": Field(gettext_lazy("mode"), _choice(TariffMode)),
    "per": Field(gettext_lazy("per"), _choice(Per)),
    "what": Field(gettext_lazy("in the reader's words")),
    "what_en": Field(gettext_lazy("in the reader's words, in English")),
    "period": Field(gettext_lazy("every"), _choice(Period)),
    "included": Field(gettext_lazy("included quantity"), quantity),
    "share": Field(gettext_lazy("shared"), _choice(Share)),
    "discount": Field(gettext_lazy("discount, in %"), quantity),
    "discount_why": Field(gettext_lazy("why the discount")),
    "conditions": Field(gettext_lazy("conditions")),
    "conditions_en": Field(gettext_lazy("conditions, in English")),
    "main": Field(gettext_lazy("the main price")),
    "until": Field(gettext_lazy("no longer charged from"), _first),
    "day": Field(gettext_lazy("from"), _first),
    "amount": Field(gettext_lazy("amount"), _money),
    "due": Field(gettext_lazy("due on"), _first),
}
