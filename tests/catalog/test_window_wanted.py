"""What the address of the shop window asks, whatever somebody writes in it."""

from __future__ import annotations

from urllib.parse import parse_qs

import pytest

from catalog.window_wanted import Wanted, ticked


def of(query: str) -> Wanted:
    return Wanted.of(parse_qs(query, keep_blank_values=True))


@pytest.mark.parametrize(
    ("query", "wanted"),
    [
        ("", Wanted()),
        ("q=  vpn%00  maison ", Wanted(typed="vpn maison")),
        ("q=vpn&exactly=1&category=gerer&used=1&held=1&page=3", Wanted("vpn", True, "gerer", True, True, 3)),
        ("q=vpn&was=mail&page=3&exactly=1", Wanted("vpn")),
        ("q=vpn&was=vpn&page=3&exactly=1", Wanted("vpn", True, page=3)),
        ("q=+vpn+&was=vpn&page=3", Wanted("vpn", page=3)),
        ("page=0", Wanted()),
        ("page=-1", Wanted()),
        ("page=deux", Wanted()),
        ("page=9999999", Wanted()),
        ("used=yes&held=0&exactly=on", Wanted()),
        (f"category={'x' * 50}", Wanted(category="x" * 40)),
        (f"q={'v' * 400}", Wanted(typed="v" * 300)),
        (f"o={'R' * 21}&o=SRV-1&o=&o=SRV-1&o=a%00", Wanted(chosen=("SRV-1",), changed=True)),
        ("o=A&o=B&o=C&o=D", Wanted(chosen=("A", "B", "C"), one_more="D", changed=True)),
        ("o=A&o=B&had=B&had=A", Wanted(chosen=("B", "A"))),
        ("o=A&had=A&had=B", Wanted(chosen=("A",), changed=True)),
        ("q=first&q=last", Wanted(typed="last")),
    ],
)
def test_an_address_is_read_and_what_it_cannot_mean_is_left_out(query, wanted):
    assert of(query) == wanted


@pytest.mark.parametrize(
    ("sent", "had", "kept", "one_more"),
    [
        ([], [], (), ""),
        (["A", "B"], [], ("A", "B"), ""),
        (["A", "B", "C"], [], ("A", "B", "C"), ""),
        (["R" * 20], [], ("R" * 20,), ""),
        (["A", "B", "C", "D"], ["A", "C", "D"], ("A", "C", "D"), "B"),  # the box ticked last is too many
        (["A", "B", "C", "D", "E"], ["C"], ("C", "A", "B"), "D"),
        (["A"], ["A", "B"], ("A",), ""),  # one was taken away
        (["B"], ["A"], ("B",), ""),
    ],
)
def test_three_are_compared_and_those_chosen_before_stay(sent, had, kept, one_more):
    assert ticked(sent, had) == (kept, one_more)


@pytest.mark.parametrize(
    "query", ["", "q=vpn", "q=vpn&exactly=1&category=gerer&used=1&held=1&page=3&o=A&o=B", "q=a%26b%3D%C3%A9"]
)
def test_an_address_written_again_asks_the_same(query):
    assert of(of(query).parameters(page=of(query).page)) == of(query)


def test_an_address_may_ask_something_else_instead():
    wanted = of("q=vpn&used=1&page=4&o=A")
    assert wanted.parameters() == "q=vpn&used=1&o=A"
    assert wanted.parameters(q="", used=False, page=2, o=()) == "page=2"


def test_references_that_the_reader_does_not_know_are_left_out():
    wanted = of("o=A&o=X&o=B&o=Y").only({"A", "B"})
    assert (wanted.chosen, wanted.one_more) == (("A", "B"), "")


@pytest.mark.parametrize(
    ("query", "narrowed"),
    [("", False), ("q=vpn", False), ("used=1", True), ("held=1", True), ("category=x", True)],
)
def test_what_narrows_the_catalogue(query, narrowed):
    assert of(query).narrowed is narrowed
