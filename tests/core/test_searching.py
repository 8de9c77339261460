"""What is searched is looked for once, however often the records are asked; past a limit it is a part of each query."""

from __future__ import annotations

import pytest

from core import searching
from core.compiled import Words
from organization.models import User
from tests import factories

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(("few", "queries"), [(2, 3), (1, 3), (0, 3)])
def test_few_or_many_the_answer_is_the_same(few, queries, monkeypatch, django_assert_num_queries):
    monkeypatch.setattr(searching, "FEW", few)
    for name in ("Anne", "Joanne", "Paul"):
        factories.person(name=name)

    @searching.searching
    def named(words: Words):
        return User.objects.filter(name__icontains=words).order_by().values_list("pk")

    with django_assert_num_queries(queries):
        found, known = named(User.objects.order_by("name"), Words("anne"))
        assert (known and len(known.numbers)) == (2 if few >= 2 else None)
        assert found.count() == 2
        assert [one.name for one in found] == ["Anne", "Joanne"]
    assert not named(User.objects.filter(name="Paul"), Words("anne"))[0].exists()
