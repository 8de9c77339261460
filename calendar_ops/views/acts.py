"""The verbs of an intervention: each has a page that says what it will do, and does it when posted."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.http import require_http_methods

from calendar_ops import actions, permissions
from calendar_ops.actions import Conflict, Refused
from calendar_ops.enums import State, VerdictKind
from calendar_ops.evaluation import plan_of
from calendar_ops.forms.planning import MoveForm, slot_initial
from calendar_ops.models import Intervention
from calendar_ops.queries import interventions as queries
from calendar_ops.queries.planning import panel
from calendar_ops.sentences import grouped
from calendar_ops.views.planning import adjusted, edit_number
from organization.models import User
from organization.requests import PortalRequest

Says = Callable[[Intervention], list[str]]


@dataclass(frozen=True, slots=True)
class Act:
    """One verb: who may, what it does, its words. `asks`: the field it wants, with its label.

    `judged`: the page shows what the calendars say now. `buttons`: value of `outcome` → label, the first is
    primary.
    """

    name: str
    can: Callable[[User, Intervention], bool]
    act: Callable[..., Intervention]
    title: Any
    says: Says
    buttons: Mapping[str, Any]
    asks: str = ""
    label: Any = ""
    help: Any = ""
    long: bool = False
    judged: bool = False
    also: tuple[str, Any] | None = None  # another verb's page, offered beside
    done: Any = field(default=gettext_lazy("%(reference)s: done."))


def _told_already(found: Intervention) -> int:
    return queries.told_count(found)


def _confirming(found: Intervention) -> list[str]:
    return []  # the panel beside says it all


def _starting(found: Intervention) -> list[str]:
    return [
        _("The banner of the people touched will say that the work is under way."),
        _("No mail leaves: they were told when it begins."),
    ]


def _finishing(found: Intervention) -> list[str]:
    count = _told_already(found)
    if not found.tell_finished:
        return [_("Nobody will be written to: no end message was asked for.")]
    return [
        ngettext(
            "Finishing will tell the %(n)s person told before.",
            "Finishing will tell the %(n)s people told before.",
            count,
        )
        % {"n": grouped(count)}
    ]


def _cancelling(found: Intervention) -> list[str]:
    count = _told_already(found)
    if not count:
        return [_("Nobody was told yet: nobody will be written to.")]
    return [
        ngettext(
            "Cancelling will tell the %(n)s person told already.",
            "Cancelling will tell the %(n)s people told already.",
            count,
        )
        % {"n": grouped(count)}
    ]


def _approving(found: Intervention) -> list[str]:
    people = found.people_count or 0
    return [
        ngettext(
            "Approving confirms the work and tells the %(n)s person touched.",
            "Approving confirms the work and tells the %(n)s people touched.",
            people,
        )
        % {"n": grouped(people)},
        _("The override is recorded with your name and both justifications."),
    ]


def _sending_back(found: Intervention) -> list[str]:
    return [_("It becomes a draft again. Nobody was told anything.")]


CONFIRM = Act(
    "confirm",
    permissions.can_confirm,
    actions.confirm,
    gettext_lazy("Confirm the intervention"),
    _confirming,
    {"": gettext_lazy("Confirm intervention")},
    asks="reason",
    label=gettext_lazy("Why the work is done then"),
    help=gettext_lazy("Wanted when the slot was never negotiated: the reason is recorded."),
    judged=True,
    done=gettext_lazy("%(reference)s is confirmed."),
)
SUBMIT = Act(
    "submit",
    permissions.can_submit,
    actions.submit,
    gettext_lazy("Submit the emergency for approval"),
    _confirming,
    {"": gettext_lazy("Submit for approval")},
    asks="justification",
    label=gettext_lazy("Why this emergency cannot wait"),
    help=gettext_lazy("A second person reads it before approving."),
    long=True,
    judged=True,
    done=gettext_lazy("%(reference)s waits for a second person."),
)
APPROVE = Act(
    "approve",
    permissions.can_approve,
    actions.approve,
    gettext_lazy("Approve the emergency"),
    _approving,
    {"": gettext_lazy("Approve the emergency")},
    asks="justification",
    label=gettext_lazy("Why you approve"),
    help=gettext_lazy("It stays with the intervention."),
    long=True,
    judged=True,
    also=("calendar_ops:send-back", gettext_lazy("Send back to draft")),
    done=gettext_lazy("%(reference)s is approved and confirmed."),
)
SEND_BACK = Act(
    "send-back",
    permissions.can_send_back,
    actions.send_back,
    gettext_lazy("Send back to draft"),
    _sending_back,
    {"": gettext_lazy("Send back to draft")},
    asks="reason",
    label=gettext_lazy("What is missing"),
    help=gettext_lazy("The planner reads it."),
    done=gettext_lazy("%(reference)s is a draft again."),
)
START = Act(
    "start",
    permissions.can_start,
    actions.start,
    gettext_lazy("Start the work"),
    _starting,
    {"": gettext_lazy("Start the work")},
    done=gettext_lazy("%(reference)s is under way."),
)
FINISH = Act(
    "finish",
    permissions.can_finish,
    actions.finish,
    gettext_lazy("Say how the work ended"),
    _finishing,
    {"done": gettext_lazy("Finished: done"), "failed": gettext_lazy("Failed, rolled back")},
    done=gettext_lazy("%(reference)s is over."),
)
KEEP = Act(
    "keep",
    permissions.can_keep,
    actions.keep,
    gettext_lazy("Keep the work in spite of the agreement"),
    lambda found: [_("The breach is recorded with your name and this reason, and the flag goes.")],
    {"": gettext_lazy("Keep the work")},
    asks="reason",
    label=gettext_lazy("Why it is kept"),
    help=gettext_lazy("The unit reads it."),
    judged=True,
    done=gettext_lazy("%(reference)s is kept."),
)
CANCEL = Act(
    "cancel",
    permissions.can_cancel,
    actions.cancel,
    gettext_lazy("Cancel the intervention"),
    _cancelling,
    {"": gettext_lazy("Cancel the intervention")},
    asks="reason",
    label=gettext_lazy("Why"),
    help=gettext_lazy("The people told will read it."),
    done=gettext_lazy("%(reference)s is cancelled."),
)


def _verb(verb: Act):
    """The page of one verb: 404 when not visible, 403 when not allowed; what stops it is said on the page."""

    @require_http_methods(["GET", "HEAD", "POST"])
    def view(request: PortalRequest, reference: str) -> HttpResponse:
        found = get_object_or_404(queries.for_page(request.user, reference))
        if not verb.can(request.user, found):
            raise PermissionDenied
        if request.method != "POST":
            return _asked(request, verb, found)
        given = {name: request.POST.get(name, "") for name in (verb.asks,) if name}
        if set(verb.buttons) != {""}:
            given["outcome"] = request.POST.get("outcome", "")
        try:
            verb.act(
                intervention=found,
                by=request.user,
                now=timezone.now(),
                edit=edit_number(request.POST),
                **given,
            )
        except Refused as refused:
            return _asked(request, verb, found, refused.sentence, refused.field == verb.asks)
        except Conflict as conflict:
            return _asked(request, verb, found, conflict.sentence, status=409)
        messages.success(request, str(verb.done) % {"reference": found.reference})
        return redirect(found)

    view.__doc__ = f"{verb.name}: see `Act`."
    return view


def _asked(
    request: PortalRequest,
    verb: Act,
    found: Intervention,
    sentence: str = "",
    at_field: bool = False,
    status: int = 200,
) -> HttpResponse:
    answer = None
    if verb.judged:
        answer = panel(
            plan_of(found),
            user=request.user,
            zone=found.time_zone,
            now=timezone.now(),
            besides=found.pk,
            offers=False,
        )
    stopped = bool(answer and verb.name == "confirm" and answer.kind == VerdictKind.REFUSED)
    context = {
        "verb": verb,
        "intervention": found,
        "says": verb.says(found),
        "buttons": {} if stopped else verb.buttons,
        "stopped": stopped,
        "asks": verb.asks if verb.name != "confirm" or _wants_reason(answer) else "",
        "value": request.POST.get(verb.asks, ""),
        "sentence": sentence,
        "at_field": at_field,
        "panel": answer,
        "saved": True,
        "tells_end": found.tell_finished,
    }
    return render(request, "calendar_ops/intervention_act.html", context, status=status)


def _wants_reason(answer) -> bool:
    return answer is not None and answer.kind == VerdictKind.NOT_NEGOTIATED


confirm = _verb(CONFIRM)
submit = _verb(SUBMIT)
approve = _verb(APPROVE)
send_back = _verb(SEND_BACK)
start = _verb(START)
finish = _verb(FINISH)
cancel = _verb(CANCEL)
keep = _verb(KEEP)


@require_http_methods(["GET", "HEAD", "POST"])
def reschedule(request: PortalRequest, reference: str) -> HttpResponse:
    """Another date for confirmed work, with the verdict as it is typed (htmx: the partial, nothing is written)."""
    found = get_object_or_404(queries.for_page(request.user, reference))
    if not permissions.can_reschedule(request.user, found):
        raise PermissionDenied
    zone = found.time_zone
    data = adjusted(request.POST) if request.method == "POST" else slot_initial(found, zone)
    form = MoveForm(data, zone=zone, interruption_minutes=found.interruption_minutes)
    sound = form.is_valid()
    writes = request.method == "POST" and not request.htmx and "repair" not in request.POST  # type: ignore[attr-defined]  # django-htmx sets it
    status = 200
    if writes and sound:
        try:
            actions.reschedule(
                intervention=found,
                start=form.cleaned_data["start"],
                end=form.cleaned_data["end"],
                reason=form.cleaned_data["reason"],
                by=request.user,
                now=timezone.now(),
                edit=edit_number(request.POST),
            )
        except Refused as refused:
            form.add_error(refused.field if refused.field in form.fields else None, refused.sentence)
        except Conflict as conflict:
            form.add_error(None, conflict.sentence)
            status = 409
        else:
            messages.success(request, _("%(reference)s is moved.") % {"reference": found.reference})
            return redirect(found)
    return _moving(request, form, found, status)


def _moving(request: PortalRequest, form: MoveForm, found: Intervention, status: int) -> HttpResponse:
    changes = form.changes()
    answer = None
    if changes is not None:
        answer = panel(
            plan_of(found, changes),
            user=request.user,
            zone=form.zone,
            now=timezone.now(),
            besides=found.pk,
        )
    told = _told_already(found)
    again = (
        ngettext(
            "The %(n)s person told already is told of the move.",
            "The %(n)s people told already are told of the move.",
            told,
        )
        % {"n": grouped(told)}
        if told
        else _("Nobody was told yet: the notice follows the new date.")
    )
    same = changes is not None and (changes.start, changes.end) == (found.start, found.end)
    possible = answer is not None and answer.kind in {VerdictKind.ALLOWED, VerdictKind.NOT_NEGOTIATED}
    context = {
        "form": form,
        "intervention": found,
        "panel": answer,
        "ask": "reason" if answer and answer.kind == VerdictKind.NOT_NEGOTIATED else "",
        "may_move": possible and not same,
        "again": again,
        "saved": True,
        "tells_end": found.tell_finished,
        "ask_fold": bool(form.data.get("fold")) or "fold" in form.asked,
        "still": found.state == State.CONFIRMED,
    }
    page = "_reschedule_live.html" if request.htmx else "intervention_reschedule.html"  # type: ignore[attr-defined]  # django-htmx sets it
    return render(request, f"calendar_ops/{page}", context, status=status)
