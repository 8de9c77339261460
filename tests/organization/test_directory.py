"""The directory import: encodings, faults at their row, idempotence, leavers, cycles."""

from __future__ import annotations

import io

import openpyxl
import pytest
from django.core.management import CommandError, call_command
from django.utils import translation

from core.tables.faults import Fault
from core.tables.template import held_file
from dsi_marketing.directory_import import IMPORTER, import_directory
from organization.directory.columns import KINDS
from organization.models import BusinessUnit, Group, Site, User
from tests import factories
from tests.answers import let_go
from tests.factories import paris

NOW = paris(4, 9)


def run(text, *, dry_run=False, leavers=False, by=None):
    data = text.encode() if isinstance(text, str) else text
    return import_directory(data, dry_run=dry_run, leavers=leavers, by=by, now=NOW)


def faults(text):
    return [(f.line, f.column, f.code) for f in map(Fault.unpacked, run(text, dry_run=True)["faults"])]


PEOPLE = (
    "ref,name,email,unit,further_units,site\nP1,Zoé Martin,Zoe@Example.org,FIN,HR,LYO\nP2,Élie Noir,,HR,,\n"
)


@pytest.fixture
def company(cast):
    factories.site("LYO")
    return cast


@pytest.mark.parametrize(
    "data",
    [
        PEOPLE.encode(),
        b"\xef\xbb\xbf" + PEOPLE.encode(),
        PEOPLE.encode("latin-1"),
        PEOPLE.replace(",", ";").encode(),
        PEOPLE.replace(",", "\t").encode(),
        PEOPLE.replace("\n", "\r\n").encode("utf-16"),
    ],
    ids=["utf-8", "bom", "latin-1", "semicolons", "tabs", "utf-16"],
)
def test_a_file_is_read_however_it_was_saved(company, data):
    assert run(data)["applied"]
    zoe = User.objects.get(ref="P1")
    assert (zoe.name, zoe.email, zoe.unit.code, zoe.site.code) == (
        "Zoé Martin",
        "zoe@example.org",
        "FIN",
        "LYO",
    )
    assert [u.code for u in zoe.further_units.all()] == ["HR"]
    assert not User.objects.get(ref="P2").has_usable_password()


def test_the_same_file_again_changes_nothing(company):
    run(PEOPLE)
    report = run(PEOPLE)
    assert (report["counts"], report["unchanged"], report["rows"]) == ({}, 2, 2)


def test_a_dry_run_says_what_would_change_and_writes_nothing(company):
    report = run(PEOPLE, dry_run=True)
    assert report["counts"] == {"person": {"created": 2, "changed": 0}} and not report["applied"]
    assert not User.objects.filter(ref="P1").exists()


def test_a_column_that_lacks_is_left_as_it_is(company):
    run(PEOPLE)
    run("ref,name\nP1,Zoé Durand\n")
    zoe = User.objects.get(ref="P1")
    assert (zoe.name, zoe.email, zoe.unit.code) == ("Zoé Durand", "zoe@example.org", "FIN")
    assert zoe.further_units.count() == 1


@pytest.mark.parametrize(
    ("row", "fault"),
    [
        ("P1,A,no-at-sign,FIN", (2, "email", "address")),
        ("P1,A,employee@example.org,FIN", (2, "email", "mailbox_taken")),
        ("P1,=1+1,a@example.org,FIN", (2, "name", "formula")),
        ("P1,A,a@example.org,NOWHERE", (2, "unit", "unit_unknown")),
        (",A,a@example.org,FIN", (2, "ref", "lacking")),
        ("P1,,a@example.org,FIN", (2, "name", "lacking")),
        ("P1,A,a@example.org,FIN,more", (2, "", "too_many_cells")),
        ("P1,A,x@e.org,FIN\nP1,B,y@e.org,FIN", (3, "ref", "twice")),
        ("P1,A,x@e.org,FIN\nP2,B,X@e.org,FIN", (3, "email", "mailbox_twice")),
        ("P1,A\x07,x@e.org,FIN", (2, "name", "control")),
        ("P1," + "A" * 121 + ",x@e.org,FIN", (2, "name", "too_long")),
    ],
)
def test_what_is_wrong_is_said_at_its_row_and_column_and_nothing_is_written(company, row, fault):
    text = f"ref,name,email,unit\n{row}\n"
    assert fault in faults(text)
    before = User.objects.count()
    assert not run(text)["applied"] and User.objects.count() == before


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("", "no_rows"),
        ("ref,name\n", "no_rows"),
        ("foo,bar\n1,2\n", "no_kind"),
        ("ref,name,colour\nP1,A,red\n", "unknown_column"),
        ("ref\nP1\n", "missing_column"),
    ],
)
def test_a_file_that_is_not_a_directory_says_why(company, text, code):
    assert code in [f[2] for f in faults(text)]


def test_every_fault_has_its_sentence_in_both_languages(company):
    from django.utils import translation

    from organization.directory.faults import SENTENCES

    for language in ("fr", "en"):
        with translation.override(language):
            for code in SENTENCES:
                sentence = IMPORTER.sentence(Fault(1, "name", code, "x"))
                assert "x" in sentence or "%(value)s" not in str(SENTENCES[code])


def test_two_people_may_exchange_their_mailboxes_in_one_file(company):
    run("ref,name,email\nP1,A,a@e.org\nP2,B,b@e.org\n")
    assert run("ref,name,email\nP1,A,b@e.org\nP2,B,a@e.org\n")["applied"]
    assert User.objects.get(ref="P1").email == "b@e.org"


def test_leavers_are_deactivated_on_request_only_and_never_who_imports(company):
    run("ref,name\nP1,A\n")
    assert User.objects.get(ref=company.employee.ref).is_active
    report = run("ref,name\nP1,A\n", leavers=True, by=company.administrator)
    assert report["leavers"] == len(company.people) - 1
    assert set(User.objects.filter(is_active=True).values_list("ref", flat=True)) == {
        "P1",
        company.administrator.ref,
    }


def test_units_come_parents_first_and_a_cycle_is_refused(company):
    text = "code,name,parent,notice_days\nLOG-A,Quai,LOG,2\nLOG,Logistique,,\nFIN,Finance,LOG,3\n"
    assert run(text)["applied"]
    assert BusinessUnit.objects.get(code="LOG-A").parent.code == "LOG"
    assert BusinessUnit.objects.get(code="FIN").parent.code == "LOG"
    assert run(text)["unchanged"] == 3
    cycle = "code,name,parent\nLOG,Logistique,LOG-A\n"
    assert (2, "parent", "cycle") in faults(cycle)
    turned = "code,name,parent\nLOG-A,Quai,\nLOG,Logistique,LOG-A\n"
    assert run(turned)["applied"]


def test_sites_and_groups(company):
    assert run("code,name,place,bandwidth\nBRE,Brest,Port,low\n")["applied"]
    assert Site.objects.get(code="BRE").bandwidth == "low"
    ref = company.cio.ref
    assert run(f"code,name,contact,members\nCODIR,Comité,{ref},{ref}|{company.employee.ref}\n")["applied"]
    assert Group.objects.get(code="CODIR").members.count() == 2
    assert run(f"code,name,members\nCODIR,Comité,{ref}\n")["applied"]
    group = Group.objects.get(code="CODIR")
    assert [m.ref for m in group.members.all()] == [ref] and group.contact == company.cio


def test_a_workbook_holds_all_kinds_and_its_formulas_are_refused(company):
    book = openpyxl.Workbook()
    people = book.active
    people.title = "people"
    for row in [["ref", "name", "unit"], [7, "Ana", "LOG"]]:
        people.append(row)
    units = book.create_sheet("units")
    for row in [["code", "name", "parent"], ["LOG", "Logistique", None]]:
        units.append(row)
    packed = io.BytesIO()
    book.save(packed)
    assert run(packed.getvalue())["applied"]
    assert User.objects.get(ref="7").unit.code == "LOG"
    people.append([8, "=SUM(A1:A2)", "LOG"])
    packed = io.BytesIO()
    book.save(packed)
    assert Fault.unpacked(run(packed.getvalue())["faults"][0]).code == "formula"


def test_a_broken_workbook_is_one_sentence(company):
    assert [f[2] for f in faults(b"PK\x03\x04 nothing of the kind")] == ["not_a_table"]


def test_ten_thousand_wrong_rows_are_all_kept(company):
    text = "ref,name,email\n" + "".join(f"P{i},A,nowhere\n" for i in range(10_000))
    report = run(text, dry_run=True)
    assert report["fault_count"] == len(report["faults"]) == 10_000


def test_the_number_of_queries_does_not_grow_with_the_rows(company):
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    def asked(first, count):
        text = "ref,name,unit\n" + "".join(f"Q{i},A,FIN\n" for i in range(first, first + count))
        with CaptureQueriesContext(connection) as seen:
            assert run(text)["applied"]
        return len(seen)

    assert asked(0, 2) == asked(10, 60)


def test_the_command_fails_with_the_rows_to_correct(company, tmp_path, capsys):
    file = tmp_path / "people.csv"
    file.write_text("ref,name,email\nP1,A,nowhere\n")
    with pytest.raises(CommandError):
        call_command("import_directory", str(file))
    assert "nowhere" in capsys.readouterr().err
    file.write_text("ref,name\nP1,A\n")
    call_command("import_directory", str(file))
    assert User.objects.filter(ref="P1").exists()


@pytest.mark.parametrize("language", ["fr", "en"])
@pytest.mark.parametrize(("kind", "rows"), [("xlsx", ""), *(("csv", kind.name) for kind in KINDS)])
def test_what_the_portal_holds_comes_back_unchanged(company, kind, rows, language):
    factories.site("BRE", name="=Brest", place="Port; quai n° 2", bandwidth="low")
    factories.unit("LOG", name="Logistique", parent=company.hr, active=False)
    run(
        f"code,name,contact,members\nCODIR,Comité,{company.cio.ref},{company.cio.ref}|{company.employee.ref}\n"
    )
    run(PEOPLE)
    with translation.override(language):
        answer = held_file(IMPORTER, kind, rows=rows)
        data = b"".join(
            part if isinstance(part, bytes) else part.encode() for part in answer.streaming_content
        )
    if kind == "xlsx":
        let_go(answer)
    report = run(data)
    assert (report["faults"], report["counts"]) == ([], {})
    records = {"site": Site, "unit": BusinessUnit, "person": User, "group": Group}
    assert report["unchanged"] == sum(
        model.objects.count() for name, model in records.items() if rows in ("", name)
    )
