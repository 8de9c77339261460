"""Creating and changing a unit: what follows from it reaches calendars and notices."""

from __future__ import annotations

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from dsi_marketing import reorganise
from organization.forms import UnitForm
from organization.models import BusinessUnit
from organization.permissions import can_edit_directory
from organization.queries import units_visible_to
from organization.requests import PortalRequest


@require_http_methods(["GET", "HEAD", "POST"])
def unit_form(request: PortalRequest, code: str = "") -> HttpResponse:
    record = get_object_or_404(units_visible_to(request.user), code=code) if code else BusinessUnit()
    if not can_edit_directory(request.user):
        raise PermissionDenied
    form = UnitForm(request.POST or None, instance=record)
    if request.method == "POST" and form.is_valid():
        try:
            saved = reorganise.save_unit(
                unit=record, fields=form.values(), by=request.user, now=timezone.now()
            )
        except ValidationError as fault:
            form.refuse(fault)
        else:
            messages.success(request, _("Saved: %(name)s.") % {"name": saved.name})
            return redirect("unit", saved.code)
    title = _("Edit the unit") if code else _("Create a unit")
    status = 422 if form.is_bound else 200
    return render(request, "organization/form.html", {"form": form, "title": title}, status=status)
