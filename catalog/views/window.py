"""The shop window of the catalogue: searched as one types, by category, by what one's unit uses."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.cache import patch_vary_headers
from django.views.decorators.http import require_safe

from catalog.permissions import can_edit_catalogue, can_read_whole_catalogue
from catalog.queries.comparison import comparison
from catalog.queries.window_page import Window, window_address
from catalog.window_wanted import Wanted
from core.company_day import company_day
from core.kept import drawn
from organization.requests import PortalRequest


@require_safe
def window(request: PortalRequest) -> HttpResponse:
    """The whole page; for htmx, what a search changes of it."""
    sent = request.headers
    part = "HX-Request" in sent and "HX-History-Restore-Request" not in sent
    asked = Window(request.user, Wanted.of(dict(request.GET.lists())), company_day(timezone.now()))
    context: dict[str, Any] = {"wanted": asked.wanted, "shown": asked.shown()}
    if part:
        context["places"] = asked.places() if asked.wanted.changed else []
        answer = render(request, "catalog/_window_part.html", context)
        answer["HX-Replace-Url"] = asked.address(page=asked.wanted.page)
    else:
        context |= {
            "places": asked.places(),
            "around": asked.around(),
            "may_edit": can_edit_catalogue(request.user),
            "reads_all": can_read_whole_catalogue(request.user),
        }
        answer = render(request, "catalog/window.html", context)
    patch_vary_headers(answer, ["HX-Request"])
    return answer


@require_safe
def compare(request: PortalRequest) -> HttpResponse:
    """Two or three cards side by side; for htmx the table alone."""
    wanted = Wanted.of(dict(request.GET.lists()))
    found = comparison(request.user, wanted.chosen, company_day(timezone.now()))
    if "HX-Request" in request.headers:
        answer = HttpResponse(drawn("catalog/_comparison.html", {"comparison": found}))
    else:
        known = wanted.only([column.reference for column in found.columns])
        context = {"comparison": found, "one_more": wanted.one_more, "back": window_address(known)}
        answer = render(request, "catalog/compare.html", context)
    patch_vary_headers(answer, ["HX-Request"])
    return answer
