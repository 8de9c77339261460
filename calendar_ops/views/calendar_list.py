"""The list of calendars."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any
from zoneinfo import ZoneInfo

from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from calendar_ops import planner
from calendar_ops.filters import CalendarFilter
from calendar_ops.queries import calendar_list as queries
from core.listed import Blank, Column
from core.listing import ListPage
from core.templatetags.portal import number
from organization.models import BusinessUnit
from organization.queries import units_visible_to
from organization.requests import PortalRequest


class CalendarList(ListPage):
    """Every active unit with the calendar that it keeps or follows; everybody signed in may read them."""

    request: PortalRequest
    title = gettext_lazy("Calendars")
    template_name = "calendar_ops/calendar_list.html"
    rows_template = "calendar_ops/_calendar_rows.html"
    filter_class = CalendarFilter
    columns = (
        Column("name", gettext_lazy("Unit"), ("name", "code")),
        Column("calendar", gettext_lazy("Calendar")),
        Column("version", gettext_lazy("Version"), number=True),
        Column("share", gettext_lazy("Share of blue this year"), number=True),
    )
    order = "name"
    hints = {"q": gettext_lazy("Name or code"), "parent": gettext_lazy("Code or name")}
    file_name = "calendars"

    def records(self) -> QuerySet[BusinessUnit]:
        return units_visible_to(self.request.user).filter(active=True)

    def rows(self, records: QuerySet[BusinessUnit]) -> list[queries.Row]:
        start, end = planner.year_bounds(timezone.localdate().year, ZoneInfo("Europe/Paris"))
        return queries.rows(records, start=start, end=end)

    def said(self, count: int) -> str:
        return ngettext("%(n)s unit", "%(n)s units", count) % {"n": number(count)} if count else _("No unit")

    def sheet(self) -> Sequence[Any]:
        return [_("Unit"), _("Code"), _("Calendar"), _("Version"), _("Share of blue this year, %")]

    def line(self, row: queries.Row) -> Sequence[Any]:
        return [row["name"], row["code"], row["calendar"], row["version"], row["share"]]

    def blank(self) -> Blank:
        return Blank(_("No unit yet"), _("A calendar belongs to a unit: the directory brings the units."))
