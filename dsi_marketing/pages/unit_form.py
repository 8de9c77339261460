"""Creating and changing a unit: what follows from it reaches calendars and notices."""

from __future__ import annotations

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from core.editing import edit_page
from dsi_marketing import reorganise
from organization.forms import UnitForm
from organization.models import BusinessUnit
from organization.permissions import can_edit_directory
from organization.queries import name_of_actor, units_visible_to
from organization.requests import PortalRequest


@require_http_methods(["GET", "HEAD", "POST"])
def unit_form(request: PortalRequest, code: str = "") -> HttpResponse:
    visible = units_visible_to(request.user)
    record = get_object_or_404(visible, code=code) if code else BusinessUnit()
    if not can_edit_directory(request.user):
        raise PermissionDenied
    now = timezone.now()

    def make(data, files):
        return UnitForm(data, instance=visible.get(pk=record.pk) if code else BusinessUnit())

    def save(form: UnitForm) -> HttpResponse:
        saved = reorganise.save_unit(
            unit=form.instance, fields=form.values(), by=request.user, now=now, expected=form.had
        )
        messages.success(request, _("Saved: %(name)s.") % {"name": saved.name})
        return redirect("unit", saved.code)

    title = _("Edit the unit") if code else _("Create a unit")
    return edit_page(
        request, make=make, save=save, title=title, record=record, name_of=name_of_actor, now=now,
        context={"back": record.get_absolute_url() if code else ""},
    )  # fmt: skip
