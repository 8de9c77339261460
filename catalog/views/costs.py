"""Full costs and what prices recover: for those who keep them. Others get 403 before anything is read."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.http import require_POST, require_safe

from catalog import actions
from catalog.cost_picture import trend
from catalog.filters import CostFilter
from catalog.forms.prices import CostForm, ObjectiveForm
from catalog.models import CostMonth, CostObjective, Offering
from catalog.permissions import can_keep_costs
from catalog.queries import costs as queries
from catalog.queries.doors import offerings_visible_to
from catalog.queries.head import head_of
from catalog.views.finding import asks, offering_of
from core import dates
from core.editing import edit_page
from core.listing import Blank, Column, ListPage, Way
from core.templatetags.portal import number, percent
from organization.queries import name_of_actor
from organization.requests import PortalRequest


def offering_to_cost(request: PortalRequest, reference: str) -> Offering:
    """Raises Http404 when there is none for this reader; PermissionDenied for who does not keep costs."""
    found = offering_of(request, reference)
    if not can_keep_costs(request.user):
        raise PermissionDenied
    return found


@require_safe
def costs(request: PortalRequest, reference: str) -> HttpResponse:
    """Month by month what it cost in full, what was billed and credited, and what that recovers."""
    offering = offering_to_cost(request, reference)
    today = timezone.localdate()
    page = queries.costs_page(offering, today)
    months = [
        (row.name, row.ratio, str(percent(row.ratio)) if row.ratio is not None else "") for row in page.rows
    ]
    picture = months[: queries.WINDOW][::-1]
    this = reverse("catalog:cost-month", args=[reference, f"{page.to_record:%Y-%m}"])
    context = {
        "head": head_of(offering, request.user, "costs", primary=Way(_("Record a month"), this)),
        "offering": offering,
        "page": page,
        "wide": trend(picture, wide=True),
        "narrow": trend(picture, wide=False),
        "trail": queries.costs_trail(offering),
    }
    return render(request, "catalog/costs.html", context)


def _month(said: str) -> date:
    try:
        return date.fromisoformat(f"{said}-01")
    except ValueError:
        raise Http404 from None


@asks
def cost_month(request: PortalRequest, reference: str, month: str) -> HttpResponse:
    """What one month cost, what was billed and credited."""
    offering, day = offering_to_cost(request, reference), _month(month)

    def held() -> CostMonth:
        kept = CostMonth.objects.select_related("offering").filter(offering=offering, month=day).first()
        return kept or CostMonth(offering=offering, month=day)

    def make(data, files):
        return CostForm(data, instance=held())

    def save(form: CostForm) -> HttpResponse:
        actions.save_costs(
            offering=offering,
            month=day,
            fields=form.values(),
            by=request.user,
            today=timezone.localdate(),
            expected=form.had,
        )
        messages.success(request, _("Saved: %(name)s.") % {"name": dates.month(day)})
        return redirect("catalog:costs", reference)

    record = held()
    return edit_page(
        request, make=make, save=save, record=record, name_of=name_of_actor, now=timezone.now(),
        title=_("Costs of %(month)s") % {"month": dates.month(day)},
        context=_context(offering, cost=record if record.pk else None, month=month),
        template="catalog/cost_form.html",
    )  # fmt: skip


@require_POST
def cost_remove(request: PortalRequest, reference: str, month: str) -> HttpResponse:
    """The month is no longer known."""
    offering = offering_to_cost(request, reference)
    day = _month(month)
    kept = CostMonth.objects.select_related("offering").filter(offering=offering, month=day).first()
    if kept is not None:  # else somebody has just taken it away
        actions.remove_costs(cost=kept, by=request.user)
    messages.success(request, _("Taken away: %(name)s.") % {"name": dates.month(day)})
    return redirect("catalog:costs", reference)


@asks
def cost_objective(request: PortalRequest, reference: str) -> HttpResponse:
    """What the price is for."""
    offering = offering_to_cost(request, reference)

    def held() -> CostObjective:
        kept = CostObjective.objects.select_related("offering").filter(offering=offering).first()
        return kept or CostObjective(offering=offering)

    def make(data, files):
        return ObjectiveForm(data, instance=held())

    def save(form: ObjectiveForm) -> HttpResponse:
        actions.set_objective(offering=offering, **form.values(), by=request.user, expected=form.had)
        messages.success(request, _("Saved: %(name)s.") % {"name": offering.name})
        return redirect("catalog:costs", reference)

    return edit_page(
        request, make=make, save=save, record=held(), name_of=name_of_actor, now=timezone.now(),
        title=_("What the price is for"), context=_context(offering), template="catalog/cost_form.html",
    )  # fmt: skip


def _context(offering: Offering, **more: Any) -> dict[str, Any]:
    return {"offering": offering, "back": reverse("catalog:costs", args=[offering.reference]), **more}


class CostList(ListPage):
    """What each offering recovers over the last twelve months that are over."""

    request: PortalRequest
    title = gettext_lazy("Full costs")
    template_name = "catalog/cost_list.html"
    rows_template = "catalog/_cost_rows.html"
    filter_class = CostFilter
    columns = (
        Column("name", gettext_lazy("Offering"), ("name",)),
        Column(
            "objective", gettext_lazy("Objective"), ("cost_objective__objective", "name"), blank_last=True
        ),
        Column("cost", gettext_lazy("Full cost"), number=True),
        Column("recovered", gettext_lazy("Billed less credits"), number=True),
        Column("share", gettext_lazy("Recovered"), number=True),
        Column("missing", gettext_lazy("Months that lack"), number=True),
    )
    order = "name"
    table = "stack"
    hints = {"q": gettext_lazy("Name or reference")}
    file_name = "costs"

    def allowed(self) -> bool:
        return can_keep_costs(self.request.user)

    def records(self) -> QuerySet[Offering]:
        return offerings_visible_to(self.request.user)

    def rows(self, records: QuerySet[Offering]) -> list[queries.CostRow]:
        return queries.cost_rows(records, timezone.localdate())

    def said(self, count: int) -> str:
        if not count:
            return _("No offering")
        return ngettext("%(n)s offering", "%(n)s offerings", count) % {"n": number(count)}

    def sheet(self) -> Sequence[Any]:
        return [
            _("Reference"), _("Offering"), _("Objective"), _("Full cost"), _("Billed less credits"),
            _("Recovered, in %"), _("Months counted"), _("Months that lack"),
        ]  # fmt: skip

    def line(self, row: queries.CostRow) -> Sequence[Any]:
        year = row.year
        counted = (year.cost, year.recovered) if year.months else (None, None)
        return [row.reference, row.name, row.objective, *counted, year.share, year.months, row.missing]

    def blank(self) -> Blank:
        return Blank(_("No offering yet"), _("Costs are recorded month by month on the page of an offering."))

    def more(self) -> dict[str, Any]:
        window = queries.window_of(timezone.localdate())
        return {"first": dates.month(window[0]), "last": dates.month(window[-1])}
