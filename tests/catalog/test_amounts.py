"""What is charged: a table of cases for each mode, properties, and an oracle in fractions."""

from __future__ import annotations

from datetime import date
from decimal import Decimal as D
from fractions import Fraction
from itertools import islice, permutations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from catalog.amounts import (
    Bill,
    CostOf,
    Due,
    Line,
    Terms,
    Version,
    Why,
    bill,
    half_up,
    in_per_cent,
    over,
    price_at,
    recovery,
    shares,
    twelfth,
)
from core.months import later

NOV = date(2026, 11, 1)
YEAR = [later(NOV, step) for step in range(12)]


def at(amount: str, since: date = date(2025, 1, 1)) -> Version:
    return Version(since, D(amount))


def terms(mode: str, *amounts: str, **fields) -> Terms:
    return Terms(mode, versions=tuple(at(one) for one in amounts), **fields)


def amounts(found: Bill) -> list[str]:
    assert found.why is None
    return [str(line.amount) for line in found.lines]


# One price or none ------------------------------------------------------------------------------------
VERSIONS = (at("41", date(2023, 1, 1)), at("38.50", date(2027, 1, 1)), at("38", date(2025, 4, 1)))


@pytest.mark.parametrize(
    ("day", "until", "found"),
    [
        (date(2022, 12, 31), None, None),
        (date(2023, 1, 1), None, "41"),
        (date(2025, 3, 31), None, "41"),
        (date(2025, 4, 1), None, "38"),
        (date(2026, 12, 31), None, "38"),
        (date(2027, 1, 1), None, "38.50"),
        (date(2030, 6, 15), None, "38.50"),
        (date(2026, 4, 30), date(2026, 5, 1), "38"),
        (date(2026, 5, 1), date(2026, 5, 1), None),
        (date(2027, 1, 1), date(2026, 5, 1), None),
    ],
)
def test_the_price_of_a_day_is_the_last_whose_month_began_unless_the_tariff_ended(day, until, found):
    version = price_at(VERSIONS, day, until=until)
    assert (version and str(version.amount)) == found


months = st.dates(date(2020, 1, 1), date(2035, 12, 31)).map(lambda day: day.replace(day=1))
euros = st.decimals(0, 10**9, places=4)


@settings(deadline=None)
@given(
    st.dictionaries(months, euros, max_size=8),
    st.dates(date(2019, 1, 1), date(2036, 1, 1)),
    st.none() | months,
)
def test_at_any_date_there_is_one_price_or_none(begun, day, until):
    versions = [Version(since, amount) for since, amount in begun.items()]
    found = price_at(versions, day, until=until)
    in_force = [since for since in begun if since <= day and not (until and day >= until)]
    assert found == (Version(max(in_force), begun[max(in_force)]) if in_force else None)
    for order in islice(permutations(versions), 6):
        assert price_at(order, day, until=until) == found


# Sharing ----------------------------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("amount", "weights", "given_"),
    [
        ("1000.00", {"A": 1, "B": 1, "C": 1}, {"A": "333.34", "B": "333.33", "C": "333.33"}),
        ("1000.00", {"C": 1, "B": 1, "A": 1}, {"A": "333.34", "B": "333.33", "C": "333.33"}),
        ("-1000.00", {"A": 1, "B": 1, "C": 1}, {"A": "-333.34", "B": "-333.33", "C": "-333.33"}),
        (
            "41500.00",
            {"FIN": 176, "ACH": 22, "JUR": 9, "COM": 6},
            {"FIN": "34291.08", "ACH": "4286.39", "JUR": "1753.52", "COM": "1169.01"},
        ),
        ("0.01", {"A": 1, "B": 2}, {"A": "0.00", "B": "0.01"}),  # the larger remainder
        ("0.01", {"A": 1, "B": 1}, {"A": "0.01", "B": "0.00"}),  # then the first code
        (
            "0.05",
            {"A": 1, "B": 3, "C": 6},
            {"A": "0.00", "B": "0.02", "C": "0.03"},
        ),  # 0.5 1.5 3.0: the weight
        ("10.00", {"A": 1, "B": 0}, {"A": "10.00", "B": "0.00"}),
        ("0.00", {"A": 3, "B": 1}, {"A": "0.00", "B": "0.00"}),
        ("7.00", {"A": D("0.5")}, {"A": "7.00"}),
    ],
)
def test_shares_by_the_largest_remainder(amount, weights, given_):
    found = shares(D(amount), {code: D(weight) for code, weight in weights.items()})
    assert {code: str(share) for code, share in found.items()} == given_


@pytest.mark.parametrize(("amount", "weights"), [("1.00", {}), ("1.00", {"A": D(0)}), ("0.001", {"A": D(1)})])
def test_what_cannot_be_shared(amount, weights):
    with pytest.raises(ValueError, match="cannot be shared"):
        shares(D(amount), weights)


cents = st.integers(-(10**14), 10**14).map(lambda number: D(number).scaleb(-2))
weights = st.dictionaries(
    st.text("ABCDEFGH", min_size=1, max_size=3), st.decimals(0, 10**7, places=2), min_size=1, max_size=8
).filter(lambda found: sum(found.values()) > 0)


def oracle(amount: D, held: dict[str, D]) -> dict[str, Fraction]:
    """In fractions, one cent after the other to whoever is furthest below their exact share."""
    left, whole = abs(int(amount * 100)), sum(map(Fraction, held.values()))
    exact = {code: Fraction(left) * Fraction(weight) / whole for code, weight in held.items()}
    given_ = {code: share.numerator // share.denominator for code, share in exact.items()}
    waiting = sorted(held, key=lambda code: (given_[code] - exact[code], -held[code], code))
    for code in waiting[: left - sum(given_.values())]:
        given_[code] += 1
    sign = -1 if amount < 0 else 1
    return {code: Fraction(sign * number, 100) for code, number in given_.items()}


@settings(max_examples=150, deadline=None)
@given(cents, weights)
def test_shares_always_sum_to_the_amount_and_are_those_of_the_oracle(amount, held):
    found = shares(amount, held)
    assert sum(found.values()) == amount
    assert {code: Fraction(share) for code, share in found.items()} == oracle(amount, held)
    whole = sum(held.values())
    for code, share in found.items():
        exact = Fraction(amount) * Fraction(held[code]) / Fraction(whole)
        assert abs(Fraction(share) - exact) < Fraction(1, 100)


@settings(deadline=None)
@given(st.integers(0, 10**9).map(lambda number: D(number).scaleb(-2)))
def test_the_twelve_months_of_a_year_sum_to_it_and_the_first_take_the_cents(amount):
    parts = [twelfth(amount, date(2026, month, 1)) for month in range(1, 13)]
    assert sum(parts) == amount and parts == sorted(parts, reverse=True)
    assert max(parts) - min(parts) <= D("0.01")


# The modes --------------------------------------------------------------------------------------------
MAIL = terms("per_unit", "4.20")
LEDGER = terms("pass_through", "1000")
THREE = {code: D(1) for code in ("A", "B", "C")}


@pytest.mark.parametrize(
    ("tariff", "quantity", "lines", "total"),
    [
        (terms("free"), None, ["0"], "0"),
        (terms("free", "12"), D(40), ["0"], "0"),
        (terms("flat", "250"), None, ["250.00"], "250.00"),
        (terms("flat", "250"), D(40), ["250.00"], "250.00"),
        (MAIL, D(240), ["1008.00"], "1008.00"),
        (MAIL, D(0), ["0.00"], "0.00"),
        (terms("per_unit", "0.021"), D(21406), ["449.53"], "449.53"),  # 449.526
        (terms("per_unit", "0.005"), D(1), ["0.01"], "0.01"),  # half a cent goes up
        (terms("per_unit", "0.0049"), D(1), ["0.00"], "0.00"),
        (terms("per_unit", "0"), D(7), ["0.00"], "0.00"),
        (terms("free_base", "0.03", included=D(100)), D(1412), ["39.36"], "39.36"),
        (terms("free_base", "0.03", included=D(100)), D(100), ["0.00"], "0.00"),
        (terms("free_base", "0.03", included=D(100)), D(40), ["0.00"], "0.00"),
        (terms("free_base", "0.03"), D(40), ["1.20"], "1.20"),
        # the discount is reckoned on what was not rounded yet: 10.005 → 10.01, 10 % of 10.005 → 1.00
        (terms("per_unit", "10.005", discount=D(10)), D(1), ["10.01", "-1.00"], "9.01"),
        (terms("flat", "99.99", discount=D("33.33")), None, ["99.99", "-33.33"], "66.66"),
        (terms("flat", "50", discount=D(100)), None, ["50.00", "-50.00"], "0.00"),
        # a price by the year: its months sum to it
        (terms("per_unit", "100", period="year"), D(1), ["8.33"], "8.33"),
        (terms("flat", "100", period="year", discount=D(50)), None, ["8.33", "-4.16"], "4.17"),
        (terms("per_unit", "50", period="once"), D(3), ["150.00"], "150.00"),
    ],
)  # fmt: skip
def test_what_a_month_comes_to(tariff, quantity, lines, total):
    found = bill(tariff, NOV, quantity=quantity)
    assert amounts(found) == lines and str(found.total) == total
    assert {line.key for line in found.lines} == {0}


@pytest.mark.parametrize(
    ("code", "lines"), [("A", ["333.34"]), ("B", ["333.33"]), ("C", ["333.33"])]
)  # fmt: skip
def test_what_is_passed_through_is_shared(code, lines):
    assert amounts(bill(LEDGER, NOV, weights=THREE, code=code)) == lines


def test_parts_of_a_unit_weigh_too():
    halves = {"A": D("0.25"), "B": D("0.25")}
    assert amounts(bill(LEDGER, NOV, weights=halves, code="A")) == ["500.00"]


def test_the_discount_of_what_is_passed_through_is_shared_too():
    tariff = terms("pass_through", "1000", discount=D(10))
    found = {code: bill(tariff, NOV, weights=THREE, code=code) for code in THREE}
    assert [amounts(one) for one in found.values()] == [
        ["333.34", "-33.34"],
        ["333.33", "-33.33"],
        ["333.33", "-33.33"],
    ]
    assert sum(one.total for one in found.values()) == 900


def test_milestones_are_due_in_the_month_of_their_day():
    work = Terms(
        "project",
        milestones=(
            Due(date(2026, 11, 30), D("12400"), 2),
            Due(date(2026, 11, 1), D("0.50"), 1),
            Due(date(2026, 12, 1), D("5"), 3),
        ),
        discount=D(10),
    )
    assert bill(work, NOV).lines == (
        Line("milestone", D("0.50"), 1),
        Line("discount", D("-0.05"), 1),
        Line("milestone", D("12400.00"), 2),
        Line("discount", D("-1240.00"), 2),
    )
    assert bill(work, date(2027, 1, 1)).total == 0
    assert bill(Terms("project"), NOV).why is Why.NO_MILESTONES


@pytest.mark.parametrize(
    ("tariff", "said", "why"),
    [
        (terms("per_unit"), {"quantity": D(1)}, Why.NO_PRICE),
        (Terms("flat", versions=(at("5", date(2026, 12, 1)),)), {}, Why.NO_PRICE),
        (terms("pass_through"), {"weights": THREE, "code": "A"}, Why.NO_PRICE),
        (MAIL, {}, Why.NO_QUANTITY),
        (terms("free_base", "1"), {}, Why.NO_QUANTITY),
        (LEDGER, {}, Why.NO_WEIGHTS),
        (LEDGER, {"weights": THREE, "code": "D"}, Why.NO_WEIGHTS),
        (LEDGER, {"weights": {"A": D(0)}, "code": "A"}, Why.NO_WEIGHTS),
    ],
)
def test_what_nobody_can_know_says_why(tariff, said, why):
    found = bill(tariff, NOV, **said)
    assert found.why is why and found.total is None and found.lines == ()
    assert over(tariff, YEAR, **said) is None


@pytest.mark.parametrize(
    "mode", ["free", "flat", "per_unit", "free_base", "pass_through", "project"]
)  # fmt: skip
def test_nothing_is_charged_once_the_tariff_ended(mode):
    tariff = terms(mode, "5", until=NOV, milestones=(Due(NOV, D(5), 1),))
    said = {"quantity": D(2), "weights": THREE, "code": "A"}
    assert bill(tariff, NOV, **said) == Bill()
    assert bill(tariff, later(NOV, 3), **said).total == 0
    assert bill(tariff, date(2026, 10, 1), **said).lines or mode == "project"


def test_the_price_and_the_quantity_charged_are_said():
    found = bill(terms("free_base", "0.03", included=D(100)), NOV, quantity=D(130))
    assert (found.price, found.charged) == (D("0.03"), D(30))
    assert bill(terms("flat", "5"), NOV).charged == 1
    assert bill(LEDGER, NOV, weights={"A": D(176), "B": D(37)}, code="A").charged == 176


# Twelve months ----------------------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("tariff", "total"),
    [
        (terms("free"), "0"),
        (terms("per_unit", "38"), "5472"),
        (Terms("per_unit", versions=(at("38"), at("38.50", date(2027, 1, 1)))), "5532"),  # 2 × 456 + 10 × 462
        (terms("per_unit", "100", period="year"), "1200"),
        (terms("per_unit", "50", period="once"), "600"),
        (terms("per_unit", "38", until=date(2027, 1, 1)), "912"),
        (
            Terms(
                "project",
                period="once",
                milestones=(Due(date(2027, 3, 2), D(9), 1), Due(date(2028, 1, 1), D(1), 2)),
            ),
            "9",
        ),
    ],
)
def test_twelve_months_each_at_its_own_price(tariff, total):
    assert over(tariff, YEAR, quantity=D(12)) == D(total)


# Properties -------------------------------------------------------------------------------------------
quantities = st.decimals(0, 2**31 - 1, places=2)


@settings(max_examples=100, deadline=None)
@given(
    st.sampled_from(["per_unit", "free_base", "flat"]),
    st.sampled_from(["month", "year", "once"]),
    euros,
    quantities,
    st.lists(quantities, min_size=2, max_size=2).map(sorted),
)
def test_more_is_never_cheaper(mode, period, price, included, pair):
    tariff = terms(mode, str(price), included=included, period=period)
    less, more = (bill(tariff, NOV, quantity=quantity).total for quantity in pair)
    assert less <= more


@settings(max_examples=100, deadline=None)
@given(euros, quantities, st.decimals(0, 100, places=2))
def test_a_line_is_the_exact_product_rounded_once(price, quantity, discount):
    found = bill(terms("per_unit", str(price), discount=discount), NOV, quantity=quantity)
    exact = Fraction(price) * Fraction(quantity)
    assert Fraction(found.lines[0].amount) == Fraction((exact * 200 + 1) // 2, 100)
    if discount:
        off = exact * Fraction(discount) / 100
        assert Fraction(-found.lines[1].amount) == Fraction((off * 200 + 1) // 2, 100)
    assert 0 <= found.total <= found.lines[0].amount


@settings(deadline=None)
@given(euros, weights, st.decimals(0, 100, places=2), st.sampled_from(["month", "year"]))
def test_what_is_passed_through_is_passed_through_whole(amount, held, discount, period):
    tariff = terms("pass_through", str(amount), discount=discount, period=period)
    found = [bill(tariff, NOV, weights=held, code=code).total for code in held]
    alone = bill(terms("flat", str(amount), discount=discount, period=period), NOV).total
    assert sum(found) == alone


@pytest.mark.parametrize(
    ("amount", "rounded"), [("0.005", "0.01"), ("-0.005", "-0.01"), ("0.0049", "0.00"), ("2.675", "2.68")]
)
def test_half_a_cent_goes_away_from_zero(amount, rounded):
    assert str(half_up(D(amount))) == rounded


# Recovery ---------------------------------------------------------------------------------------------
def cost(month: int, full: str | None, billed: str | None, credits: str = "0") -> CostOf:
    return CostOf(date(2026, month, 1), full and D(full), billed and D(billed), D(credits))


def test_recovery_counts_the_months_that_have_both():
    found = recovery(
        [
            cost(1, "1000", "900"),
            cost(2, "1000", "1100", "50"),
            cost(3, None, "7777"),
            cost(4, "8888", None, "1"),
        ]
    )
    assert (found.recovered, found.cost, found.months, found.why) == (D(1950), D(2000), 2, None)
    assert found.ratio == D("0.975") and found.gap == -50


@pytest.mark.parametrize(
    ("months_", "why"),
    [
        ([], Why.NO_MONTHS),
        ([cost(1, "5", None), cost(2, None, "5")], Why.NO_MONTHS),
        ([cost(1, "0", "5")], Why.NO_COST),
    ],
)
def test_recovery_that_nobody_can_know(months_, why):
    found = recovery(months_)
    assert found.ratio is None and found.why is why


@pytest.mark.parametrize(
    ("ratio", "shown"), [("0.9996", "99.9"), ("1", "100.0"), ("0.975", "97.5"), ("-0.0051", "-0.6"), ("1.2345", "123.4")]
)  # fmt: skip
def test_a_ratio_never_reads_as_more_than_it_is(ratio, shown):
    assert in_per_cent(D(ratio)) == D(shown)
