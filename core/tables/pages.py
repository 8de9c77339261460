"""The pages of an import: the file is sent, tried in the worker, its report read, then it is imported for good.

An app writes `pages = ImportPages(OfferingImport(), name="offerings", namespace="catalog")`, adds
`*pages.urls("offerings/import/")` to its addresses, and imports that module in its `tasks.py`, so that the worker
knows the job.
"""

from __future__ import annotations

import uuid
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django import forms
from django.conf import settings
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import URLPattern, path, reverse
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from core import clock, exports, jobs
from core.models import Job
from core.tables.faults import SHOWN, Fault
from core.tables.importer import Importer, Option, Result, run_import, would_write
from core.tables.template import held, held_file, template_file

EARLIER = 10


class UploadForm(forms.Form):
    file = forms.FileField(
        label=gettext_lazy("File"), help_text=gettext_lazy("CSV or XLSX. Nothing is written yet.")
    )

    def __init__(self, *args: Any, options: tuple[Option, ...] = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for option in options:
            self.fields[option.name] = forms.BooleanField(
                required=False, label=str(option.label), help_text=str(option.help)
            )

    def clean_file(self) -> Any:
        sent = self.cleaned_data["file"]
        if sent.size > settings.IMPORT_MAX_BYTES:
            raise ValidationError(
                _("The file has %(size)d MB: %(most)d MB at most. Cut it in two.")
                % {"size": sent.size // 1024**2, "most": settings.IMPORT_MAX_BYTES // 1024**2}
            )
        return sent


@dataclass(frozen=True, slots=True)
class ShownColumn:
    title: str
    needed: bool
    holds: str
    example: str


@dataclass(frozen=True, slots=True)
class ShownKind:
    """What a table may have, as the page lists it; `files`: the model to fill in (format, address)."""

    title: str
    columns: list[ShownColumn]
    files: list[tuple[str, str]]


class ImportPages:
    """`name` begins the names of the addresses: NAME-upload, -import, -apply, -faults, -template, and
    -held where the importer exports.

    `up`: the label of what the page lies under, and the name of its address. Making one registers its job.
    """

    def __init__(
        self,
        importer: Importer,
        *,
        name: str,
        namespace: str = "",
        up: tuple[Promise | str, str] | None = None,
    ) -> None:
        self.importer, self.name, self.up = importer, name, up
        self._prefix = f"{namespace}:{name}" if namespace else name
        jobs.job(importer.kind, title=importer.title, report=importer.report, page=f"{self._prefix}-import")(
            self.work
        )

    def urls(self, prefix: str) -> list[URLPattern]:
        """The addresses, below `prefix` (« offerings/import/ »)."""
        ways: list[tuple[str, str, list[str], Callable[..., HttpResponseBase]]] = [
            ("", "upload", ["GET", "HEAD", "POST"], self.upload),
            ("template.<slug:kind>", "template", ["GET", "HEAD"], self.template),
            *([("held.<slug:kind>", "held", ["GET", "HEAD"], self.held)] if self.importer.exports else []),
            ("<uuid:uid>/", "import", ["GET", "HEAD"], self.report),
            ("<uuid:uid>/apply/", "apply", ["POST"], self.apply),
            ("<uuid:uid>/faults.csv", "faults", ["GET", "HEAD"], self.faults),
        ]
        return [
            path(f"{prefix}{rest}", self._view(methods, answer), name=f"{self.name}-{word}")
            for rest, word, methods, answer in ways
        ]

    def address(self, word: str, *args: Any) -> str:
        return reverse(f"{self._prefix}-{word}", args=args)

    def work(self, running: Job) -> Result:
        """The job. Its owner's right is asked again: the file may have waited."""
        if running.owner is None:
            raise PermissionDenied
        with running.file.open("rb") as file:
            data = file.read()
        return run_import(
            self.importer,
            data,
            dry_run=running.params["dry_run"],
            by=running.owner,
            now=clock.now(),
            options={option.name: bool(running.params.get(option.name)) for option in self.importer.options},
            seen=running.params.get("seen"),
            progress=lambda done, total: jobs.progress(running, done, total),
        )

    # Views -----------------------------------------------------------------------------------------------

    def _view(
        self, methods: list[str], answer: Callable[..., HttpResponseBase]
    ) -> Callable[..., HttpResponseBase]:
        """The right is asked before anything else; the view belongs to the app of the importer."""

        def view(request: HttpRequest, **kwargs: Any) -> HttpResponseBase:
            if not self.importer.allowed(request.user):
                raise PermissionDenied
            return answer(request, **kwargs)

        view.__module__ = type(self.importer).__module__
        return require_http_methods(methods)(view)

    def _mine(self, request: HttpRequest, uid: uuid.UUID) -> Job:
        return get_object_or_404(jobs.visible_to(request.user), uid=uid, kind=self.importer.kind)

    def _start(self, request: HttpRequest, params: dict[str, Any], file: Any) -> HttpResponse:
        started = jobs.start_job(self.importer.kind, params=params, owner=request.user, file=file)
        return redirect(self.address("import", started.uid))

    def _frame(self) -> dict[str, Any]:
        up = (self.up[0], reverse(self.up[1])) if self.up else None
        return {"title": self.importer.title, "upload": self.address("upload"), "up": up}

    def upload(self, request: HttpRequest) -> HttpResponse:
        options = tuple(self.importer.options)
        form = UploadForm(request.POST or None, request.FILES or None, options=options)
        if request.method == "POST" and form.is_valid():
            params = {"dry_run": True} | {option.name: form.cleaned_data[option.name] for option in options}
            return self._start(request, params, form.cleaned_data["file"])
        mine = jobs.visible_to(request.user).filter(kind=self.importer.kind)[:EARLIER]
        context = {
            **self._frame(),
            "form": form,
            "lead": self.importer.lead,
            "kinds": self._shown_kinds(),
            "held": self.held_files(),
            "earlier": [(job, self.address("import", job.uid), self._first_sentence(job)) for job in mine],
        }
        return render(request, "core/import_upload.html", context, status=422 if form.is_bound else 200)

    def _first_sentence(self, job: Job) -> str:
        if job.state != Job.State.DONE:
            return ""
        return next(iter(self.importer.report(job.result)))

    def _shown_kinds(self) -> list[ShownKind]:
        several = len(self.importer.kinds) > 1
        csv, xlsx = (self.address("template", kind) for kind in exports.KINDS)
        return [
            ShownKind(
                title=str(kind.title),
                columns=[
                    ShownColumn(
                        column.title,
                        column.needed,
                        held(column.holds, column.said_choices()),
                        str(column.example),
                    )
                    for column in kind.columns
                ],
                files=[("CSV", f"{csv}?rows={kind.name}" if several else csv), ("XLSX", xlsx)],
            )
            for kind in self.importer.kinds
        ]

    def held_files(self) -> list[tuple[str, str]]:
        """Label and address of each file of what the portal holds: CSV of one kind of rows, a workbook of all.
        None where the importer exports nothing."""
        if not self.importer.exports:
            return []
        csv, xlsx = (self.address("held", kind) for kind in exports.KINDS)
        kinds = self.importer.kinds
        one = (
            [("CSV", csv)]
            if len(kinds) == 1
            else [(f"{k.title}, CSV", f"{csv}?rows={k.name}") for k in kinds]
        )
        return [*one, ("XLSX", xlsx)]

    def report(self, request: HttpRequest, uid: uuid.UUID) -> HttpResponse:
        """The job's progress, then its report; can be left and found again."""
        found = self._mine(request, uid)
        result = found.result
        done = found.state == Job.State.DONE
        context = {
            **self._frame(),
            "job": found,
            "here": self.address("import", uid),
            "over": done or found.state == Job.State.FAILED,
            "failed": found.state == Job.State.FAILED,
            **(self._told(found, result) if done else {}),
        }
        part = "_import_report.html" if request.headers.get("HX-Request") else "import_report.html"
        return render(request, f"core/{part}", context)

    def _told(self, job: Job, result: Result) -> dict[str, Any]:
        """What the report shows once the job is done."""
        titles = {kind.name: kind.title for kind in self.importer.kinds}
        wrong = result["fault_count"]
        faults = [Fault.unpacked(packed) for packed in result["faults"][:SHOWN]]
        kinds = self.importer.fault_kinds(result)
        headline, *_rest = self.importer.report(result)
        return {
            "result": result,
            "headline": headline,
            "good": not wrong and not result.get("stale"),
            "counts": [
                (titles[kind], number["created"], number["changed"])
                for kind, number in result["counts"].items()
                if kind in titles
            ],
            "fault_kinds": kinds if len(kinds) < wrong else [],
            "faults": [
                (self.importer.where(fault, result), self.importer.sentence(fault)) for fault in faults
            ],
            "more_faults": wrong > len(faults),
            "faults_file": self.address("faults", job.uid),
            "numbers": list(self.importer.numbers(result)),
            "apply": self.address("apply", job.uid) if may_apply(job) else "",
        }

    def apply(self, request: HttpRequest, uid: uuid.UUID) -> HttpResponse:
        """The same file for good, if its report was good. It is compared again: what changed since counts."""
        tried = self._mine(request, uid)
        if not may_apply(tried):
            return redirect(self.address("import", uid))
        seen = {name: value for name, value in tried.result.items() if name not in ("faults", "fault_kinds")}
        with tried.file.open("rb") as file:
            return self._start(request, {**tried.params, "dry_run": False, "seen": seen}, file)

    def faults(self, request: HttpRequest, uid: uuid.UUID) -> HttpResponse:
        """Every fault that was kept, as CSV; no cell of it is a live formula."""
        result = self._mine(request, uid).result
        found = [Fault.unpacked(packed) for packed in result.get("faults", [])]
        lines = (
            [
                fault.sheet,
                fault.line or "",
                self.importer.title_in(result, fault.column, fault.sheet),
                fault.value,
                self.importer.sentence(fault),
            ]
            for fault in found
        )
        head = [_("Sheet"), _("Row"), _("Column"), _("What stands there"), _("What is wrong")]
        return HttpResponse(
            "".join(exports.csv_text(head, lines)),
            content_type="text/csv; charset=utf-8",
            headers={"Content-Disposition": 'attachment; filename="to-correct.csv"'},
        )

    def held(self, request: HttpRequest, kind: str) -> HttpResponseBase:
        """What the portal holds, as the import takes it."""
        if kind not in exports.KINDS:
            raise Http404
        return held_file(self.importer, kind, rows=request.GET.get("rows", ""))

    def template(self, request: HttpRequest, kind: str) -> HttpResponseBase:
        """The model to fill in, as CSV or XLSX."""
        if kind not in exports.KINDS:
            raise Http404
        return template_file(self.importer, kind, rows=request.GET.get("rows", ""))


def may_apply(job: Job) -> bool:
    """Whether the job tried a file that would change something, found nothing wrong and wrote nothing."""
    result = job.result
    if job.state != Job.State.DONE or result.get("applied") or result.get("fault_count", 1):
        return False
    return any(would_write(result).values())
