"""Importing prices and costs: all or nothing, each fault at its row, what is exported comes back as it went."""

from __future__ import annotations

from datetime import date
from decimal import Decimal as D

import pytest
from django.core.exceptions import PermissionDenied
from django.core.management import CommandError, call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import translation

from catalog.models import CostMonth, Price, Tariff
from catalog.trail import trail
from catalog.views.imports import COSTS, PRICES
from core.models import AuditEvent
from core.tables.faults import Fault
from core.tables.importer import run_import
from core.tables.template import held_file
from tests import factories
from tests.answers import let_go
from tests.factories import paris

pytestmark = pytest.mark.django_db
NOW = paris(4, 9)
JAN = date(2026, 1, 1)


@pytest.fixture
def mail(db):
    return factories.offering("SRV-012", name="Messagerie")


def run(importer, text, *, dry_run=False, by=None):
    data = text if isinstance(text, bytes) else text.encode()
    return run_import(importer, data, dry_run=dry_run, by=by, now=NOW)


def faults(importer, text):
    result = run(importer, text, dry_run=True)
    return [(fault.line, fault.column, fault.code) for fault in map(Fault.unpacked, result["faults"])]


def content(answer) -> bytes:
    data = b"".join(answer.streaming_content)
    let_go(answer)
    return data


def prices() -> list[tuple]:
    return list(
        Price.objects.order_by("tariff__label", "valid_from").values_list(
            "tariff__label", "valid_from", "amount"
        )
    )


# Prices -----------------------------------------------------------------------------------------------
TWO = (
    "offering;tariff;mode;per;what;main;included;valid_from;amount;conditions\n"
    "SRV-012;Boîte;per_unit;item;boîte;;;01/2026;4,20 €;100 Go\n"
    "SRV-012;Boîte;per_unit;item;boîte;;;2026-12-01;4,35;100 Go\n"
    "SRV-012;Au-delà;free_base;gigabyte;Go;oui;100;janvier 2026;0,03;\n"
    "SRV-012;Migration;project;;;;;;;\n"
)


def test_tariffs_and_prices_are_created_with_their_history(cast, mail):
    result = run(PRICES, TWO, by=cast.editor)
    assert result["applied"] and result["counts"] == {"price": {"created": 4, "changed": 0}}
    assert prices() == [
        ("Au-delà", JAN, D("0.03")),
        ("Boîte", JAN, D("4.2")),
        ("Boîte", date(2026, 12, 1), D("4.35")),
    ]
    assert list(mail.tariffs.values_list("label", "mode", "included", "main", "rank")) == [
        ("Boîte", "per_unit", 0, False, 0),
        ("Au-delà", "free_base", 100, True, 1),
        ("Migration", "project", 0, False, 2),
    ]
    with translation.override("en"):
        told = [entry.sentence for entry in trail(mail)]
    assert "Price of « Boîte » from 1 Dec 2026 on, set by Editor" in told
    assert "« Migration » is charged from now on, said Editor" in told and len(told) == 6


def test_the_same_file_again_changes_nothing_and_a_column_left_out_stays(mail):
    run(PRICES, TWO)
    events = AuditEvent.objects.count()
    again = run(PRICES, TWO)
    assert (again["unchanged"], again["counts"], AuditEvent.objects.count()) == (4, {}, events)
    run(PRICES, "offering,tariff,valid_from,amount\nSRV-012,Boîte,2026-12,4.50\n")
    assert prices()[-1] == ("Boîte", date(2026, 12, 1), D("4.5"))
    box = Tariff.objects.get(label="Boîte")
    assert (box.conditions, box.what, box.edit) == ("100 Go", "boîte", 1)


def test_a_tariff_changes_and_another_becomes_the_main_one(mail):
    run(PRICES, TWO)
    run(PRICES, "offering,tariff,what,main,until\nSRV-012,Boîte,compte,yes,2027-06\n")
    box = Tariff.objects.get(label="Boîte")
    assert (box.what, box.main, box.until, box.edit) == ("compte", True, date(2027, 6, 1), 2)
    assert mail.tariffs.filter(main=True).count() == 1
    with translation.override("en"):
        told = {entry.sentence for entry in trail(mail)}
    assert "« Boîte » made the main price by the portal" in told


HEAD = "offering,tariff,mode,included,main,until,valid_from,amount\n"


@pytest.mark.parametrize(
    ("rows", "expected"),
    [
        ("SRV-9,Box,flat,,,,2026-01,5\n", [(2, "offering", "offering_unknown")]),
        ("SRV-012,,flat,,,,2026-01,5\n", [(2, "tariff", "lacking")]),
        ("SRV-012,Box,barter,,,,2026-01,5\n", [(2, "mode", "choice")]),
        ("SRV-012,Box,,,,,2026-01,5\n", [(2, "mode", "lacking")]),
        ("SRV-012,Box,flat,,,,2026-01-15,5\n", [(2, "valid_from", "first_of_month")]),
        ("SRV-012,Box,flat,,,,2026-01,-5\n", [(2, "amount", "below")]),
        ("SRV-012,Box,flat,,,,2026-01,0.00001\n", [(2, "amount", "places")]),
        ("SRV-012,Box,flat,,,,2026-01,cheap\n", [(2, "amount", "number")]),
        ("SRV-012,Box,flat,,,,,5\n", [(2, "valid_from", "both")]),
        ("SRV-012,Box,flat,,,,2026-01,\n", [(2, "amount", "both")]),
        ("SRV-012,Box,free,,,,2026-01,5\n", [(2, "amount", "without_price")]),
        ("SRV-012,Box,flat,3,,,2026-01,5\n", [(2, "included", "included")]),
        ("SRV-012,Box,flat,,,2026-02,2026-02,5\n", [(2, "valid_from", "after_end")]),
        ("SRV-012,Held,flat,,,,2026-12,5\n", [(2, "mode", "mode_stays")]),
        ("SRV-012,Box,flat,,,,2026-01,5\nSRV-012,Box,flat,,,,2026-01,6\n", [(3, "offering", "twice")]),
        ("SRV-012,Box,flat,,,,2026-01,5\nSRV-012,Box,per_unit,,,,2026-02,6\n", [(3, "mode", "tariff_differs")]),
        ("SRV-012,A,flat,,yes,,2026-01,5\nSRV-012,B,flat,,yes,,2026-01,6\n", [(3, "main", "two_mains")]),
    ],
)  # fmt: skip
def test_each_fault_is_said_at_its_row_and_nothing_is_written(rows, expected, mail):
    factories.tariff(mail, label="Held")
    assert faults(PRICES, HEAD + rows) == expected
    assert Price.objects.count() == 1
    for packed in run(PRICES, HEAD + rows)["faults"]:
        with translation.override("en"):
            assert "%(" not in PRICES.sentence(Fault.unpacked(packed))


def test_what_is_exported_is_taken_back_unchanged(mail):
    run(PRICES, TWO)
    run(PRICES, "offering,tariff,mode,until\nSRV-012,Vieux,flat,2026-03\n")
    for kind in ("csv", "xlsx"):
        data = content(held_file(PRICES, kind))
        result = run(PRICES, data)
        assert (result["fault_count"], result["counts"], result["unchanged"]) == (0, {}, 5), kind


@pytest.mark.parametrize("language", ["fr", "en"])
def test_the_file_of_the_list_is_taken_back_unchanged(language, cast, mail, sign_in):
    run(PRICES, TWO)
    type(cast.editor).objects.update(language=language)
    client = sign_in(cast.editor)
    for kind in ("csv", "xlsx"):
        answer = client.get(f"{reverse('catalog:price-list')}?day=2026-11-04&format={kind}")
        result = run(PRICES, content(answer))
        assert (result["fault_count"], result["counts"], result["unchanged"]) == (0, {}, 3), result["faults"]


def test_a_thousand_prices_cost_the_queries_of_ten(mail):
    counts = []
    for number in (10, 200):
        rows = "".join(f"SRV-012,T{number}-{n},flat,,,,2026-01,{n}.5\n" for n in range(number))
        with CaptureQueriesContext(connection) as seen:
            run(PRICES, HEAD + rows)
        counts.append(len(seen))
    assert counts[1] <= counts[0] + 4 <= 25  # SQLite takes some two hundred rows at a time


def test_the_command_says_the_faults_and_writes_nothing(tmp_path, mail, capsys):
    file = tmp_path / "prices.csv"
    file.write_text(HEAD + "SRV-012,Box,flat,,,,2026-01-15,5\n")
    with pytest.raises(CommandError):
        call_command("import_prices", str(file))
    assert not Price.objects.exists() and "2026-01-15" in capsys.readouterr().err
    file.write_text(HEAD + "SRV-012,Box,flat,,,,2026-01,5\n")
    call_command("import_prices", str(file))
    assert prices() == [("Box", JAN, D(5))]


def test_only_editors_import_prices_and_only_keepers_costs(cast, mail):
    with pytest.raises(PermissionDenied):
        run(PRICES, TWO, by=cast.cost_keeper)
    with pytest.raises(PermissionDenied):
        run(COSTS, "offering,month,billed\nSRV-012,2026-10,5\n", by=cast.editor)


# Costs ------------------------------------------------------------------------------------------------
def test_costs_are_recorded_and_changed_in_a_trail_of_their_own(cast, mail):
    text = "offering;month;full_cost;billed;credits\nSRV-012;10/2026;12 400,50;11 900;\nSRV-012;2026-09;;5;\n"
    assert run(COSTS, text, by=cast.cost_keeper)["counts"] == {"cost": {"created": 2, "changed": 0}}
    assert run(COSTS, text)["unchanged"] == 2
    run(COSTS, "offering,month,full_cost\nSRV-012,2026-09,7\n", by=cast.cost_keeper)
    assert list(CostMonth.objects.values_list("month", "full_cost", "billed", "credits", "edit")) == [
        (date(2026, 9, 1), 7, 5, 0, 2),
        (date(2026, 10, 1), D("12400.5"), 11900, 0, 1),
    ]
    kinds = AuditEvent.objects.values_list("object_type", "object_ref", "kind").order_by("pk")
    assert list(kinds) == [
        ("catalog.costmonth", "SRV-012", "costs.recorded"),
        ("catalog.costmonth", "SRV-012", "costs.recorded"),
        ("catalog.costmonth", "SRV-012", "costs.changed"),
    ]
    assert not trail(mail)


@pytest.mark.parametrize(
    ("row", "expected"),
    [
        ("SRV-9,2026-10,5,,\n", [(2, "offering", "offering_unknown")]),
        ("SRV-012,2026-10,-5,,\n", [(2, "full_cost", "below")]),
        ("SRV-012,2026-10,0.001,,\n", [(2, "full_cost", "places")]),
        ("SRV-012,2026-12,5,,\n", [(2, "month", "not_begun")]),
        ("SRV-012,2026-10-15,5,,\n", [(2, "month", "first_of_month")]),
        ("SRV-012,2026-10,,,\n", [(2, "full_cost", "no_amount")]),
    ],
)
def test_a_cost_that_is_refused(row, expected, mail):
    assert faults(COSTS, "offering,month,full_cost,billed,credits\n" + row) == expected


def test_costs_that_are_exported_are_taken_back_unchanged(mail):
    mail.cost_months.create(month=date(2026, 10, 1), full_cost=D("12400.50"))
    mail.cost_months.create(month=date(2026, 9, 1), billed=D("0.10"), credits=3)
    result = run(COSTS, content(held_file(COSTS, "csv")))
    assert (result["fault_count"], result["counts"], result["unchanged"]) == (0, {}, 2)
