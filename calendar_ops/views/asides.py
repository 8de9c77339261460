"""What may be looked at before and after confirming: the mails as they will read, whom nothing reaches."""

from __future__ import annotations

import secrets
from datetime import timedelta
from typing import Any

from csp.decorators import csp_replace
from django.core.cache import cache
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.clickjacking import xframe_options_sameorigin
from django.views.decorators.http import require_POST, require_safe

from calendar_ops import permissions
from calendar_ops.actions.drafts import next_reference
from calendar_ops.evaluation import plan_of
from calendar_ops.forms.planning import PlanForm
from calendar_ops.models import Intervention
from calendar_ops.previews import Preview, previews
from calendar_ops.queries import interventions as queries
from calendar_ops.queries.planning import unreachable as unreached
from calendar_ops.views.planning import adjusted, zone_of
from organization.requests import PortalRequest

KEPT = timedelta(minutes=30)  # a preview of what is not saved yet stands so long
AS_MAIL: dict[str, Any] = {
    "default-src": ["'none'"],
    "script-src": ["'none'"],
    "style-src": ["'unsafe-inline'"],
    "img-src": ["data:"],
    "form-action": ["'none'"],
    "frame-ancestors": ["'self'"],
    "sandbox": ["allow-popups", "allow-popups-to-escape-sandbox"],
}


def _typed(request: PortalRequest) -> PlanForm:
    if not permissions.can_plan(request.user):
        raise PermissionDenied
    form = PlanForm(adjusted(request.POST), zone=zone_of(request.user))
    form.is_valid()
    return form


def _readable(request: PortalRequest, reference: str) -> Intervention:
    found = get_object_or_404(queries.for_page(request.user, reference))
    if not permissions.can_read_notices(request.user, found):
        raise PermissionDenied
    return found


@require_POST
def preview(request: PortalRequest) -> HttpResponse:
    """The mails of what is typed, saved or not. Kept half an hour for the frames that show them."""
    form = _typed(request)
    plan = form.plan()
    data = form.cleaned_data
    if plan is None or "owner" not in data:
        return render(request, "calendar_ops/preview.html", {"lacks": True}, status=200)
    content = form.content_as_far_as_it_goes()
    intervention = Intervention(reference=next_reference(timezone.localdate().year), **content)
    made = previews(intervention, plan, list(data.get("offerings") or ()))
    token = secrets.token_urlsafe(16)
    cache.set(_key(request, token), {one.key: one.mail.html for one in made}, KEPT.total_seconds())
    frames = [(one, reverse("calendar_ops:preview-body", args=[token, one.key])) for one in made]
    return render(request, "calendar_ops/preview.html", {"frames": frames, "intervention": intervention})


def _key(request: PortalRequest, token: str) -> str:
    return f"preview:{request.user.pk}:{token}"


@require_safe
@xframe_options_sameorigin
@csp_replace(AS_MAIL)  # type: ignore[arg-type]  # it is typed for views without arguments
def preview_body(request: PortalRequest, token: str, key: str) -> HttpResponse:
    """The HTML of a preview for its frame; only its maker finds it."""
    found = cache.get(_key(request, token)) or {}
    if key not in found:
        raise Http404
    return _as_mail(found[key])


def _as_mail(html: str) -> HttpResponse:
    answer = HttpResponse(html)
    answer["Cache-Control"] = "private, no-store"
    return answer


def _saved_previews(found: Intervention) -> list[Preview]:
    return previews(found, plan_of(found), list(found.offerings.all()))


@require_safe
def mail(request: PortalRequest, reference: str) -> HttpResponse:
    """The mails of a saved intervention as they read now."""
    found = _readable(request, reference)
    frames = [
        (one, reverse("calendar_ops:mail-body", args=[found.reference, one.key]))
        for one in _saved_previews(found)
    ]
    return render(
        request, "calendar_ops/preview.html", {"frames": frames, "intervention": found, "saved": True}
    )


@require_safe
@xframe_options_sameorigin
@csp_replace(AS_MAIL)  # type: ignore[arg-type]  # it is typed for views without arguments
def mail_body(request: PortalRequest, reference: str, key: str) -> HttpResponse:
    """The HTML of one of them for its frame."""
    found = _readable(request, reference)
    html = {one.key: one.mail.html for one in _saved_previews(found)}.get(key)
    if html is None:
        raise Http404
    return _as_mail(html)


@require_POST
def unreachable(request: PortalRequest) -> HttpResponse:
    """The names of those whom nothing reaches, for what is typed."""
    plan = _typed(request).plan()
    units = unreached(plan) if plan else []
    return render(request, "calendar_ops/unreachable.html", {"units": units})


@require_safe
def unreachable_of(request: PortalRequest, reference: str) -> HttpResponse:
    """The same for a saved intervention."""
    found = _readable(request, reference)
    context = {"units": unreached(plan_of(found)), "intervention": found}
    return render(request, "calendar_ops/unreachable.html", context)
