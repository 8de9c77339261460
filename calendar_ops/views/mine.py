"""« Interventions qui me touchent »."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from calendar_ops.queries import mine as queries
from calendar_ops.queries.messages import messages
from organization.requests import PortalRequest


@require_safe
def mine(request: PortalRequest) -> HttpResponse:
    """What touches the reader: running, to come, past; why, and when they are told."""
    now = timezone.now()
    past = queries.past(request.user, now, request.GET.get("before", ""))
    found = queries.coming(request.user, now, past.works)
    context = {
        "mine": found,
        "summary": queries.summary(found),
        "past": past,
        "to_pass_on": messages(request.user, now).to_pass_on,
    }
    return render(request, "calendar_ops/mine.html", context)
