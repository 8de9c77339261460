"""The mix of the catalogue, for those who read all of it."""

from __future__ import annotations

from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from catalog.permissions import can_read_whole_catalogue
from catalog.queries.mix import mix_page
from organization.requests import PortalRequest


@require_safe
def mix(request: PortalRequest) -> HttpResponse:
    """The four kinds, and what they are born of, with what clients expect of each."""
    if not can_read_whole_catalogue(request.user):
        raise PermissionDenied
    return render(request, "catalog/mix.html", {"mix": mix_page()})
