"""The year of a calendar as a picture: twelve rows of days, pure geometry. No Django, no clock.

Coordinates are SVG user units; a day is as wide in every month, whatever its hours.
"""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from calendar_ops.timeline import Stretch


@dataclass(frozen=True, slots=True)
class Size:
    """The proportions of one drawing of the year."""

    width: int
    height: int
    left: float
    right: float
    top: float
    step: float
    bar: float
    font: int
    every_day: bool


WIDE = Size(1240, 592, 52.5, 1237.5, 34.5, 45, 26, 13, True)
PHONE = Size(356, 484, 40.5, 353.5, 24.5, 38, 23, 12, False)


@dataclass(frozen=True, slots=True)
class Band:
    x: float
    y: float
    width: float
    height: float
    colour: str
    label: str
    text_x: float
    text_y: float
    plate: float  # width of the plain plate under the word; 0: none

    @property
    def plate_x(self) -> float:
        return self.x + 2.5

    @property
    def plate_y(self) -> float:
        return self.y + 2.5

    @property
    def plate_height(self) -> float:
        return self.height - 5


@dataclass(frozen=True, slots=True)
class Line:
    x1: float
    x2: float
    y: float


@dataclass(frozen=True, slots=True)
class Mark:
    x: float
    y: float
    label: str

    @property
    def text_y(self) -> float:
        return self.y + 4


@dataclass(slots=True)
class Year:
    """What the template draws, in order."""

    size: Size
    days: list[Mark] = field(default_factory=list)
    months: list[Mark] = field(default_factory=list)
    bands: list[Band] = field(default_factory=list)
    weekends: list[Line] = field(default_factory=list)
    holidays: list[Mark] = field(default_factory=list)
    marks: list[Mark] = field(default_factory=list)
    today: Mark | None = None
    this_month: int = 0

    @property
    def today_top(self) -> float:
        return self.today.y - 6 if self.today else 0

    @property
    def today_bottom(self) -> float:
        return self.today.y + self.size.bar + 6 if self.today else 0


def year_bounds(year: int, zone: ZoneInfo) -> tuple[datetime, datetime]:
    """The local midnights that open this year and the next."""
    return datetime(year, 1, 1, tzinfo=zone), datetime(year + 1, 1, 1, tzinfo=zone)


def draw(
    *,
    year: int,
    zone: ZoneInfo,
    stretches: Iterable[Stretch],
    words: Callable[[Stretch], Sequence[str]],
    month_names: Sequence[str],
    size: Size = WIDE,
    interventions: Sequence[tuple[int, datetime]] = (),
    holidays: Collection[date] = (),
    now: datetime | None = None,
) -> Year:
    """The picture of a year. `words` gives a stretch's labels, longest first: the first that fits stands."""
    day = (size.right - size.left) / 31
    picture = Year(size)

    def across(moment: datetime) -> float:
        wall = moment.astimezone(zone)
        spent = (wall.hour * 60 + wall.minute) / 1440
        return size.left + (wall.day - 1 + spent) * day

    def row(month: int) -> float:
        return size.top + (month - 1) * size.step

    shown = range(1, 32) if size.every_day else (1, 5, 10, 15, 20, 25, 30)
    heights = (14.0, size.height - 2.0) if size.every_day else (14.0,)
    picture.days = [Mark(round(size.left + (n - 0.5) * day, 1), y, str(n)) for y in heights for n in shown]
    for month in range(1, 13):
        y, last = row(month), monthrange(year, month)[1]
        picture.months.append(Mark(0, y + size.bar / 2 + 4, month_names[month - 1]))
        for n in range(1, last + 1):
            the_day = date(year, month, n)
            x = size.left + (n - 1) * day
            if the_day.weekday() == 5:
                picture.weekends.append(
                    Line(round(x, 1), round(x + day * min(2, last - n + 1), 1), y + size.bar + 3)
                )
            elif the_day.weekday() == 6 and n == 1:
                picture.weekends.append(Line(round(x, 1), round(x + day, 1), y + size.bar + 3))
            if the_day in holidays:
                picture.holidays.append(Mark(round(x + day / 2, 1), y + size.bar + 3, ""))
    for stretch in stretches:
        picture.bands.extend(_bands(stretch, year, zone, size, day, across, row, words))
    for number, moment in interventions:
        wall = moment.astimezone(zone)
        if wall.year == year:
            picture.marks.append(Mark(round(across(moment), 1), row(wall.month) - 1.5, str(number)))
    if now is not None and now.astimezone(zone).year == year:
        wall = now.astimezone(zone)
        picture.today = Mark(round(across(now), 1), row(wall.month), "")
        picture.this_month = wall.month
    return picture


def _bands(stretch, year, zone, size, day, across, row, words) -> Iterable[Band]:
    """One band for each month that the stretch crosses."""
    opens, closes = year_bounds(year, zone)
    start, end = max(stretch.start, opens), min(stretch.end, closes)
    while start < end:
        wall = start.astimezone(zone)
        following = (wall.date().replace(day=1) + timedelta(days=32)).replace(day=1)
        month_end = datetime.combine(following, time(), zone)
        stop = min(end, month_end)
        x = across(start)
        to = size.left + monthrange(year, wall.month)[1] * day if stop == month_end else across(stop)
        width, y = max(to - x - 0.9, 0.8), row(wall.month)
        label = next((w for w in words(stretch) if len(w) * size.font * 0.53 + 12 <= width), "")
        plate = len(label) * size.font * 0.53 + 6 if label and stretch.colour in {"white", "none"} else 0
        yield Band(
            round(x, 1),
            y,
            round(width, 1),
            size.bar,
            stretch.colour,
            label,
            round(x + 5.5, 1),
            round(y + size.bar / 2 + size.font * 0.35, 1),
            round(plate, 1),
        )
        start = stop


def label_words(word: str, code: str, reason: str) -> list[str]:
    """What may stand on a band, longest first: word and reason, word, short code."""
    return [f"{word} · {reason}", word, code] if reason else [word, code]
