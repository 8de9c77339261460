"""The page of one intervention."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.views.decorators.http import require_safe

from calendar_ops.permissions import choices
from calendar_ops.queries import interventions as queries
from calendar_ops.shown_state import shown_state
from calendar_ops.telling.issuing import TOLD
from calendar_ops.trail import story
from organization.requests import PortalRequest


@require_safe
def intervention(request: PortalRequest, reference: str) -> HttpResponse:
    """One intervention; 404 for whom it does not touch."""
    found = get_object_or_404(queries.for_page(request.user, reference))
    shown = shown_state(found.state, found.start, found.end, timezone.now())
    context = {
        "intervention": found,
        "shown": shown,
        "state": queries.state_label(shown),
        "choices": choices(request.user, found),
        "told": found.notices.filter(TOLD).values("person").distinct().count(),
        "reach": list(found.reach.select_related("unit").order_by("unit__name")),
        "breaches": list(found.breaches.all()),
        "trail": story(found),
    }
    return render(request, "calendar_ops/intervention_detail.html", context)
