"""The import's pages: dry run in the worker, report, faults to download, then for good; and its job."""

from __future__ import annotations

import io
from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import CommandError, call_command

from core import jobs
from core.models import Job
from organization.models import User
from tests.factories import paris

NOW = paris(4, 9)


@pytest.fixture(autouse=True)
def _worker_known(monkeypatch):
    from dsi_marketing import tasks  # noqa: F401

    monkeypatch.setattr(jobs, "_wake", lambda uid: None)


def send(client, text, **more):
    file = SimpleUploadedFile("people.csv", text.encode())
    return client.post("/organization/import/", {"file": file, **more})


def done(answer):
    uid = answer["Location"].rstrip("/").rsplit("/", 1)[1]
    assert jobs.run(uid, now=NOW)
    return Job.objects.get(uid=uid)


def test_a_file_is_tried_first_and_then_imported(cast, sign_in):
    client = sign_in(cast.administrator)
    answer = send(client, "ref,name\nP1,Zoé\n")
    waiting = client.get(answer["Location"]).content.decode()
    assert "hx-trigger" in waiting
    tried = done(answer)
    assert tried.state == Job.State.DONE and not User.objects.filter(ref="P1").exists()
    page = client.get(answer["Location"]).content.decode()
    assert f"/organization/import/{tried.uid}/apply/" in page
    applied = done(client.post(f"/organization/import/{tried.uid}/apply/"))
    assert applied.result["applied"] and User.objects.get(ref="P1").name == "Zoé"


def test_wrong_rows_are_shown_up_to_a_hundred_and_all_are_downloaded(cast, sign_in):
    client = sign_in(cast.administrator)
    answer = send(client, "ref,name,email\n" + "".join(f"P{i},A,=nowhere\n" for i in range(300)))
    job = done(answer)
    page = client.get(answer["Location"]).content.decode()
    assert page.count('<tr><th scope="row">') == 100 and "/apply/" not in page
    told = client.get(f"/organization/import/{job.uid}/faults.csv").content.decode()
    assert len(told.splitlines()) == 301


def test_the_import_is_for_those_who_edit_the_directory_and_its_report_for_its_owner(cast, sign_in):
    assert sign_in(cast.planner).get("/organization/import/").status_code == 403
    answer = send(sign_in(cast.administrator), "ref,name\nP1,A\n")
    from organization.models import Grant

    Grant.objects.create(person=cast.quality, profile="administrator", reason="test")
    assert sign_in(cast.quality).get(answer["Location"]).status_code == 404


def test_who_lost_the_right_meanwhile_imports_nothing(cast, sign_in):
    answer = send(sign_in(cast.administrator), "ref,name\nP1,A\n")
    cast.administrator.grants.all().delete()
    assert done(answer).state == Job.State.FAILED


def test_a_file_too_big_is_told_its_size(cast, sign_in, settings):
    settings.IMPORT_MAX_BYTES = 10
    answer = send(sign_in(cast.administrator), "ref,name\nP1,A\n")
    assert answer.status_code == 422 and "file" in answer.context["form"].errors


@pytest.mark.slow
def test_fifty_megabytes_are_taken_and_a_file_over_the_limit_is_refused_in_one_sentence(cast, sign_in):
    client = sign_in(cast.administrator)
    answer = send(client, "ref,name\n" + "P1,A\n" * (10 * 1024**2))
    assert answer.status_code == 302 and Job.objects.get().file.size > 50_000_000
    refused = send(client, "ref,name\n" + "P1,A\n" * (13 * 1024**2))
    assert refused.context["form"].errors["file"] == [
        "Le fichier pèse 65 Mo\u00a0: 60 Mo au plus. Coupez-le en deux."
    ]
    assert Job.objects.count() == 1


def test_the_limit_of_the_page_is_the_one_of_the_command(db, settings, tmp_path):
    settings.IMPORT_MAX_BYTES = 2 * 1024**2
    file = tmp_path / "people.csv"
    file.write_text("ref,name\n" + "P1,A\n" * (3 * 1024**2 // 5))
    said = io.StringIO()
    with pytest.raises(CommandError):
        call_command("import_directory", str(file), stderr=said)
    assert "3 Mo\u00a0: 2 Mo au plus" in said.getvalue()


def test_a_job_is_done_once_and_again_only_when_its_worker_is_gone(db):
    calls = []
    jobs.job("count")(lambda running: calls.append(running.tries) or {"ok": True})
    started = jobs.start_job("count")
    assert jobs.run(str(started.uid), now=NOW) and not jobs.run(str(started.uid), now=NOW)
    Job.objects.update(state=Job.State.RUNNING, lease_until=NOW)
    assert jobs.run_overdue(now=NOW) == 0
    assert jobs.run_overdue(now=NOW + timedelta(minutes=1)) == 1
    Job.objects.update(state=Job.State.RUNNING, tries=3)
    assert jobs.run_overdue(now=NOW + timedelta(hours=2)) == 0
    assert Job.objects.get().state == Job.State.FAILED and calls == [1, 2]


def test_a_broker_that_is_down_loses_no_job(db, monkeypatch, django_capture_on_commit_callbacks):
    from core.tasks import run_job

    monkeypatch.undo()

    def down(*args, **kwargs):
        raise ConnectionError

    monkeypatch.setattr(run_job, "apply_async", down)
    with django_capture_on_commit_callbacks(execute=True):
        started = jobs.start_job("count")
    assert Job.objects.get(uid=started.uid).state == Job.State.WAITING
