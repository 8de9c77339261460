"""The levels of one offering: what is promised, what was measured over two years."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from catalog.level_trail import trail
from catalog.permissions import can_edit_catalogue, can_record_measures
from catalog.queries.head import head_of
from catalog.queries.offering_levels import offering_levels
from catalog.views.finding import offering_of
from core.company_day import company_day
from core.listed import Way
from organization.requests import PortalRequest


@require_safe
def levels_of(request: PortalRequest, reference: str) -> HttpResponse:
    """Who may read the card may read its levels; their history is for those who keep them."""
    offering = offering_of(request, reference)
    edits, records = can_edit_catalogue(request.user), can_record_measures(request.user)
    found = offering_levels(offering, today=company_day(timezone.now()))
    measures = Way(_("Enter measures"), f"{reverse('catalog:measures')}?q={offering.reference}")
    new = Way(_("Promise a level"), reverse("catalog:level-new", args=[offering.reference]))
    head = head_of(
        offering,
        request.user,
        "levels",
        links=[measures] if records and edits and found.levels else [],
        primary=new if edits else measures if records and found.levels else None,
    )
    numbers = [level.number for level in found.levels if level.number]
    context = {
        "head": head,
        "offering": offering,
        "found": found,
        "edits": edits,
        "trail": trail(numbers) if numbers and (edits or records) else [],
    }
    return render(request, "catalog/offering_levels.html", context)
