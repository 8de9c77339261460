"""The page of the mix: each figure opens the list of exactly its cards, the grids stand there in words."""

from __future__ import annotations

from urllib.parse import urlsplit

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from catalog.enums import GRIDS, OfferingKind
from tests import factories

pytestmark = pytest.mark.django_db


@pytest.fixture
def shop(cast):
    factories.offering(kind="service", origin="need")
    factories.offering(kind="service", origin="supply", opening="targeted", state="pilot")
    factories.offering(kind="advice", origin="need", state="retiring")
    factories.offering(kind="solution", state="design")
    factories.offering(kind="solution", state="retired")


def test_each_figure_opens_the_list_that_holds_exactly_its_records(cast, shop, sign_in):
    client = sign_in(cast.editor)
    page = client.get(reverse("catalog:mix")).context["mix"]
    figures = [figure for line in page.lines for figure in (line.whole, *line.parts)]
    figures += [figure for _label, figure in [*page.origins, *page.openings]]
    assert [line.whole.count for line in page.lines] == [0, 2, 0, 1] and page.total == 3
    for figure in figures:
        listing = client.get(figure.address).context["listing"]
        assert listing.count == figure.count, figure.address
    assert client.get(page.address).context["listing"].count == 3
    assert all(urlsplit(figure.address).path == reverse("catalog:offerings") for figure in figures)


def test_it_says_the_grid_of_each_kind_and_who_may_not_read_it_does_not(cast, shop, sign_in):
    page = sign_in(cast.planner).get(reverse("catalog:mix"))
    said = page.content.decode()
    assert [len(grid.expected) for grid in page.context["mix"].grids] == [
        len(GRIDS[kind]) for kind in OfferingKind.values
    ]
    assert all(str(expected) in said for expected in GRIDS["advice"])
    assert sign_in(cast.employee).get(reverse("catalog:mix")).status_code == 403


def test_an_empty_catalogue_says_so(cast, sign_in):
    page = sign_in(cast.editor).get(reverse("catalog:mix"))
    assert page.context["mix"].total == 0 and "0 %" not in page.content.decode()


def test_it_takes_the_same_few_queries(cast, sign_in):
    client, counts = sign_in(cast.editor), set()
    for _turn in range(2):
        for _n in range(20):
            factories.offering()
        with CaptureQueriesContext(connection) as seen:
            client.get(reverse("catalog:mix"))
        counts.add(len(seen))
    assert len(counts) == 1 and counts.pop() <= 12
