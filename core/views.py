"""The visitor's own choices (language and theme, kept in cookies), and their long work."""

from __future__ import annotations

import uuid
from dataclasses import dataclass

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_POST, require_safe

from core import jobs
from core.models import Job

THEME_COOKIE = "theme"
THEMES = ("auto", "light", "dark")  # auto: as the device


def _back(request: HttpRequest) -> HttpResponseRedirect:
    """To where the visitor was, never to another site."""
    target = request.POST.get("next", "/")
    if not url_has_allowed_host_and_scheme(target, {request.get_host()}, require_https=request.is_secure()):
        target = "/"
    return HttpResponseRedirect(target)


def _keep(response: HttpResponse, name: str, value: str) -> HttpResponse:
    response.set_cookie(
        name,
        value,
        max_age=settings.LANGUAGE_COOKIE_AGE,
        httponly=True,
        samesite="Lax",
        secure=settings.LANGUAGE_COOKIE_SECURE,
    )
    return response


@login_not_required
@require_POST
def language(request: HttpRequest) -> HttpResponse:
    """An unknown language changes nothing."""
    response = _back(request)
    chosen = request.POST.get("language", "")
    return (
        _keep(response, settings.LANGUAGE_COOKIE_NAME, chosen)
        if chosen in dict(settings.LANGUAGES)
        else response
    )


@login_not_required
@require_POST
def theme(request: HttpRequest) -> HttpResponse:
    response = _back(request)
    chosen = request.POST.get("theme", "")
    return _keep(response, THEME_COOKIE, chosen) if chosen in THEMES else response


LISTED = 50
LOOKS = {
    Job.State.WAITING: ("hourglass", ""),
    Job.State.RUNNING: ("arrow-repeat", "warn"),
    Job.State.DONE: ("check2", "ok"),
    Job.State.FAILED: ("exclamation-triangle", "bad"),
}


@dataclass(frozen=True, slots=True)
class ShownJob:
    """A job as its page and the list show it. `report`: its sentences, once it is over."""

    job: Job
    title: str
    icon: str
    tone: str
    over: bool
    failed: bool
    percent: int
    report: list[str]
    page: str


def _shown(found: Job) -> ShownJob:
    kind = jobs.kind_of(found)
    icon, tone = LOOKS[Job.State(found.state)]
    done = found.state == Job.State.DONE
    return ShownJob(
        job=found,
        title=str(kind.title) if kind else found.kind,
        icon=icon,
        tone=tone,
        over=done or found.state == Job.State.FAILED,
        failed=found.state == Job.State.FAILED,
        percent=100 * found.done // found.total if found.total else 0,
        report=list(kind.report(found.result)) if kind and done else [],
        page=reverse(kind.page, args=[found.uid]) if kind and kind.page else "",
    )


@require_safe
def job_list(request: HttpRequest) -> HttpResponse:
    """My long work: what runs, what is over, each with its report."""
    shown = [_shown(found) for found in jobs.visible_to(request.user)[:LISTED]]
    return render(request, "core/jobs.html", {"jobs": shown, "listed": LISTED})


@require_safe
def job(request: HttpRequest, uid: uuid.UUID) -> HttpResponse:
    """One job of mine: its progress, which renews itself, then its report; 404 for anybody else's."""
    shown = _shown(get_object_or_404(jobs.visible_to(request.user), uid=uid))
    part = "_job.html" if request.headers.get("HX-Request") else "job.html"
    return render(request, f"core/{part}", {"shown": shown})
