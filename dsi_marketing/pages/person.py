"""A person, as all apps see them."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from organization.queries import people_visible_to
from organization.requests import PortalRequest


@require_safe
def person(request: PortalRequest, ref: str) -> HttpResponse:
    """Oneself, or those whom one may read in the directory; 404 for the others."""
    found = get_object_or_404(people_visible_to(request.user), ref=ref)
    return render(request, "dsi_marketing/person.html", {"person": found})
