"""A person, as all apps see them."""

from __future__ import annotations

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from organization.access import Permission
from organization.models import User
from organization.requests import PortalRequest


@require_safe
def person(request: PortalRequest, ref: str) -> HttpResponse:
    """Oneself, or anybody for those who may read the directory; 404 for the others."""
    if request.user.ref != ref and not request.user.has_perm(Permission.READ_DIRECTORY):
        raise Http404
    found = get_object_or_404(User.objects.select_related("unit", "site"), ref=ref)
    return render(request, "dsi_marketing/person.html", {"person": found})
