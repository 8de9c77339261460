"""One parameter for any number of keys answers what a list of them answers."""

from __future__ import annotations

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from core.among import keys
from organization.models import Group, User
from tests import factories

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("ranks", [[], [0], [2, 0], [0, 1, 2, 2], range(3)], ids=str)
def test_it_finds_what_in_finds(ranks):
    people = [factories.person(unit=factories.unit()) for _ in range(3)]
    for person in people:
        factories.group(members=[person])
    units = [people[rank].unit_id for rank in ranks]
    groups = [people[rank].member_of.get().pk for rank in ranks]
    for one, same in (
        (User.objects.filter(unit__among=keys(units)), User.objects.filter(unit__in=units)),
        (User.objects.filter(unit__pk__among=keys(units)), User.objects.filter(unit__pk__in=units)),
        (User.objects.exclude(unit__among=keys(units)), User.objects.exclude(unit__in=units)),
        (User.objects.filter(member_of__among=keys(groups)), User.objects.filter(member_of__in=groups)),
        (Group.objects.filter(pk__among=keys(groups)), Group.objects.filter(pk__in=groups)),
    ):
        assert set(one) == set(same)


def test_thousands_are_one_parameter():
    person = factories.person()
    with CaptureQueriesContext(connection) as seen:
        assert User.objects.get(pk__among=keys(range(person.pk, person.pk + 20_000))) == person
        assert not User.objects.filter(pk__among=keys(range(person.pk + 1, person.pk + 20_000))).exists()
    lengths = [len(query["sql"].partition("WHERE")[0]) for query in seen]
    assert len(lengths) == 2
