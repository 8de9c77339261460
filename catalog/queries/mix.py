"""The mix of the published catalogue, each figure with the list that holds exactly its records."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from urllib.parse import urlencode

from django.urls import reverse
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from catalog.enums import GRIDS, PUBLISHED, OfferingKind, Opening, Origin
from catalog.mix import Mix, Share, mix
from catalog.mix_picture import PHONE, WIDE, Bar, picture
from catalog.models import Offering
from core.templatetags.portal import number, percent


@dataclass(frozen=True, slots=True)
class Figure:
    """A number of cards, what they are a part of, and the list that opens them. `share` is empty of nothing."""

    count: int
    of: int
    share: str
    address: str


@dataclass(frozen=True, slots=True)
class Line:
    label: str
    whole: Figure
    parts: list[Figure]


@dataclass(frozen=True, slots=True)
class Grid:
    """What clients expect of a kind."""

    label: str
    expected: list[str]


@dataclass(frozen=True, slots=True)
class MixPage:
    total: int
    address: str
    lines: list[Line]
    origins: list[tuple[str, Figure]]
    openings: list[tuple[str, Figure]]
    wide: SafeString
    phone: SafeString
    grids: list[Grid]


def read_mix() -> Mix:
    """Of what is published; one query."""
    published = Offering.objects.filter(state__in=PUBLISHED).order_by()
    return mix(
        published.values_list("kind", "origin", "opening"), OfferingKind.values, Origin.values, Opening.values
    )


def mix_page() -> MixPage:
    found = read_mix()
    lines = [
        Line(
            str(OfferingKind(row.share.what).label),
            _figure(row.share, kind=row.share.what),
            [_figure(part, kind=row.share.what, origin=part.what) for part in row.origins],
        )
        for row in found.rows
    ]
    bars = [Bar(line.label, (line.parts[0].count, line.parts[1].count)) for line in lines]
    said = _said(lines)
    return MixPage(
        total=found.total,
        address=_list(),
        lines=lines,
        origins=[
            (str(Origin(share.what).label), _figure(share, origin=share.what)) for share in found.origins
        ],
        openings=[
            (str(Opening(share.what).label), _figure(share, opening=share.what)) for share in found.openings
        ],
        wide=picture(bars, WIDE, said),
        phone=picture(bars, PHONE, said),
        grids=[
            Grid(str(OfferingKind(kind).label), [str(one) for one in GRIDS[kind]])
            for kind in OfferingKind.values
        ],
    )


def _said(lines: Sequence[Line]) -> str:
    """The picture in words."""
    each = [
        _("%(kind)s: %(count)s, of which %(need)s born of a need")
        % {"kind": line.label, "count": number(line.whole.count), "need": number(line.parts[0].count)}
        for line in lines
    ]
    return "; ".join(each)


def _figure(share: Share, **filters: str) -> Figure:
    part = share.percent
    return Figure(share.number, share.of, "" if part is None else str(percent(float(part))), _list(**filters))


def _list(**filters: str) -> str:
    """The list that holds exactly these: published, and so filtered."""
    return f"{reverse('catalog:offerings')}?{urlencode({**filters, 'state': 'published'})}"
