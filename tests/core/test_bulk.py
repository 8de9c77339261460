"""Writing in bulk: the same rows as the ORM would write, the same numbers on both databases."""

from __future__ import annotations

import pytest
from django.db import IntegrityError, transaction

from core import bulk
from organization.models import Site


def test_rows_are_written_and_what_is_there_already_is_left(db):
    Site.objects.create(code="LYON", name="Lyon")
    rows = [("NICE", "Nice", "", "high", 1), ("LYON", "Autre", "", "high", 1), ("METZ", "Metz", "", "low", 1)]
    fields = ("code", "name", "place", "bandwidth", "edit")
    assert bulk.insert(Site, fields, iter(rows), ignore_conflicts=True) == 2
    assert dict(Site.objects.values_list("code", "name")) == {"LYON": "Lyon", "NICE": "Nice", "METZ": "Metz"}
    with pytest.raises(IntegrityError), transaction.atomic():
        bulk.insert(Site, fields, rows)


def test_reserved_numbers_are_in_order_and_never_given_twice(db):
    before = Site.objects.create(code="A1").pk
    numbers = bulk.reserve(Site, 3)
    assert numbers == sorted(set(numbers))
    assert numbers[0] > before
    rows = [(number, f"B{number}", "", "", "high", 1) for number in numbers]
    assert bulk.insert(Site, ("id", "code", "name", "place", "bandwidth", "edit"), rows) == 3
    assert Site.objects.create(code="C1").pk > numbers[-1]


def test_more_than_a_page_is_written_and_assigned(db):
    count = 2 * bulk.PAGE + 1
    numbers = bulk.reserve(Site, count)
    fields = ("id", "code", "name", "place", "bandwidth", "edit")
    assert bulk.insert(Site, fields, ((n, f"S{n}", "", "", "high", 1) for n in numbers)) == count
    assert Site.objects.filter(code__startswith="S").count() == count
    moved = numbers[-1] + 1000
    assert bulk.assign(Site, "id", [(numbers[-1], moved)]) == 1
    assert Site.objects.filter(pk=moved, code=f"S{numbers[-1]}").exists()
    assert bulk.assign(Site, "id", []) == 0
