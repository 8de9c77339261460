"""A unit, as all apps see it: its calendar and what touches it, the services that it uses, its history."""

from __future__ import annotations

from dataclasses import dataclass

from django.core.exceptions import PermissionDenied
from django.db.models import Count
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from calendar_ops.queries.on_unit import on_unit
from catalog.queries.doors import usages_visible_to
from organization.models import BusinessUnit, Grant, User
from organization.permissions import can_edit_directory, can_read_directory
from organization.queries import unit_of_code, unit_tree
from organization.requests import PortalRequest
from organization.trail import story
from organization.tree import Tree


@dataclass(frozen=True, slots=True)
class Speaker:
    """Somebody who represents the unit; `through`: the unit above that they hold it by, when it is not this one."""

    name: str
    through: str


@require_safe
def unit(request: PortalRequest, code: str) -> HttpResponse:
    """The names of the units are no secret: everybody signed in reads them; their work by the rule of each."""
    found = unit_of_code(request.user, code)
    tree = unit_tree()
    places = _places(found)
    context = {
        "calendar": on_unit(found, request.user, tree, timezone.now()),
        "people": sum(number for _code, _name, number in places),
        "places": places,
        "children": list(found.children.filter(active=True).values_list("code", "name").order_by("name")),
        "speakers": _speakers(found, tree),
        "may_edit": can_edit_directory(request.user),
    }
    return _shown(request, found, "unit", "dsi_marketing/unit.html", context)


@require_safe
def services(request: PortalRequest, code: str) -> HttpResponse:
    """The services that it uses, by itself or through a unit above, as far as the reader may know."""
    found = unit_of_code(request.user, code)
    tree = unit_tree()
    above = list(tree.lineage(found.pk))
    usages = (
        usages_visible_to(request.user, tree).filter(unit__in=above).order_by("offering__name", "unit__code")
    )
    context = {"usages": list(usages)}
    return _shown(request, found, "unit-services", "dsi_marketing/unit_services.html", context)


@require_safe
def history(request: PortalRequest, code: str) -> HttpResponse:
    """Who changed what of the unit, for those who read the directory."""
    found = unit_of_code(request.user, code)
    if not can_read_directory(request.user):
        raise PermissionDenied
    return _shown(request, found, "unit-history", "dsi_marketing/unit_history.html", {"trail": story(found)})


def _shown(
    request: PortalRequest, found: BusinessUnit, here: str, template: str, context: dict
) -> HttpResponse:
    tabs = [("unit", _("Now")), ("unit-services", _("Services used"))]
    if can_read_directory(request.user):
        tabs.append(("unit-history", _("History")))
    context |= {
        "unit": found,
        "tabs": [(title, reverse(name, args=[found.code]), name == here) for name, title in tabs],
        "reads_directory": can_read_directory(request.user),
    }
    return render(request, template, context)


def _places(found: BusinessUnit) -> list[tuple[str, str, int]]:
    """The active people of the unit itself by site: (code, name, number), the largest first."""
    people = User.objects.filter(unit=found, is_active=True).order_by()
    counted = people.values_list("site__code", "site__name").annotate(number=Count("pk"))
    return sorted(
        ((code or "", name or "", number) for code, name, number in counted), key=lambda place: -place[2]
    )


def _speakers(found: BusinessUnit, tree: Tree) -> list[Speaker]:
    """Who represents it, the nearest first."""
    above = list(tree.lineage(found.pk))
    grants = Grant.objects.filter(
        profile="unit-representative", unit__in=above, ended_at=None, person__is_active=True
    ).values_list("unit_id", "unit__name", "person__name")
    return [
        Speaker(person, name if pk != found.pk else "")
        for pk, name, person in sorted(grants, key=lambda grant: (above.index(grant[0]), grant[2]))
    ]
