"""The prices of an offering: its page, what it would cost a unit, and the forms of its editors."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db import transaction
from django.http import HttpResponse, QueryDict
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.cache import patch_vary_headers
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from catalog import actions
from catalog.forms.prices import EndForm, MilestoneForm, PriceForm, SimulationForm, TariffForm
from catalog.models import Milestone, Offering, Price, Tariff
from catalog.permissions import can_edit_catalogue, can_keep_costs
from catalog.price_words import first_of
from catalog.queries.head import head_of
from catalog.queries.price_page import Loaded, cards, next_month, tariffs_with_prices
from catalog.queries.simulation import (
    Simulation,
    counted,
    facts_of,
    proposed_unit,
    simulate,
)
from catalog.views.finding import asks, offering_of, offering_to_edit
from core import dates
from core.editing import edit_page
from core.listed import Way
from core.months import later, month_of
from organization.queries import name_of_actor, unit_tree
from organization.requests import PortalRequest

BEFORE, AFTER = 12, 12  # months that may be asked about, around this one


@require_safe
def prices(request: PortalRequest, reference: str) -> HttpResponse:
    """What is charged, in words and through time; « what would this cost my unit » is answered on the same address."""
    offering = offering_of(request, reference)
    today = timezone.localdate()
    loaded = tariffs_with_prices(offering)
    answer = _answer(request, offering, loaded, today)
    part = request.headers.get("HX-Target") == "cost-answer"
    if part and "HX-History-Restore-Request" not in request.headers:
        return _varied(render(request, "catalog/_price_answer.html", answer))
    may_edit = can_edit_catalogue(request.user)
    new = Way(_("Add a tariff"), reverse("catalog:tariff-new", args=[reference])) if may_edit else None
    context = {
        **answer,
        "head": head_of(offering, request.user, "prices", primary=new),
        "offering": offering,
        "cards": cards(loaded, today),
        "may_edit": may_edit,
        "may_keep_costs": can_keep_costs(request.user),
    }
    return _varied(render(request, "catalog/prices.html", context))


def _varied(response: HttpResponse) -> HttpResponse:
    """The same address answers the page, or the part that htmx replaces."""
    patch_vary_headers(response, ["HX-Target"])
    return response


def _answer(request: PortalRequest, offering: Offering, loaded: list[Loaded], today: date) -> dict[str, Any]:
    """The form of the question, and the answer to what it holds: one's own unit, this month, what is known."""
    if not loaded:
        return {"form": None, "answer": None}
    tree = unit_tree()
    facts = facts_of(offering, loaded, request.user, tree)
    month = month_of(today)
    months = [later(month, step) for step in range(-BEFORE, AFTER + 1)]
    fields = counted(loaded, months[0])
    own = proposed_unit(request.user, facts, tree)
    asked: QueryDict | None = request.GET if "unit" in request.GET else None
    if asked is None and own is not None:
        asked = QueryDict(mutable=True)
        asked["unit"], asked["month"] = tree.codes[own], f"{month:%Y-%m}"
    form = SimulationForm(
        asked,
        counts=[(one.field, one.label) for one in fields],
        months=[(f"{one:%Y-%m}", dates.month(one)) for one in months],
        initial={"month": f"{month:%Y-%m}"},
    )
    answer: Simulation | None = None
    if form.is_valid():
        said = form.cleaned_data
        wanted = date.fromisoformat(f"{said['month']}-01")
        answer = simulate(
            loaded,
            facts,
            tree,
            unit=said["unit"],
            month=wanted,
            said={one: said[one.field] for one in fields},
        )
    with_above = bool(own and own != request.user.unit_id and answer and answer.unit_id == own)
    return {"form": form, "answer": answer, "with_above": with_above}


# The forms of editors ---------------------------------------------------------------------------------


def _back(offering: Offering) -> HttpResponse:
    return redirect("catalog:prices", offering.reference)


def _tariff(request: PortalRequest, reference: str, number: int) -> Tariff:
    offering = offering_to_edit(request, reference)
    return get_object_or_404(Tariff.objects.select_related("offering"), offering=offering, pk=number)


def _context(offering: Offering, **more: Any) -> dict[str, Any]:
    return {"offering": offering, "back": reverse("catalog:prices", args=[offering.reference]), **more}


@asks
def tariff_new(request: PortalRequest, reference: str) -> HttpResponse:
    """Charge something: how, and from which month at which price."""
    offering = offering_to_edit(request, reference)
    now = timezone.now()

    def make(data, files):
        return TariffForm(data, instance=Tariff(offering=offering), first=month_of(timezone.localdate()))

    def save(form: TariffForm) -> HttpResponse:
        amount = form.cleaned_data["amount"]
        with transaction.atomic():
            made = actions.save_tariff(tariff=form.instance, fields=form.values(), by=request.user)
            if amount is not None:
                since = form.cleaned_data["valid_from"]
                actions.set_price(tariff=made, valid_from=since, amount=amount, by=request.user)
        messages.success(request, _("Charged from now on: %(name)s.") % {"name": made.label})
        return _back(offering)

    return edit_page(
        request, make=make, save=save, title=_("Add a tariff"), now=now, context=_context(offering),
        template="catalog/price_form.html",
    )  # fmt: skip


@asks
def tariff_edit(request: PortalRequest, reference: str, number: int) -> HttpResponse:
    """Change how it is charged; its prices are set one by one."""
    found = _tariff(request, reference, number)

    def make(data, files):
        record = _tariff(request, reference, number)
        return TariffForm(data, instance=record, first=month_of(timezone.localdate()))

    def save(form: TariffForm) -> HttpResponse:
        saved = actions.save_tariff(
            tariff=form.instance, fields=form.values(), by=request.user, expected=form.had
        )
        messages.success(request, _("Saved: %(name)s.") % {"name": saved.label})
        return _back(found.offering)

    return edit_page(
        request, make=make, save=save, title=_("How « %(name)s » is charged") % {"name": found.label},
        record=found, name_of=name_of_actor, now=timezone.now(), context=_context(found.offering),
        template="catalog/price_form.html",
    )  # fmt: skip


@asks
def tariff_end(request: PortalRequest, reference: str, number: int) -> HttpResponse:
    """From when on nothing is charged any more; or that it goes on."""
    found = _tariff(request, reference, number)
    proposed = found.until or next_month(timezone.localdate())

    def make(data, files):
        form = EndForm(data, initial={"until": proposed})
        form.guard(None)
        return form

    def save(form: EndForm) -> HttpResponse:
        until = form.cleaned_data["until"]
        actions.end_tariff(tariff=found, until=until, by=request.user)
        said = (
            _("« %(name)s » is no longer charged from %(day)s on.")
            % {"name": found.label, "day": first_of(until)}
            if until
            else _("« %(name)s » goes on being charged.") % {"name": found.label}
        )
        messages.success(request, said)
        return _back(found.offering)

    return edit_page(
        request, make=make, save=save, title=_("End « %(name)s »") % {"name": found.label}, now=timezone.now(),
        context=_context(found.offering), template="catalog/price_form.html",
    )  # fmt: skip


@require_POST
def tariff_main(request: PortalRequest, reference: str, number: int) -> HttpResponse:
    """The price that lists and searches show."""
    found = _tariff(request, reference, number)
    actions.make_main(tariff=found, by=request.user)
    messages.success(request, _("Lists now show the price of « %(name)s ».") % {"name": found.label})
    return _back(found.offering)


@asks
def price_new(request: PortalRequest, reference: str, number: int) -> HttpResponse:
    """A price from the first of a month on."""
    found = _tariff(request, reference, number)

    def make(data, files):
        form = PriceForm(data, initial={"valid_from": next_month(timezone.localdate())})
        form.guard(None)
        return form

    def save(form: PriceForm) -> HttpResponse:
        said = form.cleaned_data
        actions.set_price(tariff=found, valid_from=said["valid_from"], amount=said["amount"], by=request.user)
        messages.success(request, _("Price set from %(day)s on.") % {"day": first_of(said["valid_from"])})
        return _back(found.offering)

    return edit_page(
        request, make=make, save=save, title=_("Set a price of « %(name)s »") % {"name": found.label},
        now=timezone.now(), context=_context(found.offering), template="catalog/price_form.html",
    )  # fmt: skip


@require_POST
def price_remove(request: PortalRequest, reference: str, number: int, price: int) -> HttpResponse:
    """Take away a price that was announced and does not hold yet."""
    found = _tariff(request, reference, number)
    kept = get_object_or_404(Price.objects.select_related("tariff__offering"), tariff=found, pk=price)
    try:
        actions.remove_price(price=kept, by=request.user, today=timezone.localdate())
    except ValidationError as fault:
        messages.warning(request, " ".join(fault.messages), extra_tags="warn")
    else:
        messages.success(
            request, _("The price announced for %(day)s is gone.") % {"day": first_of(kept.valid_from)}
        )
    return _back(found.offering)


@asks
def milestone(request: PortalRequest, reference: str, number: int, milestone: int = 0) -> HttpResponse:
    """A milestone: what is due on a day."""
    found = _tariff(request, reference, number)
    held = found.milestones.select_related("tariff__offering")
    kept = get_object_or_404(held, pk=milestone) if milestone else Milestone(tariff=found)

    def make(data, files):
        form = MilestoneForm(data, instance=kept)
        form.guard(None)
        return form

    def save(form: MilestoneForm) -> HttpResponse:
        fields = {name: form.cleaned_data[name] for name in ("label", "label_en", "due", "amount")}
        actions.save_milestone(milestone=kept, fields=fields, by=request.user)
        messages.success(request, _("Saved: %(name)s.") % {"name": kept.label})
        return _back(found.offering)

    return edit_page(
        request, make=make, save=save, title=_("Milestone of « %(name)s »") % {"name": found.label},
        now=timezone.now(), context=_context(found.offering, milestone=kept if milestone else None),
        template="catalog/price_form.html",
    )  # fmt: skip


@require_POST
def milestone_remove(request: PortalRequest, reference: str, number: int, milestone: int) -> HttpResponse:
    found = _tariff(request, reference, number)
    kept = get_object_or_404(found.milestones.select_related("tariff__offering"), pk=milestone)
    actions.remove_milestone(milestone=kept, by=request.user)
    messages.success(request, _("Taken away: %(name)s.") % {"name": kept.label})
    return _back(found.offering)
