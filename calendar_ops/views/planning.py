"""Planning an intervention: the form, the verdict beside it as it is typed, and the verbs of its page."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from django.conf import settings
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from calendar_ops import actions, permissions
from calendar_ops.actions import Conflict, Refused
from calendar_ops.audience import sentence
from calendar_ops.evaluation import Evaluation, evaluate
from calendar_ops.forms.planning import PlanForm, initial_of
from calendar_ops.models import Intervention
from calendar_ops.queries import interventions as queries
from calendar_ops.repairs import repairs
from calendar_ops.sentences import heading, in_words
from organization.models import BusinessUnit, User
from organization.requests import PortalRequest

TONES = {"allowed": "ok", "refused": "bad", "needs_approval": "warn", "not_negotiated": "warn"}
ICONS = {"allowed": "check-circle-fill", "refused": "x-octagon-fill"}


def _zone(user: User) -> str:
    return user.unit.time_zone if user.unit else settings.TIME_ZONE


def verdict_context(form: PlanForm) -> dict[str, Any]:
    """What stands beside the form: verdict, repairs, whom it touches; empty while the slot is not known."""
    plan = form.plan()
    if plan is None:
        return {"evaluation": None}
    evaluation = evaluate(plan)
    assert evaluation.verdict is not None
    kind = evaluation.verdict.kind
    return {
        "evaluation": evaluation,
        "heading": heading(kind),
        "tone": TONES[kind],
        "icon_name": ICONS.get(kind, "exclamation-triangle-fill"),
        "offences": in_words(evaluation.verdict, interruption_minutes=plan.interruption_minutes),
        "repairs": repairs(evaluation, form.zone),
        "touched": touched_rows(evaluation),
        "unreachable": sum(evaluation.audience.unreachable.values()),
    }


@dataclass(frozen=True, slots=True)
class TouchedRow:
    """One unit touched, as the page shows it."""

    name: str
    people: int
    why: str


def touched_rows(evaluation: Evaluation, most: int = 40) -> list[TouchedRow]:
    """The units touched with their why and number of people, the largest first."""
    audience = evaluation.audience
    names = dict(BusinessUnit.objects.filter(pk__in=audience.units).values_list("pk", "name"))
    rows = [
        TouchedRow(names[unit], audience.by_unit.get(unit, 0), "; ".join(sentence(r) for r in why))
        for unit, why in audience.units.items()
    ]
    return sorted(rows, key=lambda row: (-row.people, row.name))[:most]


def _first_values(user: User) -> dict[str, Any]:
    day = timezone.localdate() + timedelta(days=7)
    return {
        "nature": "maintenance",
        "target": "server",
        "work_class": "normal",
        "start_day": day,
        "start_time": "20:00",
        "end_day": day,
        "end_time": "22:00",
        "interruption_minutes": 30,
        "owner": user.pk,
        "tell_finished": True,
    }


def _page(
    request: PortalRequest, form: PlanForm, intervention: Intervention | None, status: int = 200
) -> HttpResponse:
    context = {"form": form, "intervention": intervention, "edit": intervention.edit if intervention else 0}
    if form.is_bound:
        form.is_valid()
        context |= verdict_context(form)
    return render(request, "calendar_ops/intervention_form.html", context, status=status)


@require_http_methods(["GET", "POST"])
def plan(request: PortalRequest) -> HttpResponse:
    """A new intervention: saved as a draft, then confirmed from its page."""
    if not permissions.can_plan(request.user):
        raise PermissionDenied
    zone = _zone(request.user)
    if request.method == "GET":
        return _page(request, PlanForm(zone=zone, initial=_first_values(request.user)), None)
    form = PlanForm(_repaired(request), zone=zone)
    if "repair" in request.POST or not form.is_valid():
        return _page(request, form, None)
    try:
        made = actions.create_draft(content=form.content(), by=request.user, now=timezone.now())
    except Refused as refused:
        form.add_error(refused.field if refused.field in form.fields else None, refused.sentence)
        return _page(request, form, None)
    return _saved_or_confirmed(request, form, made)


@require_http_methods(["GET", "POST"])
def edit(request: PortalRequest, reference: str) -> HttpResponse:
    """The same form on a draft or on confirmed work that has not started."""
    found = get_object_or_404(queries.for_page(request.user, reference))
    if not permissions.can_edit(request.user, found):
        raise PermissionDenied
    zone = found.time_zone
    if request.method == "GET":
        values = initial_of(found, zone)
        form = PlanForm(zone=zone, initial=values)
        return _page(request, form, found)
    form = PlanForm(_repaired(request), zone=zone)
    if "repair" in request.POST or not form.is_valid():
        return _page(request, form, found)
    try:
        number = request.POST.get("edit", "")
        saved = actions.update(
            intervention=found,
            content=form.content(),
            by=request.user,
            now=timezone.now(),
            reason=form.cleaned_data["reason"],
            edit=int(number) if number.isdigit() else None,
        )
    except Refused as refused:
        form.add_error(refused.field if refused.field in form.fields else None, refused.sentence)
        return _page(request, form, found)
    except Conflict as conflict:
        form.add_error(None, conflict.sentence)
        return _page(request, form, found, status=409)
    return _saved_or_confirmed(request, form, saved)


def _saved_or_confirmed(request: PortalRequest, form: PlanForm, saved: Intervention) -> HttpResponse:
    if "confirm" in request.POST and permissions.can_confirm(request.user, saved):
        return _do(
            request, saved, lambda: actions.confirm(intervention=saved, by=request.user, now=timezone.now())
        )
    messages.success(request, _("%(reference)s is saved.") % {"reference": saved.reference})
    return redirect(saved)


def _repaired(request: PortalRequest):
    """The typed values, with those of the repair that was clicked."""
    data = request.POST.copy()
    for change in data.get("repair", "").split("&"):
        name, _equals, value = change.partition("=")
        if name in PlanForm.base_fields:
            data.setlist(name, value.split(",") if name == "dropped" else [value])
    return data


@require_POST
def verdict(request: PortalRequest) -> HttpResponse:
    """The partial beside the form, for htmx while typing. Writes nothing."""
    if not permissions.can_plan(request.user):
        raise PermissionDenied
    form = PlanForm(request.POST, zone=_zone(request.user))
    form.is_valid()
    return render(request, "calendar_ops/_verdict.html", {"form": form, **verdict_context(form)})


def _do(request: PortalRequest, found: Intervention, act: Callable[[], Intervention]) -> HttpResponse:
    """Run a verb; a refusal is said on the page with the same words as in the API, and nothing is lost."""
    try:
        act()
    except Refused as refused:
        messages.add_message(request, messages.WARNING, refused.sentence, extra_tags="bad")
    except Conflict as conflict:
        messages.add_message(request, messages.WARNING, conflict.sentence, extra_tags="warn")
    return redirect(found)


def _verb(can: Callable[[User, Intervention], bool], act: Callable[..., Intervention], *fields: str):
    """A POST-only page for one verb: 404 when not visible, 403 when not allowed."""

    @require_POST
    def view(request: PortalRequest, reference: str) -> HttpResponse:
        found = get_object_or_404(queries.for_page(request.user, reference))
        if not can(request.user, found):
            raise PermissionDenied
        given = {name: request.POST.get(name, "") for name in fields}
        number = request.POST.get("edit", "")
        return _do(
            request,
            found,
            lambda: act(
                intervention=found,
                by=request.user,
                now=timezone.now(),
                edit=int(number) if number.isdigit() else None,
                **given,
            ),
        )

    return view


confirm = _verb(permissions.can_confirm, actions.confirm, "reason")
submit = _verb(permissions.can_submit, actions.submit, "justification")
approve = _verb(permissions.can_approve, actions.approve, "justification")
send_back = _verb(permissions.can_send_back, actions.send_back, "reason")
start = _verb(permissions.can_start, actions.start)
finish = _verb(permissions.can_finish, actions.finish, "outcome")
cancel = _verb(permissions.can_cancel, actions.cancel, "reason")
