"""The mix of the catalogue: each figure with what it is of, and the list that opens exactly these."""

from __future__ import annotations

from decimal import Decimal
from urllib.parse import urlsplit
from xml.etree import ElementTree

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from catalog.enums import GRIDS, OfferingKind
from catalog.mix import Row, Share, mix
from catalog.mix_picture import PHONE, WIDE, Bar, picture
from tests import factories

SLOW = [HealthCheck.too_slow]  # a busy machine is no fault of these

KINDS, ORIGINS, OPENINGS = ("project", "service"), ("need", "supply"), ("all", "targeted")


def test_each_figure_keeps_its_numerator_and_its_denominator():
    found = mix(
        [("service", "need", "all"), ("service", "supply", "all"), ("service", "need", "targeted")],
        KINDS, ORIGINS, OPENINGS,
    )  # fmt: skip
    assert found.rows == (
        Row(Share("project", 0, 3), (Share("need", 0, 0), Share("supply", 0, 0))),
        Row(Share("service", 3, 3), (Share("need", 2, 3), Share("supply", 1, 3))),
    )
    assert found.origins == (Share("need", 2, 3), Share("supply", 1, 3))
    assert found.openings == (Share("all", 2, 3), Share("targeted", 1, 3))
    assert found.rows[1].share.percent == 100 and found.rows[0].origins[0].percent is None


def test_nothing_is_not_measurable():
    found = mix([], KINDS, ORIGINS, OPENINGS)
    assert found.total == 0 and all(row.share.percent is None for row in found.rows)


offering = st.tuples(st.sampled_from(KINDS), st.sampled_from(ORIGINS), st.sampled_from(OPENINGS))


@settings(deadline=None, suppress_health_check=SLOW)
@given(st.lists(offering))
def test_parts_add_up(offerings):
    found = mix(offerings, KINDS, ORIGINS, OPENINGS)
    parts = [[row.share for row in found.rows], list(found.origins), list(found.openings)]
    assert all(sum(share.number for share in of) == found.total == len(offerings) for of in parts)
    for row in found.rows:
        assert sum(part.number for part in row.origins) == row.share.number
    if offerings:
        assert sum(share.percent for share in found.origins if share.percent is not None) == pytest.approx(
            Decimal(100)
        )


@pytest.mark.parametrize("size", [WIDE, PHONE])
def test_the_picture_is_drawn_within_its_frame_and_says_itself(size):
    drawn = picture(
        [Bar("<Projet>", (0, 0)), Bar("Service", (24, 13)), Bar("Conseil", (0, 3))], size, "37 « services »"
    )
    root = ElementTree.fromstring(str(drawn).replace("<svg ", '<svg xmlns="http://www.w3.org/2000/svg" '))
    assert root.attrib["role"] == "img" and root.attrib["aria-label"] == "37 « services »"
    rects = [one.attrib for one in root.iter("{http://www.w3.org/2000/svg}rect")]
    assert [one["class"] for one in rects] == ["bar", "cell-off", "cell-off"]
    assert all(float(one["x"]) + float(one["width"]) <= size.width for one in rects)
    assert "style=" not in drawn and "&lt;Projet&gt;" in drawn


def test_the_picture_of_nothing_is_empty():
    assert "<rect" not in picture([Bar("Service", (0, 0))], WIDE, "")


@pytest.fixture
def shop(cast):
    factories.offering(kind="service", origin="need")
    factories.offering(kind="service", origin="supply", opening="targeted", state="pilot")
    factories.offering(kind="advice", origin="need", state="retiring")
    factories.offering(kind="solution", state="design")
    factories.offering(kind="solution", state="retired")


@pytest.mark.django_db
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


@pytest.mark.django_db
def test_it_says_the_grid_of_each_kind_and_who_may_not_read_it_does_not(cast, shop, sign_in):
    page = sign_in(cast.planner).get(reverse("catalog:mix"))
    said = page.content.decode()
    assert [len(grid.expected) for grid in page.context["mix"].grids] == [
        len(GRIDS[kind]) for kind in OfferingKind.values
    ]
    assert all(str(expected) in said for expected in GRIDS["advice"])
    assert sign_in(cast.employee).get(reverse("catalog:mix")).status_code == 403


@pytest.mark.django_db
def test_an_empty_catalogue_says_so(cast, sign_in):
    page = sign_in(cast.editor).get(reverse("catalog:mix"))
    assert page.context["mix"].total == 0 and "0 %" not in page.content.decode()


@pytest.mark.django_db
def test_it_takes_the_same_few_queries(cast, sign_in):
    client, counts = sign_in(cast.editor), set()
    for _turn in range(2):
        for _n in range(20):
            factories.offering()
        with CaptureQueriesContext(connection) as seen:
            client.get(reverse("catalog:mix"))
        counts.add(len(seen))
    assert len(counts) == 1 and counts.pop() <= 12
