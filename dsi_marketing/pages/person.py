"""A person, as all apps see them: where they belong, what they may do, what touches them."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.views.decorators.http import require_safe

from calendar_ops.permissions import can_read_everything
from calendar_ops.queries import mine
from organization.access import PROFILES
from organization.models import User
from organization.permissions import can_edit_directory, can_read_grants
from organization.queries import groups_visible_to, people_visible_to
from organization.requests import PortalRequest
from organization.trail import story

TOUCHING = 6


@require_safe
def person(request: PortalRequest, ref: str) -> HttpResponse:
    """Oneself, or those whom one may read in the directory; 404 for the others."""
    reader = request.user
    found = get_object_or_404(people_visible_to(reader), ref=ref)
    oneself = found.pk == reader.pk
    touching = (
        mine.coming(reader if oneself else found, timezone.now())
        if oneself or can_read_everything(reader)
        else None
    )
    ahead = [*touching.running, *touching.coming] if touching else []
    context = {
        "person": found,
        "oneself": oneself,
        "further": list(found.further_units.order_by("name")),
        "capacities": list(found.capacities.select_related("unit").order_by("kind", "unit__name")),
        "groups": list(groups_visible_to(reader).filter(members=found)),
        "grants": _grants(found) if oneself or can_read_grants(reader) else None,
        "touching": ahead[:TOUCHING] if touching else None,
        "number": len(ahead),
        "may_edit": can_edit_directory(reader),
        "trail": story(found) if can_edit_directory(reader) else None,
    }
    return render(request, "dsi_marketing/person.html", context)


def _grants(found: User) -> list[tuple[str, str, str]]:
    """The access profiles in force: (name, unit or nothing, why)."""
    held = found.grants.filter(ended_at=None).select_related("unit")
    return [
        (str(PROFILES[grant.profile].name), grant.unit.name if grant.unit else "", grant.reason)
        for grant in held
        if grant.profile in PROFILES
    ]
