"""The ways into the portal for tests of input: the page, the API and the directory file, in the reader's language."""

from __future__ import annotations

import html
import json
import re
from datetime import date

from django.core.files.uploadedfile import SimpleUploadedFile

from calendar_ops import actions, ledger
from calendar_ops.models import Intervention
from catalog.models import Component, Offering, Usage
from core import jobs
from core.models import AuditEvent, Job
from organization.models import BusinessUnit, User
from organization.tokens import create_token
from tests import factories
from tests.factories import paris

NOW = paris(4, 10)
SLOT = paris(17, 20), paris(17, 22)
KEPT = "Gardez cette phrase."


def plain(answer) -> str:
    """The words of a page without its markup, or all the strings of an answer of the API."""
    text = answer.content.decode()
    if answer["Content-Type"].startswith("text/html"):
        text = html.unescape(re.sub(r"<[^>]+>", " ", text))
    elif "json" in answer["Content-Type"]:
        text = json.dumps(json.loads(text), ensure_ascii=False)
    return " ".join(text.replace("\u202f", " ").replace("\u00a0", " ").split())


class Doors:
    """The ways in, for people who read `language`."""

    def __init__(self, cast, client, language: str) -> None:
        self.cast, self.client, self.language = cast, client, language
        User.objects.update(language=language)
        blue = ledger.NewPeriod("blue", first_day=date(2026, 1, 1), end_day=date(2027, 12, 1))
        ledger.open_calendar(unit=cast.finance, draft=ledger.Draft(added=[blue]), by=None, now=paris(2))
        self.service = factories.offering("SRV-1", name="Notes de frais")
        Usage.objects.create(offering=self.service, unit=cast.finance)

    def state(self) -> tuple:
        """All that a half-done save would have changed."""
        models = (Intervention, BusinessUnit, User, Offering, Component, AuditEvent)
        return (
            *(model.objects.count() for model in models),
            *Intervention.objects.order_by("pk").values_list("state", "start", "version", "edit"),
            *BusinessUnit.objects.order_by("pk").values_list("parent", "name"),
        )

    def page(self, by: User, path: str, fields: dict, keeps: str = "") -> str:
        before = self.state()
        self.client.force_login(by)
        answer = self.client.post(path, fields, follow=True)
        assert answer.status_code in (200, 409, 422), answer.status_code
        assert self.state() == before
        said = plain(answer)
        if keeps:
            assert keeps in answer.content.decode(), "what was typed is lost"
        return said

    def api(self, by: User, method: str, path: str, fields: dict) -> str:
        _token, text = create_token(person=by, label="test", scope="write")
        before = self.state()
        headers = {"Authorization": f"Token {text}", "Accept-Language": self.language}
        answer = getattr(self.client, method)(
            f"/api/v1/{path}", fields, content_type="application/json", headers=headers
        )
        assert answer.status_code in (400, 409, 422), (answer.status_code, answer.content)
        assert self.state() == before
        return plain(answer)

    def directory(self, data: bytes) -> str:
        """The report of a directory file that is uploaded and tried; the file itself is kept with it."""
        before = self.state()[1:3]
        self.client.force_login(self.cast.administrator)
        file = SimpleUploadedFile("annuaire.csv", data, "text/csv")
        answer = self.client.post("/organization/import/", {"file": file}, follow=True)
        if job := Job.objects.order_by("-pk").first():
            if job.state == Job.State.WAITING:
                jobs.run(str(job.uid), now=NOW)
            answer = self.client.get(f"/organization/import/{job.uid}/")
        assert self.state()[1:3] == before
        return plain(answer)

    # what is typed ------------------------------------------------------------------------------------

    def slot(self, **fields) -> dict:
        return {
            "title": "Serveurs remplacés", "nature": "upgrade", "target": "server", "work_class": "normal",
            "start_day": "2026-11-17", "start_time": "20:00", "end_day": "2026-11-17", "end_time": "22:00",
            "interruption_minutes": "45", "offerings": [self.service.pk], "owner": self.cast.planner.pk,
            "precautions": KEPT, **fields,
        }  # fmt: skip

    def plan(self, **fields) -> str:
        return self.page(self.cast.planner, "/interventions/new/", self.slot(**fields), keeps=KEPT)

    def work(self, **fields) -> dict:
        return {"title": "Travaux", "start": "2026-11-17T20:00:00+01:00", "end": "2026-11-17T22:00:00+01:00",
                "interruption_minutes": 45, "offerings": ["SRV-1"], **fields}  # fmt: skip

    def send(self, **fields) -> str:
        return self.api(self.cast.planner, "post", "interventions/", self.work(**fields))

    def draft(self, *, offerings=(), added=(), start=SLOT[0], end=SLOT[1], **fields) -> Intervention:
        values = {"title": "Travaux", "start": start, "end": end, "interruption_minutes": 30,
                  "owner": self.cast.planner, **fields}  # fmt: skip
        content = actions.Content(values, offerings=list(offerings), added=list(added))
        return actions.create_draft(content=content, by=self.cast.planner, now=NOW)

    def confirm(self, one: Intervention) -> str:
        return self.page(self.cast.planner, f"/interventions/{one.reference}/confirm/", {"edit": one.edit})

    def confirm_by_api(self, one: Intervention, **sent) -> str:
        return self.api(self.cast.planner, "post", f"interventions/{one.reference}/confirm/", sent)

    def verdict(self, **fields) -> str:
        return self.page(self.cast.planner, "/interventions/verdict/", self.slot(**fields))
