"""The lists of units, people, sites and groups: one pattern, rows prepared as plain values."""

from __future__ import annotations

import csv
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

from django import forms
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.html import format_html_join
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_safe

from organization import queries
from organization.filters import GroupFilter, PersonFilter, SiteFilter, UnitFilter
from organization.permissions import (
    can_edit_brand,
    can_edit_directory,
    can_read_directory,
    can_read_grants,
)
from organization.requests import PortalRequest

A_PAGE = 50
SIGNS = ("=", "+", "-", "@", "\t", "\r")


@dataclass(frozen=True, slots=True)
class Row:
    address: str
    name: str
    reference: str
    cells: tuple[Any, ...]


@dataclass(frozen=True, slots=True)
class Register:
    """One list: where its records come from, what its columns are, how a record becomes a row."""

    title: Promise
    about: Promise
    new: Promise
    columns: tuple[Promise, ...]
    orders: dict[str, tuple[str, ...]]
    visible: Callable
    filters: type
    rows: Callable[[Iterable], list[Row]]


def _units(units) -> list[Row]:
    people = queries.people_by_unit()
    return [
        Row(
            reverse("unit", args=[unit.code]),
            unit.name,
            unit.code,
            (
                unit.parent.name if unit.parent else "",
                people.get(unit.pk, 0),
                unit.notice_days,
                unit.relay.name if unit.relay else "",
                _("active") if unit.active else _("closed"),
            ),
        )
        for unit in units
    ]


def _people(people) -> list[Row]:
    return [
        Row(
            reverse("person", args=[person.ref]),
            person.name,
            person.ref,
            (
                person.unit.name if person.unit else "",
                person.site.name if person.site else "",
                person.email or _("no mailbox"),
                _("signs in") if person.username else _("only receives"),
                _("active") if person.is_active else _("left"),
            ),
        )
        for person in people
    ]


def _sites(sites) -> list[Row]:
    return [
        Row(
            reverse("organization:site", args=[site.code]),
            site.name,
            site.code,
            (site.place, site.get_bandwidth_display()),
        )
        for site in sites
    ]


def _groups(groups) -> list[Row]:
    members = queries.members_by_group()
    return [
        Row(
            reverse("organization:group", args=[group.code]),
            group.name,
            group.code,
            (group.contact.name if group.contact else "", members.get(group.pk, 0)),
        )
        for group in groups
    ]


UNITS = Register(
    gettext_lazy("Units"),
    gettext_lazy("The client organisations of the company, with their notice and their relay."),
    gettext_lazy("Create a unit"),
    (
        gettext_lazy("Parent unit"),
        gettext_lazy("People"),
        gettext_lazy("Notice, working days"),
        gettext_lazy("Relay"),
        gettext_lazy("State"),
    ),
    {"name": ("name", "code"), "code": ("code",)},
    queries.units_visible_to,
    UnitFilter,
    _units,
)
PEOPLE = Register(
    gettext_lazy("People"),
    gettext_lazy("Whom the portal knows, with and without a mailbox."),
    gettext_lazy("Create a person"),
    (
        gettext_lazy("Unit"),
        gettext_lazy("Site"),
        gettext_lazy("Mailbox"),
        gettext_lazy("Sign-in"),
        gettext_lazy("State"),
    ),
    {"name": ("name", "ref"), "code": ("ref",)},
    queries.people_visible_to,
    PersonFilter,
    _people,
)
SITES = Register(
    gettext_lazy("Sites"),
    gettext_lazy("The places where people work."),
    gettext_lazy("Create a site"),
    (gettext_lazy("Place"), gettext_lazy("Bandwidth")),
    {"name": ("name", "code"), "code": ("code",)},
    queries.sites_visible_to,
    SiteFilter,
    _sites,
)
GROUPS = Register(
    gettext_lazy("Groups"),
    gettext_lazy("Teams and committees, each with one person to call."),
    gettext_lazy("Create a group"),
    (gettext_lazy("Person to call"), gettext_lazy("Members")),
    {"name": ("name", "code"), "code": ("code",)},
    queries.groups_visible_to,
    GroupFilter,
    _groups,
)


@require_safe
def units(request: PortalRequest) -> HttpResponse:
    return _listed(request, UNITS)


@require_safe
@cache_control(private=True, max_age=300)
def unit_options(request: PortalRequest) -> HttpResponse:
    """The active units as <option>s, for the suggestions of a field."""
    units = queries.units_visible_to(request.user).filter(active=True).order_by("name")
    pairs = units.values_list("code", "name")
    return HttpResponse(format_html_join("", '<option value="{}">{}</option>', pairs))


@require_safe
def people(request: PortalRequest) -> HttpResponse:
    return _listed(request, PEOPLE)


@require_safe
def sites(request: PortalRequest) -> HttpResponse:
    return _listed(request, SITES)


@require_safe
def groups(request: PortalRequest) -> HttpResponse:
    return _listed(request, GROUPS)


def _listed(request: PortalRequest, register: Register) -> HttpResponse:
    if not can_read_directory(request.user):
        raise PermissionDenied
    order = request.GET.get("sort", "name")
    if order.lstrip("-") not in register.orders:
        order = "name"
    fields = register.orders[order.lstrip("-")]
    found = register.filters(request.GET, register.visible(request.user), request=request)
    records = found.qs.order_by(*(f"-{f}" if order.startswith("-") else f for f in fields))
    if request.GET.get("format") == "csv":
        return _csv(register, register.rows(records))
    for field in found.form.fields.values():
        chosen = isinstance(field.widget, forms.Select)
        field.widget.attrs["class"] = "form-select" if chosen else "form-control"
    page = Paginator(records, A_PAGE).get_page(request.GET.get("page"))
    asked = request.GET.copy()
    for name in ("page", "sort", "format"):
        asked.pop(name, None)
    return render(
        request,
        "organization/list.html",
        {
            "register": register,
            "form": found.form,
            "page": page,
            "rows": register.rows(page.object_list),
            "order": order,
            "asked": asked.urlencode(),
            "filtered": any(asked.values()),
            "may_edit": can_edit_directory(request.user),
            "tabs": _tabs(request),
        },
    )


def _tabs(request: PortalRequest) -> list[tuple[Promise, str, bool]]:
    registers = [
        (UNITS, "organization:units"),
        (PEOPLE, "organization:people"),
        (SITES, "organization:sites"),
        (GROUPS, "organization:groups"),
    ]
    tabs = [
        (register.title, reverse(address), reverse(address) == request.path)
        for register, address in registers
    ]
    if can_read_grants(request.user):
        tabs.append((gettext_lazy("Access profiles"), reverse("organization:grants"), False))
    if can_edit_brand(request.user):
        tabs.append((gettext_lazy("Brand of the portal"), reverse("organization:brand"), False))
    return tabs


def _csv(register: Register, rows: list[Row]) -> HttpResponse:
    """What is filtered, all of it; a cell that a spreadsheet would compute gets an apostrophe."""
    response = HttpResponse(
        "\ufeff",
        content_type="text/csv; charset=utf-8",
        headers={"Content-Disposition": 'attachment; filename="export.csv"'},
    )
    writer = csv.writer(response, delimiter=";")
    writer.writerow([_("Name"), _("Reference"), *map(str, register.columns)])
    for row in rows:
        cells = [str(cell) for cell in (row.name, row.reference, *row.cells)]
        writer.writerow([f"'{cell}" if cell.startswith(SIGNS) else cell for cell in cells])
    return response
