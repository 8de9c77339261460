"""What parts allow together and cost together: worked cases as tables, and the enumeration of all states as oracle."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction
from itertools import product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from catalog.assembly import (
    Charge,
    Link,
    Price,
    Promise,
    Sum,
    Together,
    availability,
    beyond,
    in_per_cent,
    leaves,
    price,
    told_apart,
)

TOP, LEFT, RIGHT, DEEP = 1, 2, 3, 4
N, X, Y, Z = 10, 11, 12, 13
DAY, NIGHT = "6-22", "24-7"
PROMISED = {N: "99.9", X: "99.5", Y: "99.5", Z: "99"}


def links(*said: str) -> list[Link]:
    """« TOP LEFT » is serial, « TOP LEFT ? » is not."""
    named = globals()
    return [Link(named[line.split()[0]], named[line.split()[1]], "?" not in line) for line in said]


def promises(hours: str = DAY, **other: str) -> dict[int, list[Promise]]:
    """Everybody's at the same hours, but those named: « NIGHT » for other hours, empty for none at all."""
    found = {leaf: [Promise(Decimal(percent), hours)] for leaf, percent in PROMISED.items()}
    for name, at in other.items():
        leaf = globals()[name]
        found[leaf] = [Promise(Decimal(PROMISED[leaf]), globals()[word]) for word in at.split()]
    return found


SHARED = ["TOP LEFT", "TOP RIGHT", "LEFT N", "LEFT X", "RIGHT N", "RIGHT Y"]


@pytest.mark.parametrize(
    ("of", "percent"),
    [
        pytest.param(["TOP N"], "99.9000", id="one part"),
        pytest.param(["TOP N", "TOP X"], "99.4005", id="two in series"),
        pytest.param(SHARED, "98.9035", id="a leaf that two solutions share counts once"),
        pytest.param([*SHARED, "TOP N"], "98.9035", id="and a third way to it changes nothing"),
        pytest.param(["TOP N", "TOP X", "TOP Y", "TOP Z"], "97.9145", id="four in series"),
        pytest.param(["TOP N", "TOP X ?"], "99.9000", id="a part that does not stop it is not counted"),
        pytest.param(["TOP LEFT ?", "LEFT X", "TOP N"], "99.9000", id="nor what lies under it"),
        pytest.param(["TOP LEFT", "LEFT X ?", "LEFT N"], "99.9000", id="nor such a part of a part"),
        pytest.param(["TOP LEFT ?", "LEFT X", "TOP X"], "99.5000", id="one serial way is enough"),
        pytest.param(["TOP LEFT", "LEFT DEEP", "DEEP X", "DEEP N"], "99.4005", id="through any depth"),
        pytest.param(["TOP LEFT", "LEFT TOP", "TOP N"], "99.9000", id="a circle ends"),
        pytest.param(["TOP LEFT", "LEFT RIGHT", "RIGHT LEFT", "RIGHT X"], "99.5000", id="a circle below ends"),
    ],
)  # fmt: skip
def test_the_leaves_multiply(of, percent):
    found = availability(TOP, links(*of), promises())
    assert in_per_cent(found.value) == Decimal(percent)
    assert (found.hours, found.unknown, found.apart) == (DAY, (), ())


def test_the_shared_leaf_is_exact_to_the_last_digit():
    found = availability(TOP, links(*SHARED), promises())
    assert found.value == Fraction("0.989034975") == Fraction("0.999") * Fraction("0.995") ** 2
    assert found.leaves == (N, X, Y)


@pytest.mark.parametrize(
    ("of", "known", "outcome"),
    [
        pytest.param(["TOP N", "TOP X"], promises(X="NIGHT"),
                     Together(None, "", (N, X), (), ((DAY, (N,)), (NIGHT, (X,)))), id="different hours are refused"),
        pytest.param(["TOP N", "TOP X"], promises("") | {X: [Promise(Decimal("99.5"), DAY)]},
                     Together(None, "", (N, X), (), (("", (N,)), (DAY, (X,)))), id="hours not said are other hours"),
        pytest.param(["TOP N", "TOP X"], promises(""), Together(Fraction("0.994005"), "", (N, X)),
                     id="nobody said the hours: nothing tells them apart"),
        pytest.param(["TOP N", "TOP X"], promises(X="NIGHT DAY"), Together(Fraction("0.994005"), DAY, (N, X)),
                     id="hours in common are found among several"),
        pytest.param(["TOP N", "TOP X", "TOP Y"], promises(N="NIGHT DAY", X="DAY NIGHT", Y="NIGHT"),
                     Together(Fraction("0.989034975"), NIGHT, (N, X, Y)), id="in common with all of them"),
        pytest.param(["TOP N", "TOP X", "TOP Y"], promises(N="DAY", X="DAY NIGHT", Y="NIGHT"),
                     Together(None, "", (N, X, Y), (), ((DAY, (N, X)), (NIGHT, (X, Y)))), id="not with each in turn"),
        pytest.param(["TOP N", "TOP X"], promises(X=""), Together(Fraction("0.999"), DAY, (N, X), (X,)),
                     id="a leaf that promises nothing: at most"),
        pytest.param(["TOP N", "TOP X", "TOP Y"], promises(X="", Y="NIGHT"),
                     Together(None, "", (N, X, Y), (X,), ((DAY, (N,)), (NIGHT, (Y,)))), id="refused and unknown"),
        pytest.param(["TOP N"], {}, Together(None, "", (N,), (N,)), id="nobody promises anything"),
        pytest.param(["TOP N ?"], promises(), Together(None, "", ()), id="no part stops it"),
        pytest.param([], promises(), Together(None, "", ()), id="no part at all"),
        pytest.param(["TOP LEFT", "LEFT X ?"], promises(), Together(None, "", (LEFT,), (LEFT,)),
                     id="a part that nothing stops answers for itself"),
        pytest.param(["TOP N"], {N: [Promise(Decimal(0), DAY)]}, Together(Fraction(0), DAY, (N,)), id="nought"),
    ],
)  # fmt: skip
def test_what_is_not_the_same_or_not_known_is_said(of, known, outcome):
    assert availability(TOP, links(*of), known) == outcome


def test_hours_in_common_are_those_asked_for_or_the_first_leafs_first():
    both = promises(N="NIGHT DAY", X="DAY NIGHT")
    asked = [
        availability(TOP, links("TOP N", "TOP X"), both, hours=at).hours for at in ("", DAY, NIGHT, "2-3")
    ]
    assert asked == [NIGHT, DAY, NIGHT, NIGHT]


@pytest.mark.parametrize(
    ("promised", "value", "more"),
    [("99", "0.988", True), ("98.9", "0.989034975", False), ("98.9035", "0.989034975", True),
     ("98.9034", "0.989034975", False), ("100", "1", False), ("98.9034975", "0.989034975", False)],
)  # fmt: skip
def test_a_promise_beyond_the_parts(promised, value, more):
    assert beyond(Decimal(promised), Fraction(value)) is more


@pytest.mark.parametrize(
    ("value", "places", "shown"),
    [("0.98903497", 4, "98.9035"), ("0.98903450", 4, "98.9035"), ("0.98903449", 4, "98.9034"),
     ("1", 4, "100.0000"), ("0", 4, "0.0000"), ("0.995", 1, "99.5"), ("0.99999999", 4, "100.0000")],
)  # fmt: skip
def test_a_share_is_shown_half_up(value, places, shown):
    assert str(in_per_cent(Fraction(value), places)) == shown


@pytest.mark.parametrize(
    ("value", "promised", "shown"),
    [("0.989034975", "98.9035", "98.903498"), ("0.989034974", "98.9035", "98.903497"),
     ("0.9890349", "98.9035", "98.90349"), ("0.988", "99", "98.8000"), ("0.99", "99", "99.0000")],
)  # fmt: skip
def test_two_figures_that_differ_are_shown_to_differ(value, promised, shown):
    """98.9035 above 98.9035 would make no sense to anybody."""
    assert str(told_apart(Fraction(value), Decimal(promised))) == shown


# The oracle -------------------------------------------------------------------------------------------

SEVERAL = st.lists(
    st.tuples(st.integers(1, 4), st.integers(2, 11), st.booleans()).filter(lambda row: row[0] < row[1]),
    max_size=14,
    unique_by=lambda row: row[:2],
)
SHARES = st.decimals("0", "100", places=2, allow_nan=False)


def up(node: int, below: dict[int, list[int]], standing: dict[int, bool]) -> bool:
    """Whether it works: all its serial parts do; what has none answers for itself."""
    under = below.get(node)
    return all(up(part, below, standing) for part in under) if under else standing[node]


def enumerated(graph: list[Link], shares: dict[int, Fraction]) -> Fraction | None:
    """The chance that the top works, over every state of what can fail."""
    below: dict[int, list[int]] = {}
    for link in graph:
        if link.serial:
            below.setdefault(link.whole, []).append(link.part)
    if TOP not in below:
        return None
    ends = sorted({part for parts in below.values() for part in parts} - set(below))
    total = Fraction(0)
    for states in product([True, False], repeat=len(ends)):
        standing = dict(zip(ends, states, strict=True))
        if up(TOP, below, standing):
            chance = Fraction(1)
            for end, works in standing.items():
                chance *= shares[end] if works else 1 - shares[end]
            total += chance
    return total


@settings(max_examples=100, deadline=None)
@given(rows=SEVERAL, percents=st.lists(SHARES, min_size=12, max_size=12))
def test_the_product_is_the_enumeration_of_all_states(rows, percents):
    graph = [Link(*row) for row in rows]
    known = {node: [Promise(percent)] for node, percent in enumerate(percents)}
    shares = {node: Fraction(percent) / 100 for node, percent in enumerate(percents)}
    assert availability(TOP, graph, known).value == enumerated(graph, shares)


ANY_GRAPH = st.lists(
    st.builds(Link, st.integers(1, 6), st.integers(1, 9), st.booleans()), max_size=16
)  # circles, double links, links to itself


@settings(max_examples=100, deadline=None)
@given(graph=ANY_GRAPH, data=st.data())
def test_neither_the_order_of_the_links_nor_saying_one_twice_counts(graph, data):
    known = {node: [Promise(Decimal(90 + node))] for node in range(1, 8)}
    charges = {
        node: Charge(Decimal(node), ("person", "month" if node % 2 else "year")) for node in range(5, 10)
    }
    again = data.draw(st.permutations(graph)) + data.draw(
        st.lists(st.sampled_from(graph)) if graph else st.just([])
    )
    first, second = availability(TOP, graph, known), availability(TOP, again, known)
    assert (first.value, set(first.leaves), set(first.unknown)) == (
        second.value, set(second.leaves), set(second.unknown),
    )  # fmt: skip
    one, other = (
        price(TOP, some, charges, {2: Decimal(7)}, unit=("person", "month")) for some in (graph, again)
    )
    assert (one.main and one.main.amount, one.integration, set(one.unknown)) == (
        other.main and other.main.amount, other.integration, set(other.unknown),
    )  # fmt: skip


@settings(max_examples=100, deadline=None)
@given(graph=ANY_GRAPH)
def test_leaves_are_distinct_and_never_the_whole(graph):
    found = leaves(TOP, graph)
    assert len(set(found)) == len(found) and TOP not in found


# Price ------------------------------------------------------------------------------------------------

MONTHLY, YEARLY, DEVICE = ("person", "month"), ("person", "year"), ("device", "month")


def charge(amount: str, unit=MONTHLY) -> Charge:
    return Charge(Decimal(amount), unit)


def total(unit, amount: str, *parts: int) -> Sum:
    return Sum(unit, Decimal(amount), parts)


@pytest.mark.parametrize(
    ("of", "charges", "outcome"),
    [
        pytest.param(["TOP N", "TOP X"], {N: charge("38.00"), X: charge("4.20")},
                     {"main": total(MONTHLY, "47.20", N, X)}, id="the parts and the integration"),
        pytest.param(["TOP N", "TOP X ?"], {N: charge("38.00"), X: charge("4.20")},
                     {"main": total(MONTHLY, "47.20", N, X)}, id="what does not stop it is paid all the same"),
        pytest.param(["TOP N", "TOP X", "TOP Y"], {N: charge("38.00"), X: charge("4.20"), Y: charge("12", DEVICE)},
                     {"main": total(MONTHLY, "47.20", N, X), "beside": (total(DEVICE, "12", Y),)},
                     id="another unit stands beside"),
        pytest.param(["TOP X", "TOP Y", "TOP Z", "TOP N"],
                     {X: charge("1", YEARLY), Y: charge("2"), Z: charge("3"), N: charge("4", YEARLY)},
                     {"main": total(YEARLY, "10", X, N), "beside": (total(MONTHLY, "5", Y, Z),)},
                     id="of two units as frequent, the first"),
        pytest.param(["TOP N", "TOP X"], {N: charge("38.00")}, {"main": total(MONTHLY, "43.00", N), "unknown": (X,)},
                     id="a part without price is named"),
        pytest.param(["TOP N", "TOP X"], {N: charge("38.00"), X: Charge(Decimal("900"), None)},
                     {"main": total(MONTHLY, "43.00", N), "alone": (X,)}, id="what is shared out is never added"),
        pytest.param(["TOP N", "TOP X"], {N: charge("38.00"), X: charge("0", DEVICE)},
                     {"main": total(MONTHLY, "43.00", N), "free": (X,)}, id="free is no other unit"),
        pytest.param(["TOP N"], {N: Charge(Decimal(0), None)}, {"free": (N,)}, id="all of it free"),
        pytest.param(["TOP N"], {}, {"unknown": (N,)}, id="no price at all"),
        pytest.param(SHARED, {N: charge("10"), X: charge("1"), Y: charge("2")},
                     {"main": total(MONTHLY, "21.00", N, X, Y), "integration": Decimal("8.00")},
                     id="parts without price are priced by theirs, each once, with their integration"),
        pytest.param(SHARED, {LEFT: charge("30"), N: charge("10"), Y: charge("2")},
                     {"main": total(MONTHLY, "47.00", LEFT, N, Y)}, id="a part that has its price is not opened"),
        pytest.param(["TOP LEFT", "LEFT TOP", "LEFT N", "TOP TOP"], {N: charge("10")},
                     {"main": total(MONTHLY, "18.00", N), "integration": Decimal("8.00")}, id="a circle ends"),
        pytest.param([], {}, {}, id="no part"),
    ],
)  # fmt: skip
def test_prices_of_one_unit_are_added_and_others_stand_beside(of, charges, outcome):
    found = price(TOP, links(*of), charges, {TOP: Decimal("5.00"), LEFT: Decimal("3.00")})
    assert found == Price(**{"main": None, "integration": Decimal("5.00"), **outcome})


def test_the_unit_that_the_whole_is_sold_by_is_the_one_that_counts():
    sold = {N: charge("38.00"), X: charge("4.20"), Y: charge("12", DEVICE)}
    graph = links("TOP N", "TOP X", "TOP Y")
    by_device = price(TOP, graph, sold, {TOP: Decimal(5)}, unit=DEVICE)
    assert (by_device.main, by_device.beside) == (total(DEVICE, "17", Y), (total(MONTHLY, "42.20", N, X),))
    by_year = price(TOP, graph, sold, {TOP: Decimal(5)}, unit=YEARLY)
    assert (by_year.main, [one.unit for one in by_year.beside]) == (total(YEARLY, "5"), [MONTHLY, DEVICE])
    assert price(TOP, graph, sold, {}, unit=YEARLY).main is None
