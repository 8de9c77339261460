"""Writing a card: the form on its working copy, the copy that saves itself, its preview, and publishing."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from catalog import actions
from catalog.enums import PUBLISHED
from catalog.forms.card import CardForm
from catalog.forms.creating import CreateForm
from catalog.models import Offering, WorkingCopy
from catalog.permissions import can_edit_catalogue
from catalog.publishing_words import sentences
from catalog.queries.card_form import lacks_of, next_reference
from catalog.queries.head import head_of
from catalog.views.finding import asks, offering_to_edit
from core import audit
from core.forms import chosen
from core.models import EditedMeanwhile
from organization.queries import name_of_actor
from organization.requests import PortalRequest


@asks
def create(request: PortalRequest) -> HttpResponse:
    """An offering begins with its kind, reference and name; its card is written next."""
    if not can_edit_catalogue(request.user):
        raise PermissionDenied
    form = CreateForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        said = form.cleaned_data
        said["reference"] = said["reference"] or next_reference(said["kind"])
        try:
            made = actions.save_offering(offering=Offering(), fields=said, by=request.user)
        except ValidationError as fault:
            form.refuse(fault)
        else:
            return redirect("catalog:offering-edit", made.reference)
    context = {
        "form": form,
        "title": _("Create an offering"),
        "back": reverse("catalog:offerings"),
        "button": _("Create and write its card"),
    }
    return render(request, "catalog/form.html", context, status=422 if form.is_bound else 200)


@asks
def edit(request: PortalRequest, reference: str) -> HttpResponse:
    """The card's form. Saving keeps what is typed, right or wrong; publishing asks that nothing lacks."""
    offering = offering_to_edit(request, reference)
    copy = copy_of(offering)
    if request.method != "POST":
        return _page(request, CardForm(offering=offering, copy=copy), copy)
    form = CardForm(chosen(request.POST) or request.POST, offering=offering, copy=copy)
    form.is_valid()
    if (difference := form.difference()) and (difference.asked or difference.joined):
        return _difference(request, form, difference)
    try:
        return _saved(request, form)
    except EditedMeanwhile:
        offering = offering_to_edit(request, reference)
        form = CardForm(request.POST, offering=offering, copy=copy_of(offering))
        return _difference(request, form, form.difference())


def copy_of(offering: Offering) -> WorkingCopy | None:
    return WorkingCopy.objects.select_related("saved_by").filter(offering=offering).first()


def _saved(request: PortalRequest, form: CardForm) -> HttpResponse:
    """Keep the copy, then what was clicked: the next page, or this one with what is to be corrected."""
    offering, posted = form.offering, request.POST
    copy = actions.keep_copy(
        offering=offering, typed=form.as_typed(), by=request.user, now=timezone.now(), expected=form.had
    )
    form.go_on_from(CardForm(offering=offering, copy=copy))
    if "preview" in posted:
        return redirect("catalog:preview", offering.reference)
    state = posted.get("publish", "")
    if not _right(form):
        return _page(request, form, copy, status=422)
    expected = offering.edit + copy.edit
    if state:
        return _published(request, form, copy, state, expected)
    if offering.state in PUBLISHED:
        messages.success(request, _("Saved. Readers see it once it is published."))
        return redirect("catalog:offering-edit", offering.reference)
    try:
        actions.write_card(offering=offering, content=form.content(), by=request.user, expected=expected)
    except ValidationError as fault:
        form.refuse(fault)
        return _page(request, form, copy, status=422)
    messages.success(request, _("Saved: %(name)s.") % {"name": offering.name})
    return redirect("catalog:offering-edit", offering.reference)


def _right(form: CardForm) -> bool:
    """Whether each field is right. That the copy was saved meanwhile is no fault of a field: it has been settled."""
    return not any(form.errors.get(name) for name in form.fields)


def _published(
    request: PortalRequest, form: CardForm, copy: WorkingCopy, state: str, expected: int
) -> HttpResponse:
    try:
        made = actions.publish(
            offering=form.offering,
            content=form.content(),
            state="" if state == "same" else state,
            by=request.user,
            now=timezone.now(),
            expected=expected,
        )
    except actions.Refused as refused:
        return _page(request, form, copy, status=409, refused=refused.sentences)
    except ValidationError as fault:
        form.refuse(fault)
        return _page(request, form, copy, status=422)
    messages.success(
        request, _("Published: %(name)s, version %(n)s.") % {"name": made.name, "n": made.version}
    )
    return redirect(made)


def _page(
    request: PortalRequest,
    form: CardForm,
    copy: WorkingCopy | None,
    status: int = 200,
    refused: list[str] | None = None,
) -> HttpResponse:
    offering = form.offering
    checked = form
    if not form.is_bound and copy is not None and copy.content:
        checked = CardForm(copy.content, offering=offering, copy=copy)
    context: dict[str, Any] = {
        "form": form,
        "head": head_of(offering, request.user, "edit"),
        "offering": offering,
        "request_rows": form.request_rows(),
        "card_sections": form.card_sections(),
        "configuration_sections": form.configuration_sections(),
        "published": offering.state in PUBLISHED,
        "copy": copy if copy is not None and copy.content else None,
        "refused": refused,
        "lacks": sentences(lacks_of(offering, checked.said(), today=timezone.localdate()))
        if refused is None
        else [],
        "autosave": reverse("catalog:autosave", args=[offering.reference]),
    }
    return render(request, "catalog/card_form.html", context, status=status)


def _difference(request: HttpRequest, form: CardForm, difference: Any) -> HttpResponse:
    last = audit.trail(form.offering).first()
    copy = copy_of(form.offering)
    context = {
        "difference": difference,
        "record": form.offering,
        "saved_at": copy.saved_at if copy else last.at if last else None,
        "saved_by": copy.saved_by.name if copy and copy.saved_by else name_of_actor(last) if last else "",
        "now": timezone.now(),
    }
    return render(request, "core/difference.html", context, status=409)


@require_POST
def autosave(request: PortalRequest, reference: str) -> HttpResponse:
    """The copy saves itself: `saved` with its new number, `changed` (409) when somebody else saved meanwhile."""
    offering = offering_to_edit(request, reference)
    form = CardForm(request.POST, offering=offering, copy=copy_of(offering))
    form.is_valid()
    sent = request.POST.get("edit", "")
    try:
        copy = actions.keep_copy(
            offering=offering,
            typed=form.as_typed(),
            by=request.user,
            now=timezone.now(),
            expected=int(sent) if sent.isdecimal() else None,
        )
    except EditedMeanwhile:
        words = _("Somebody saved this card since you opened it: save, and bring both together.")
        return JsonResponse({"state": "changed", "sentence": words}, status=409)
    return JsonResponse(
        {
            "state": "saved",
            "edit": offering.edit + copy.edit,
            "autosave": request.path,
            "form": "",
            "verdict": "",
        }
    )


@require_POST
def drop(request: PortalRequest, reference: str) -> HttpResponse:
    """Forget the working copy: the card stays as it is published."""
    offering = offering_to_edit(request, reference)
    actions.drop_copy(offering=offering, by=request.user)
    messages.success(request, _("What was not published is dropped; the card stays as it was."))
    return redirect(offering)
