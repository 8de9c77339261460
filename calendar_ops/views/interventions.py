"""The page of one intervention: what it says, whom it reaches, what became of its notices, what happened to it."""

from __future__ import annotations

from datetime import timedelta

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from calendar_ops import actions, permissions
from calendar_ops.actions import Refused
from calendar_ops.enums import State
from calendar_ops.feeds_links import single_event_url
from calendar_ops.models import Intervention
from calendar_ops.queries import detail
from calendar_ops.queries import interventions as queries
from calendar_ops.queries.delivery import delivery_of
from calendar_ops.shown_state import shown_state
from calendar_ops.trail import story
from organization.requests import PortalRequest

SOON = timedelta(days=1)  # before that nobody looks for the button that starts the work


@require_safe
def intervention(request: PortalRequest, reference: str) -> HttpResponse:
    """One intervention; 404 for whom it does not touch."""
    found = detail.shown_to(request.user, reference)
    now = timezone.now()
    shown = shown_state(found.state, found.start, found.end, now)
    choices = permissions.choices(request.user, found)
    reads_notices = permissions.can_read_notices(request.user, found)
    named, everything = detail.named_in(found), "units" in request.GET
    context = {
        "intervention": found,
        "shown": shown,
        "state": queries.state_label(shown),
        "choices": choices,
        "past": (past := found.state == State.DRAFT and found.start <= now),
        "primary": "edit" if past and choices["edit"] else _primary(choices, shown.code),
        "starts_soon": choices["start"] and found.start - now < SOON,
        "plans": permissions.can_plan(request.user),
        "named": named,
        "reach": detail.reach_foreseen(named, everything=everything)
        if found.state in (State.DRAFT, State.AWAITING)
        else detail.reach_of(found, everything=everything),
        "overrides": detail.overrides_of(found),
        "alerts": detail.alerts_of(found) if reads_notices else [],
        "may_close": permissions.can_close_alerts(request.user, found),
        "delivery": delivery_of(found) if reads_notices else None,
        "diary": single_event_url(found, get_language() or "fr") if found.version else "",
        "trail": story(found),
    }
    return render(request, "calendar_ops/intervention_detail.html", context)


def _primary(choices: dict[str, bool], code: str) -> str:
    """The one filled button of the page: the next step of whoever looks at it."""
    order = ["approve", "finish", *(["start"] if code in {"due_to_start", "overdue"} else []), "confirm"]
    return next((name for name in order if choices.get(name)), "")


def _with_notices(request: PortalRequest, reference: str) -> Intervention:
    found = get_object_or_404(queries.for_page(request.user, reference))
    if not permissions.can_read_notices(request.user, found):
        raise PermissionDenied
    return found


@require_safe
def deliveries(request: PortalRequest, reference: str) -> HttpResponse:
    """What became of the notices, for htmx while they leave."""
    found = _with_notices(request, reference)
    context = {"intervention": found, "delivery": delivery_of(found), "reach": detail.reach_of(found)}
    return render(request, "calendar_ops/_deliveries.html", context)


@require_POST
def close_alert(request: PortalRequest, reference: str) -> HttpResponse:
    """Close an alert that was only to be known."""
    found = get_object_or_404(queries.for_page(request.user, reference))
    if not permissions.can_close_alerts(request.user, found):
        raise PermissionDenied
    try:
        actions.close_alert(
            intervention=found, kind=request.POST.get("kind", ""), by=request.user, now=timezone.now()
        )
    except Refused as refused:
        messages.add_message(request, messages.WARNING, refused.sentence, extra_tags="warn")
    else:
        messages.success(request, _("The alert is closed."))
    return redirect(found)
