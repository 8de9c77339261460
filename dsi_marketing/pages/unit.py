"""A unit, as all apps see it."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from organization.queries import units_visible_to
from organization.requests import PortalRequest


@require_safe
def unit(request: PortalRequest, code: str) -> HttpResponse:
    """The names of the units are no secret: everybody signed in reads them."""
    found = get_object_or_404(units_visible_to(request.user), code=code)
    return render(request, "dsi_marketing/unit.html", {"unit": found})
