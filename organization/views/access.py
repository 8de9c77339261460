"""Access profiles in words, who holds them, and giving or ending one."""

from __future__ import annotations

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from organization import actions, queries
from organization.access import PROFILES, SENTENCES
from organization.forms import EndGrantForm, GrantForm
from organization.permissions import can_end, can_give, can_read_grants
from organization.requests import PortalRequest


@require_safe
def grants(request: PortalRequest) -> HttpResponse:
    """The profiles with their sentences, and the grants, ended ones too: the history."""
    if not can_read_grants(request.user):
        raise PermissionDenied
    held = queries.holders_by_profile()
    profiles = [
        (
            profile.name,
            profile.description,
            [SENTENCES[permission] for permission in sorted(profile.permissions)],
            profile.scoped_to_unit,
            held.get(code, 0),
        )
        for code, profile in PROFILES.items()
    ]
    found = queries.grants_visible_to(request.user).order_by("ended_at", "-given_at")
    page = Paginator(found, 50).get_page(request.GET.get("page"))
    names = queries.names_of({grant.given_by_ref for grant in page} | {grant.ended_by_ref for grant in page})
    rows = [
        {
            "grant": grant,
            "profile": PROFILES[grant.profile].name if grant.profile in PROFILES else grant.profile,
            "given_by": names.get(grant.given_by_ref, _("the portal")),
            "ended_by": names.get(grant.ended_by_ref, _("the portal")),
            "may_end": can_end(request.user, grant),
        }
        for grant in page
    ]
    return render(
        request,
        "organization/grants.html",
        {"profiles": profiles, "page": page, "rows": rows, "may_give": bool(_givable(request))},
    )


def _givable(request: PortalRequest) -> list[str]:
    return [code for code in PROFILES if can_give(request.user, code)]


@require_http_methods(["GET", "HEAD", "POST"])
def grant_new(request: PortalRequest) -> HttpResponse:
    profiles = _givable(request)
    if not profiles:
        raise PermissionDenied
    form = GrantForm(request.POST or None, profiles=profiles)
    if request.method == "POST" and form.is_valid():
        if form.cleaned_data["person"].pk == request.user.pk:
            form.add_error("person", _("Nobody gives themselves a profile: ask another administrator."))
        else:
            try:
                actions.give(**form.cleaned_data, by=request.user, now=timezone.now())
            except ValidationError as fault:
                form.refuse(fault)
            else:
                name = form.cleaned_data["person"].name
                messages.success(request, _("%(name)s holds the profile from now on.") % {"name": name})
                return redirect("organization:grants")
    status = 422 if form.is_bound else 200
    context = {"form": form, "title": _("Give an access profile")}
    return render(request, "organization/form.html", context, status=status)


@require_http_methods(["GET", "HEAD", "POST"])
def grant_end(request: PortalRequest, number: int) -> HttpResponse:
    grant = get_object_or_404(queries.grants_visible_to(request.user), pk=number)
    if not can_end(request.user, grant):
        raise PermissionDenied
    form = EndGrantForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            actions.end_grant(
                grant=grant, reason=form.cleaned_data["reason"], by=request.user, now=timezone.now()
            )
        except ValidationError as fault:
            form.add_error(None, fault)
        else:
            messages.success(request, _("The profile has ended; it stays in the history."))
            return redirect("organization:grants" if can_read_grants(request.user) else "home")
    profile = PROFILES[grant.profile].name if grant.profile in PROFILES else grant.profile
    title = _("End « %(profile)s » of %(name)s") % {"profile": profile, "name": grant.person.name}
    status = 422 if form.is_bound else 200
    return render(request, "organization/form.html", {"form": form, "title": title}, status=status)
