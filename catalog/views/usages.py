"""Saying who uses an offering."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from catalog import actions
from catalog.forms.usages import QuantityForm, UsageForm
from catalog.models import Usage
from catalog.queries.doors import usages_visible_to
from catalog.views.finding import asks, offering_to_edit
from organization.requests import PortalRequest


@asks
def usage_new(request: PortalRequest, reference: str) -> HttpResponse:
    """Say that a unit, or a group of it, uses the offering."""
    offering = offering_to_edit(request, reference)
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


def _usage(request: PortalRequest, reference: str, number: int) -> Usage:
    offering = offering_to_edit(request, reference)
    return get_object_or_404(usages_visible_to(request.user), offering=offering, pk=number)
