"""Importing measures: a month of a level, once; all or nothing, each fault at its row; what is exported comes back."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest
import time_machine
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import CommandError, call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import translation

from catalog.models import RequestDelay, ServiceLevelMeasure
from catalog.views.imports import MEASURES
from core import jobs
from core.models import AuditEvent, Job
from core.tables.faults import Fault
from core.tables.importer import run_import
from core.tables.template import held_file
from outbox.models import Delivery
from tests import factories
from tests.answers import let_go
from tests.catalog.level_makers import OCTOBER, delay, level, measure, way, year
from tests.factories import paris

pytestmark = pytest.mark.django_db
NOW = paris(4, 10)
HEAD = "offering,measure,label,month,value,events,why\n"


@pytest.fixture(autouse=True)
def _on_the_fourth():
    with time_machine.travel(NOW, tick=False):
        yield


@pytest.fixture
def warehouse(db):
    return level(factories.offering("SRV-031", name="Entrepôt"), "99.9", since=date(2026, 1, 1))


def run(text, *, dry_run=False, by=None):
    data = text if isinstance(text, bytes) else text.encode()
    return run_import(MEASURES, data, dry_run=dry_run, by=by, now=NOW)


def faults(text):
    return [
        (fault.line, fault.column, fault.code, MEASURES.sentence(fault))
        for fault in map(Fault.unpacked, run(text, dry_run=True)["faults"])
    ]


def test_measures_are_recorded_with_their_events_and_one_letter(warehouse, cast):
    level(warehouse.offering, "4", metric="restore")
    level(warehouse.offering, "95", label="La nuit", label_en="At night")
    one = way(warehouse.offering, 2, label="Un quai")
    result = run(
        "Offre;Mesure;Niveau en mots;Mois;Valeur;Événements;Pourquoi\n"
        "SRV-031;Disponibilité;;10/2026;99,82 %;;panne\n"
        "srv-031;availability;la nuit;2026-10;96;1;\n"
        "SRV-031;Remise en service;;oct. 2026;2 h 50;3;\n"
        "SRV-031;restore;;2026-09;;0;\n"
        "SRV-031;request;un quai;2026-10;1,3;12;\n",
        by=cast.editor,
    )
    assert result["applied"], result["faults"]
    assert result["counts"] == {"measure": {"created": 5, "changed": 0}}
    rows = ServiceLevelMeasure.objects.order_by("level_id", "month")
    assert [(str(value), events, why, source) for value, events, why, source in rows.values_list("value", "events", "why", "source")] == [
        ("99.8200", 1, "panne", "imported"),
        ("None", 0, "", "imported"),
        ("2.8333", 3, "", "imported"),
        ("96.0000", 1, "", "imported"),
    ]  # fmt: skip
    assert (RequestDelay.objects.get().request_type, RequestDelay.objects.get().count) == (one, 12)
    assert AuditEvent.objects.filter(kind="level.measured", actor_ref=cast.editor.ref).count() == 5
    assert Delivery.objects.count() == 1
    assert "1 month misses its level." in said_in_english(result)


def said_in_english(result) -> list[str]:

    with translation.override("en"):
        return list(MEASURES.numbers(result))


def test_the_same_file_again_changes_nothing_and_a_column_left_out_stays(warehouse):
    text = HEAD + "SRV-031,availability,,2026-10,99.95,3,calme\n"
    run(text)
    again = run(text)
    assert (again["unchanged"], again["counts"]) == (1, {})
    changed = run("offering,measure,month,value\nSRV-031,availability,2026-10,99.92\n")
    assert changed["counts"] == {"measure": {"created": 0, "changed": 1}}
    found = ServiceLevelMeasure.objects.get()
    assert (found.value, found.events, found.why) == (Decimal("99.92"), 3, "calme")


def test_a_line_that_nobody_filled_in_is_not_read(warehouse):
    measure(warehouse, "99.95")
    result = run(HEAD + "SRV-031,availability,,2026-10,,,\nSRV-031,availability,,2026-09,,,\n")
    assert (result["fault_count"], result["unchanged"], result["counts"]) == (0, 2, {})
    assert ServiceLevelMeasure.objects.count() == 1


@pytest.mark.parametrize(
    ("row", "column", "sentence"),
    [
        ("SRV-031,availability,,2026-11,99.9,,", "month", "2026-11 is not over: it can be recorded from 2026-12 on."),
        ("SRV-031,availability,,2025-12,99.9,,", "month", "Nothing was promised in 2025-12: the first target begins in 2026-01."),
        ("SRV-031,availability,,2026-10-15,99.9,,", "month", "« 2026-10-15 » is not the first of a month: write the month alone, 10/2026."),
        ("SRV-031,availability,,2026-10,-1,,", "value", "-1: a measure is never below zero."),
        ("SRV-031,availability,,2026-10,100.1,,", "value", "100.1: it cannot be more than 100%."),
        ("SRV-031,availability,,2026-10,99.74321,,", "value", "99.74321: write 4 decimals at most."),
        ("SRV-031,availability,,2026-10,99.9,0,", "events", "A value of no event: write how many events it is the mean of, or take it away."),
        ("SRV-031,availability,,2026-10,,,panne", "value", "The value lacks: write it, or 0 events if nothing happened."),
        ("SRV-031,availability,,2026-10,beaucoup,,", "value", "« beaucoup » is not a number. Write for example 1234,56."),
        ("SRV-031,availability,,2026-10,2 h 50,,", "value", "« 2 h 50 » is no number."),
        ("SRV-031,availability,,2026-10,99.9,deux,", "events", "« deux » is not a whole number."),
        ("SRV-999,availability,,2026-10,99.9,,", "offering", "No offering has the reference « SRV-999 »."),
        ("SRV-031,restore,,2026-10,2,,", "measure", "This offering promises no level of that kind."),
        ("SRV-031,availability,la nuit,2026-10,2,,", "label", "This offering has no level called « la nuit »: leave the words empty."),
        ("SRV-031,humeur,,2026-10,2,,", "measure", "« humeur » is not among what may stand here"),
        (",availability,,2026-10,2,,", "offering", "Nothing stands here, and it cannot be empty."),
    ],
)  # fmt: skip
def test_each_fault_is_one_sentence_at_its_row_and_nothing_is_written(row, column, sentence, warehouse):

    with translation.override("en"):
        found = faults(HEAD + "SRV-031,availability,,2026-08,99.9,,\n" + row + "\n")
    assert len(found) == 1 and found[0][:2] == (3, column), found
    assert sentence in found[0][3]
    assert not run(HEAD + "SRV-031,availability,,2026-08,99.9,,\n" + row + "\n")["applied"]
    assert not ServiceLevelMeasure.objects.exists()


def test_the_same_month_twice_is_refused_however_the_level_is_called(warehouse):
    level(warehouse.offering, "95", label="La nuit", label_en="At night")
    found = faults(
        HEAD
        + "SRV-031,availability,La nuit,2026-10,99.9,,\n"
        + "SRV-031,availability,,2026-10,99.9,,\n"
        + "srv-031,Availability,at night,10/2026,99.9,,\n"
    )
    assert [fault[:3] for fault in found] == [(4, "month", "same_month")]


def test_a_file_where_every_row_is_wrong_says_each_and_groups_them(warehouse):
    rows = "".join(f"SRV-031,availability,,2026-{n:02d},101,,\n" for n in range(1, 6))
    result = run(HEAD + rows, dry_run=True)
    assert result["fault_count"] == 5
    assert [(count, code) for count, _column, code, *_rest in result["fault_kinds"]] == [(5, "over_hundred")]


@pytest.mark.parametrize("kind", ["csv", "xlsx"])
@pytest.mark.parametrize("language", ["fr", "en"])
def test_what_is_exported_comes_back_as_it_went(kind, language, warehouse, sign_in, cast):

    year(warehouse, "99.95", "99.1234", "100", "")
    night = level(warehouse.offering, "4", metric="restore", label="=La nuit")
    year(night, "2.8333", "", None, "12")
    delay(way(warehouse.offering, 2, label="-Un quai"), "1.3")
    with translation.override(language):
        answer = held_file(MEASURES, kind)
        data = b"".join(answer.streaming_content)
        let_go(answer)
        result = run(data)
    assert (result["fault_count"], result["counts"]) == (0, {}), result["faults"]
    assert result["unchanged"] == 8
    client = sign_in(cast.planner)
    client.cookies["language"] = language
    listed = b"".join(client.get(f"/levels/table/?month=2026-10&format={kind}").streaming_content)
    ServiceLevelMeasure.objects.filter(month=OCTOBER).delete()
    back = run(listed)
    assert back["applied"] and back["counts"] == {"measure": {"created": 2, "changed": 0}}, back["faults"]
    assert sorted(
        str(value)
        for value in ServiceLevelMeasure.objects.filter(month=OCTOBER).values_list("value", flat=True)
    ) == ["12.0000", "None"]


def test_the_page_tries_then_imports_and_the_planner_sees_the_missed_level(warehouse, cast, sign_in):
    client = sign_in(cast.planner)
    page = client.get(reverse("catalog:measures-upload"))
    assert page.status_code == 200

    file = SimpleUploadedFile("mesures.csv", (HEAD + "SRV-031,availability,,2026-10,99.82,,\n").encode())
    client.post(reverse("catalog:measures-upload"), {"file": file})
    for _ in range(2):
        job = Job.objects.order_by("-pk").first()
        jobs.run(str(job.uid), now=NOW)
        client.post(reverse("catalog:measures-apply", args=[job.uid]))
    assert ServiceLevelMeasure.objects.get().by == cast.planner
    board = client.get("/levels/").context["board"]
    assert [cell.name for cell in board.to_decide] == ["Entrepôt"]
    assert client.get("/levels/measures/").context["import_address"] == reverse("catalog:measures-upload")


def test_the_command_does_the_same_and_fails_aloud(warehouse, tmp_path):
    file = tmp_path / "measures.csv"
    file.write_text(HEAD + "SRV-031,availability,,2026-10,99.95,,\n")
    call_command("import_measures", str(file), "--dry-run")
    assert not ServiceLevelMeasure.objects.exists()
    call_command("import_measures", str(file))
    assert ServiceLevelMeasure.objects.count() == 1
    file.write_text(HEAD + "SRV-031,availability,,2026-10,101,,\n")
    with pytest.raises(CommandError):
        call_command("import_measures", str(file))


def test_many_rows_cost_the_queries_of_one(cast):
    counts = []
    for number in (1, 40):
        ones = [level(factories.offering(f"S-{number}-{n}")) for n in range(number)]
        text = HEAD + "".join(f"{one.offering.reference},availability,,2026-10,99.9,,\n" for one in ones)
        with CaptureQueriesContext(connection) as seen:
            assert run(text)["applied"]
        counts.append(len(seen))
    assert counts[0] == counts[1], counts
