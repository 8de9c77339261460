"""The portal's brand, the tokens of the API, one's own account."""

from __future__ import annotations

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.core.exceptions import PermissionDenied
from django.http import FileResponse, Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from core.editing import edit_page
from organization import actions, queries
from organization.access import PROFILES, SENTENCES
from organization.forms import AccountForm, BrandForm, TokenForm
from organization.permissions import can_administer, can_edit_brand
from organization.requests import PortalRequest
from organization.views.lists import tabs


@require_http_methods(["GET", "HEAD", "POST"])
def brand(request: PortalRequest) -> HttpResponse:
    if not can_edit_brand(request.user):
        raise PermissionDenied
    now = timezone.now()

    def make(data, files):
        return BrandForm(data, files, instance=queries.brand())

    def save(form: BrandForm) -> HttpResponse:
        fields = form.values()
        if fields["logo"] is False:
            fields["logo"] = ""
        actions.save_brand(brand=form.instance, fields=fields, by=request.user, now=now, expected=form.had)
        messages.success(request, _("The brand is saved: pages and mails carry it from now on."))
        return redirect("organization:brand")

    return edit_page(
        request, make=make, save=save, title=_("Brand of the portal"), record=queries.brand(),
        name_of=queries.name_of_actor, now=now, context={"tabs": tabs(request)},
    )  # fmt: skip


@login_not_required
@require_safe
def logo(request) -> HttpResponse | FileResponse:
    """The logo as it was drawn again: always a PNG."""
    held = queries.brand()
    if not held.logo:
        raise Http404
    try:
        return FileResponse(held.logo.open("rb"), content_type="image/png")
    except FileNotFoundError as fault:
        raise Http404 from fault


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def tokens(request: PortalRequest) -> HttpResponse:
    """One's own tokens (administrators: everybody's); a new one is shown once, in this answer only."""
    form = TokenForm(request.POST or None)
    text = ""
    if request.method == "POST" and form.is_valid():
        _token, text = actions.issue_token(
            person=request.user, by=request.user, now=timezone.now(), **form.cleaned_data
        )
        form = TokenForm()
    context = {
        "form": form,
        "text": text,
        "tokens": list(queries.tokens_visible_to(request.user)[:200]),
        "everybody": can_administer(request.user),
    }
    return render(request, "organization/tokens.html", context, status=422 if form.is_bound else 200)


@require_POST
def token_revoke(request: PortalRequest, number: int) -> HttpResponse:
    token = get_object_or_404(queries.tokens_visible_to(request.user), pk=number)
    actions.revoke_token(token=token, by=request.user, now=timezone.now())
    messages.success(request, _("The token « %(label)s » is refused from now on.") % {"label": token.label})
    return redirect("organization:tokens")


@require_http_methods(["GET", "HEAD", "POST"])
def account(request: PortalRequest) -> HttpResponse:
    """What the portal knows of oneself; the language of pages and messages; the password."""
    form = AccountForm(request.POST or None, instance=request.user)
    if request.method == "POST" and form.is_valid():
        form.save()
        messages.success(request, _("Saved: pages and messages come in this language."))
        response = redirect("organization:account")
        response.set_cookie(
            settings.LANGUAGE_COOKIE_NAME,
            form.cleaned_data["language"],
            max_age=settings.LANGUAGE_COOKIE_AGE,
            httponly=True,
            samesite="Lax",
            secure=settings.LANGUAGE_COOKIE_SECURE,
        )
        return response
    held = [
        (
            PROFILES[grant.profile].name,
            grant.unit.name if grant.unit else "",
            [SENTENCES[permission] for permission in sorted(PROFILES[grant.profile].permissions)],
        )
        for grant in request.user.grants.filter(ended_at=None).select_related("unit")
        if grant.profile in PROFILES
    ]
    return render(request, "organization/account.html", {"form": form, "held": held})
