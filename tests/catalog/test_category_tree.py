"""The tree of categories: the order of reading, what stands on each shelf, circles."""

from __future__ import annotations

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from catalog.category_tree import Shelves, Shelving

SLOW = [HealthCheck.too_slow]  # a busy machine is no fault of these

WORK, MOVE, PHONE, SELL = (
    Shelving(1, None, "poste", "Poste"),
    Shelving(2, 1, "mobilite", "En déplacement"),
    Shelving(3, 2, "telephone", "Téléphone"),
    Shelving(4, None, "vendre", "Vendre"),
)
TREE = Shelves([SELL, WORK, PHONE, MOVE])


def test_branches_come_in_the_order_of_reading_with_their_sums():
    found = [(b.shelving.key, b.depth, b.own, b.total) for b in TREE.branches({1: 5, 2: 2, 3: 1, None: 9})]
    assert found == [(4, 0, 0, 0), (1, 0, 5, 8), (2, 1, 2, 3), (3, 2, 1, 1)]


def test_below_and_above():
    assert TREE.below(1) == [1, 2, 3] and TREE.below(4) == [4] and TREE.lineage(3) == [3, 2, 1]
    assert TREE.above(1) is None and TREE.above(3) == 2


@pytest.mark.parametrize(
    ("key", "parent", "circle"), [(1, 3, True), (1, 1, True), (1, 4, False), (1, None, False), (3, 1, False)]
)
def test_what_would_stand_in_itself(key, parent, circle):
    assert TREE.would_circle(key, parent) is circle


def test_a_circle_of_the_database_ends_and_is_read_all_the_same():
    tree = Shelves([Shelving(1, 2, "a", "A"), Shelving(2, 1, "b", "B"), Shelving(3, 99, "c", "C")])
    assert tree.below(1) == [1, 2] and tree.lineage(1) == [1, 2]
    assert [b.shelving.key for b in tree.branches({1: 1, 2: 1})] == [3, 1, 2]


@settings(deadline=None, suppress_health_check=SLOW)
@given(st.lists(st.one_of(st.none(), st.integers(1, 12)), max_size=12))
def test_each_category_is_read_once_and_sums_hold(parents):
    rows = [Shelving(key, parent, f"c{key}", "") for key, parent in enumerate(parents, 1)]
    counts = {row.key: row.key for row in rows}
    found = Shelves(rows).branches(counts)
    assert sorted(branch.shelving.key for branch in found) == [row.key for row in rows]
    assert all(branch.total >= branch.own for branch in found)
