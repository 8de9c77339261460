"""The calendars: who keeps which, the year of one as a picture, its signed versions, recording an agreement."""

from __future__ import annotations

from datetime import timedelta
from typing import cast
from zoneinfo import ZoneInfo

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.dates import MONTHS_3
from django.utils.translation import get_language, gettext, pgettext
from django.views.decorators.http import require_http_methods, require_safe

from calendar_ops import ledger, planner, timeline
from calendar_ops.calendar_permissions import can_record
from calendar_ops.enums import Colour
from calendar_ops.forms.periods import PeriodForm
from calendar_ops.models import Calendar
from calendar_ops.queries import calendars as queries
from core.working_days import days_off
from organization.models import BusinessUnit
from organization.requests import PortalRequest

YEARS = range(2000, 2100)


def short_code(colour: str) -> str:
    return {
        "blue": pgettext("short code of a colour", "B"),
        "white": pgettext("short code of a colour", "W"),
        "red": pgettext("short code of a colour", "R"),
    }.get(colour, "?")


@require_safe
def calendar_list(request: PortalRequest) -> HttpResponse:
    """Every unit with the calendar that it keeps or follows, its version and its share of blue this year."""
    year = timezone.localdate().year
    start, end = planner.year_bounds(year, ZoneInfo("Europe/Paris"))
    search = request.GET.get("q", "")
    found = queries.rows(start=start, end=end, search=search)
    return render(request, "calendar_ops/calendar_list.html", {"rows": found, "search": search, "year": year})


def _year_asked(request: PortalRequest, today_year: int) -> int:
    given = request.GET.get("year", "")
    return int(given) if given.isdecimal() and int(given) in YEARS else today_year


@require_safe
def calendar(request: PortalRequest, code: str) -> HttpResponse:
    """The year planner of a unit: its colours, its balance, what touches it."""
    unit = get_object_or_404(BusinessUnit, code=code)
    kept = queries.kept_for(unit)
    now = timezone.now()
    zone = ZoneInfo(kept.time_zone if kept else unit.time_zone)
    year = _year_asked(request, now.astimezone(zone).year)
    start, end = planner.year_bounds(year, zone)
    stretches = queries.colours(kept, start, end)
    reasons = queries.reasons(stretches, get_language() or "fr")
    works = queries.interventions_on(unit, request.user, start, end)
    holidays, _rest = days_off(unit.country, unit.subdivision, year)
    names = {colour.value: str(colour.label) for colour in Colour}

    def words(stretch: timeline.Stretch) -> list[str]:
        return planner.label_words(
            names[stretch.colour], short_code(stretch.colour), reasons.get(cast("int", stretch.key), "")
        )

    pictures = [
        planner.draw(
            year=year,
            zone=zone,
            stretches=stretches,
            words=words,
            month_names=[str(MONTHS_3[month]) for month in range(1, 13)],
            size=size,
            interventions=[(number, work.start) for number, work in enumerate(works, 1)],
            holidays=holidays,
            now=now,
        )
        for size in (planner.WIDE, planner.PHONE)
    ]
    measured = timeline.balance(stretches)
    last = timedelta(microseconds=1)
    context = {
        "unit": unit,
        "kept": kept,
        "own": kept is not None and kept.unit == unit.pk,
        "year": year,
        "wide": pictures[0],
        "phone": pictures[1],
        "balance": [
            (
                colour.value,
                names[colour.value],
                measured.hours[colour.value],
                100 * measured.shares[colour.value],
            )
            for colour in Colour
        ],
        "measured": measured,
        "interventions": works,
        "table": [
            (
                stretch.start.astimezone(zone),
                (stretch.end - last).astimezone(zone),
                stretch.colour,
                names[stretch.colour],
                reasons.get(cast("int", stretch.key), "")
                or ("" if stretch.colour == "none" else gettext("default colour")),
            )
            for stretch in stretches
        ],
        "may_record": can_record(request.user),
    }
    return render(request, "calendar_ops/calendar_detail.html", context)


@require_safe
def versions(request: PortalRequest, code: str) -> HttpResponse:
    """The signed revisions of a calendar: what each added and withdrew."""
    unit = get_object_or_404(BusinessUnit, code=code)
    held = get_object_or_404(Calendar.objects.select_related("unit"), unit=unit, closed_at=None)
    return render(
        request,
        "calendar_ops/calendar_versions.html",
        {"unit": unit, "calendar": held, "revisions": queries.versions(held)},
    )


@require_http_methods(["GET", "HEAD", "POST"])
def periods(request: PortalRequest, code: str) -> HttpResponse:
    """Record an agreed period: the first post shows the conflicts that it would make, the second records."""
    unit = get_object_or_404(BusinessUnit, code=code)
    if not can_record(request.user):
        raise PermissionDenied
    held = Calendar.objects.select_related("unit").filter(unit=unit, closed_at=None).first()
    zone = held.time_zone if held else unit.time_zone
    now = timezone.now()
    form = PeriodForm(request.POST or None, zone=zone, initial={"version": held.version if held else 0})
    found: list = []
    if request.method == "POST" and form.is_valid():
        draft = ledger.Draft(added=[form.period()], note=form.cleaned_data["note"])
        found = (
            ledger.preview(calendar=held, draft=draft, now=now)
            if held
            else ledger.preview_opening(unit=unit, draft=draft, now=now)
        )
        if not found or request.POST.get("confirmed"):
            try:
                if held:
                    done = ledger.record_revision(
                        calendar=held,
                        draft=draft,
                        by=request.user,
                        now=now,
                        expected_version=form.cleaned_data["version"],
                    )
                else:
                    done = ledger.open_calendar(unit=unit, draft=draft, by=request.user, now=now)
            except ledger.LedgerRefused:
                form.add_error(
                    None,
                    gettext("This calendar changed while you were writing: look at it, then record again."),
                )
            else:
                messages.success(
                    request,
                    gettext("Version %(number)s is recorded.") % {"number": done.calendar.version},
                )
                return redirect("calendar_ops:calendar", code=unit.code)
    return render(
        request,
        "calendar_ops/calendar_periods.html",
        {
            "unit": unit,
            "calendar": held,
            "form": form,
            "zone": zone,
            "conflicts": found,
            "periods": queries.periods(held.pk) if held else [],
        },
    )
