"""The prices of the whole catalogue on a day."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from catalog.filters import PriceFilter
from catalog.models import Tariff
from catalog.permissions import can_edit_catalogue, can_keep_costs
from catalog.price_words import first_of
from catalog.queries import price_list as queries
from core.listing import Blank, Column, ListPage
from core.templatetags.portal import number
from organization.requests import PortalRequest


class PriceList(ListPage):
    """What is charged on a day, and at which price. Its files hold the columns that the import takes back."""

    request: PortalRequest
    title = gettext_lazy("Prices")
    template_name = "catalog/price_list.html"
    rows_template = "catalog/_price_rows.html"
    filter_class = PriceFilter
    columns = (
        Column("name", gettext_lazy("Offering"), ("offering__name", "rank")),
        Column("tariff", gettext_lazy("What is charged"), ("label",)),
        Column("price", gettext_lazy("Price"), ("now_amount",), blank_last=True),
        Column("conditions", gettext_lazy("Conditions")),
        Column("since", gettext_lazy("Since"), ("now_since",), blank_last=True),
    )
    order = "name"
    table = "stack"
    hints = {"q": gettext_lazy("Offering or what is charged")}
    file_name = "prices"

    def day(self) -> date:
        """The day asked about; today when none, or none that can be read."""
        try:
            return forms.DateField().clean(self.request.GET.get("day", "")) or timezone.localdate()
        except ValidationError:
            return timezone.localdate()

    def records(self) -> QuerySet[Tariff]:
        return queries.charged(self.request.user, self.day())

    def rows(self, records: QuerySet[Tariff]) -> list[queries.PriceRow]:
        return queries.rows(records)

    def said(self, count: int) -> str:
        if not count:
            return _("No tariff")
        said = {"n": number(count), "day": first_of(self.day())}
        return ngettext("%(n)s tariff on %(day)s", "%(n)s tariffs on %(day)s", count) % said

    def sheet(self) -> Sequence[Any]:
        return queries.sheet()

    def line(self, row: queries.PriceRow) -> Sequence[Any]:
        return row.line

    def blank(self) -> Blank:
        return Blank(
            _("No price yet"),
            _(
                "A tariff says how an offering is charged; it is added on the page of the offering, under its prices."
            ),
        )

    def more(self) -> dict[str, Any]:
        return {
            "may_edit": can_edit_catalogue(self.request.user),
            "may_keep_costs": can_keep_costs(self.request.user),
        }
