"""The list of interventions."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django.db.models import QuerySet
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from calendar_ops.filters import InterventionFilter
from calendar_ops.models import Intervention
from calendar_ops.permissions import can_plan, can_read_everything
from calendar_ops.queries import intervention_list as queries
from calendar_ops.queries.interventions import visible_to
from core.listed import Blank, Column, Way
from core.listing import ListPage
from core.templatetags.portal import number
from organization.requests import PortalRequest


class InterventionList(ListPage):
    """Everything that this person may know of, newest slot first."""

    request: PortalRequest
    title = gettext_lazy("Interventions")
    template_name = "calendar_ops/intervention_list.html"
    rows_template = "calendar_ops/_intervention_rows.html"
    filter_class = InterventionFilter
    columns = (
        Column("title", gettext_lazy("Intervention"), ("title",)),
        Column("slot", gettext_lazy("Slot"), ("start",)),
        Column("interruption", gettext_lazy("Interruption"), ("interruption_minutes",), number=True),
        Column("units", gettext_lazy("Units")),
        Column("people", gettext_lazy("People"), ("people_count",), number=True, blank_last=True),
        Column("period", gettext_lazy("Period")),
        Column("state", gettext_lazy("State"), ("state", "start")),
    )
    order = "-slot"
    page_size = 25
    table = "stack flow"
    hints = {"q": gettext_lazy("Title, reference, service"), "unit": gettext_lazy("Code or name")}
    file_name = "interventions"

    def setup(self, request, *args: Any, **kwargs: Any) -> None:
        super().setup(request, *args, **kwargs)
        self.now: datetime = timezone.now()

    def records(self) -> QuerySet[Intervention]:
        return visible_to(self.request.user)

    def rows(self, records: QuerySet[Intervention]) -> list[queries.Row]:
        return queries.rows(records, self.now)

    def counted(self, records: QuerySet[Intervention]) -> tuple[int, str]:
        alone = list(self.asked) == ["q"] and can_read_everything(self.request.user)
        return queries.counted(
            records, searched="q" in self.asked, known=self.filters.found if alone else None
        )

    def said(self, count: int) -> str:
        if not count:
            return _("No intervention")
        return ngettext("%(n)s intervention", "%(n)s interventions", count) % {"n": number(count)}

    def sheet(self) -> Sequence[Any]:
        return [
            _("Reference"), _("Intervention"), _("Start"), _("End"), _("Interruption, minutes"), _("Units"),
            _("People"), _("Period"), _("State"), _("Note"),
        ]  # fmt: skip

    def line(self, row: queries.Row) -> Sequence[Any]:
        return [
            row["reference"], row["title"], row["start"], row["end"], row["minutes"], row["units"],
            row["people"], row["colour_word"], row["state"], row["note"],
        ]  # fmt: skip

    def blank(self) -> Blank:
        if can_plan(self.request.user):
            return Blank(
                _("No intervention yet"),
                _(
                    "An intervention tells the people touched what IT is going to do, when, and what they should "
                    "do before. It can be confirmed only where the calendar of each unit allows it. Begin by "
                    "negotiating a calendar, or plan: the portal says what lacks."
                ),
                [
                    Way(_("Negotiate the calendar of a unit"), reverse("calendar_ops:calendars")),
                    Way(_("Plan an intervention"), reverse("calendar_ops:plan")),
                ],
            )
        return Blank(
            _("No intervention touches you"),
            _(
                "When IT plans work on something that your unit uses, it stands here, and you are told by mail "
                "a few days before."
            ),
        )

    def more(self) -> dict[str, Any]:
        return {"may_plan": can_plan(self.request.user)}
