"""Sites, groups and people: their page and their form."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import QuerySet
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from core.editing import edit_page
from organization import actions, queries
from organization.forms import GroupForm, PersonForm, RecordForm, SiteForm
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
    title = _("Edit the site") if code else _("Create a site")
    sites = queries.sites_visible_to(request.user)
    return _edited(request, SiteForm, sites, {"code": code}, title, "organization:site")


@require_http_methods(["GET", "HEAD", "POST"])
def group_form(request: PortalRequest, code: str = "") -> HttpResponse:
    title = _("Edit the group") if code else _("Create a group")
    groups = queries.groups_visible_to(request.user)
    return _edited(request, GroupForm, groups, {"code": code}, title, "organization:group")


@require_http_methods(["GET", "HEAD", "POST"])
def person_form(request: PortalRequest, ref: str = "") -> HttpResponse:
    title = _("Edit the person") if ref else _("Create a person")
    people = queries.people_visible_to(request.user)
    return _edited(request, PersonForm, people, {"ref": ref}, title, "person")


def _edited(
    request: PortalRequest,
    form_class: type[RecordForm],
    visible: QuerySet[Any],
    key: dict[str, str],
    title: str,
    address: str,
) -> HttpResponse:
    """The form of a record found by its key, or of a new one when the key is empty."""
    ((name, value),) = key.items()
    record = get_object_or_404(visible, **key) if value else visible.model()
    if not can_edit_directory(request.user):
        raise PermissionDenied
    now = timezone.now()

    def make(data, files):
        return form_class(data, files, instance=visible.get(pk=record.pk) if record.pk else visible.model())

    def save(form: RecordForm) -> HttpResponse:
        saved = form.instance
        with transaction.atomic():
            actions.save_record(obj=saved, fields=form.values(), by=request.user, now=now, expected=form.had)
            if isinstance(form, PersonForm):
                actions.set_capacities(person=saved, capacities=form.capacities(), by=request.user, now=now)
        messages.success(request, _("Saved: %(name)s.") % {"name": saved.name})
        return redirect(address, getattr(saved, name))

    back = reverse(address, args=[value]) if value else ""
    return edit_page(
        request, make=make, save=save, title=title, record=record, name_of=queries.name_of_actor, now=now,
        context={"back": back},
    )  # fmt: skip
