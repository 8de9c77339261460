"""The mix of the catalogue: each figure with what it is of; its picture."""

from __future__ import annotations

from decimal import Decimal
from xml.etree import ElementTree

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from catalog.mix import Row, Share, mix
from catalog.mix_picture import PHONE, WIDE, Bar, picture

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
