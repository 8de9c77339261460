"""The .ics feeds, and the page that creates and revokes their addresses."""

from __future__ import annotations

from typing import cast

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone, translation
from django.utils.cache import get_conditional_response
from django.utils.translation import gettext, gettext_noop
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from calendar_ops import feeds, feeds_links
from calendar_ops.calendar_permissions import can_revoke, can_subscribe_to_all
from calendar_ops.enums import FeedKind
from calendar_ops.forms.feeds import FeedForm
from calendar_ops.models import FeedToken, Intervention
from organization.requests import PortalRequest


@login_not_required
@require_safe
def feed(request: HttpRequest, token: str) -> HttpResponse:
    """One feed, opened by its address alone; 404 for an address not ours, 410 for a revoked one."""
    found = feeds.token_of(token)
    if found is None:
        return _unknown()
    if found.revoked_at is not None or (found.person is not None and not found.person.is_active):
        return _plain(_REVOKED, status=410)
    now = timezone.now()
    feeds.used(found, now=now)
    return _calendar(request, found, found.person.language if found.person else "fr")


@login_not_required
@require_safe
def event(request: HttpRequest, token: str) -> HttpResponse:
    """One intervention, for the link in the mail; 404 and 410 as for a feed."""
    named = feeds_links.named_by(token)
    work = Intervention.objects.filter(reference=named[0], version__gte=1).first() if named else None
    if named is None or work is None:
        return _unknown()
    closed = FeedToken.objects.filter(kind=FeedKind.INTERVENTION, intervention=work)
    if closed.exclude(revoked_at=None).exists():
        return _plain(_REVOKED, status=410)
    return _calendar(request, FeedToken(kind=FeedKind.INTERVENTION, intervention=work), named[1])


_UNKNOWN = gettext_noop("This address is not that of a feed: copy it whole from the portal.")
_REVOKED = gettext_noop(
    "This address was revoked: create a new one in the portal, on the page « Subscriptions »."
)


def _unknown() -> HttpResponse:
    return _plain(_UNKNOWN, status=404)


def _plain(sentence: str, *, status: int) -> HttpResponse:
    """The sentence in every language: a diary says none, and whoever reads this may speak any of ours."""
    said = []
    for language, _name in settings.LANGUAGES:
        with translation.override(language):
            said.append(gettext(sentence))
    return HttpResponse("\n".join(said), status=status, content_type="text/plain; charset=utf-8")


def _calendar(request: HttpRequest, token: FeedToken, language: str) -> HttpResponse:
    with translation.override(language):
        body, etag = feeds.render(token, language=language, now=timezone.now())
    answer = HttpResponse(body, content_type="text/calendar; charset=utf-8")
    answer["Content-Disposition"] = 'inline; filename="calendar.ics"'
    answer["ETag"] = etag
    answer["Cache-Control"] = "private, max-age=300"
    return cast("HttpResponse", get_conditional_response(request, etag=etag, response=answer))


@require_http_methods(["GET", "HEAD", "POST"])
def subscribe(request: PortalRequest) -> HttpResponse:
    """« S’abonner »: the addresses that one has; a post creates another (mine, a unit's, the whole plan)."""
    everything = can_subscribe_to_all(request.user)
    form = FeedForm(request.POST or None, initial={"unit": request.GET.get("unit", "")})
    if request.method == "POST" and form.is_valid():
        kind = form.cleaned_data["kind"]
        if kind == FeedKind.ALL and not everything:
            raise PermissionDenied
        feeds.create(
            kind=kind,
            person=request.user,
            unit=form.cleaned_data["unit"] or None,
            by=request.user,
            now=timezone.now(),
        )
        messages.success(request, gettext("The subscription is created: copy its address below."))
        return redirect("calendar_ops:subscribe")
    context = {"form": form, "all": everything, "subscriptions": feeds.of(request.user)}
    status = 422 if form.is_bound else 200
    return render(request, "calendar_ops/calendar_feeds.html", context, status=status)


@require_POST
def revoke(request: PortalRequest, uid: str) -> HttpResponse:
    token = get_object_or_404(FeedToken, uid=uid)
    if not can_revoke(request.user, token):
        raise Http404
    feeds.revoke(token=token, by=request.user, now=timezone.now())
    messages.success(request, gettext("The address is revoked."))
    return redirect("calendar_ops:subscribe")
