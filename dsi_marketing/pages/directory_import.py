"""Importing the directory from a file: a dry run first, then the same file for good, in the worker."""

from __future__ import annotations

import csv
import uuid

from django import forms
from django.conf import settings
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from core.jobs import start_job
from core.models import Job
from dsi_marketing.directory_import import KIND
from organization.directory.faults import SHOWN, Fault
from organization.permissions import can_edit_directory
from organization.requests import PortalRequest

KINDS = {
    "site": gettext_lazy("Sites"),
    "unit": gettext_lazy("Units"),
    "person": gettext_lazy("People"),
    "group": gettext_lazy("Groups"),
}


class UploadForm(forms.Form):
    file = forms.FileField(
        label=gettext_lazy("File"), help_text=gettext_lazy("CSV or XLSX. Nothing is written yet.")
    )
    leavers = forms.BooleanField(
        required=False, label=gettext_lazy("Deactivate the people whom the file does not name")
    )

    def clean_file(self):
        sent = self.cleaned_data["file"]
        if sent.size > settings.IMPORT_MAX_BYTES:
            raise ValidationError(
                _("The file has %(size)d MB: %(most)d MB at most. Cut it in two.")
                % {"size": sent.size // 1024**2, "most": settings.IMPORT_MAX_BYTES // 1024**2}
            )
        return sent


def _mine(request: PortalRequest, uid: uuid.UUID) -> Job:
    if not can_edit_directory(request.user):
        raise PermissionDenied
    return get_object_or_404(Job, uid=uid, kind=KIND, owner=request.user)


@require_http_methods(["GET", "HEAD", "POST"])
def upload(request: PortalRequest) -> HttpResponse:
    if not can_edit_directory(request.user):
        raise PermissionDenied
    form = UploadForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        params = {"dry_run": True, "leavers": form.cleaned_data["leavers"]}
        started = start_job(KIND, params=params, owner=request.user, file=form.cleaned_data["file"])
        return redirect("directory-import", started.uid)
    earlier = list(Job.objects.filter(kind=KIND, owner=request.user).order_by("-created_at")[:10])
    context = {"form": form, "earlier": earlier}
    return render(
        request, "dsi_marketing/directory_upload.html", context, status=422 if form.is_bound else 200
    )


@require_safe
def report(request: PortalRequest, uid: uuid.UUID) -> HttpResponse:
    """The job's progress, then its report; can be left and found again."""
    found = _mine(request, uid)
    result = found.result
    counts = [
        (KINDS[kind], done["created"], done["changed"]) for kind, done in result.get("counts", {}).items()
    ]
    faults = [Fault.unpacked(packed) for packed in result.get("faults", [])[:SHOWN]]
    over = found.state in {Job.State.DONE, Job.State.FAILED}
    context = {
        "job": found,
        "result": result,
        "counts": counts,
        "faults": [(fault.where(), fault.sentence()) for fault in faults],
        "over": over,
        "failed": found.state == Job.State.FAILED,
        "may_apply": over
        and found.params["dry_run"]
        and not result.get("fault_count", 1)
        and bool(counts or result.get("leavers")),
    }
    part = "_directory_report.html" if request.headers.get("HX-Request") else "directory_report.html"
    return render(request, f"dsi_marketing/{part}", context)


@require_POST
def apply(request: PortalRequest, uid: uuid.UUID) -> HttpResponse:
    """The same file for good. It is compared again: what changed since the dry run counts."""
    tried = _mine(request, uid)
    with tried.file.open("rb") as file:
        params = {**tried.params, "dry_run": False}
        started = start_job(KIND, params=params, owner=request.user, file=file)
    return redirect("directory-import", started.uid)


@require_safe
def faults(request: PortalRequest, uid: uuid.UUID) -> HttpResponse:
    """Every fault that was kept, as CSV; no cell of it is a live formula."""
    found = _mine(request, uid)
    response = HttpResponse(
        "\ufeff",
        content_type="text/csv; charset=utf-8",
        headers={"Content-Disposition": 'attachment; filename="to-correct.csv"'},
    )
    writer = csv.writer(response, delimiter=";")
    writer.writerow([_("Sheet"), _("Row"), _("Column"), _("What is wrong")])
    for packed in found.result.get("faults", []):
        fault = Fault.unpacked(packed)
        cells = [fault.sheet, str(fault.line), fault.column, fault.sentence()]
        writer.writerow([f"'{c}" if c.startswith(("=", "+", "-", "@", "\t", "\r")) else c for c in cells])
    return response
