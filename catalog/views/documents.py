"""The files of an offering: read by whoever reads its card, attached and removed by its editors."""

from __future__ import annotations

import uuid

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import FileResponse, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from catalog import actions
from catalog.queries.documents import documents_of
from catalog.queries.head import head_of
from catalog.views.finding import asks, offering_of, offering_to_edit
from core.attachment_forms import AttachmentForm
from core.attachments import serve
from organization.requests import PortalRequest


@asks
def documents(request: PortalRequest, reference: str) -> HttpResponse:
    """What is attached, and attaching more."""
    offering = offering_to_edit(request, reference)
    sent = request.method == "POST"
    form = AttachmentForm(request.POST if sent else None, request.FILES if sent else None)
    if sent and form.is_valid():
        said = form.cleaned_data
        try:
            made = actions.attach_document(
                offering=offering,
                accepted=said["file"],
                title=said["title"],
                language=said["language"],
                by=request.user,
                now=timezone.now(),
            )
        except ValidationError as fault:
            form.add_error("file", fault)
        else:
            messages.success(request, _("Attached: %(title)s.") % {"title": made.title})
            return redirect("catalog:documents", reference)
    context = {
        "head": head_of(offering, request.user, "documents"),
        "form": form,
        "attach": reverse("catalog:documents", args=[reference]),
        "attachments": documents_of(offering, removable=True),
    }
    return render(request, "catalog/documents.html", context, status=422 if form.is_bound else 200)


@require_safe
def document(request: PortalRequest, reference: str, uid: uuid.UUID) -> FileResponse:
    """One file, as a download; 404 for whoever may not know of the offering."""
    return serve(get_object_or_404(offering_of(request, reference).documents.all(), uid=uid))


@require_POST
def remove(request: PortalRequest, reference: str, uid: uuid.UUID) -> HttpResponse:
    offering = offering_to_edit(request, reference)
    found = get_object_or_404(offering.documents.all(), uid=uid)
    actions.remove_document(document=found, by=request.user)
    messages.success(request, _("Removed: %(title)s.") % {"title": found.title})
    return redirect("catalog:documents", reference)
