"""The records that the addresses of the catalogue name, for whoever asks."""

from __future__ import annotations

from django.core.exceptions import PermissionDenied
from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_http_methods

from catalog.models import Offering
from catalog.permissions import can_edit_catalogue
from catalog.queries.doors import offerings_visible_to
from organization.requests import PortalRequest

asks = require_http_methods(["GET", "HEAD", "POST"])


def offering_of(request: PortalRequest, reference: str) -> Offering:
    """Raises Http404 when there is none for this reader."""
    return get_object_or_404(offerings_visible_to(request.user), reference=reference)


def offering_to_edit(request: PortalRequest, reference: str) -> Offering:
    """The same; raises PermissionDenied for who may read and not edit it."""
    found = offering_of(request, reference)
    if not can_edit_catalogue(request.user):
        raise PermissionDenied
    return found
