"""The portal's addresses, and the floor: a page of the same weight from one indexed query."""

from __future__ import annotations

import os
from functools import cache
from pathlib import Path

from django.http import HttpRequest, HttpResponse
from django.urls import include, path

from calendar_ops.models import Intervention


@cache
def body(name: str) -> bytes:
    """The very bytes of the page that is measured, fetched once before."""
    return (Path(os.environ["BENCH_BODIES"]) / f"{int(name)}.html").read_bytes()


def floor(request: HttpRequest, name: str) -> HttpResponse:
    """As the page: signed in, through the same middleware, one row by its index, as many bytes."""
    row = Intervention.objects.order_by("-start", "-id").values_list("reference", flat=True).first()
    return HttpResponse(body(name), headers={"X-Row": str(row), "X-User": str(request.user.pk)})


urlpatterns = [
    path("floor/<str:name>/", floor),
    path("", include("dsi_marketing.urls")),
]
