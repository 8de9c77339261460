"""Home: what touches me, what waits for me."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render


def home(request: HttpRequest) -> HttpResponse:
    return render(request, "dsi_marketing/home.html", {})
