"""Sites, groups and people: their page and their form."""

from __future__ import annotations

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from organization import actions, queries
from organization.forms import GroupForm, PersonForm, RecordForm, SiteForm
from organization.models import Group, Site, User
from organization.permissions import can_edit_directory, can_read_directory
from organization.requests import PortalRequest
from organization.trail import story

SHOWN = 200
"""Members that a group's page names at most; their number stands beside."""


@require_safe
def site(request: PortalRequest, code: str) -> HttpResponse:
    found = get_object_or_404(queries.sites_visible_to(request.user), code=code)
    people = found.people.filter(is_active=True).count()
    facts = [
        (_("Place"), found.place),
        (_("Bandwidth"), found.get_bandwidth_display()),
        (_("People"), people),
    ]
    return _shown(request, found, facts, reverse("organization:site-edit", args=[code]))


@require_safe
def group(request: PortalRequest, code: str) -> HttpResponse:
    found = get_object_or_404(queries.groups_visible_to(request.user), code=code)
    members = list(found.members.select_related("unit").order_by("name")[:SHOWN])
    readable = queries.people_visible_to(request.user).filter(pk__in=[person.pk for person in members])
    pages = set(readable.values_list("pk", flat=True))
    facts = [
        (_("Person to call"), found.contact.name if found.contact else ""),
        (_("Members"), found.members.count()),
    ]
    address = reverse("organization:group-edit", args=[code])
    return _shown(
        request, found, facts, address, members=[(person, person.pk in pages) for person in members]
    )


def _shown(request: PortalRequest, record, facts, address: str, **more) -> HttpResponse:
    return render(
        request,
        "organization/record.html",
        {
            "record": record,
            "facts": facts,
            "edit_address": address if can_edit_directory(request.user) else "",
            "trail": story(record) if can_read_directory(request.user) else None,
            **more,
        },
    )


@require_http_methods(["GET", "HEAD", "POST"])
def site_form(request: PortalRequest, code: str = "") -> HttpResponse:
    record = get_object_or_404(queries.sites_visible_to(request.user), code=code) if code else Site()
    title = _("Edit the site") if code else _("Create a site")
    return _edited(request, SiteForm, record, title, "organization:site", "code")


@require_http_methods(["GET", "HEAD", "POST"])
def group_form(request: PortalRequest, code: str = "") -> HttpResponse:
    record = get_object_or_404(queries.groups_visible_to(request.user), code=code) if code else Group()
    title = _("Edit the group") if code else _("Create a group")
    return _edited(request, GroupForm, record, title, "organization:group", "code")


@require_http_methods(["GET", "HEAD", "POST"])
def person_form(request: PortalRequest, ref: str = "") -> HttpResponse:
    record = get_object_or_404(queries.people_visible_to(request.user), ref=ref) if ref else User()
    title = _("Edit the person") if ref else _("Create a person")
    return _edited(request, PersonForm, record, title, "person", "ref")


def _edited(
    request: PortalRequest, form_class: type[RecordForm], record, title: str, address: str, key: str
) -> HttpResponse:
    if not can_edit_directory(request.user):
        raise PermissionDenied
    form = form_class(request.POST or None, instance=record)
    if request.method == "POST" and form.is_valid():
        try:
            actions.save_record(obj=record, fields=form.values(), by=request.user, now=timezone.now())
        except ValidationError as fault:
            form.refuse(fault)
        else:
            messages.success(request, _("Saved: %(name)s.") % {"name": record.name})
            return redirect(address, getattr(record, key))
    status = 422 if form.is_bound else 200
    return render(request, "organization/form.html", {"form": form, "title": title}, status=status)
