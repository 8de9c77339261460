"""The pictures written as SVG, mark by mark, from their geometry: a template would cost ten times as much.

Sizes and places are attributes, colours and patterns are classes: the content policy allows no style. Words are
escaped here, and nowhere else.
"""

from __future__ import annotations

from collections.abc import Iterable

from django.utils.html import conditional_escape, escape
from django.utils.safestring import SafeString, mark_safe

from calendar_ops import planner, strip

SIGNS = {"ok": "M-4 0l3 3.5 5-7", "bad": "M-3.5 -3.5l7 7m0-7l-7 7"}
WARNING = "M0 -5v6m0 2v2"


def _svg(width: float, height: float, said: str, marks: Iterable[str]) -> SafeString:
    size = f'viewBox="0 0 {width} {height}" width="{width}" height="{height}"'
    opened = f'<svg class="pic" {size} role="img" aria-label="{conditional_escape(said)}">'
    return mark_safe(f"{opened}{''.join(marks)}</svg>")


def _rect(x: float, y: float, width: float, height: float, css: str) -> str:
    return f'<rect x="{x}" y="{y}" width="{width}" height="{height}" class="{css}"/>'


def _line(x1: float, x2: float, y1: float, y2: float, css: str) -> str:
    return f'<line x1="{x1}" x2="{x2}" y1="{y1}" y2="{y2}" class="{css}"/>'


def _text(x: float, y: float, words: str, css: str = "", anchor: str = "", more: str = "") -> str:
    place = f' text-anchor="{anchor}"' if anchor else ""
    kind = f' class="{css}"' if css else ""
    return f'<text x="{x}" y="{y}"{place}{kind}{more}>{escape(words)}</text>'


def _circle(x: float, y: float, radius: float, css: str) -> str:
    return f'<circle cx="{x}" cy="{y}" r="{radius}" class="{css}"/>'


def year_picture(year: planner.Year, said: str, today: str) -> SafeString:
    """The year of a calendar; `said` is what a screen reader says of it, `today` the word on today's line."""
    return _svg(year.size.width, year.size.height, said, _year(year, today))


def _year(year: planner.Year, today: str) -> Iterable[str]:
    size = year.size
    yield year.ground or ground(year)
    for number, month in enumerate(year.months, 1):
        yield _text(0, month.y, month.label, "tb" if number == year.this_month else "")
    if year.today:
        x = year.today.x
        for css in ("now-halo", "now"):
            yield from (_line(x, x, top, bottom, css) for top, bottom in year.today_parts)
        if size.wide:
            yield _text(x, year.today.text_y, today, "tb today halo", "middle")
    for mark in year.marks:
        if mark.points:
            yield f'<polygon points="{mark.points}" class="mk"/>'
        else:
            yield _circle(mark.x, mark.y, 8, "mk")
            yield _text(mark.x, mark.text_y, mark.label, "mk-label", "middle")


def ground(year: planner.Year) -> str:
    """What lies under the interventions and today's line: the same for all who look at that year."""
    days = (_text(day.x, day.y, day.label, "t3", "middle") for day in year.days)
    bands = (mark for band in year.bands for mark in _year_band(band, year.size.font))
    weekends = (_line(run.x1, run.x2, run.y, run.y, "ax weekend") for run in year.weekends)
    holidays = (_circle(holiday.x, holiday.y, 2.6, "mk") for holiday in year.holidays)
    return "".join((*days, *bands, *weekends, *holidays))


def _year_band(band: planner.Band, font: int) -> Iterable[str]:
    proposed = band.tone == "proposed"
    fill = f"per-prop {band.colour}" if proposed else f"per-{band.colour}"
    yield _rect(band.x, band.y, band.width, band.height, f"{fill} {band.tone}".rstrip())
    if band.plate:
        plate = "plate-prop" if proposed else f"plate-{band.colour}"
        yield _rect(band.plate_x, band.plate_y, band.plate, band.plate_height, plate)
    if band.label:
        ink = {"proposed": "prop", "pale": "pale"}.get(band.tone, band.colour)
        yield _text(band.text_x, band.text_y, band.label, f"on-{ink} p{font}")


def strip_picture(picture: strip.Picture, said: str) -> SafeString:
    """The common strip; `said` is what a screen reader says of it."""
    return _svg(picture.width, picture.height, said, _strip(picture))


def _strip(picture: strip.Picture) -> Iterable[str]:
    for box in picture.weekends:
        yield _box(box, "area")
    for box in picture.windows:
        yield _box(box, "win")
    for x in picture.lines:
        yield _line(x, x, picture.top, picture.bottom, "gr")
    for week in picture.weeks:
        yield _text(week.x, week.y, week.text, "t3", week.anchor)
    for day in picture.days:
        yield _text(day.x, day.y, day.text, "t3" if day.quiet else "t12", "middle")
    for band in sorted(picture.bands, key=lambda band: band.exception):  # a frame lies over its neighbours
        yield _box(band.box, f"per-{band.colour}{' exception' if band.exception else ''}")
        if band.plate:
            yield _box(band.plate, f"plate-{band.colour}")
        if band.label:
            yield _text(band.text_x, band.text_y, band.label, f"on-{band.colour}", more=' font-weight="560"')
    if picture.slot:
        yield _box(picture.slot, "slot-halo")
        yield _box(picture.slot, f"slot slot-{picture.slot_tone}")
    if picture.now is not None:
        for css in ("now-halo", "now"):
            yield _line(picture.now, picture.now, picture.top, picture.bottom, css)
    for sign in picture.signs:
        drawn = f'<path d="{SIGNS.get(sign.tone, WARNING)}" class="sign"/>'
        disc = _circle(0, 0, 9, f"sign-{sign.tone}")
        yield f'<g transform="translate({sign.x} {sign.y})">{disc}{drawn}</g>'
    for work in picture.works:
        yield f'<path d="M{work.x} {work.y}l6 10h-12z" class="mk"/>'
    for label in picture.labels:
        yield _text(label.x, label.y, label.text, "tb halo")
    for note in picture.notes:
        yield _text(note.x, note.y, note.text, "t3 halo", note.anchor)
    foot = "tb bad" if picture.slot_tone == "bad" else "tb"
    for under in picture.feet:
        yield _text(under.x, under.y, under.text, "t12" if under.quiet else foot, "middle")


def _box(box: strip.Box, css: str) -> str:
    return _rect(box.x, box.y, box.width, box.height, css)
