"""The same figures as the dashboard, as a list: sorted, searched, and as files that the import of measures takes."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any
from urllib.parse import urlencode

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.text import capfirst
from django.utils.translation import get_language, gettext_lazy, ngettext
from django.utils.translation import gettext as _

from catalog import level_words
from catalog.imports.measures import MEASURE
from catalog.level_filters import LevelFilter, month_asked
from catalog.models import LevelTarget
from catalog.permissions import can_edit_catalogue
from catalog.queries import level_table as queries
from catalog.queries.doors import promises_visible_to
from catalog.queries.promises import in_force
from core.listed import Listing
from core.listing import Blank, Column, ListPage, Way
from core.templatetags.portal import number
from core.unchanged import Unchanged
from organization.requests import PortalRequest

_listings: Unchanged[Listing] = Unchanged()


class LevelTable(ListPage):
    """What was promised and measured in a month, of every level of what is published."""

    request: PortalRequest
    title = gettext_lazy("Service levels")
    template_name = "catalog/level_table.html"
    rows_template = "catalog/_level_rows.html"
    filter_class = LevelFilter
    columns = (
        Column("offering", gettext_lazy("Offering"), ("level__offering__name",)),
        Column("measure", gettext_lazy("Measure"), ("level__metric", "level__label")),
        Column("promised", gettext_lazy("Promised"), ("value",), number=True),
        Column("value", gettext_lazy("Measured"), ("of_month__value",), number=True, blank_last=True),
        Column("outcome", gettext_lazy("Outcome"), ("used",), blank_last=True),
        Column("trend", gettext_lazy("Trend")),
        Column("why", gettext_lazy("Why")),
        Column("owner", gettext_lazy("Owner"), ("level__offering__owner__name",), blank_last=True),
    )
    order = "-outcome"
    page_size = 40
    table = "stack flow"
    hints = {"q": gettext_lazy("Name or reference"), "month": "2026-10"}
    file_name = "measures"

    @property
    def month(self) -> date:
        return month_asked(self.request.GET.get("month", ""))

    def _listing(self, records: QuerySet[LevelTarget]) -> Listing:
        """The same for all who ask, but for what a unit uses; kept while nothing changes."""
        whose = self.request.user.pk if self.asked.get("unit") else None
        key = (self.request.get_full_path(), get_language(), self.month, whose)
        return _listings.get(key, lambda: super(LevelTable, self)._listing(records))

    def records(self) -> QuerySet[LevelTarget]:
        return in_force(promises_visible_to(self.request.user), self.month)

    def rows(self, records: QuerySet[LevelTarget]) -> list[queries.Row]:
        return queries.rows(records, self.month)

    def said(self, count: int) -> str:
        if not count:
            return _("No level")
        month = level_words.long_month(self.month)
        return ngettext("%(n)s level in %(month)s", "%(n)s levels in %(month)s", count) % {
            "n": number(count),
            "month": month,
        }

    def sheet(self) -> Sequence[Any]:
        """The columns of the import of measures, and what it does not read."""
        return [
            *(column.title for column in MEASURE.columns),
            *(capfirst(str(one)) for one in MEASURE.ignored),
        ]

    def line(self, row: queries.Row) -> Sequence[Any]:
        return [
            row.reference, row.metric_said, row.label, row.month, row.value, row.events, row.why, row.name,
            row.promised, row.outcome, row.trend, row.owner,
        ]  # fmt: skip

    def blank(self) -> Blank:
        edits = can_edit_catalogue(self.request.user)
        ways = [Way(_("See the catalogue"), reverse("catalog:offerings"))] if edits else []
        text = _(
            "A level is promised on the page of an offering, from a month on; then it is measured every month."
        )
        return Blank(_("Nothing is promised yet"), text, ways)

    def more(self) -> dict[str, Any]:
        asked = {name: values[0] for name, values in self.asked.items()}
        asked.setdefault("metric", "all")
        return {"dashboard": _dashboard(asked), "month": level_words.long_month(self.month)}


def _dashboard(asked: dict[str, str]) -> str:
    return f"{reverse('catalog:levels')}?{urlencode(asked)}"
