"""The life of an offering: published, seen before it is, retired, taken up again, and its versions."""

from __future__ import annotations

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from catalog import actions
from catalog.enums import PUBLISHED
from catalog.forms.card import CardForm
from catalog.forms.creating import RetireForm
from catalog.permissions import can_read_whole_catalogue
from catalog.queries.card import offering_page
from catalog.queries.head import head_of
from catalog.queries.retiring import reach_of
from catalog.queries.versions import versions_of
from catalog.views.card import copy_of
from catalog.views.finding import asks, offering_of, offering_to_edit
from organization.requests import PortalRequest


@require_safe
def preview(request: PortalRequest, reference: str) -> HttpResponse:
    """The card as its working copy would have it; what is to be corrected shows as it was."""
    offering = offering_to_edit(request, reference)
    copy = copy_of(offering)
    form = CardForm(copy.content, offering=offering, copy=copy) if copy and copy.content else None
    content = form.content() if form is not None and form.said() else None
    page = offering_page(offering, request.user, today=timezone.localdate(), content=content)
    if content is not None:
        for name, value in content.fields.items():
            setattr(offering, name, value)  # shown, never saved
    context = {
        "page": page,
        "head": head_of(offering, request.user, "edit"),
        "offering": offering,
        "wrong": form is not None and content is None,
        "changed": content is not None,
        "preview": True,
    }
    return render(request, "catalog/preview.html", context)


@require_POST
def publish(request: PortalRequest, reference: str) -> HttpResponse:
    """Publish what the working copy says. What lacks is shown on the card's form."""
    offering = offering_to_edit(request, reference)
    copy = copy_of(offering)
    content = None
    if copy and copy.content:
        form = CardForm(copy.content, offering=offering, copy=copy)
        content = form.said()
        if content is None:
            return redirect("catalog:offering-edit", reference)
    try:
        made = actions.publish(
            offering=offering,
            content=content,
            state=request.POST.get("state", ""),
            by=request.user,
            now=timezone.now(),
        )
    except actions.Refused as refused:
        for sentence in refused.sentences:
            messages.error(request, sentence)
        return redirect("catalog:offering-edit", reference)
    except ValidationError as fault:
        messages.error(request, " ".join(fault.messages))
        return redirect("catalog:offering-edit", reference)
    messages.success(
        request, _("Published: %(name)s, version %(n)s.") % {"name": made.name, "n": made.version}
    )
    return redirect(made)


@asks
def retire(request: PortalRequest, reference: str) -> HttpResponse:
    """Announce the end of an offering, or end it; what it means is said before."""
    offering = offering_to_edit(request, reference)
    first = {
        "on": offering.retires_on,
        "replacement": offering.replacement.reference if offering.replacement else "",
    }
    form = RetireForm(request.POST if request.method == "POST" else None, initial=first)
    refused: list[str] = []
    if request.method == "POST" and form.is_valid():
        try:
            made = actions.retire(offering=offering, by=request.user, now=timezone.now(), **form.cleaned_data)
        except actions.Refused as stands:
            refused = stands.sentences
        except ValidationError as fault:
            form.refuse(fault)
        else:
            said = (
                _("The end of %(name)s is announced.")
                if made.state in PUBLISHED
                else _("%(name)s is retired.")
            )
            messages.success(request, said % {"name": made.name})
            return redirect(made)
    context = {
        "form": form,
        "head": head_of(offering, request.user, "edit"),
        "offering": offering,
        "reach": reach_of(offering),
        "refused": refused,
        "back": offering.get_absolute_url(),
    }
    status = 409 if refused else 422 if form.is_bound else 200
    return render(request, "catalog/retire.html", context, status=status)


@require_POST
def take_up(request: PortalRequest, reference: str) -> HttpResponse:
    offering = offering_to_edit(request, reference)
    try:
        made = actions.take_up(offering=offering, by=request.user, now=timezone.now())
    except ValidationError as fault:
        messages.error(request, " ".join(fault.messages))
        return redirect(offering)
    messages.success(
        request, _("%(name)s is in design again: publish it when its card is right.") % {"name": made.name}
    )
    return redirect("catalog:offering-edit", reference)


@require_safe
def versions(request: PortalRequest, reference: str) -> HttpResponse:
    """What changed on the card, who did it, when."""
    offering = offering_of(request, reference)
    if not can_read_whole_catalogue(request.user):
        raise PermissionDenied
    context = {"head": head_of(offering, request.user, "versions"), "versions": versions_of(offering)}
    return render(request, "catalog/versions.html", context)
