"""The pages of the catalogue: its list, an offering's form, who uses it. The offering's own page gathers several apps."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.html import format_html_join
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from catalog import actions, queries
from catalog.filters import OfferingFilter
from catalog.forms import OfferingForm, QuantityForm, UsageForm
from catalog.models import Offering, Usage
from catalog.permissions import can_edit_catalogue
from core.editing import edit_page
from core.listing import Blank, Column, ListPage, Way
from core.templatetags.portal import number
from organization.queries import name_of_actor
from organization.requests import PortalRequest

asks = require_http_methods(["GET", "HEAD", "POST"])


class OfferingList(ListPage):
    """What IT provides: published offerings, all of them for those who edit the catalogue or plan on it."""

    request: PortalRequest
    title = gettext_lazy("Catalogue")
    template_name = "catalog/offering_list.html"
    rows_template = "catalog/_offering_rows.html"
    filter_class = OfferingFilter
    columns = (
        Column("name", gettext_lazy("Offering"), ("name",)),
        Column("kind", gettext_lazy("Kind"), ("kind", "name")),
        Column("benefit", gettext_lazy("Benefit")),
        Column("users", gettext_lazy("Units"), number=True),
        Column("state", gettext_lazy("State"), ("state", "name")),
    )
    order = "name"
    page_size = 25
    table = "stack flow"
    hints = {"q": gettext_lazy("Name or reference")}
    file_name = "offerings"

    def records(self) -> QuerySet[Offering]:
        return queries.offerings_visible_to(self.request.user)

    def rows(self, records: QuerySet[Offering]) -> list[queries.Row]:
        return queries.rows(records, self.request.user)

    def said(self, count: int) -> str:
        if not count:
            return _("No offering")
        return ngettext("%(n)s offering", "%(n)s offerings", count) % {"n": number(count)}

    def sheet(self) -> Sequence[Any]:
        return [_("Reference"), _("Offering"), _("Kind"), _("Benefit"), _("Units"), _("State")]

    def line(self, row: queries.Row) -> Sequence[Any]:
        return [row.reference, row.name, row.kind, row.benefit, row.users, row.state]

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
    pairs = queries.offerings_visible_to(request.user).order_by("name").values_list("reference", "name")
    return HttpResponse(format_html_join("", '<option value="{}">{}</option>', pairs))


@asks
def offering_form(request: PortalRequest, reference: str = "") -> HttpResponse:
    """Create or change an offering, and say what it is built on."""
    record = _offering(request, reference) if reference else Offering()
    if not can_edit_catalogue(request.user):
        raise PermissionDenied
    title = _("Edit the offering") if reference else _("Create an offering")
    context = (
        {"offering": record, "back": record.get_absolute_url()}
        if reference
        else {"back": reverse("catalog:offerings")}
    )

    def make(data, files):
        return OfferingForm(data, files, instance=_offering(request, reference) if reference else Offering())

    def save(form: OfferingForm) -> HttpResponse:
        saved = actions.save_offering(
            offering=form.instance,
            fields=form.values(),
            parts=form.wanted(),
            by=request.user,
            expected=form.had,
        )
        messages.success(request, _("Saved: %(name)s.") % {"name": saved.name})
        return redirect(saved)

    return edit_page(
        request, make=make, save=save, title=title, record=record, name_of=name_of_actor, now=timezone.now(),
        context=context, template="catalog/form.html",
    )  # fmt: skip


@asks
def usage_new(request: PortalRequest, reference: str) -> HttpResponse:
    """Say that a unit, or a group of it, uses the offering."""
    offering = _offering(request, reference)
    if not can_edit_catalogue(request.user):
        raise PermissionDenied
    form = UsageForm(request.POST or None, offering=offering)
    if request.method == "POST" and form.is_valid():
        said = form.cleaned_data
        actions.set_usage(
            offering=offering,
            unit=said["unit"],
            group=said["group"],
            quantity=said["quantity"] or 0,
            by=request.user,
        )
        messages.success(request, _("%(unit)s uses it from now on.") % {"unit": said["unit"].name})
        return redirect(offering)
    context = {
        "form": form,
        "title": _("Add who uses it"),
        "offering": offering,
        "back": offering.get_absolute_url(),
    }
    return render(request, "catalog/form.html", context, status=422 if form.is_bound else 200)


@asks
def usage(request: PortalRequest, reference: str, number: int) -> HttpResponse:
    """Change a usage's quantity, or see what ending it would mean."""
    found = _usage(request, reference, number)
    form = QuantityForm(request.POST or None, initial={"quantity": found.quantity or None})
    if request.method == "POST" and form.is_valid():
        actions.set_usage(
            offering=found.offering,
            unit=found.unit,
            group=found.group,
            quantity=form.cleaned_data["quantity"] or 0,
            by=request.user,
        )
        messages.success(request, _("Saved: %(name)s.") % {"name": found.unit.name})
        return redirect(found.offering)
    context = {"form": form, "title": _("Usage by %(unit)s") % {"unit": found.unit.name}, "usage": found}
    offering = found.offering
    return render(
        request,
        "catalog/usage_form.html",
        {**context, "offering": offering, "back": offering.get_absolute_url()},
        status=422 if form.is_bound else 200,
    )


@require_POST
def usage_end(request: PortalRequest, reference: str, number: int) -> HttpResponse:
    """The unit no longer uses it; the sweep tells those who are no longer touched."""
    found = _usage(request, reference, number)
    actions.end_usage(usage=found, by=request.user)
    messages.success(request, _("%(unit)s no longer uses it.") % {"unit": found.unit.name})
    return redirect(found.offering)


def _offering(request: PortalRequest, reference: str) -> Offering:
    return get_object_or_404(queries.offerings_visible_to(request.user), reference=reference)


def _usage(request: PortalRequest, reference: str, number: int) -> Usage:
    offering = _offering(request, reference)
    if not can_edit_catalogue(request.user):
        raise PermissionDenied
    return get_object_or_404(queries.usages_visible_to(request.user), offering=offering, pk=number)
