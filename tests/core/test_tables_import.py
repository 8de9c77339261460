"""An import written on the shared part: its pages, its job, its report and its command, with a toy of its own."""

from __future__ import annotations

import csv
import io
from datetime import date
from decimal import Decimal

import openpyxl
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import CommandError, call_command
from django.utils import translation

from core import jobs
from core.management.import_command import ImportCommand
from core.models import AuditEvent, Job
from core.tables.importer import run_import
from organization.models import Site, User
from tests import factories
from tests.core import toy_import
from tests.core.toy_import import HELD, IMPORTER
from tests.factories import paris

pytestmark = [pytest.mark.django_db, pytest.mark.urls("tests.core.toy_import")]
NOW = paris(4, 9)
OCTOBER = date(2026, 10, 1)
HEAD = "Site;Mois;Valeur;Événements\n"


@pytest.fixture(autouse=True)
def _toy(monkeypatch):
    monkeypatch.setattr(jobs, "_wake", lambda uid: None)
    monkeypatch.setitem(jobs._registered, "import_toy", jobs._registered["import_toy"])
    HELD.clear()
    factories.site("LYO")


def english(person: User) -> User:
    person.language = "en"
    person.save()
    return person


def send(client, text: str | bytes, **more):
    data = text.encode() if isinstance(text, str) else text
    return client.post("/toy/import/", {"file": SimpleUploadedFile("measures.csv", data), **more})


def done(answer) -> Job:
    uid = answer["Location"].rstrip("/").rsplit("/", 1)[1]
    assert jobs.run(uid, now=NOW)
    return Job.objects.get(uid=uid)


def page(client, address: str) -> str:
    return client.get(address).content.decode()


def test_the_upload_lists_each_column_with_its_example_and_what_may_stand_there(cast, sign_in):
    said = page(sign_in(english(cast.planner)), "/toy/import/")
    for words in ("Events", "99,9 %", ">needed<", "High, Medium, Low", "/toy/import/template.csv", "Strict"):
        assert words in said, words


def test_a_file_is_tried_then_imported_and_trying_writes_nothing(cast, sign_in):
    client = sign_in(cast.planner)
    answer = send(client, HEAD + "lyo;oct. 2026;99,9 %;1 204\n")
    tried = done(answer)
    assert not HELD and tried.result["counts"] == {"measure": {"created": 1, "changed": 0}}
    assert f"/toy/import/{tried.uid}/apply/" in page(client, answer["Location"])
    applied = done(client.post(f"/toy/import/{tried.uid}/apply/"))
    assert applied.result["applied"] and (applied.done, applied.total) == (1, 1)
    assert HELD["LYO", OCTOBER] == {"value": Decimal("99.9"), "events": 1204, "load": "", "note": ""}
    assert "L’import est fait" in page(client, f"/toy/import/{applied.uid}/")
    again = done(send(client, HEAD + "LYO;2026-10;99.9;1204\n"))
    assert again.result["unchanged"] == 1
    assert "/apply/" not in page(client, f"/toy/import/{again.uid}/")  # there is nothing to write


def test_while_it_is_read_the_page_asks_again_and_htmx_gets_the_part(cast, sign_in):
    client = sign_in(cast.planner)
    here = send(client, HEAD)["Location"]
    assert f'hx-get="{here}"' in page(client, here)
    part = client.get(here, headers={"HX-Request": "true"}).content.decode()
    assert part.startswith('<div id="report"') and "<html" not in part


def test_where_every_row_is_wrong_the_kinds_come_first_and_all_can_be_downloaded(cast, sign_in):
    client = sign_in(english(cast.planner))
    rows = "".join(f"NULLE;{month % 12 + 1}/20{month // 12 + 10};1;1\n" for month in range(500))
    job = done(send(client, HEAD + rows))
    said = page(client, f"/toy/import/{job.uid}/")
    assert "<strong>500 ×</strong> Site" in said and "The site « NULLE » does not exist." in said
    assert said.count('<tr><th scope="row">row') == 100 and "The first 100 places" in said
    told = client.get(f"/toy/import/{job.uid}/faults.csv").content.decode("utf-8-sig")
    lines = list(csv.reader(io.StringIO(told), delimiter=","))
    assert len(lines) == 501
    assert lines[1][1:4] == ["2", "Site", "NULLE"]


def test_a_check_of_the_app_is_said_at_its_row_in_the_words_of_the_file(cast, sign_in):
    client = sign_in(cast.planner)
    job = done(send(client, "site,month,value,Nb\nLYO,10/2026,1,0\n"))
    assert "La colonne «\u00a0Nb\u00a0» n’est pas connue" in page(client, f"/toy/import/{job.uid}/")
    job = done(send(client, "site,month,value,events\nLYO,10/2026,1,0\n"))
    said = page(client, f"/toy/import/{job.uid}/")
    assert "ligne 2 · events" in said and "1 sans événement" in said


def test_it_is_for_those_who_may_and_its_report_for_its_owner(cast, sign_in):
    client = sign_in(cast.planner)
    job = done(send(client, HEAD + "NULLE;10/2026;1;1\n"))
    addresses = ["", "template.csv", f"{job.uid}/", f"{job.uid}/faults.csv"]
    assert {client.get(f"/toy/import/{end}").status_code for end in addresses} == {200}
    sign_in(cast.cio)
    assert [client.get(f"/toy/import/{end}").status_code for end in addresses] == [200, 200, 404, 404]
    assert client.post(f"/toy/import/{job.uid}/apply/").status_code == 404
    sign_in(cast.administrator)
    assert {client.get(f"/toy/import/{end}").status_code for end in addresses} == {403}
    assert client.post("/toy/import/").status_code == 403


def test_who_lost_the_right_meanwhile_imports_nothing(cast, sign_in):
    answer = send(sign_in(cast.planner), HEAD + "LYO;10/2026;1;1\n")
    cast.planner.username = "somebody"
    cast.planner.save()
    assert done(answer).state == Job.State.FAILED


def test_a_file_with_faults_is_never_applied(cast, sign_in):
    client = sign_in(cast.planner)
    job = done(send(client, HEAD + "NULLE;10/2026;1;1\n"))
    answer = client.post(f"/toy/import/{job.uid}/apply/")
    assert answer["Location"] == f"/toy/import/{job.uid}/" and Job.objects.count() == 1


def test_what_would_now_do_more_than_was_read_is_refused_and_asked_again(cast, sign_in):
    client = sign_in(english(cast.planner))
    HELD["LYO", OCTOBER] = {"value": Decimal(1), "events": 1, "load": "", "note": ""}
    tried = done(send(client, HEAD + "LYO;10/2026;1;1\nLYO;11/2026;1;1\n"))
    assert tried.result["counts"] == {"measure": {"created": 1, "changed": 0}}
    HELD["LYO", OCTOBER]["value"] = Decimal(2)  # somebody corrects it: the file would undo that
    refused = done(client.post(f"/toy/import/{tried.uid}/apply/"))
    assert refused.result["stale"] and len(HELD) == 1
    said = page(client, f"/toy/import/{refused.uid}/")
    assert "The portal changed since you looked" in said
    assert done(client.post(f"/toy/import/{refused.uid}/apply/")).result["applied"]
    assert HELD["LYO", OCTOBER]["value"] == 1
    changed = AuditEvent.objects.get(object_ref="LYO 2026-10-01")
    assert (changed.actor_ref, changed.changes) == (cast.planner.ref, {"value": ["2", "1"]})


def test_what_became_wrong_since_the_dry_run_is_refused_with_its_rows(cast, sign_in):
    client = sign_in(cast.planner)
    tried = done(send(client, HEAD + "LYO;10/2026;1;1\n"))
    Site.objects.all().delete()
    refused = done(client.post(f"/toy/import/{tried.uid}/apply/"))
    assert refused.result["fault_count"] == 1 and not HELD


@pytest.mark.parametrize("language", ["fr", "en"])
@pytest.mark.parametrize("kind", ["csv", "xlsx"])
def test_the_model_to_fill_in_is_a_file_that_can_be_imported(kind, language, cast, sign_in):
    client = sign_in(english(cast.planner) if language == "en" else cast.planner)
    answer = client.get(f"/toy/import/template.{kind}")
    data = b"".join(answer.streaming_content)
    if kind == "xlsx":
        sheets = openpyxl.load_workbook(io.BytesIO(data)).sheetnames
        assert sheets[0] == ("Mesures" if language == "fr" else "Measures") and len(sheets) == 2
    with translation.override(language):
        result = run_import(IMPORTER, data, dry_run=False, by=None, now=NOW)
    assert result["faults"] == [] and result["applied"]
    assert HELD["LYO", OCTOBER]["load"] == "high"
    assert client.get("/toy/import/template.pdf").status_code == 404


class Command(ImportCommand):
    importer = IMPORTER
    help = "Import measures."
    example = "measures.csv --dry-run"


def command(path, *options) -> str:
    said = io.StringIO()
    call_command(Command(stdout=said, stderr=said), str(path), *options)
    return said.getvalue()


def test_the_command_prints_what_is_wrong_and_fails(tmp_path):
    file = tmp_path / "measures.csv"
    file.write_text(HEAD + "NULLE;10/2026;1;1\nNULLE;11/2026;1;1\n")
    said = io.StringIO()
    with pytest.raises(CommandError, match="2"):
        call_command(Command(stdout=said, stderr=said), str(file))
    assert said.getvalue().splitlines() == [
        "2 × Site: Le site « NULLE » n’existe pas.",
        "ligne 2 · Site: Le site « NULLE » n’existe pas.",
        "ligne 3 · Site: Le site « NULLE » n’existe pas.",
    ]
    with pytest.raises(CommandError, match=r"nothing\.csv"):
        command(tmp_path / "nothing.csv")


def test_the_command_tries_writes_and_shows_no_progress_in_a_pipe(tmp_path):
    file = tmp_path / "measures.csv"
    file.write_text(HEAD + "LYO;10/2026;1;1\n")
    assert "measure: +1 ~0" in command(file, "--dry-run", "--strict") and not HELD
    said = command(file)
    assert HELD and "\r" not in said and "1 / 1" not in said


def test_a_write_that_fails_leaves_the_job_failed_and_says_so(cast, sign_in, monkeypatch):
    client = sign_in(cast.planner)
    tried = done(send(client, HEAD + "LYO;10/2026;1;1\n"))
    monkeypatch.setattr(toy_import.ToyImport, "fails", True)
    failed = done(client.post(f"/toy/import/{tried.uid}/apply/"))
    assert failed.state == Job.State.FAILED and not AuditEvent.objects.exists()
    assert "rien n’a été écrit" in page(client, f"/toy/import/{failed.uid}/")
