"""The form of an offering."""

from __future__ import annotations

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from catalog import actions
from catalog.forms import OfferingForm
from catalog.models import Offering
from catalog.permissions import can_edit_catalogue
from catalog.views.finding import asks, offering_of
from core.editing import edit_page
from organization.queries import name_of_actor
from organization.requests import PortalRequest


@asks
def offering_form(request: PortalRequest, reference: str = "") -> HttpResponse:
    """Create or change an offering, and say what it is built on."""
    record = offering_of(request, reference) if reference else Offering()
    if not can_edit_catalogue(request.user):
        raise PermissionDenied
    title = _("Edit the offering") if reference else _("Create an offering")
    context = (
        {"offering": record, "back": record.get_absolute_url()}
        if reference
        else {"back": reverse("catalog:offerings")}
    )

    def make(data, files):
        return OfferingForm(
            data, files, instance=offering_of(request, reference) if reference else Offering()
        )

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
