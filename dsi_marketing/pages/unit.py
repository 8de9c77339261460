"""A unit, as all apps see it."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from organization.models import BusinessUnit


@require_safe
def unit(request: HttpRequest, code: str) -> HttpResponse:
    return render(request, "dsi_marketing/unit.html", {"unit": get_object_or_404(BusinessUnit, code=code)})
