"""A person, as all apps see them."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render

from organization.models import User


def person(request: HttpRequest, ref: str) -> HttpResponse:
    return render(request, "dsi_marketing/person.html", {"person": get_object_or_404(User, ref=ref)})
