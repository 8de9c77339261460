"""An address that nothing answers: a page for people, JSON for those who speak to the API."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.defaults import page_not_found


def unknown_address(request: HttpRequest, exception: Exception) -> HttpResponse:
    """404, below /api/ in the shape of the API's other errors."""
    if not request.path.startswith("/api/"):
        return page_not_found(request, exception)
    said = _("The API has no such address: those that it has are described at %(page)s.")
    return JsonResponse({"detail": said % {"page": reverse("api-docs")}}, status=404)
