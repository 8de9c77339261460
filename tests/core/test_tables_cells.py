"""What people and spreadsheets write in a cell, in French and in English, and what it is read as."""

from __future__ import annotations

import re
from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.formulas import harmless, unguarded
from core.tables import cells
from core.tables.cells import Wrong
from core.tables.columns import names_of, one_of
from organization.enums import Bandwidth

OCTOBER = date(2026, 10, 1)
NARROW, FIXED = "\u202f", "\u00a0"


def wrong(read, text: str) -> list[tuple[str, str, str]]:
    with pytest.raises(Wrong) as raised:
        read(text)
    return raised.value.faults


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("1 234,56", "1234.56"),
        (f"1{NARROW}234,56", "1234.56"),
        (f"1{FIXED}234{FIXED}567,8", "1234567.8"),
        ("1,234.56", "1234.56"),
        ("1,234,567", "1234567"),
        ("1234.56", "1234.56"),
        ("1234,56", "1234.56"),
        ("1234,567", "1234.567"),
        ("1 234.56", "1234.56"),
        ("0,999", "0.999"),
        ("99.999", "99.999"),
        ("1.234", "1.234"),
        ("12", "12"),
        (",5", "0.5"),
        ("-3,2", "-3.2"),
        ("−3,2", "-3.2"),
        ("+3", "3"),
    ],
)
def test_a_number_is_read_in_either_writing(text, value):
    assert cells.decimal()(text) == Decimal(value)


@pytest.mark.parametrize("text", ["1,234", "99,999", "-1,234"])
def test_a_number_that_can_be_read_in_two_ways_is_refused(text):
    assert wrong(cells.decimal(), text)[0][0] == "two_ways"


@pytest.mark.parametrize(("text", "value"), [("99,999 %", "99.999"), ("1,234%", "1.234"), ("99.9", "99.9")])
def test_its_bounds_say_which_of_the_two_it_is(text, value):
    assert cells.decimal(least=0, most=100, sign="%")(text) == Decimal(value)


@pytest.mark.parametrize(
    "text",
    ["abc", "1e5", "NaN", "Infinity", "12 34", "1,23,456", "1.234.567", "1.2.3", "٣", "1 %", "--1", "-", "."],
)
def test_what_is_no_number_is_refused(text):
    assert wrong(cells.decimal(), text) == [("number", text, "")]


@pytest.mark.parametrize(
    ("text", "faults"),
    [
        ("100,1 %", [("above", "100,1 %", "100")]),
        ("-1", [("below", "-1", "0")]),
        ("99.987", [("places", "99.987", "2")]),
    ],
)
def test_a_number_out_of_bounds_says_the_bound(text, faults):
    assert wrong(cells.decimal(least=0, most=100, places=2, sign="%"), text) == faults


@pytest.mark.parametrize(("text", "value"), [("1 204", 1204), ("1,204", 1204), ("12.0", 12), ("0", 0)])
def test_a_whole_number(text, value):
    assert cells.whole()(text) == value


@pytest.mark.parametrize(("text", "code"), [("1,5", "whole"), ("douze", "whole"), ("1,000", "two_ways")])
def test_what_is_no_whole_number(text, code):
    assert wrong(cells.whole(), text)[0][0] == code


@pytest.mark.parametrize(
    "text",
    [
        "2026-10",
        "2026/10",
        "10/2026",
        "10-2026",
        "oct. 2026",
        "oct 2026",
        "Octobre 2026",
        "October 2026",
        "OCT 2026",
        "2026-10-01",
        "01/10/2026",
        "1/10/2026",
        "1er octobre 2026",
        "2026-10-01 00:00",
        "2026-10-01 00:00:00",
    ],
)
def test_a_month_is_read_as_its_first_day(text):
    assert cells.month()(text) == OCTOBER


@pytest.mark.parametrize(
    ("text", "month"),
    [("févr. 2026", 2), ("Feb 2026", 2), ("août 2026", 8), ("aout 2026", 8), ("May 2026", 5), ("sept. 2026", 9),
     ("juil. 2026", 7), ("July 2026", 7), ("juin 2026", 6), ("déc. 2026", 12), ("March 2026", 3), ("mars 2026", 3)],
)  # fmt: skip
def test_months_have_names_in_both_languages(text, month):
    assert cells.month()(text) == date(2026, month, 1)


@pytest.mark.parametrize("text", ["13/2026", "2026", "2026-00", "ju 2026", "jui 2026", "10/26", "demain"])
def test_what_is_no_month(text):
    assert wrong(cells.month(), text) == [("month", text, "")]


@pytest.mark.parametrize("text", ["15/10/2026", "2026-10-31", "2 oct. 2026"])
def test_a_day_within_a_month_is_no_month(text):
    assert wrong(cells.month(), text) == [("first_of_month", text, "")]


@pytest.mark.parametrize(
    "text",
    ["2026-10-31", "31/10/2026", "31.10.2026", "31 oct. 2026", "31 October 2026", "sam. 31 octobre 2026",
     "Saturday, 31 October 2026", "2026-10-31 00:00:00", "2026-10-31T00:00"],
)  # fmt: skip
def test_a_day(text):
    assert cells.day()(text) == date(2026, 10, 31)


@pytest.mark.parametrize("text", ["10/31/2026", "31/02/2026", "31/10/26", "2026-10-31 14:30", "hier", "31"])
def test_what_is_no_day(text):
    assert wrong(cells.day(), text) == [("day", text, "")]


@pytest.mark.parametrize("text", ["oui", "OUI", "yes", "Vrai", "True", "1", "x", "o"])
def test_yes(text):
    assert cells.yes_no()(text) is True


@pytest.mark.parametrize("text", ["non", "No", "FAUX", "false", "0", "n"])
def test_no(text):
    assert cells.yes_no()(text) is False


def test_what_is_neither_yes_nor_no():
    assert wrong(cells.yes_no(), "peut-être") == [("yes_no", "peut-être", "")]


@pytest.mark.parametrize("text", ["high", "HIGH", "High", "Élevé", "eleve", " élevé "])
def test_a_choice_goes_by_its_value_and_by_its_labels(text):
    assert one_of(Bandwidth)(text) == "high"


def test_what_is_no_choice():
    assert wrong(one_of(Bandwidth, code="bandwidth"), "énorme") == [("bandwidth", "énorme", "")]
    assert set(names_of(Bandwidth).values()) == {"high", "medium", "low"}


def test_what_the_portal_knows_goes_by_its_code_capitals_or_not():
    read = cells.known({"FIN": 1, "HR": 2}, code="unit_unknown")
    assert (read("FIN"), read("fin"), read("")) == (1, 1, None)
    assert wrong(read, "NULLE") == [("unit_unknown", "NULLE", "")]


def test_several_keep_their_order_and_each_that_is_wrong_is_said():
    read = cells.several(cells.known({"FIN": 1, "HR": 2}, code="unit_unknown"))
    assert read("HR | FIN, HR;") == (2, 1) and read("") == ()
    assert wrong(read, "A|FIN|B") == [("unit_unknown", "A", ""), ("unit_unknown", "B", "")]


@pytest.mark.parametrize(
    ("read", "value"),
    [
        (cells.text(5), ""),
        (cells.text(5, empty=None), None),
        (cells.decimal(), None),
        (cells.whole(empty=0), 0),
        (cells.yes_no(empty=True), True),
        (cells.month(), None),
        (cells.day(), None),
        (one_of(Bandwidth, empty="high"), "high"),
    ],
)
def test_an_empty_cell_is_what_its_reader_says(read, value):
    assert read("") == value


def test_a_text_has_its_length_and_its_lines():
    assert cells.text(5)("12345") == "12345"
    assert wrong(cells.text(5), "123456") == [("too_long", "123456", "5")]
    assert cells.text(20, lines=True)("a\r\nb\rc") == "a\nb\nc"
    assert wrong(cells.text(20), "a\nb") == [("control", "a\nb", "")]
    code = cells.matching(re.compile("[A-Z]+"), "code")
    assert code("ABC") == "ABC" and wrong(code, "abc") == [("code", "abc", "")]


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("=1+1", "formula"),
        ("@SUM(A1)", "formula"),
        ("+cmd|' /C calc'!A0", "formula"),
        ("-2+3", "formula"),
        ("＝1", "formula"),
        ("\x07", "control"),
        ("a\ufffdb", "control"),
        ("#N/A", "sheet_error"),
        ("#VALEUR!", "sheet_error"),
    ],
)
def test_what_is_no_data_is_refused(text, code):
    assert wrong(cells.guarded, text) == [(code, text, "")]


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("-12,5 %", "-12,5 %"),
        ("+33 1 23 45 67", "+33 1 23 45 67"),
        ("'=1+1", "=1+1"),
        ("''=1", "'=1"),
        ("'tis", "'tis"),
        ("#3", "#3"),
        (f"a{FIXED}b", f"a{FIXED}b"),
    ],
)
def test_what_is_data_is_taken(text, value):
    assert cells.guarded(text) == value


@given(st.text())
def test_what_is_made_harmless_is_read_back(text):
    assert unguarded(harmless(text)) == text


@given(st.decimals(allow_nan=False, allow_infinity=False, places=4, min_value=-(10**9), max_value=10**9))
def test_a_number_as_it_is_exported_is_read_back(number):
    assert cells.decimal()(f"{number:f}") == number


@given(st.decimals(allow_nan=False, allow_infinity=False, places=2, min_value=-(10**9), max_value=10**9))
def test_a_number_of_two_decimals_is_read_back_in_both_writings(number):
    english = f"{number:,.2f}"
    assert cells.decimal()(english) == number
    assert cells.decimal()(english.replace(",", NARROW).replace(".", ",")) == number


@given(st.dates())
def test_a_day_as_it_is_exported_is_read_back(day):
    assert cells.day()(day.isoformat()) == day


@given(st.text(max_size=150))
def test_folding_twice_is_folding_once(text):
    assert cells.folded(cells.folded(text)) == cells.folded(text)
