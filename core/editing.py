"""The page of a form that edits or creates one record: shown, corrected, saved; two editors reconciled."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import Any, Protocol

from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import render
from django.utils.datastructures import MultiValueDict

from core import audit
from core.forms import GuardedForm, chosen
from core.models import AuditEvent, EditedMeanwhile


class Make(Protocol):
    """The form over a record read now; unbound without data."""

    def __call__(self, data: QueryDict | None, files: MultiValueDict | None) -> GuardedForm: ...


def edit_page(
    request: HttpRequest,
    *,
    make: Make,
    save: Callable[[Any], HttpResponse],
    title: str,
    record: Any = None,
    name_of: Callable[[AuditEvent], str] = lambda event: "",
    now: datetime,
    context: dict[str, Any] | None = None,
    template: str = "core/form_page.html",
) -> HttpResponse:
    """GET: the form. POST: `save(form)` answers; what is wrong is said (422), nothing typed is lost.

    When somebody else saved the record since it was opened: what each changed (409), field by field, and the
    answers are saved as the form itself is. `make` reads the record anew each time it is called; `save` raises
    ValidationError, or EditedMeanwhile when the record was saved between its reading and its writing. `template`
    is one that extends core/form_page.html.
    """
    shown = {"title": title, "record": record, **(context or {})}
    if request.method != "POST":
        return render(request, template, {**shown, "form": make(None, None)})
    data, files = chosen(request.POST) or request.POST, request.FILES
    form = make(data, files)
    difference = form.difference()
    if difference is None and form.is_valid():
        try:
            return save(form)
        except EditedMeanwhile:
            form = make(data, files)
            difference = form.difference()
        except ValidationError as fault:
            form.refuse(fault)
    if difference is not None:
        last = audit.trail(record).first()
        shown |= {
            "difference": difference,
            "saved_at": last.at if last else None,
            "saved_by": name_of(last) if last else "",
            "now": now,
            "files": bool(files),
        }
        return render(request, "core/difference.html", shown, status=409)
    return render(request, template, {**shown, "form": form}, status=422)
