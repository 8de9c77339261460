"""Access profiles in words, who holds them, and giving or ending one."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.db.models import QuerySet
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.http import require_http_methods

from core.listed import Blank, Column
from core.listing import ListPage
from core.templatetags.portal import number
from organization import actions, queries
from organization.access import PROFILES, SENTENCES
from organization.filters import GrantFilter
from organization.forms import EndGrantForm, GrantForm
from organization.list_queries import GrantRow, grant_rows
from organization.models import Grant
from organization.permissions import can_end, can_give, can_read_grants
from organization.requests import PortalRequest
from organization.views.lists import tabs


class GrantList(ListPage):
    """Who holds which profile, ended ones too: the history; below it the profiles with their sentences."""

    request: PortalRequest
    title = gettext_lazy("Access profiles")
    template_name = "organization/grants.html"
    rows_template = "organization/_grant_rows.html"
    filter_class = GrantFilter
    columns = (
        Column("person", gettext_lazy("Person"), ("person__name",)),
        Column("profile", gettext_lazy("Profile"), ("profile",)),
        Column("given", gettext_lazy("Given"), ("given_at",)),
        Column("reason", gettext_lazy("Reason")),
        Column("state", gettext_lazy("State"), ("ended_at",), blank_last=True),
    )
    order = "-given"
    hints = {"q": gettext_lazy("Name, mailbox, number"), "unit": gettext_lazy("Code or name")}
    file_name = "access-profiles"

    def allowed(self) -> bool:
        return can_read_grants(self.request.user)

    def records(self) -> QuerySet[Grant]:
        return queries.grants_visible_to(self.request.user)

    def rows(self, records: QuerySet[Grant]) -> list[GrantRow]:
        return grant_rows(records, self.request.user)

    def said(self, count: int) -> str:
        if not count:
            return _("Nobody holds such a profile")
        return ngettext("%(n)s profile held", "%(n)s profiles held", count) % {"n": number(count)}

    def sheet(self) -> Sequence[Any]:
        return [
            _("Person"), _("Reference"), _("Profile"), _("Unit"), _("Given"), _("Given by"), _("Reason"),
            _("State"), _("Ended"), _("Ended by"), _("Reason for ending it"),
        ]  # fmt: skip

    def line(self, row: GrantRow) -> Sequence[Any]:
        return [
            row["name"], row["ref"], row["profile"], row["unit"], row["given_at"], row["given_by"], row["reason"],
            row["state"], row["ended_at"], row["ended_by"], row["end_reason"],
        ]  # fmt: skip

    def blank(self) -> Blank:
        return Blank(_("Nobody holds a profile yet"))

    def more(self) -> dict[str, Any]:
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
        return {"profiles": profiles, "may_give": bool(_givable(self.request)), "tabs": tabs(self.request)}


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
    return render(request, "core/form_page.html", context, status=status)


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
    return render(request, "core/form_page.html", {"form": form, "title": title}, status=status)
