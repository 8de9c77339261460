"""The lists of units, people, sites and groups."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, ClassVar

from django.db.models import QuerySet
from django.http import HttpResponse
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.html import format_html_join
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_safe

from core.listed import Blank, Column, Way
from core.listing import ListPage
from core.templatetags.portal import number
from organization import list_queries, queries
from organization.filters import GroupFilter, PersonFilter, SiteFilter, UnitFilter
from organization.permissions import (
    can_edit_brand,
    can_edit_directory,
    can_read_directory,
    can_read_grants,
)
from organization.requests import PortalRequest


class DirectoryList(ListPage):
    """What the lists of the directory share: who may open them, their tabs, their first steps."""

    request: PortalRequest
    template_name = "organization/list.html"
    order = "name"
    about: ClassVar[Promise]
    new: ClassVar[Promise]
    keys: ClassVar[tuple[str, ...]]  # of a row, as the files have it

    def allowed(self) -> bool:
        return can_read_directory(self.request.user)

    def line(self, row: Any) -> Sequence[Any]:
        return [row[key] for key in self.keys]

    def sheet(self) -> Sequence[Any]:
        first, *rest = (column.label for column in self.columns)
        return [first, _("Reference"), *rest]

    def blank(self) -> Blank:
        if not can_edit_directory(self.request.user):
            return Blank(self.said(0))
        ways = [Way(_("Import the directory"), "../import/"), Way(str(self.new), "new/")]
        return Blank(self.said(0), _("Import the directory, or create the first one by hand."), ways)

    def more(self) -> dict[str, Any]:
        return {
            "title": self.title,
            "about": self.about,
            "new": self.new,
            "may_edit": can_edit_directory(self.request.user),
            "tabs": tabs(self.request),
        }


class UnitList(DirectoryList):
    title = gettext_lazy("Units")
    about = gettext_lazy("The client organisations of the company, with their notice and their relay.")
    new = gettext_lazy("Create a unit")
    rows_template = "organization/_unit_rows.html"
    filter_class = UnitFilter
    columns = (
        Column("name", gettext_lazy("Unit"), ("name", "code")),
        Column("parent", gettext_lazy("Parent unit"), ("parent__name",), blank_last=True),
        Column("people", gettext_lazy("People"), ("number",), number=True),
        Column("notice", gettext_lazy("Notice, working days"), ("notice_days",), number=True),
        Column("relay", gettext_lazy("Relay"), ("relay__name",), blank_last=True),
        Column("state", gettext_lazy("State"), ("active",)),
    )
    keys = ("name", "code", "parent", "people", "notice", "relay", "state")
    hints = {"q": gettext_lazy("Name or code"), "parent": gettext_lazy("Code or name")}
    file_name = "units"

    def records(self) -> QuerySet:
        return list_queries.with_people(queries.units_visible_to(self.request.user), "unit_id")

    def rows(self, records: QuerySet) -> list[list_queries.UnitRow]:
        return list_queries.unit_rows(records)

    def said(self, count: int) -> str:
        return ngettext("%(n)s unit", "%(n)s units", count) % {"n": number(count)} if count else _("No unit")


class PersonList(DirectoryList):
    title = gettext_lazy("People")
    about = gettext_lazy("Whom the portal knows, with and without a mailbox.")
    new = gettext_lazy("Create a person")
    rows_template = "organization/_person_rows.html"
    filter_class = PersonFilter
    columns = (
        Column("name", gettext_lazy("Person"), ("name",)),
        Column("unit", gettext_lazy("Unit"), ("unit__name",), blank_last=True),
        Column("site", gettext_lazy("Site"), ("site__name",), blank_last=True),
        Column("mailbox", gettext_lazy("Mailbox"), ("email",)),
        Column("sign_in", gettext_lazy("Sign-in")),
        Column("state", gettext_lazy("State")),
    )
    keys = ("name", "ref", "unit", "site", "email", "signs_in", "state")
    hints = {"q": gettext_lazy("Name, mailbox, number"), "unit": gettext_lazy("Code or name")}
    file_name = "people"

    def records(self) -> QuerySet:
        return queries.people_visible_to(self.request.user)

    def rows(self, records: QuerySet) -> list[list_queries.PersonRow]:
        return list_queries.person_rows(records)

    def said(self, count: int) -> str:
        return (
            ngettext("%(n)s person", "%(n)s people", count) % {"n": number(count)} if count else _("Nobody")
        )


class SiteList(DirectoryList):
    title = gettext_lazy("Sites")
    about = gettext_lazy("The places where people work.")
    new = gettext_lazy("Create a site")
    rows_template = "organization/_site_rows.html"
    filter_class = SiteFilter
    columns = (
        Column("name", gettext_lazy("Site"), ("name",)),
        Column("place", gettext_lazy("Place"), ("place",)),
        Column("people", gettext_lazy("People"), ("number",), number=True),
        Column("bandwidth", gettext_lazy("Bandwidth"), ("bandwidth",)),
    )
    keys = ("name", "code", "place", "people", "bandwidth")
    hints = {"q": gettext_lazy("Name, place, code")}
    file_name = "sites"

    def records(self) -> QuerySet:
        return list_queries.with_people(queries.sites_visible_to(self.request.user), "site_id")

    def rows(self, records: QuerySet) -> list[list_queries.SiteRow]:
        return list_queries.site_rows(records)

    def said(self, count: int) -> str:
        return ngettext("%(n)s site", "%(n)s sites", count) % {"n": number(count)} if count else _("No site")


class GroupList(DirectoryList):
    title = gettext_lazy("Groups")
    about = gettext_lazy("Teams and committees, each with one person to call.")
    new = gettext_lazy("Create a group")
    rows_template = "organization/_group_rows.html"
    filter_class = GroupFilter
    columns = (
        Column("name", gettext_lazy("Group"), ("name",)),
        Column("contact", gettext_lazy("Person to call"), ("contact__name",), blank_last=True),
        Column("members", gettext_lazy("Members"), ("number",), number=True),
    )
    keys = ("name", "code", "contact", "members")
    hints = {"q": gettext_lazy("Name or code")}
    file_name = "groups"

    def records(self) -> QuerySet:
        return list_queries.with_members(queries.groups_visible_to(self.request.user))

    def rows(self, records: QuerySet) -> list[list_queries.GroupRow]:
        return list_queries.group_rows(records)

    def said(self, count: int) -> str:
        return (
            ngettext("%(n)s group", "%(n)s groups", count) % {"n": number(count)} if count else _("No group")
        )


@require_safe
@cache_control(private=True, max_age=300)
def unit_options(request: PortalRequest) -> HttpResponse:
    """The active units as <option>s, for the suggestions of a field."""
    units = queries.units_visible_to(request.user).filter(active=True).order_by("name")
    pairs = units.values_list("code", "name")
    return HttpResponse(format_html_join("", '<option value="{}">{}</option>', pairs))


def tabs(request: PortalRequest) -> list[tuple[Promise | str, str, bool]]:
    """The parts of the organisation that this person may open: label, address, whether it is this one."""
    wanted: list[tuple[Promise | str, str, bool]] = [
        (UnitList.title, "organization:units", can_read_directory(request.user)),
        (PersonList.title, "organization:people", can_read_directory(request.user)),
        (SiteList.title, "organization:sites", can_read_directory(request.user)),
        (GroupList.title, "organization:groups", can_read_directory(request.user)),
        (gettext_lazy("Access profiles"), "organization:grants", can_read_grants(request.user)),
        (gettext_lazy("Brand of the portal"), "organization:brand", can_edit_brand(request.user)),
    ]
    found = [(label, reverse(name)) for label, name, shown in wanted if shown]
    return [(label, address, address == request.path) for label, address in found]
