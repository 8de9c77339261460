"""An offering, as all apps see it: what it is, how to ask, who uses it, what is planned on it."""

from __future__ import annotations

from django.db.models import Exists, OuterRef
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from calendar_ops.queries.on_offering import coming_on
from catalog.models import OfferingDocument
from catalog.permissions import can_edit_catalogue
from catalog.queries.assembly import assembly_on_card
from catalog.queries.card import OfferingPage, offering_page
from catalog.queries.doors import offerings_visible_to
from catalog.queries.head import head_of
from catalog.queries.levels import levels_on_card
from catalog.queries.prices import prices_on_card
from core.listed import Way
from organization.requests import PortalRequest


@require_safe
def offering_card(request: PortalRequest, reference: str) -> HttpResponse:
    found = get_object_or_404(
        offerings_visible_to(request.user)
        .select_related("category", "owner", "backup_owner", "replacement")
        .annotate(has_files=Exists(OfferingDocument.objects.filter(offering=OuterRef("pk")))),
        reference=reference,
    )
    today = timezone.localdate()
    page = offering_page(found, request.user, today=today)
    coming, more = coming_on(page.named, user=request.user, now=timezone.now())
    links, primary = _ways(page, can_edit_catalogue(request.user))
    context = {
        "page": page,
        "offering": found,
        "head": head_of(found, request.user, links=links, primary=primary),
        "levels": levels_on_card(found, today=today),
        "built": assembly_on_card(found, user=request.user, today=today),
        "prices": prices_on_card(found, user=request.user, today=today),
        "coming": coming,
        "more": more,
        "may_edit": can_edit_catalogue(request.user),
    }
    return render(request, "dsi_marketing/offering.html", context)


def _ways(page: OfferingPage, may_edit: bool) -> tuple[list[Way], Way | None]:
    """What may be done: asking comes first, where somebody can ask."""
    offering = page.offering
    links = []
    if may_edit:
        links = [Way(_("Edit the card"), reverse("catalog:offering-edit", args=[offering.reference]))]
        if offering.state != "retired":
            links.append(Way(_("Retire"), reverse("catalog:retire", args=[offering.reference])))
    if page.main is None or offering.state not in ("pilot", "live"):
        return links, None
    return links, Way(_("Ask for it"), page.main.link or "#ask")
