"""When could this be done: the slot page. Everything stands in the address."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.core.exceptions import PermissionDenied
from django.http import HttpResponse, QueryDict
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from calendar_ops import permissions
from calendar_ops.forms.choosing import KINDS, chooser
from calendar_ops.forms.slots import SlotSearchForm
from calendar_ops.queries.slots import Found, Target
from calendar_ops.queries.slots import search as find
from calendar_ops.views.planning import zone_of
from organization.requests import PortalRequest

LISTS = ("offerings", "added", "dropped", "sites")


@require_safe
def search(request: PortalRequest) -> HttpResponse:
    """The search and its answer; what the planning form holds is taken over as it is."""
    if not permissions.can_plan(request.user):
        raise PermissionDenied
    zone = zone_of(request.user)
    form = SlotSearchForm(_asked(request.GET), zone=zone)
    found: Found | None = None
    chosen = any(name in request.GET for name in ("offerings", "added"))
    if form.is_valid() and chosen and "find" not in request.GET:
        target = Target(*(frozenset(row.pk for row in form.cleaned_data[name]) for name in LISTS))
        now = timezone.now()
        found = find(
            form.wish(now),
            target,
            zone=zone,
            now=now,
            also_not_negotiated=form.cleaned_data["unnegotiated"],
        )
    if not chosen:
        form.errors.clear()
    context = {
        "form": form,
        "found": found,
        "choosers": {
            name: chooser(
                name,
                user=request.user,
                chosen=request.GET.getlist(name),
                query=request.GET.get(f"find_{name}", ""),
            )
            for name in KINDS
        },
        "dropped": request.GET.getlist("dropped"),
    }
    return render(request, "calendar_ops/slots.html", context)


def _asked(given: QueryDict) -> QueryDict:
    """The address, with what it lacks: two hours from today over five weeks; from the planning form, its slot."""
    asked = given.copy()
    today = timezone.localdate()
    asked.setdefault("work_class", "normal")
    asked.setdefault("interruption_minutes", "45")
    asked.setdefault("first_day", f"{today:%Y-%m-%d}")
    asked.setdefault("last_day", f"{today + timedelta(days=35):%Y-%m-%d}")
    asked.setdefault("hours", _length(given))
    return asked


def _length(given: QueryDict) -> str:
    """How long the slot of the planning form is, in hours; two when there is none."""
    try:
        start = datetime.fromisoformat(f"{given['start_day']}T{given['start_time']}")
        end = datetime.fromisoformat(f"{given['end_day']}T{given['end_time']}")
    except (KeyError, ValueError):
        return "2"
    hours = (end - start) / timedelta(hours=1)
    return f"{hours:g}" if hours > 0 else "2"
