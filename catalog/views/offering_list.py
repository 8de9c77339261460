"""The list of offerings, and their names as suggestions."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.html import format_html_join
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_safe

from catalog.filters import OfferingFilter
from catalog.models import Offering
from catalog.permissions import can_edit_catalogue, can_read_whole_catalogue
from catalog.queries import offering_list as queries
from catalog.queries.doors import offerings_visible_to
from core.listing import Blank, Column, ListPage, Way
from core.templatetags.portal import number
from organization.models import User
from organization.requests import PortalRequest


class OfferingList(ListPage):
    """What IT provides: published offerings, all of them for those who edit the catalogue or plan on it."""

    request: PortalRequest
    title = gettext_lazy("Catalogue")
    template_name = "catalog/offering_list.html"
    rows_template = "catalog/_offering_rows.html"
    filter_class = OfferingFilter
    columns: tuple[Column, ...] = (
        Column("name", gettext_lazy("Offering"), ("name",)),
        Column("kind", gettext_lazy("Kind"), ("kind", "name")),
        Column("benefit", gettext_lazy("Benefit")),
        Column("owner", gettext_lazy("Owner"), ("owner__name", "name"), blank_last=True),
        Column("complete", gettext_lazy("Complete"), number=True),
        Column("review", gettext_lazy("Next review"), ("next_review", "name"), blank_last=True),
        Column("users", gettext_lazy("Units"), number=True),
        Column("state", gettext_lazy("State"), ("state", "name")),
    )
    order = "name"
    page_size = 25
    table = "stack flow"
    hints = {"q": gettext_lazy("Name or reference")}
    file_name = "offerings"

    def setup(self, request: HttpRequest, *args: Any, **kwargs: Any) -> None:
        """Whoever keeps the catalogue sees how the cards are kept; the others what is in it for them."""
        super().setup(request, *args, **kwargs)
        self.whole = isinstance(request.user, User) and can_read_whole_catalogue(request.user)
        aside = {"benefit"} if self.whole else {"owner", "complete", "review"}
        self.columns = tuple(column for column in self.columns if column.name not in aside)

    def records(self) -> QuerySet[Offering]:
        return offerings_visible_to(self.request.user)

    def rows(self, records: QuerySet[Offering]) -> list[queries.Row]:
        return queries.rows(records.select_related("owner"), self.request.user, keeping=self.whole)

    def said(self, count: int) -> str:
        if not count:
            return _("No offering")
        return ngettext("%(n)s offering", "%(n)s offerings", count) % {"n": number(count)}

    def sheet(self) -> Sequence[Any]:
        return [
            *(_("Reference"), _("Offering"), _("Kind"), _("Benefit"), _("Units"), _("State")),
            *(_("Owner"), _("Complete, in %"), _("Next review")),
        ]

    def line(self, row: queries.Row) -> Sequence[Any]:
        kept = row.kept
        said = [row.reference, row.name, row.kind, row.benefit, row.users, row.state]
        return [*said, kept.owner, kept.complete.percent, kept.next_review]

    def blank(self) -> Blank:
        ways = [Way(_("Create the first one"), reverse("catalog:offering-new"))] if self._edits() else []
        return Blank(
            _("No offering yet"),
            _(
                "An offering is what IT provides, in the company's own words: services, solutions, projects, "
                "advice. Who uses which tells whom an intervention touches."
            ),
            ways,
        )

    def more(self) -> dict[str, Any]:
        return {"may_edit": self._edits()}

    def _edits(self) -> bool:
        return can_edit_catalogue(self.request.user)


@require_safe
@cache_control(private=True, max_age=300)
def options(request: PortalRequest) -> HttpResponse:
    """The offerings as <option>s, for the suggestions of a field."""
    pairs = offerings_visible_to(request.user).order_by("name").values_list("reference", "name")
    return HttpResponse(format_html_join("", '<option value="{}">{}</option>', pairs))
