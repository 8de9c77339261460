"""The lines of the list of prices, and of its files."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _

from catalog.imports.prices import PRICE
from catalog.models import Tariff
from catalog.price_words import PriceWords, discount_words, first_of
from catalog.queries.prices import Priced, charged_on, coming_words, priced, tariffs_visible_to, with_prices
from core.bilingual import pick
from organization.models import User


@dataclass(frozen=True, slots=True)
class PriceRow:
    """One tariff with its price of the day; `line`: the same as the files have it."""

    reference: str
    address: str
    name: str
    name_lang: str
    label: str
    label_lang: str
    words: PriceWords
    discount: str
    coming: str
    conditions: str
    conditions_lang: str
    since: str
    line: Sequence[Any]


def charged(user: User, day: date) -> QuerySet[Tariff]:
    """What is charged on that day for what the reader may know of, with the price that holds then."""
    return with_prices(tariffs_visible_to(user).filter(charged_on(day)), day).select_related("offering")


def rows(tariffs: Iterable[Tariff]) -> list[PriceRow]:
    """The lines of a page; no query but that of the tariffs themselves."""
    return [_row(priced(tariff)) for tariff in tariffs]


def _row(found: Priced) -> PriceRow:
    tariff = found.tariff
    name, label, conditions = pick(tariff.offering, "name"), pick(tariff, "label"), pick(tariff, "conditions")
    return PriceRow(
        reference=tariff.offering.reference,
        address=reverse("catalog:prices", args=[tariff.offering.reference]),
        name=name[0],
        name_lang=name[1],
        label=label[0],
        label_lang=label[1],
        words=found.words,
        discount=discount_words(tariff),
        coming=coming_words(found),
        conditions=conditions[0],
        conditions_lang=conditions[1],
        since=first_of(found.since) if found.since else "",
        line=_line(found),
    )


def sheet() -> list[str]:
    """The heads of the files: those of the import, which takes them back."""
    return [column.title for column in PRICE.columns]


def _line(found: Priced) -> list[Any]:
    tariff = found.tariff
    return [
        tariff.offering.reference,
        tariff.label,
        tariff.label_en,
        tariff.get_mode_display(),
        tariff.get_per_display(),
        tariff.what,
        tariff.what_en,
        tariff.get_period_display(),
        tariff.included or None,
        tariff.get_share_display(),
        tariff.discount or None,
        tariff.discount_why,
        tariff.conditions,
        tariff.conditions_en,
        _("yes") if tariff.main else None,
        tariff.until,
        found.since,
        found.amount,
    ]
