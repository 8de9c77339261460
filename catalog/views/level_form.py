"""Promising a level of an offering, changing what is promised, taking away what was never measured."""

from __future__ import annotations

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from catalog import level_words
from catalog.actions import levels as actions
from catalog.forms.level import LevelForm
from catalog.models import Offering, ServiceLevel
from catalog.queries.doors import levels_visible_to
from catalog.views.finding import asks, offering_to_edit
from core.editing import edit_page
from organization.queries import name_of_actor
from organization.requests import PortalRequest


@asks
def level_form(request: PortalRequest, reference: str, number: int = 0) -> HttpResponse:
    """A level and its dated targets on one page."""
    offering = offering_to_edit(request, reference)
    record = _level(request, offering, number)
    back = reverse("catalog:offering-levels", args=[offering.reference])

    def make(data, files):
        return LevelForm(data, files, level=_level(request, offering, number))

    def save(form: LevelForm) -> HttpResponse:
        saved = actions.save_level(
            level=form.level, fields=form.values(), targets=form.wanted(), new_hours=form.new_hours(),
            by=request.user, expected=form.had,
        )  # fmt: skip
        messages.success(request, _("Saved: %(name)s.") % {"name": level_words.name_of(saved)[0]})
        return redirect(back)

    removable = bool(number) and not record.measures.exists()
    return edit_page(
        request, make=make, save=save, title=_("Change what is promised") if number else _("Promise a level"),
        record=record, name_of=name_of_actor, now=timezone.now(), template="catalog/level_form.html",
        context={"offering": offering, "back": back, "removable": removable, "number": number},
    )  # fmt: skip


@require_POST
def level_remove(request: PortalRequest, reference: str, number: int) -> HttpResponse:
    offering = offering_to_edit(request, reference)
    found = _level(request, offering, number)
    name = level_words.name_of(found)[0]
    try:
        actions.remove_level(level=found, by=request.user)
        messages.success(request, _("%(name)s is no longer promised.") % {"name": name})
    except ValidationError as fault:
        messages.warning(request, " ".join(fault.messages))
    return redirect("catalog:offering-levels", offering.reference)


def _level(request: PortalRequest, offering: Offering, number: int) -> ServiceLevel:
    if not number:
        return ServiceLevel(offering=offering)
    return get_object_or_404(levels_visible_to(request.user), offering=offering, pk=number)
