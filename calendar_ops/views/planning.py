"""Planning an intervention: the form, the verdict beside it as it is typed, the draft that saves itself."""

from __future__ import annotations

from datetime import timedelta
from typing import Any
from urllib.parse import urlencode

from django.conf import settings
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse, JsonResponse, QueryDict
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from calendar_ops import actions, permissions
from calendar_ops.actions import Conflict, Refused
from calendar_ops.enums import State, VerdictKind
from calendar_ops.forms.choosing import KINDS, chooser
from calendar_ops.forms.planning import WHY, PlanForm, initial_of
from calendar_ops.input_rules import length_in_words
from calendar_ops.models import Intervention
from calendar_ops.queries import interventions as queries
from calendar_ops.queries.planning import Panel, panel
from calendar_ops.shown_state import shown_state
from calendar_ops.views.conflicts import conflict_page, with_choices
from organization.models import User
from organization.requests import PortalRequest

STEPS = {
    VerdictKind.ALLOWED: ("confirm", ""),
    VerdictKind.NOT_NEGOTIATED: ("confirm", "reason"),
    VerdictKind.NEEDS_APPROVAL: ("submit", "justification"),
}
"""What the verdict opens for a draft: the button, and what it asks for."""
REDRAW = ("repair", "drop", "undrop", "find")  # buttons that change the form and save nothing
COPIED = ("title", "title_en", "impact", "impact_en", "precautions", "precautions_en", "fallback")


def zone_of(user: User) -> str:
    return user.unit.time_zone if user.unit else settings.TIME_ZONE


def panel_of(form: PlanForm, user: User, intervention: Intervention | None) -> Panel | None:
    """The answer to what is typed; None while the slot or what is touched is not known."""
    plan = form.plan()
    if plan is None:
        return None
    besides = intervention.pk if intervention else None
    return panel(plan, user=user, zone=form.zone, now=timezone.now(), besides=besides)


def beside(form: PlanForm, user: User, intervention: Intervention | None) -> dict[str, Any]:
    """What the verdict decides of the page: the panel, the next step, what it asks for."""
    answer = panel_of(form, user, intervention)
    step, ask = STEPS.get(VerdictKind(answer.kind), ("", "")) if answer else ("", "")
    if intervention and intervention.state == State.CONFIRMED:
        step, ask = "", "reason" if ask == "reason" else ""
    labels = {"confirm": _("Confirm intervention"), "submit": _("Submit for approval"), "": ""}
    length = ""
    if answer:
        minutes = int(answer.length / timedelta(minutes=1))
        length = _("Here the work lasts %(length)s.") % {"length": length_in_words(minutes)}
    return {
        "form": form,
        "intervention": intervention,
        "panel": answer,
        "step": step,
        "step_label": labels[step],
        "ask": ask,
        "interruption_said": form.said("interruption_minutes")
        or (answer.interruption_fault if answer else ""),
        "length_said": length,
        "slots_address": _slots_address(form),
        "tells_end": bool(form.data.get("tell_finished")),
        "left_out": [(unit, form.own_why(unit.pk)) for unit in form.left_out],
    }


def _slots_address(form: PlanForm) -> str:
    """The slot page with what is typed here."""
    names = ("start_day", "start_time", "end_day", "end_time", "work_class", "interruption_minutes", *LISTS)
    typed = [(name, value) for name in names for value in form.typed(name)]
    return f"{reverse('calendar_ops:slots')}?{urlencode(typed)}"


def _first_values(request: PortalRequest) -> dict[str, Any]:
    """What a new form holds: a week ahead in the evening; the slot, the services and the units of the
    address (from the slot page), or the words of the intervention that is copied."""
    day = timezone.localdate() + timedelta(days=7)
    values: dict[str, Any] = {
        "work_class": "normal",
        "start_day": day,
        "start_time": "20:00",
        "end_day": day,
        "end_time": "22:00",
        "owner": request.user.pk,
        "tell_finished": True,
    }
    copied = request.GET.get("copy")
    if copied:
        source = get_object_or_404(queries.for_page(request.user, copied))
        old = initial_of(source, source.time_zone)
        moved = ("start_day", "start_time", "end_day", "end_time", "external_id")
        values |= {name: value for name, value in old.items() if name not in moved}
        values |= {"start_time": old["start_time"], "end_time": old["end_time"]}
        values["end_day"] = day + (old["end_day"] - old["start_day"])
    for name in PlanForm.base_fields:
        if name in request.GET:
            values[name] = request.GET.getlist(name) if name in LISTS else request.GET[name]
    return values


LISTS = ("offerings", "added", "dropped", "sites")


def _page(
    request: PortalRequest, form: PlanForm, intervention: Intervention | None, status: int = 200
) -> HttpResponse:
    if form.is_bound:
        form.is_valid()
        for name in ("title", "dropped") if _redraws(request) else ():
            form.errors.pop(name, None)  # nobody has tried to save yet
    else:
        form = _as_typed(form)
    context = beside(form, request.user, intervention)
    sources = {name: form.typed(name) for name in KINDS}
    context |= {
        "edit": intervention.edit if intervention else 0,
        "choosers": {
            name: chooser(
                name,
                user=request.user,
                chosen=sources[name],
                query=request.POST.get(f"find_{name}", "") if request.POST.get("find") == name else "",
                fault=form.said(name),
            )
            for name in KINDS
        },
        "ask_fold": bool(form.data.get("fold")) or "fold" in form.asked,
        "autosave": _autosave_address(intervention),
    }
    if intervention:
        shown = shown_state(intervention.state, intervention.start, intervention.end, timezone.now())
        context |= {"shown": shown, "state": queries.state_label(shown)}
    return render(request, "calendar_ops/intervention_form.html", context, status=status)


def _as_typed(form: PlanForm) -> PlanForm:
    """An unbound form as if its first values had been typed, so that the verdict stands there at once;
    nothing is called wrong that nobody has typed."""
    data = QueryDict(mutable=True)
    for name in form.fields:
        value = form.get_initial_for_field(form.fields[name], name)
        if name in LISTS:
            data.setlist(name, [str(getattr(one, "pk", one)) for one in value or []])
        elif value not in (None, False, ""):
            data[name] = form[name].value() if name.endswith("_time") else getattr(value, "pk", value)
            data[name] = str(data[name])
    for unit, why in form.initial.get("whys", {}).items():
        data[f"{WHY}{unit}"] = why
    bound = PlanForm(data, zone=form.zone)
    bound.is_valid()
    bound.errors.clear()
    return bound


def _autosave_address(intervention: Intervention | None) -> str:
    """Where the form saves itself: drafts only, never what was announced."""
    if intervention is None:
        return reverse("calendar_ops:autosave-new")
    if intervention.state == State.DRAFT:
        return reverse("calendar_ops:autosave", args=[intervention.reference])
    return ""


@require_http_methods(["GET", "HEAD", "POST"])
def plan(request: PortalRequest) -> HttpResponse:
    """A new intervention: saved as a draft, or confirmed at once where the verdict lets it through."""
    if not permissions.can_plan(request.user):
        raise PermissionDenied
    zone = zone_of(request.user)
    if request.method != "POST":
        return _page(request, PlanForm(zone=zone, initial=_first_values(request)), None)
    form = PlanForm(adjusted(request.POST), zone=zone)
    if _redraws(request) or not form.is_valid():
        return _page(request, form, None)
    try:
        made = actions.create_draft(content=form.content(), by=request.user, now=timezone.now())
    except Refused as refused:
        form.add_error(refused.field if refused.field in form.fields else None, refused.sentence)
        return _page(request, form, None)
    return _saved(request, form, made)


@require_http_methods(["GET", "HEAD", "POST"])
def edit(request: PortalRequest, reference: str) -> HttpResponse:
    """The same form on a draft or on confirmed work that has not started."""
    found = _editable(request, reference)
    zone = found.time_zone
    if request.method != "POST":
        return _page(request, PlanForm(zone=zone, initial=initial_of(found, zone)), found)
    form = PlanForm(with_choices(adjusted(request.POST), found), zone=zone)
    if _redraws(request) or not form.is_valid():
        return _page(request, form, found)
    number = edit_number(request.POST)
    try:
        saved = actions.update(
            intervention=found,
            content=form.content(),
            by=request.user,
            now=timezone.now(),
            reason=form.cleaned_data["reason"],
            edit=number,
        )
    except Refused as refused:
        form.add_error(refused.field if refused.field in form.fields else None, refused.sentence)
        return _page(request, form, found)
    except Conflict as conflict:
        now_stored = queries.for_page(request.user, reference).get()
        if number is not None and number != now_stored.edit:
            return conflict_page(request, form, now_stored, number)
        form.add_error(None, conflict.sentence)
        return _page(request, form, now_stored, status=409)
    return _saved(request, form, saved)


def _editable(request: PortalRequest, reference: str) -> Intervention:
    found = get_object_or_404(queries.for_page(request.user, reference))
    if not permissions.can_edit(request.user, found):
        raise PermissionDenied
    return found


def edit_number(data: QueryDict) -> int | None:
    """The count of saves that the page was drawn from."""
    number = data.get("edit", "")
    return int(number) if number.isdecimal() else None


def _saved(request: PortalRequest, form: PlanForm, saved: Intervention) -> HttpResponse:
    """After the save, the next step that was clicked; what stops it is said on the form, the draft is kept."""
    now = timezone.now()
    try:
        if "confirm" in request.POST and permissions.can_confirm(request.user, saved):
            actions.confirm(intervention=saved, by=request.user, now=now, reason=form.cleaned_data["reason"])
            messages.success(request, _("%(reference)s is confirmed.") % {"reference": saved.reference})
        elif "submit" in request.POST and permissions.can_submit(request.user, saved):
            why = form.cleaned_data["justification"]
            actions.submit(intervention=saved, by=request.user, now=now, justification=why)
            messages.success(
                request, _("%(reference)s waits for a second person.") % {"reference": saved.reference}
            )
        else:
            messages.success(request, _("%(reference)s is saved.") % {"reference": saved.reference})
    except (Refused, Conflict) as stopped:
        found = queries.for_page(request.user, saved.reference).get()
        named = getattr(stopped, "field", None)
        form.add_error(named if named in form.fields else None, stopped.sentence)
        return _page(request, form, found)
    return redirect(saved)


def _redraws(request: PortalRequest) -> bool:
    return any(name in request.POST for name in REDRAW)


def adjusted(posted: QueryDict) -> QueryDict:
    """The typed values with what the clicked button changes: a repair, a unit left out or put back."""
    data = posted.copy()
    repair = QueryDict(data.get("repair", ""))
    for name in repair:
        if name in LISTS:
            data.setlist(name, [*data.getlist(name), *repair[name].split(",")])
        elif name in PlanForm.base_fields:
            data[name] = repair[name]
    for unit in repair.get("dropped", "").split(","):
        data.setdefault(f"{WHY}{unit}", repair.get("why", ""))
    left = [unit for clicked in data.getlist("drop") for unit in clicked.split(",")]
    dropped = [*data.getlist("dropped"), *left]
    data.setlist("dropped", [unit for unit in dict.fromkeys(dropped) if unit not in data.getlist("undrop")])
    return data


@require_POST
def verdict(request: PortalRequest) -> HttpResponse:
    """The partial beside the form, for htmx while typing. Writes nothing."""
    if not permissions.can_plan(request.user):
        raise PermissionDenied
    found = None
    if request.GET.get("of"):
        found = get_object_or_404(queries.visible_to(request.user), reference=request.GET["of"])
    form = PlanForm(adjusted(request.POST), zone=found.time_zone if found else zone_of(request.user))
    form.is_valid()
    context = beside(form, request.user, found) | {"reshaped": _redraws(request)}
    return render(request, "calendar_ops/_verdict_live.html", context)


@require_safe
def choose(request: PortalRequest, kind: str) -> HttpResponse:
    """The list under a search field: what is ticked, and what was found."""
    if not permissions.can_plan(request.user):
        raise PermissionDenied
    if kind not in KINDS:
        raise Http404
    answer = chooser(
        kind, user=request.user, chosen=request.GET.getlist(kind), query=request.GET.get(f"find_{kind}", "")
    )
    return render(request, "calendar_ops/_chooser.html", {"chooser": answer})


@require_POST
def autosave(request: PortalRequest, reference: str = "") -> HttpResponse:
    """The draft saves itself: `saved` with its new number, `incomplete` with what lacks, `changed` (409) when
    somebody else saved. What was announced never saves itself (403)."""
    if not permissions.can_plan(request.user):
        raise PermissionDenied
    found = _editable(request, reference) if reference else None
    if found and found.state != State.DRAFT:
        raise PermissionDenied
    zone = found.time_zone if found else zone_of(request.user)
    form = PlanForm(adjusted(request.POST), zone=zone)
    if not form.is_valid():
        first = next(iter(form.errors.values()))[0]
        return JsonResponse({"state": "incomplete", "sentence": _("Not saved yet: %(why)s") % {"why": first}})
    now = timezone.now()
    try:
        if found:
            saved = actions.update_draft(
                intervention=found,
                content=form.content(),
                by=request.user,
                now=now,
                edit=edit_number(request.POST),
            )
        else:
            saved = actions.create_draft(content=form.content(), by=request.user, now=now)
    except Refused as refused:
        return JsonResponse({"state": "incomplete", "sentence": refused.sentence})
    except Conflict as conflict:
        return JsonResponse({"state": "changed", "sentence": conflict.sentence}, status=409)
    args = [saved.reference]
    return JsonResponse(
        {
            "state": "saved",
            "edit": saved.edit,
            "reference": saved.reference,
            "form": reverse("calendar_ops:edit", args=args),
            "autosave": reverse("calendar_ops:autosave", args=args),
            "verdict": f"{reverse('calendar_ops:verdict')}?of={saved.reference}",
        }
    )
