"""What is kept for some seconds: asked once, asked again when it is old or forgotten."""

from __future__ import annotations

from itertools import count

import pytest

from core import briefly
from core.briefly import Briefly


@pytest.fixture
def clock(monkeypatch):
    monkeypatch.setattr(Briefly, "keeps", True)
    now = [100.0]
    monkeypatch.setattr(briefly.time, "monotonic", lambda: now[0])
    return now


def test_asked_once_until_it_is_old(clock):
    kept, answers = Briefly[int](seconds=3), count()
    assert [kept.get("a", lambda: next(answers)) for _ in range(3)] == [0, 0, 0]
    clock[0] += 3
    assert kept.get("a", lambda: next(answers)) == 1
    assert kept.get("b", lambda: next(answers)) == 2


def test_forgotten_is_asked_again(clock):
    kept, answers = Briefly[int](seconds=3), count()
    for forget in (lambda: kept.forget("a"), kept.forget):
        before = kept.get("a", lambda: next(answers))
        forget()
        assert kept.get("a", lambda: next(answers)) == before + 1


def test_only_what_is_accepted_is_kept(clock):
    kept, answers = Briefly[int](seconds=3), count()
    assert [kept.get("a", lambda: next(answers), keep=lambda n: n >= 1) for _ in range(3)] == [0, 1, 1]


def test_too_many_are_forgotten_rather_than_growing(clock, monkeypatch):
    monkeypatch.setattr(briefly, "MOST", 2)
    kept = Briefly[str](seconds=3)
    for key in "abc":
        kept.get(key, lambda: key)  # noqa: B023 - asked at once
    assert set(kept.held) == {"c"}
