"""An offering, as all apps see it: what it is, who uses it, what is planned on it."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.views.decorators.http import require_safe

from calendar_ops.queries.on_offering import coming_on
from catalog.permissions import can_edit_catalogue
from catalog.queries.card import offering_page
from catalog.queries.doors import offerings_visible_to
from catalog.trail import trail
from organization.requests import PortalRequest


@require_safe
def offering_card(request: PortalRequest, reference: str) -> HttpResponse:
    found = get_object_or_404(offerings_visible_to(request.user), reference=reference)
    page = offering_page(found, request.user)
    coming, more = coming_on(page.named, user=request.user, now=timezone.now())
    may_edit = can_edit_catalogue(request.user)
    context = {
        "page": page,
        "offering": found,
        "coming": coming,
        "more": more,
        "may_edit": may_edit,
        "trail": trail(found) if may_edit else None,
    }
    return render(request, "dsi_marketing/offering.html", context)
