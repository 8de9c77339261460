"""The tree of units as plain values."""

from __future__ import annotations

import pytest

from organization.tree import Tree

# 1 ─ 2 ─ 3, 2 ─ 4; 5 alone; a child may come before its parent
ROWS = [(3, 2, "C"), (1, None, "A"), (2, 1, "B"), (4, 2, "D"), (5, None, "E")]


@pytest.fixture
def tree() -> Tree:
    return Tree.of(ROWS)


def test_the_lineage_goes_up_from_the_unit_itself(tree):
    assert [list(tree.lineage(unit)) for unit in (3, 1, 5)] == [[3, 2, 1], [1], [5]]
    assert tree.codes[3] == "C"


def test_subtrees_hold_the_unit_and_all_below_once(tree):
    assert tree.subtree(2) == {2, 3, 4}
    assert tree.subtrees([2, 1, 5]) == {1, 2, 3, 4, 5}
    assert tree.subtrees([]) == set()


def test_the_nearest_is_the_unit_itself_before_its_ancestors(tree):
    assert [tree.nearest(3, among) for among in ({1, 3}, {1, 2}, {1}, {4, 5})] == [3, 2, 1, None]


def test_a_unit_cannot_stand_below_itself(tree):
    assert [tree.would_cycle(2, parent) for parent in (2, 3, 1, 5, None)] == [True, True, False, False, False]


def test_roots_are_those_without_a_parent(tree):
    assert tree.roots() == [1, 5]


def test_a_cycle_in_the_data_ends():
    turning = Tree.of([(1, 2, "A"), (2, 1, "B")])
    assert list(turning.lineage(1)) == [1, 2]
    assert turning.subtree(1) == {1, 2}


def test_an_unknown_unit_is_an_error(tree):
    for ask in (lambda: list(tree.lineage(9)), lambda: tree.subtree(9)):
        with pytest.raises(KeyError):
            ask()
