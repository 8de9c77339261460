"""The configuration file of an offering: its page, and the document to print."""

from __future__ import annotations

from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from catalog.configuration import document
from catalog.permissions import can_read_whole_catalogue
from catalog.queries.configuration import configuration_of
from catalog.queries.head import head_of
from catalog.views.finding import offering_of
from core.document import answer
from core.document import render as as_pdf
from core.listed import Way
from organization.letterhead import letterhead
from organization.requests import PortalRequest


@require_safe
def configuration(request: PortalRequest, reference: str) -> HttpResponse:
    """Every component that the role sheets name, with what is missing."""
    offering = offering_of(request, reference)
    if not can_read_whole_catalogue(request.user):
        raise PermissionDenied
    pdf = Way(_("Document to print (PDF)"), reverse("catalog:configuration-pdf", args=[reference]))
    head = head_of(offering, request.user, "configuration", links=[pdf])
    context = {"head": head, "file": configuration_of(offering, today=timezone.localdate())}
    return render(request, "catalog/configuration.html", context)


@require_safe
def pdf(request: PortalRequest, reference: str) -> HttpResponse:
    """The same as a PDF in the reader's language."""
    offering = offering_of(request, reference)
    if not can_read_whole_catalogue(request.user):
        raise PermissionDenied
    language, now = get_language() or "fr", timezone.now()
    said = document(configuration_of(offering, today=timezone.localdate(now)))
    made = as_pdf(said, letterhead=letterhead(language), language=language, made_at=now)
    return answer(made, f"{_('Configuration')} {reference}")
