"""A file as tables: however it was saved, whatever its header says, as an export or a spreadsheet writes it."""

from __future__ import annotations

import io
import re
import zipfile
from datetime import date, datetime
from decimal import Decimal

import openpyxl
import pytest
from django.utils import translation
from hypothesis import given, settings
from hypothesis import strategies as st

from core import exports
from core.tables import cells, reading
from core.tables.columns import Column, RowKind
from core.tables.comparing import Comparison
from core.tables.faults import KEPT, SENTENCES, Fault, Unreadable
from core.tables.plan import Plan, Steps
from core.tables.reading import read
from organization.enums import Bandwidth
from tests.answers import let_go
from tests.core.toy_import import both

NUMBER = Column("number", both("Numéro", "Number"), cells.text(20), needed=True, distinct=True)
TITLE = Column("title", both("Intitulé", "Title"), cells.text(300, lines=True), also=("name",))
AMOUNT = Column("amount", both("Prix d’achat", "Purchase price"), cells.decimal())
SINCE = Column("since", both("Depuis", "Since"), cells.day())
LOAD = Column("load", both("Débit", "Bandwidth"), choices=Bandwidth)
THING = RowKind(
    "thing", both("Choses", "Things"), (NUMBER, TITLE, AMOUNT, SINCE, LOAD), ignored=(both("Âge", "Age"),)
)
PLACE = RowKind("place", both("Lieux", "Places"), (Column("place", both("Lieu", "Place")), TITLE), "place")
THINGS_TOLD = RowKind(THING.name, THING.title, THING.columns, telling="number")


def rows(data: bytes | str) -> list[tuple[int, tuple[str, ...]]]:
    table = only(data)
    assert table.faults == []
    return table.rows


def only(data: bytes | str):
    book = read(data.encode() if isinstance(data, str) else data, (THING,))
    assert len(book.tables) == 1
    return book.tables[0]


def faults(data: bytes | str) -> list[tuple[int, str, str, str]]:
    return [(f.line, f.column, f.code, f.value) for f in only(data).faults]


def saved(book: openpyxl.Workbook) -> bytes:
    packed = io.BytesIO()
    book.save(packed)
    return packed.getvalue()


def workbook(*lines) -> openpyxl.Workbook:
    book = openpyxl.Workbook()
    for line in lines:
        book.active.append(line)
    return book


TEXT = "Numéro{0}Intitulé\nA1{0}Messagerie électronique\n"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252", "utf-16"])
@pytest.mark.parametrize("separator", [",", ";", "\t"])
@pytest.mark.parametrize("end", ["\n", "\r\n"])
def test_a_file_is_read_however_it_was_saved(encoding, separator, end):
    data = TEXT.format(separator).replace("\n", end).encode(encoding)
    assert rows(data) == [(2, ("A1", "Messagerie électronique"))]


@pytest.mark.parametrize(
    "title", ["amount", "Prix d’achat", "prix d'achat", "PRIX D’ACHAT ", "Purchase price", "purchase_price"]
)
def test_a_column_goes_by_its_name_and_its_label_in_both_languages(title):
    table = only(f"number;{title}\nA1;12\n")
    assert table.columns == ("number", "amount") and table.titles["amount"] == title.strip()


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        ("number;colour\nA1;red\n", (1, "", "unknown_column", "colour")),
        ("title\nMessagerie\n", (1, "number", "missing_column", "")),
        ("number;title;Intitulé\nA1;a;b\n", (1, "title", "column_twice", "")),
        ("number;;title\nA1;x;a\n", (1, "", "unnamed_column", "B")),
        ("number;title\nA1;a;b;c\n", (2, "", "too_many_cells", "2")),
    ],
)
def test_what_is_wrong_with_the_header_or_the_width_of_a_row(text, fault):
    assert faults(text) == [fault]


@pytest.mark.parametrize(
    ("data", "code"),
    [
        ("", "no_rows"),
        ("number;title\n", "no_rows"),
        ("couleur;taille\nred;1\n", "no_kind"),
        (b"\x00\x01\x02", "not_a_table"),
        (b"PK\x03\x04 nothing of the kind", "not_a_table"),
        ('number;title\nA1;"' + "x" * 200_000 + '"\n', "not_a_table"),
    ],
)
def test_a_file_that_cannot_be_taken_says_why(data, code):
    with pytest.raises(Unreadable) as raised:
        only(data)
    assert raised.value.fault.code == code


def test_columns_that_are_not_read_leave_no_trace():
    assert rows("Âge;number;age;title\n3;A1;3;a\n") == [(2, ("A1", "a"))]
    assert rows("Âge;number\n3\n") == [(2, ("",))]


def test_rows_are_counted_as_a_spreadsheet_counts_them():
    assert [line for line, _cells in rows('number;title\nA1;"a\nb"\n\nA2;c\n')] == [2, 4]


def test_equal_texts_are_kept_once_but_where_each_is_another():
    table = only("number;title\n" + "A1;Messagerie électronique\n" * 2)
    (_line, first), (_line, second) = table.rows
    assert first[1] is second[1] and first[0] is not second[0]


def test_a_workbook_may_hold_several_kinds_and_notes_that_are_left_aside():
    book = workbook(["number", "title"], ["A1", "a"])
    book.create_sheet("Lieux").append(["Lieu", "Intitulé"])
    book["Lieux"].append(["Lyon", "b"])
    book.create_sheet("Notes").append(["Lisez-moi"])
    book.create_sheet("Empty")
    found = read(saved(book), (PLACE, THINGS_TOLD))
    assert [(table.kind.name, table.sheet) for table in found.tables] == [
        ("place", "Lieux"),
        ("thing", "Sheet"),
    ]
    assert found.aside == ["Notes"]


def test_rows_of_which_nothing_tells_the_kind_are_refused():
    for data in (b"title\na\n", saved(workbook(["title"], ["a"])), saved(workbook(["nothing"], ["a"]))):
        with pytest.raises(Unreadable) as raised:
            read(data, (PLACE, THINGS_TOLD))
        assert raised.value.fault.code == "no_kind"


def test_a_cell_of_a_workbook_reads_as_it_is_shown():
    book = workbook(["number", "title", "amount", "since"])
    sheet = book.active
    for line in (
        [7, "a", 0.999, date(2026, 10, 31)],
        [8.0, True, 0.1 + 0.2, datetime.fromisoformat("2026-10-31 14:30")],
        [9, None, 1234.56, datetime.fromisoformat("2026-10-31")],
    ):
        sheet.append(line)
    sheet["C2"].number_format = "0.0%"
    assert [found for _line, found in rows(saved(book))] == [
        ("7", "a", "99.9 %", "2026-10-31"),
        ("8", "True", "0.3", "2026-10-31 14:30"),
        ("9", "", "1234.56", "2026-10-31"),
    ]


def test_a_formula_is_one_and_a_text_that_begins_like_one_is_a_text():
    book = workbook(["number", "title"], ["A1", "=1+1"], ["A2", None], ["A3", None])
    book.active["B3"].data_type, book.active["B3"].value = "s", "-"
    book.active["B4"].value = "=2+2"
    book.active["B4"].data_type = "s"
    plan = compared(saved(book))
    assert [(f.line, f.column, f.code) for f in plan.faults] == [(2, "title", "formula")]
    assert {change.key: change.after["title"] for change in plan.changes} == {"A2": "-", "A3": "=2+2"}


def test_a_workbook_that_would_unpack_into_too_much_is_refused(monkeypatch):
    monkeypatch.setattr(reading, "MOST_UNPACKED", 1000)
    with pytest.raises(Unreadable) as raised:
        only(saved(workbook(["number"], ["A1"])))
    assert raised.value.fault.code == "too_big"


def test_a_sheet_that_says_it_is_a_million_columns_wide_is_read_as_it_is():
    data, lying = saved(workbook(["number", "title"], ["A1", "a"])), io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as source, zipfile.ZipFile(lying, "w") as target:
        for entry in source.infolist():
            held = source.read(entry)
            if entry.filename.endswith("sheet1.xml"):
                held = re.sub(rb'<dimension ref="[^"]*"', b'<dimension ref="A1:XFD1048576"', held)
                assert b"XFD" in held
            target.writestr(entry, held)
    assert rows(lying.getvalue()) == [(2, ("A1", "a"))]


# Comparing --------------------------------------------------------------------------------------------


def compared(data: bytes | str, known=None) -> Plan:
    plan = Plan()
    comparison = Comparison(plan, only(data), key="number", known=known or {})
    plan.changes = [change for _line, change in comparison.changes()]
    return plan


def test_a_column_that_lacks_stays_and_an_empty_cell_empties():
    had = {"title": "a", "amount": Decimal("12.50"), "since": date(2026, 1, 1), "load": "low"}
    plan = compared("number;title;amount\nA1;;12,5\nA2;b\n", {"A1": had})
    first, second = plan.changes
    assert (first.before, first.after) == (had, {"title": ""})
    assert first.differences() == {"title": ["a", ""]}
    assert (second.before, second.after, second.differences()) == (None, {"title": "b", "amount": None}, {})


def test_rows_that_change_nothing_are_counted():
    plan = compared("number;title\nA1;a\n", {"A1": {"title": "a"}})
    assert (plan.rows, plan.unchanged, plan.changes) == (1, 1, [])


def test_a_row_says_all_that_is_wrong_with_it():
    plan = compared("number;amount;since\n;douze;hier\nA1;1;\nA1;2;\n")
    assert [(f.line, f.column, f.code) for f in plan.faults] == [
        (2, "number", "lacking"),
        (2, "amount", "number"),
        (2, "since", "day"),
        (4, "number", "twice"),
    ]
    assert [change.key for change in plan.changes] == ["A1"]


def test_a_key_of_several_columns_may_leave_out_one_that_is_not_needed():
    def keys(text: str) -> list[object]:
        plan = Plan()
        found = Comparison(plan, only(text), key=("number", "since"), known={}).changes()
        return [change.key for _line, change in found] + [fault.value for fault in plan.faults]

    assert keys("number;since\nA1;2026-10-31\nA1;\n") == [("A1", date(2026, 10, 31)), ("A1", None)]
    assert keys("number\nA1\n") == [("A1", None)]
    assert keys("number;since\nA1;2026-10-31\nA1;31/10/2026\n") == [
        ("A1", date(2026, 10, 31)),
        "A1 · 2026-10-31",
    ]


def test_faults_are_kept_up_to_a_number_counted_beyond_and_counted_by_kind():
    plan = Plan()
    for line in range(KEPT + 10):
        plan.fault(Fault(line + 2, "unit", "unknown", "NULLE" if line < 5 else f"N{line}", limit="9"))
    plan.fault(Fault(1, "unit", "missing_column"))
    assert (plan.fault_count, len(plan.faults)) == (KEPT + 11, KEPT)
    kind = plan.fault_kinds["unit", "unknown"]
    assert (kind.count, kind.value, kind.limit) == (KEPT + 10, "…", "9")


def test_a_fault_comes_back_from_the_json_of_a_job():
    fault = Fault(3, "amount", "above", "12", "Feuille", "10")
    assert Fault.unpacked(fault.packed()) == fault
    assert Fault.unpacked([3, "amount", "above", "12", "Feuille"]).limit == ""  # as they were kept before


@pytest.mark.parametrize("language", ["fr", "en"])
def test_every_general_fault_has_its_sentence(language):
    with translation.override(language):
        for code in SENTENCES:
            said = Fault(2, "c", code, "VALUE", limit="LIMIT").sentence(column="COLUMN", choices="CHOICES")
            assert "%(" not in said and said[0] in "«" + said[0].upper()
        assert Fault(2, "c", "of an older version").sentence() == "of an older version"


def test_progress_is_told_at_the_beginning_every_so_often_and_at_the_end():
    told: list[tuple[int, int]] = []
    steps = Steps(lambda done, total: told.append((done, total)), 4500)
    assert sum(1 for _ in steps.over(range(4500))) == 4500
    assert told == [(0, 4500), (2000, 4500), (4000, 4500), (4500, 4500)]


# What is exported can be imported ---------------------------------------------------------------------

printable = st.text(
    st.characters(exclude_categories=["C", "Zl", "Zp"], include_characters="\n=+-@'", max_codepoint=0xFFFF),
    max_size=30,
).map(lambda text: text.strip())
things = st.tuples(
    printable.filter(lambda text: text not in cells.SHEET_ERRORS),
    st.none() | st.decimals(allow_nan=False, allow_infinity=False, places=2, min_value=-(10**9), max_value=10**9),
    st.none() | st.dates(min_value=date(1901, 1, 1)),
    st.sampled_from(Bandwidth),
)  # fmt: skip


@pytest.mark.parametrize("kind", exports.KINDS)
@settings(deadline=None)
@given(values=st.lists(things, min_size=1, max_size=5), language=st.sampled_from(["fr", "en"]))
def test_what_is_exported_reads_back_the_same(kind, values, language):
    with translation.override(language):
        answer = exports.answer(
            kind,
            name="things",
            title="Things",
            head=[column.title for column in THING.columns],
            lines=[
                [f"A{number}", title, amount, since, load.label]
                for number, (title, amount, since, load) in enumerate(values)
            ],
        )
        content = b"".join(
            part if isinstance(part, bytes) else part.encode() for part in answer.streaming_content
        )
        if kind == "xlsx":
            let_go(answer)
    plan = compared(content)
    assert plan.faults == []
    assert [
        (change.after["title"], change.after["amount"], change.after["since"], change.after["load"])
        for change in plan.changes
    ] == [(title, amount, since, load.value) for title, amount, since, load in values]
