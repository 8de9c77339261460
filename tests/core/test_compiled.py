"""What is compiled once answers what the ORM answers, for other values too."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from threading import Thread

import pytest
from django.db import connection
from django.db.models import F, Q, Value
from django.db.models.functions import Lower

from core.among import Keys, keys
from core.compiled import Words, compiled
from organization.models import Grant, Group, User
from tests import factories

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 11, 3, 8, tzinfo=UTC)


@pytest.fixture
def company():
    """Three units of four people each, in groups by rank, holding grants of different ages."""
    people = [
        factories.person(unit=unit)
        for unit in (factories.unit(), factories.unit(), factories.unit())
        for _ in "1234"
    ]
    for rank in range(4):
        factories.group(members=people[rank::4])
    for age, person in enumerate(people):
        Grant.objects.create(person=person, profile="cio", given_at=NOW - timedelta(days=age), reason="test")
    return people


def by_units(units, name):
    return User.objects.filter(unit__among=units).exclude(name=name).select_related("unit").order_by("pk")


def in_groups(units, group):
    return (
        User.objects.filter(Q(unit__among=units), member_of=group)
        .prefetch_related("member_of")
        .order_by("-pk")[:2]
    )


def grants_since(since, person, ended=False):
    found = Grant.objects.filter(Q(given_at__gte=since) | Q(person=person), ended_at__isnull=not ended)
    return found.order_by("pk").values_list("person__name", "given_at", "unit_id")


def both(person, unit):
    units = User.objects.filter(pk=person).order_by().values_list(Value("person"), "pk")
    return units.union(
        User.objects.filter(unit=unit).order_by().values_list(Value("of the unit"), "pk"), all=True
    )


def annotated(unit):
    return User.objects.annotate(low=Lower("name"), where=F("unit__code")).filter(unit=unit).order_by("pk")


def calls(people):
    first, last = people[0], people[-1]
    one, other, both_units, none = (
        keys(units) for units in ([first.unit_id], [last.unit_id], [first.unit_id, last.unit_id], [])
    )
    yield by_units, [(one, last.name), (other, last.name), (both_units, ""), (none, ""), (one, "")]
    groups = list(Group.objects.order_by("pk"))
    yield in_groups, [(both_units, groups[0].pk), (other, groups[3].pk)]
    yield grants_since, [(NOW - timedelta(days=3), last.pk), (NOW, first.pk), (NOW - timedelta(days=99), 0)]
    yield both, [(first.pk, last.unit_id), (last.pk, first.unit_id)]
    yield annotated, [(first.unit_id,), (last.unit_id,)]


def test_it_answers_what_the_query_answers(company):
    for question, asked in calls(company):
        ask = compiled(question)
        for values in asked:
            found = ask(*values)
            assert found == list(question(*values)), (question, values)
        assert isinstance(found, list)


def test_what_is_related_prefetched_and_annotated_comes_along(company, django_assert_num_queries):
    person = company[0]
    ask = compiled(by_units)
    with django_assert_num_queries(1):
        assert [one.unit.code for one in ask(keys([person.unit_id]), "")] == [person.unit.code] * 4
    group = person.member_of.get()
    with django_assert_num_queries(2):
        assert [
            list(one.member_of.all()) for one in compiled(in_groups)(keys([person.unit_id]), group.pk)
        ] == [[group]]
    first, *_others = compiled(annotated)(person.unit_id)
    assert (first.low, first.where) == (person.name.lower(), person.unit.code)


def test_the_sql_is_written_once_for_each_way_of_asking(company):
    written = []

    @compiled
    def question(units, ended=False):
        written.append((type(units), ended))
        found = Grant.objects.filter(ended_at__isnull=not ended)
        return found if units is None else found.filter(person__unit__among=units)

    for units in ([1], [2], [1, 2], []):
        question(keys(units))
        question(None)
        question(keys(units), ended=True)
    assert written == [(Keys, False), (type(None), False), (Keys, True)]


@pytest.mark.parametrize(
    "question",
    [
        lambda unit: User.objects.filter(unit=unit + 1),
        lambda unit: User.objects.filter(unit__isnull=not unit),
        lambda unit: User.objects.all()[:unit],
    ],
    ids=["changed", "read", "in the limit"],
)
def test_a_value_that_does_not_reach_the_query_is_said(question):
    with pytest.raises(ValueError, match="does not reach the query"):
        compiled(question)(7)


@pytest.mark.django_db(transaction=True)
def test_each_thread_asks_through_its_own_connection(company):
    ask = compiled(by_units)
    here = ask(keys([company[0].unit_id]), "")
    found = []

    def elsewhere() -> None:
        found.append(ask(keys([company[0].unit_id]), ""))
        connection.close()

    thread = Thread(target=elsewhere)
    thread.start()
    thread.join()
    assert found == [here]


@pytest.mark.parametrize("words", ["ann", "ANN", "100%", "a_b", "\\", "'", "Éric", "nobody"])
def test_words_are_searched_as_the_orm_does(words):
    for name in ("Anne", "Joann 100%", "a_b", "axb", "back\\slash", "O'Hara", "Éric", "100 x"):
        factories.person(name=name)

    @compiled
    def named(part: Words, start: Words):
        return User.objects.filter(Q(name__icontains=part) | Q(name__startswith=start)).order_by("pk")

    for part, start in ((words, "Zz"), ("Zz", words), (words, words)):
        same = User.objects.filter(Q(name__icontains=part) | Q(name__startswith=start)).order_by("pk")
        assert named(Words(part), Words(start)) == list(same)


def test_a_day_is_a_value_as_a_moment_is(company):
    def given_on(day, later):
        found = Grant.objects.filter(given_at__date__gte=day).order_by("pk").values_list("pk", flat=True)
        return found.exclude(given_at__date__gt=later)

    ask = compiled(given_on)
    for days in (3, 1, 7):
        first, last = (NOW - timedelta(days=days)).date(), NOW.date()
        assert ask(first, last) == list(given_on(first, last))
