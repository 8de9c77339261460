"""Recording what was agreed: each page shows first what it would change and put in conflict, then records.

While the form is filled, htmx asks the same address for the consequences. A post records when whoever sends
it has seen every conflict that it makes (`seen`); else the page comes back with them.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import get_language, gettext, ngettext
from django.views.decorators.http import require_http_methods

from calendar_ops import ledger
from calendar_ops.calendar_permissions import can_record
from calendar_ops.forms.agreements import FirstTermsForm, NoteForm, TermsForm
from calendar_ops.forms.periods import PeriodForm, as_written
from calendar_ops.models import Calendar, Period
from calendar_ops.queries import calendars as queries
from calendar_ops.queries.versions import PeriodLine, effect_difference, period_lines
from calendar_ops.spans import agreed
from core.local_time import zone_of
from organization.models import BusinessUnit
from organization.queries import unit_of_code
from organization.requests import PortalRequest

asks = require_http_methods(["GET", "HEAD", "POST"])


@dataclass
class Step:
    """One verb of the ledger as a page: its words, its form, what it would do, and doing it."""

    title: str
    lead: str
    button: str
    form: forms.Form
    effect: Callable[[], ledger.Effect]
    record: Callable[[], ledger.Recorded]
    template: str = "calendar_ops/agreement_form.html"
    at_once: bool = False  # the consequences are known before anything is written in the form
    back: str = "calendar_ops:periods"
    more: dict[str, Any] = field(default_factory=dict)


def _go(request: PortalRequest, unit: BusinessUnit, step: Step, *, now: datetime) -> HttpResponse:
    form = step.form
    sound = form.is_bound and form.is_valid()
    effect = step.effect() if sound or (step.at_once and not form.is_bound) else None
    unseen = effect is not None and not (
        {conflict.reference for conflict in effect.conflicts} <= set(request.POST.get("seen", "").split())
    )
    if request.method == "POST" and sound and not unseen and not request.htmx:  # type: ignore[attr-defined]  # django_htmx adds it
        try:
            done = step.record()
        except ledger.LedgerRefused as fault:
            form.add_error(None, fault.sentence)
        else:
            messages.success(request, _said(done))
            return redirect("calendar_ops:calendar", code=unit.code)
    context = {
        "unit": unit,
        "step": step,
        "form": form,
        "tab": "periods",
        "unseen": unseen and request.method == "POST",
        "difference": effect_difference(effect, now=now) if effect is not None else None,
        **step.more,
    }
    if request.htmx:  # type: ignore[attr-defined]  # django_htmx adds it
        return render(request, "calendar_ops/_consequences.html", context)
    return render(request, step.template, context, status=422 if form.is_bound else 200)


def _said(done: ledger.Recorded) -> str:
    if done.revision is None:
        said = gettext("The unit follows the calendar of the unit above from now on.")
    else:
        said = gettext("Version %(number)s is recorded.") % {"number": done.revision.number}
    count = len(done.conflicts)
    if count:
        said += " " + ngettext(
            "%(n)s confirmed intervention is in conflict: it is flagged, and its planner sees it.",
            "%(n)s confirmed interventions are in conflict: they are flagged, and their planners see them.",
            count,
        ) % {"n": count}
    return said


def _unit(request: PortalRequest, code: str) -> BusinessUnit:
    unit = unit_of_code(request.user, code)
    if not can_record(request.user):
        raise PermissionDenied
    return unit


def _held(unit: BusinessUnit) -> Calendar:
    return get_object_or_404(Calendar.objects.select_related("unit__parent"), unit=unit, closed_at=None)


def _period(calendar: Calendar, uid: str) -> Period:
    """A period in force, else 404: what was withdrawn or only proposed is not replaced."""
    return get_object_or_404(
        Period.objects.filter(agreed()).select_related("added_in", "replaces"), calendar=calendar, uid=uid
    )


def _recording(
    request: PortalRequest,
    calendar: Calendar,
    form: forms.Form,
    draft: Callable[[], ledger.Draft],
    now: datetime,
) -> dict[str, Any]:
    """The two halves of a step that is one revision."""
    return {
        "form": form,
        "effect": lambda: ledger.preview(calendar=calendar, draft=draft(), now=now),
        "record": lambda: ledger.record_revision(
            calendar=calendar,
            draft=draft(),
            by=request.user,
            now=now,
            expected_version=form.cleaned_data["version"],
        ),
    }


@asks
def add(request: PortalRequest, code: str) -> HttpResponse:
    """A period that was agreed."""
    unit = _unit(request, code)
    calendar, now = _held(unit), timezone.now()
    form = PeriodForm(
        request.POST or None,
        zone=calendar.time_zone,
        today=now.astimezone(zone_of(calendar.time_zone)).date(),
        initial={"version": calendar.version, "colour": "red"},
    )
    step = Step(
        title=gettext("Record an agreement with %(name)s") % {"name": unit.name},
        lead=gettext("It counts as signed by both sides at once. Times are those of %(zone)s.")
        % {"zone": calendar.time_zone},
        button=gettext("Record the agreement"),
        template="calendar_ops/period_form.html",
        **_recording(
            request,
            calendar,
            form,
            lambda: ledger.Draft(added=[form.period()], note=form.cleaned_data["note"]),
            now,
        ),
    )
    return _go(request, unit, step, now=now)


@asks
def replace(request: PortalRequest, code: str, uid: str) -> HttpResponse:
    """Another period in place of one: a revision that withdraws it and adds the new one, which names it."""
    unit = _unit(request, code)
    calendar, now = _held(unit), timezone.now()
    old = _period(calendar, uid)
    zone = zone_of(calendar.time_zone)
    form = PeriodForm(
        request.POST or None,
        zone=calendar.time_zone,
        today=now.astimezone(zone).date(),
        initial={"version": calendar.version, **as_written(old, calendar.time_zone)},
    )
    step = Step(
        title=gettext("Replace a period of %(name)s") % {"name": unit.name},
        lead=gettext("What was signed is never edited: the old period is withdrawn, the new one names it."),
        button=gettext("Record the replacement"),
        template="calendar_ops/period_form.html",
        more={"old": _line(old, zone, now)},
        **_recording(
            request,
            calendar,
            form,
            lambda: ledger.Draft(
                added=[form.period(replaces=old)], withdrawn=[old], note=form.cleaned_data["note"]
            ),
            now,
        ),
    )
    return _go(request, unit, step, now=now)


@asks
def withdraw(request: PortalRequest, code: str, uid: str) -> HttpResponse:
    """A period that no longer holds."""
    unit = _unit(request, code)
    calendar, now = _held(unit), timezone.now()
    old = _period(calendar, uid)
    form = NoteForm(request.POST or None, initial={"version": calendar.version})
    step = Step(
        title=gettext("Withdraw a period of %(name)s") % {"name": unit.name},
        lead=gettext("It stays readable in the versions in which it held."),
        button=gettext("Withdraw the period"),
        at_once=True,
        more={"old": _line(old, zone_of(calendar.time_zone), now)},
        **_recording(
            request,
            calendar,
            form,
            lambda: ledger.Draft(withdrawn=[old], note=form.cleaned_data["note"] if form.is_bound else ""),
            now,
        ),
    )
    return _go(request, unit, step, now=now)


@asks
def terms(request: PortalRequest, code: str) -> HttpResponse:
    """Another default colour or zone, by a revision."""
    unit = _unit(request, code)
    calendar, now = _held(unit), timezone.now()
    form = TermsForm(
        request.POST or None,
        initial={
            "version": calendar.version,
            "default_colour": calendar.default_colour,
            "time_zone": calendar.time_zone,
        },
    )

    def draft() -> ledger.Draft:
        said = form.cleaned_data
        return ledger.Draft(
            default_colour=said["default_colour"]
            if said["default_colour"] != calendar.default_colour
            else None,
            time_zone=said["time_zone"] if said["time_zone"] != calendar.time_zone else "",
            note=said["note"],
        )

    step = Step(
        title=gettext("Default colour and time zone of %(name)s") % {"name": unit.name},
        lead=gettext("They change by a new version only, as the periods do."),
        button=gettext("Record the agreement"),
        **_recording(request, calendar, form, draft, now),
    )
    return _go(request, unit, step, now=now)


@asks
def keep(request: PortalRequest, code: str) -> HttpResponse:
    """The unit begins to keep its own calendar: version 1 copies what it followed."""
    unit = _unit(request, code)
    if Calendar.objects.filter(unit=unit, closed_at=None).exists():
        return redirect("calendar_ops:calendar", code=unit.code)
    now = timezone.now()
    followed = queries.kept_for(unit)
    form = FirstTermsForm(
        request.POST or None,
        initial={
            "default_colour": followed.default if followed else "",
            "time_zone": followed.time_zone if followed else unit.time_zone,
        },
    )

    def draft() -> ledger.Draft:
        said = form.cleaned_data
        return ledger.Draft(
            default_colour=said["default_colour"], time_zone=said["time_zone"], note=said["note"]
        )

    step = Step(
        title=gettext("Let %(name)s keep its own calendar") % {"name": unit.name},
        lead=gettext(
            "Version 1 copies the periods of %(code)s that it follows today; from then on it has its own."
        )
        % {"code": followed.code}
        if followed
        else gettext("Nothing was negotiated so far: version 1 begins with these terms, periods come after."),
        button=gettext("Keep its own calendar"),
        form=form,
        effect=lambda: ledger.preview_opening(unit=unit, draft=draft(), now=now),
        record=lambda: ledger.open_calendar(unit=unit, draft=draft(), by=request.user, now=now),
        back="calendar_ops:calendar",
    )
    return _go(request, unit, step, now=now)


@asks
def follow(request: PortalRequest, code: str) -> HttpResponse:
    """The unit goes back to following the nearest unit above that keeps a calendar, or none."""
    unit = _unit(request, code)
    calendar, now = _held(unit), timezone.now()
    form = NoteForm(request.POST or None, initial={"version": calendar.version})
    above = queries.kept_for(unit.parent) if unit.parent else None
    step = Step(
        title=gettext("Stop keeping the calendar of %(name)s") % {"name": unit.name},
        lead=gettext("The unit and those that follow it will follow the calendar of %(code)s.")
        % {"code": above.code}
        if above
        else gettext("No unit above keeps a calendar: nothing will be negotiated with this unit any more."),
        button=gettext("Stop keeping this calendar"),
        form=form,
        effect=lambda: ledger.preview_closing(calendar=calendar, now=now),
        record=lambda: ledger.close_calendar(
            calendar=calendar,
            note=form.cleaned_data["note"],
            by=request.user,
            now=now,
            expected_version=form.cleaned_data["version"],
        ),
        at_once=True,
    )
    return _go(request, unit, step, now=now)


def _line(period: Period, zone: ZoneInfo, now: datetime) -> PeriodLine:
    return period_lines(
        [period], zone=zone, today=now.astimezone(zone).date(), language=get_language() or "fr"
    )[0]
