"""What is kept while nothing changes: asked again after each event of the trail, and after some seconds anyhow."""

from __future__ import annotations

import time

import pytest

from core import audit
from core.briefly import Briefly
from core.unchanged import Unchanged, newest_event
from tests import factories

pytestmark = pytest.mark.django_db


@pytest.fixture
def asked(monkeypatch):
    """How often each key was asked for; keeping is on, as outside of the tests."""
    monkeypatch.setattr(Briefly, "keeps", True)
    return []


def test_an_answer_stays_until_something_changes(asked, django_assert_num_queries):
    kept: Unchanged[int] = Unchanged()

    def ask() -> int:
        asked.append(1)
        return len(asked)

    assert [kept.get("a", ask) for _ in range(3)] == [1, 1, 1]
    assert kept.get("b", ask) == 2
    with django_assert_num_queries(1):
        assert kept.get("a", ask) == 1
    before = newest_event()
    audit.record(by=None, kind="unit.changed", obj=factories.unit())
    assert newest_event() > before
    assert kept.get("a", ask) == 3


def test_an_answer_is_never_older_than_its_seconds(asked, monkeypatch):
    kept: Unchanged[int] = Unchanged(seconds=5)
    clock = [100.0]
    monkeypatch.setattr(time, "monotonic", lambda: clock[0])
    assert kept.get("a", lambda: 1) == 1
    clock[0] += 4.9
    assert kept.get("a", lambda: 2) == 1
    clock[0] += 0.2
    assert kept.get("a", lambda: 2) == 2


def test_no_more_than_so_many_are_kept(asked):
    kept: Unchanged[int] = Unchanged(most=3)
    for key in range(10):
        kept.get(key, lambda: 0)
        assert len(kept.held) <= 3


def test_where_nothing_is_kept_the_trail_is_not_asked(django_assert_num_queries):
    kept: Unchanged[int] = Unchanged()
    with django_assert_num_queries(0):
        assert [kept.get("a", lambda: 1), kept.get("a", lambda: 2)] == [1, 2]
