"""The calendars: who keeps which, the year of one as a picture, its signed versions, its periods in force."""

from __future__ import annotations

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.utils.translation import get_language
from django.views.decorators.http import require_safe

from calendar_ops.calendar_permissions import can_record
from calendar_ops.enums import Colour
from calendar_ops.models import Calendar
from calendar_ops.queries.versions import in_force, version_difference
from calendar_ops.queries.versions import versions as version_lines
from calendar_ops.queries.year import year_page
from organization.queries import unit_of_code
from organization.requests import PortalRequest

YEARS = range(2000, 2100)


def _year_asked(request: PortalRequest, today_year: int) -> int:
    given = request.GET.get("year", "")
    return int(given) if given.isdecimal() and int(given) in YEARS else today_year


@require_safe
def calendar(request: PortalRequest, code: str) -> HttpResponse:
    """The year planner of a unit: its colours, its balance, what touches it."""
    unit = unit_of_code(request.user, code)
    now = timezone.now()
    year = _year_asked(request, timezone.localtime(now).year)
    page, zone = year_page(unit=unit, user=request.user, year=year, now=now, language=get_language() or "fr")
    context = {
        "unit": unit,
        "year": year,
        "page": page,
        "zone": str(zone),
        "may_record": can_record(request.user),
        "tab": "year",
    }
    return render(request, "calendar_ops/calendar_detail.html", context)


@require_safe
def periods(request: PortalRequest, code: str) -> HttpResponse:
    """The periods in force and those proposed, with what may be done to them."""
    held = _held(request, code)
    agreed, proposed = in_force(held, now=timezone.now(), language=get_language() or "fr")
    context = {
        "unit": held.unit,
        "calendar": held,
        "default": Colour(held.default_colour or Colour.NONE),
        "agreed": agreed,
        "proposed": proposed,
        "may_record": can_record(request.user),
        "tab": "periods",
    }
    return render(request, "calendar_ops/calendar_periods.html", context)


@require_safe
def versions(request: PortalRequest, code: str) -> HttpResponse:
    """The signed revisions of a calendar: what each added and withdrew, who recorded it."""
    held = _held(request, code)
    context = {
        "unit": held.unit,
        "calendar": held,
        "versions": version_lines(held, now=timezone.now(), language=get_language() or "fr"),
        "tab": "versions",
    }
    return render(request, "calendar_ops/calendar_versions.html", context)


@require_safe
def version(request: PortalRequest, code: str, number: int) -> HttpResponse:
    """What one revision changed, drawn over a year against the one before it."""
    held = _held(request, code)
    found = version_lines(held, now=timezone.now(), language=get_language() or "fr", number=number)
    if not found:
        raise Http404
    found[0].revision.calendar = held
    asked = request.GET.get("year", "")
    year = int(asked) if asked.isdecimal() and int(asked) in YEARS else None
    context = {
        "unit": held.unit,
        "calendar": held,
        "version": found[0],
        "difference": version_difference(found[0].revision, year),
        "tab": "versions",
    }
    return render(request, "calendar_ops/calendar_version.html", context)


def _held(request: PortalRequest, code: str) -> Calendar:
    """The calendar that the unit keeps; 404 for one that follows another."""
    unit = unit_of_code(request.user, code)
    return get_object_or_404(Calendar.objects.select_related("unit"), unit=unit, closed_at=None)
