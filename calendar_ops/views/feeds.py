"""The .ics feeds, and the page that creates and revokes their addresses."""

from __future__ import annotations

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from calendar_ops import feeds
from calendar_ops.calendar_permissions import can_revoke, can_subscribe_to_all
from calendar_ops.enums import FeedKind
from calendar_ops.models import FeedToken
from organization.models import BusinessUnit
from organization.requests import PortalRequest


@login_not_required
@require_safe
def feed(request: PortalRequest, token: str) -> HttpResponse:
    """One feed, opened by its address alone; 404 for an address not ours, 410 for a revoked one."""
    found = feeds.token_of(token)
    language = found.person.language if found and found.person else "fr"
    with translation.override(language):
        if found is None:
            text = gettext("This address is not that of a feed: copy it whole from the portal.")
            return HttpResponse(text, status=404, content_type="text/plain; charset=utf-8")
        if found.revoked_at is not None or (found.person is not None and not found.person.is_active):
            text = gettext(
                "This address was revoked: create a new one in the portal, on the page « Subscribe »."
            )
            return HttpResponse(text, status=410, content_type="text/plain; charset=utf-8")
        body, etag = feeds.render(found, language=language, now=timezone.now())
    if request.headers.get("If-None-Match") == etag:
        answer = HttpResponse(status=304)
    else:
        answer = HttpResponse(body, content_type="text/calendar; charset=utf-8")
        answer["Content-Disposition"] = 'inline; filename="calendar.ics"'
    answer["ETag"] = etag
    answer["Cache-Control"] = "private, max-age=300"
    return answer


@require_http_methods(["GET", "HEAD", "POST"])
def subscribe(request: PortalRequest) -> HttpResponse:
    """« S’abonner »: the addresses that one has; a post creates another (mine, a unit's, the whole plan)."""
    if request.method == "POST":
        kind, code = request.POST.get("kind", ""), request.POST.get("unit", "")
        unit = None
        if kind == FeedKind.UNIT:
            unit = BusinessUnit.objects.filter(code=code.strip().upper()).first()
            if unit is None:
                messages.error(
                    request,
                    gettext("No unit has the code « %(code)s »: write it as on its page, for example FIN.")
                    % {"code": code},
                    extra_tags="bad",
                )
                return redirect("calendar_ops:subscribe")
        elif kind == FeedKind.ALL:
            if not can_subscribe_to_all(request.user):
                raise PermissionDenied
        elif kind != FeedKind.MINE:
            messages.error(request, gettext("Choose what the feed shows."), extra_tags="bad")
            return redirect("calendar_ops:subscribe")
        feeds.create(kind=kind, person=request.user, unit=unit, by=request.user, now=timezone.now())
        messages.success(request, gettext("The feed is created."))
        return redirect("calendar_ops:subscribe")
    tokens = [
        (
            token,
            token.unit.name if token.unit else token.get_kind_display(),
            request.build_absolute_uri(reverse("calendar_ops:feed", args=[feeds.text_of(token)])),
        )
        for token in FeedToken.objects.filter(person=request.user, revoked_at=None)
        .select_related("unit")
        .order_by("-created_at")
    ]
    context = {
        "tokens": tokens,
        "all": can_subscribe_to_all(request.user),
        "unit": request.GET.get("unit", ""),
    }
    return render(request, "calendar_ops/calendar_feeds.html", context)


@require_POST
def revoke(request: PortalRequest, uid: str) -> HttpResponse:
    token = get_object_or_404(FeedToken, uid=uid)
    if not can_revoke(request.user, token):
        raise Http404
    feeds.revoke(token=token, by=request.user, now=timezone.now())
    messages.success(request, gettext("The address is revoked."))
    return redirect("calendar_ops:subscribe")
