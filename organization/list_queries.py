"""The rows of the organisation's lists: mappings of plain values, in a constant number of queries."""

from __future__ import annotations

from datetime import datetime
from typing import TypedDict

from django.db.models import Count, IntegerField, OuterRef, QuerySet, Subquery
from django.db.models.functions import Coalesce
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from core.listed import addresses
from core.templatetags.portal import icon
from organization.access import PROFILES
from organization.enums import Bandwidth
from organization.models import Grant, Group, User
from organization.permissions import can_end
from organization.queries import names_of


class UnitRow(TypedDict):
    url: str
    name: str
    code: str
    parent: str
    people: int
    notice: int
    relay: str
    active: bool
    state: str
    icon: SafeString


class PersonRow(TypedDict):
    url: str
    name: str
    ref: str
    unit: str
    site: str
    email: str
    signs_in: str
    active: bool
    state: str
    icon: SafeString


class SiteRow(TypedDict):
    url: str
    name: str
    code: str
    place: str
    people: int
    bandwidth: str


class GroupRow(TypedDict):
    url: str
    name: str
    code: str
    contact: str
    members: int


class GrantRow(TypedDict):
    url: str
    name: str
    ref: str
    profile: str
    unit: str
    given_at: datetime
    given_by: str
    reason: str
    ended_at: datetime | None
    ended_by: str
    end_reason: str
    end: str  # address that ends it, empty for whom may not
    state: str


def _counted(of: QuerySet, key: str) -> Coalesce:
    """A column: how many records of `of` have this one as their `key`. Dropped by a mere count of the list."""
    number = of.order_by().filter(**{key: OuterRef("pk")}).values(key).annotate(n=Count("pk")).values("n")
    return Coalesce(Subquery(number, output_field=IntegerField()), 0)


def with_people(units_or_sites: QuerySet, key: str) -> QuerySet:
    """… each with `number`, its active people."""
    return units_or_sites.annotate(number=_counted(User.objects.filter(is_active=True), key))


def with_members(groups: QuerySet[Group]) -> QuerySet:
    return groups.annotate(number=_counted(Group.members.through.objects.all(), "group_id"))


def unit_rows(units: QuerySet) -> list[UnitRow]:
    """One query; `units` come from with_people."""
    address, states = addresses("unit"), {True: _("active"), False: _("closed")}
    icons = {True: icon("check2"), False: icon("dash")}
    return [
        UnitRow(
            url=address(code), name=name, code=code, parent=parent or "", people=people, notice=notice,
            relay=relay or "", active=active, state=states[active], icon=icons[active],
        )
        for name, code, parent, people, notice, relay, active in units.values_list(
            "name", "code", "parent__name", "number", "notice_days", "relay__name", "active"
        )
    ]  # fmt: skip


def person_rows(people: QuerySet[User]) -> list[PersonRow]:
    """One query."""
    address, states = addresses("person"), {True: _("active"), False: _("left")}
    icons = {True: icon("check2"), False: icon("dash")}
    signs_in, receives, no_mailbox = _("signs in"), _("only receives"), _("no mailbox")
    return [
        PersonRow(
            url=address(ref), name=name, ref=ref, unit=unit or "", site=site or "", email=email or no_mailbox,
            signs_in=signs_in if username else receives, active=active, state=states[active], icon=icons[active],
        )
        for name, ref, unit, site, email, username, active in people.values_list(
            "name", "ref", "unit__name", "site__name", "email", "username", "is_active"
        )
    ]  # fmt: skip


def site_rows(sites: QuerySet) -> list[SiteRow]:
    """One query; `sites` come from with_people."""
    address = addresses("organization:site")
    bandwidths = {value: str(label) for value, label in Bandwidth.choices}
    return [
        SiteRow(
            url=address(code), name=name, code=code, place=place, people=people,
            bandwidth=bandwidths.get(bandwidth, bandwidth),
        )
        for name, code, place, people, bandwidth in sites.values_list(
            "name", "code", "place", "number", "bandwidth"
        )
    ]  # fmt: skip


def group_rows(groups: QuerySet) -> list[GroupRow]:
    """One query; `groups` come from with_members."""
    address = addresses("organization:group")
    return [
        GroupRow(url=address(code), name=name, code=code, contact=contact or "", members=members)
        for name, code, contact, members in groups.values_list("name", "code", "contact__name", "number")
    ]


def grant_rows(grants: QuerySet[Grant], user: User) -> list[GrantRow]:
    """Two queries: the grants, and the names of who gave and ended them."""
    found = list(grants.select_related("person", "unit"))
    names = names_of({grant.given_by_ref for grant in found} | {grant.ended_by_ref for grant in found})
    portal, in_force, ended = _("the portal"), _("in force"), _("ended")
    person, end = addresses("person"), addresses("organization:grant-end")
    return [
        GrantRow(
            url=person(grant.person.ref),
            name=grant.person.name,
            ref=grant.person.ref,
            profile=str(PROFILES[grant.profile].name) if grant.profile in PROFILES else grant.profile,
            unit=grant.unit.name if grant.unit else "",
            given_at=grant.given_at,
            given_by=names.get(grant.given_by_ref, portal),
            reason=grant.reason,
            ended_at=grant.ended_at,
            ended_by=names.get(grant.ended_by_ref, portal) if grant.ended_at else "",
            end_reason=grant.end_reason,
            end=end(str(grant.pk)) if can_end(user, grant) else "",
            state=ended if grant.ended_at else in_force,
        )
        for grant in found
    ]
