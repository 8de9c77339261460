"""The assembly of a solution: read, written, copied as a new one, and a part of it replaced."""

from __future__ import annotations

from collections.abc import Sequence

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from catalog import actions, assembly_words
from catalog.actions.copying import copied_name, next_reference
from catalog.assembly_drawing import drawn
from catalog.assembly_picture import NARROW, WIDE
from catalog.enums import BUILT, OfferingKind
from catalog.forms.assembly import ASKED, PART, AssemblyForm
from catalog.forms.creating import CopyForm
from catalog.models import Offering
from catalog.permissions import can_edit_catalogue, can_read_whole_catalogue
from catalog.queries.assembly import assembly_of, requirements_of
from catalog.queries.doors import offerings_visible_to
from catalog.queries.head import assembled, head_of
from catalog.views.finding import asks, offering_to_edit
from core import bilingual
from core.editing import edit_page
from core.listed import Way
from organization.queries import name_of_actor
from organization.requests import PortalRequest


def built_of(request: PortalRequest, reference: str, kinds: Sequence[OfferingKind] = BUILT) -> Offering:
    """Raises Http404 when there is no offering of these kinds for this reader."""
    found = offerings_visible_to(request.user).filter(kind__in=kinds)
    return get_object_or_404(found.select_related("client", "category"), reference=reference)


def _to_edit(request: PortalRequest, reference: str) -> Offering:
    """The same for who may change it."""
    offering = built_of(request, reference)
    if not can_edit_catalogue(request.user):
        raise PermissionDenied
    return offering


@require_safe
def assembly(request: PortalRequest, reference: str) -> HttpResponse:
    """What it is put together from, what that allows and costs and, of a solution, what was required of it."""
    kinds = assembled(whole=can_read_whole_catalogue(request.user))
    offering = built_of(request, reference, kinds)
    solution = offering.kind == OfferingKind.SOLUTION
    may_edit = can_edit_catalogue(request.user)
    told = assembly_of(offering, user=request.user, today=timezone.localdate())
    said = assembly_words.picture(bilingual.text(offering, "name"), told.nodes, told.availability)
    primary = Way(_("Edit the assembly"), reverse("catalog:assembly-edit", args=[reference]))
    copying = Way(_("Copy as a new solution"), reverse("catalog:solution-copy", args=[reference]))
    context = {
        "head": head_of(
            offering,
            request.user,
            "assembly",
            links=[copying] if may_edit and solution else [],
            primary=primary if may_edit else None,
        ),
        "assembly": told,
        "solution": solution,
        "requirements": requirements_of(offering) if solution else None,
        "wide": drawn(told.nodes, WIDE, said),
        "narrow": drawn(told.nodes, NARROW, said),
        "may_edit": may_edit,
    }
    return render(request, "catalog/assembly.html", context)


@asks
def edit(request: PortalRequest, reference: str) -> HttpResponse:
    """What an offering is built on and, of a solution, its client, context and requirements."""
    record = _to_edit(request, reference)
    read = [record]
    solution = record.kind == OfferingKind.SOLUTION
    back = reverse("catalog:assembly", args=[reference]) if solution else record.get_absolute_url()
    context = {
        "offering": record,
        "head": head_of(record, request.user, "assembly"),
        "back": back,
        "solution": solution,
    }

    def make(data, files):
        now = read.pop() if read else _to_edit(request, reference)
        return AssemblyForm(data, files, offering=now)

    def save(form: AssemblyForm) -> HttpResponse:
        actions.save_assembly(
            offering=form.offering,
            fields=form.context_values(),
            parts=form.joined(),
            requirements=form.required(),
            by=request.user,
            expected=form.had,
        )
        messages.success(request, _("Saved: %(name)s.") % {"name": bilingual.text(record, "name")})
        return redirect(back)

    title = _("The assembly") if solution else _("What it is built on")
    template = "catalog/assembly_form.html"
    if request.POST.get("more") in (PART, ASKED):
        form = make(request.POST, None).with_more(request.POST["more"])
        return render(request, template, {**context, "title": title, "form": form})
    return edit_page(
        request, make=make, save=save, title=title, record=record, name_of=name_of_actor, now=timezone.now(),
        context=context, template=template,
    )  # fmt: skip


@asks
def copy(request: PortalRequest, reference: str) -> HttpResponse:
    """A new solution that begins as this one."""
    solution = built_of(request, reference, [OfferingKind.SOLUTION])
    if not can_edit_catalogue(request.user):
        raise PermissionDenied
    first = {
        "reference": next_reference(reference),
        "name": copied_name(solution.name, "fr"),
        "name_en": copied_name(solution.name_en, "en"),
    }
    form = CopyForm(request.POST if request.method == "POST" else None, initial=first)
    if request.method == "POST" and form.is_valid():
        try:
            made = actions.copy_solution(solution=solution, by=request.user, **form.cleaned_data)
        except ValidationError as fault:
            form.refuse(fault)
        else:
            messages.success(request, _("Copied: say for whom it is, and what changes for them."))
            return redirect("catalog:assembly-edit", made.reference)
    context = {
        "form": form,
        "title": _("Copy as a new solution"),
        "lead": _(
            "The new one begins in design with the same parts, notes, sections and requirements, unanswered. "
            "Client, prices, levels and who uses it are not copied."
        ),
        "offering": solution,
        "button": _("Copy"),
        "back": reverse("catalog:assembly", args=[reference]),
    }
    return render(request, "catalog/form.html", context, status=422 if form.is_bound else 200)


@require_POST
def replace(request: PortalRequest, reference: str) -> HttpResponse:
    """Put another part where one stood; then back to the solution, or to the card of the part that leaves."""
    solution = offering_to_edit(request, reference)
    named = {
        one.reference: one
        for one in Offering.objects.filter(
            reference__in=[request.POST.get("old", ""), request.POST.get("new", "")]
        )
    }
    old, new = named.get(request.POST.get("old", "")), named.get(request.POST.get("new", ""))
    back = (
        redirect(old)
        if old is not None and "card" in request.POST
        else redirect("catalog:assembly", reference)
    )
    if old is None or new is None:
        messages.error(
            request, _("The part to replace, or what replaces it, is not in the catalogue."), "bad"
        )
        return back
    try:
        actions.replace_component(offering=solution, old=old, new=new, by=request.user)
    except ValidationError as fault:
        messages.error(request, " ".join(fault.messages), "bad")
    else:
        said = _(
            "« %(old)s » is replaced by « %(new)s » in « %(name)s ». Its promise and price stay as they are."
        )
        messages.success(
            request, said % {"old": old.name, "new": new.name, "name": bilingual.text(solution, "name")}
        )
    return back
