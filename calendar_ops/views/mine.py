"""« Interventions qui me touchent »."""

from __future__ import annotations

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from calendar_ops.queries import mine as queries
from organization.requests import PortalRequest

A_PAGE = 20


@require_safe
def mine(request: PortalRequest) -> HttpResponse:
    """What touches the reader: running, to come, past; why, and when they are told."""
    now = timezone.now()
    page = Paginator(queries.past(request.user, now), A_PAGE).get_page(request.GET.get("page"))
    found = queries.coming(request.user, now, page.object_list)
    context = {
        "mine": found,
        "summary": queries.summary(found),
        "page": page,
        "to_pass_on": queries.messages(request.user, now).to_pass_on,
    }
    return render(request, "calendar_ops/mine.html", context)
