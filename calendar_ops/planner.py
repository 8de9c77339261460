"""The year of a calendar as a picture: twelve rows of days, pure geometry. No Django, no clock.

Coordinates are SVG user units; a day is as wide in every month, whatever its hours.
"""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime, time, timedelta
from typing import NamedTuple
from zoneinfo import ZoneInfo

from calendar_ops.timeline import BLUE, STRICTNESS, Stretch, cover

SATURDAY_AND_SUNDAY = frozenset({5, 6})
LETTER = 0.44  # of the font's size: how wide a letter is, on average


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
    wide: bool

    @property
    def day(self) -> float:
        return (self.right - self.left) / 31


WIDE = Size(1240, 592, 52.5, 1237.5, 34.5, 45, 26, 13, True)
PHONE = Size(356, 484, 40.5, 353.5, 24.5, 38, 23, 12, False)


class Layer(NamedTuple):
    """Stretches drawn one over the other; `tone` is how: as agreed, as an exception, as proposed, pale, changed."""

    stretches: Iterable[Stretch]
    words: Callable[[Stretch], Sequence[str]]
    tone: str = ""


class Band(NamedTuple):
    x: float
    y: float
    width: float
    height: float
    colour: str
    tone: str
    label: str
    text_x: float
    text_y: float
    plate: float  # width of the plain plate under the word; 0: none
    plate_x: float
    plate_y: float
    plate_height: float


class Line(NamedTuple):
    x1: float
    x2: float
    y: float


class Mark(NamedTuple):
    x: float
    y: float
    label: str
    text_y: float
    points: str = ""  # of the triangle that stands for it where there is no room for a number


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
    today_parts: Sequence[tuple[float, float]] = ()  # from and to, down the line of today; two beside a word
    this_month: int = 0
    ground: str = ""  # days, bands, week-ends and holidays as they were drawn already, see drawing.ground


class Change(NamedTuple):
    """One colour before and another after, over [start, end)."""

    start: datetime
    end: datetime
    before: str
    after: str

    @property
    def stricter(self) -> bool:
        return STRICTNESS.get(self.after, -1) > STRICTNESS.get(self.before, -1)


def year_bounds(year: int, zone: ZoneInfo) -> tuple[datetime, datetime]:
    """The local midnights that open this year and the next."""
    return datetime(year, 1, 1, tzinfo=zone), datetime(year + 1, 1, 1, tzinfo=zone)


def changes(before: Sequence[Stretch], after: Sequence[Stretch]) -> list[Change]:
    """Where two resolutions of the same time differ in colour, neighbours of one difference joined."""
    found: list[Change] = []
    for old in before:
        for new in cover(after, old.start, old.end):
            if new.colour == old.colour:
                continue
            last = found[-1] if found else None
            if last and last.end == new.start and (last.before, last.after) == (old.colour, new.colour):
                found[-1] = last._replace(end=new.end)
            else:
                found.append(Change(new.start, new.end, old.colour, new.colour))
    return found


def longest_without_blue(stretches: Iterable[Stretch]) -> tuple[datetime, datetime] | None:
    """The longest run of these neighbouring stretches that holds no blue; the first of equals."""
    best: tuple[datetime, datetime] | None = None
    since: datetime | None = None
    for stretch in stretches:
        if stretch.colour == BLUE:
            since = None
            continue
        since = since or stretch.start
        if best is None or stretch.end - since > best[1] - best[0]:
            best = since, stretch.end
    return best


def label_words(word: str, code: str, reason: str) -> list[str]:
    """What may stand on a band, longest first: word and reason, word, short code."""
    return [f"{word} · {reason}", word, code] if reason else [word, code]


def draw(
    *,
    year: int,
    zone: ZoneInfo,
    layers: Sequence[Layer],
    month_names: Sequence[str],
    size: Size = WIDE,
    interventions: Sequence[tuple[int, datetime]] = (),
    holidays: Collection[date] = (),
    weekend: Collection[int] = SATURDAY_AND_SUNDAY,
    now: datetime | None = None,
) -> Year:
    """The picture of a year. The first of a stretch's words that fits stands on its band."""
    picture = Year(size)
    _grid(picture, year, month_names, frozenset(holidays), frozenset(weekend))
    for layer in layers:
        for stretch in layer.stretches:
            picture.bands.extend(_bands(stretch, layer, year, zone, size))
    return over(picture, year=year, zone=zone, interventions=interventions, now=now)


def over(
    picture: Year,
    *,
    year: int,
    zone: ZoneInfo,
    interventions: Sequence[tuple[int, datetime]] = (),
    now: datetime | None = None,
) -> Year:
    """The same year with these interventions and the line of `now` on it; `picture` itself stays as it was."""
    size = picture.size
    found = replace(picture, marks=_marks(interventions, year, zone, size))
    if now is not None and now.astimezone(zone).year == year:
        wall = now.astimezone(zone)
        y = _row(size, wall.month)
        found.today = Mark(_across(size, wall), y, "", y - 8)
        found.today_parts = _past_words(found, found.today.x, y)
        found.this_month = wall.month
    return found


def _past_words(picture: Year, x: float, y: float) -> Sequence[tuple[float, float]]:
    """The line of today, left out where it would cross the word of a band: the word stays to be read."""
    size = picture.size
    top, bottom = y - 6, y + size.bar + 6
    for band in picture.bands:
        long = len(band.label) * size.font * LETTER
        if band.y == y and band.label and band.text_x - 3 <= x <= band.text_x + long + 3:
            return (top, y), (y + size.bar, bottom)
    return ((top, bottom),)


def _row(size: Size, month: int) -> float:
    return size.top + (month - 1) * size.step


def _across(size: Size, wall: datetime) -> float:
    spent = (wall.hour * 60 + wall.minute) / 1440
    return round(size.left + (wall.day - 1 + spent) * size.day, 1)


def _grid(
    picture: Year,
    year: int,
    month_names: Sequence[str],
    holidays: frozenset[date],
    weekend: frozenset[int],
) -> None:
    """The numbers of the days, the names of the months, week-ends (each run of days one line), holidays."""
    size = picture.size
    day = size.day
    shown = range(1, 32) if size.wide else (1, 5, 10, 15, 20, 25, 30)
    heights = (14.0, size.height - 2.0) if size.wide else (14.0,)
    picture.days = [Mark(round(size.left + (n - 0.5) * day, 1), y, str(n), y) for y in heights for n in shown]
    for month in range(1, 13):
        y = _row(size, month)
        under = y + size.bar + 3
        opens, last = monthrange(year, month)
        middle = y + size.bar / 2 + 4
        picture.months.append(Mark(0, middle, month_names[month - 1], middle))
        since: int | None = None
        for n in range(1, last + 2):
            idle = n <= last and (opens + n - 1) % 7 in weekend
            if idle and since is None:
                since = n
            elif not idle and since is not None:
                picture.weekends.append(
                    Line(
                        round(size.left + (since - 1) * day, 1),
                        round(size.left + (n - 1) * day, 1),
                        under,
                    )
                )
                since = None
    picture.holidays = [
        Mark(
            round(size.left + (off.day - 0.5) * day, 1),
            _row(size, off.month) + size.bar + 3,
            "",
            0,
        )
        for off in sorted(holidays)
        if off.year == year
    ]


def _marks(
    interventions: Sequence[tuple[int, datetime]], year: int, zone: ZoneInfo, size: Size
) -> list[Mark]:
    """One mark for each start; those that would cover one another stand side by side."""
    found: list[Mark] = []
    apart = 17.0 if size.wide else 9.0
    reached: dict[int, float] = {}
    for number, moment in sorted(interventions, key=lambda one: one[1]):
        wall = moment.astimezone(zone)
        if wall.year != year:
            continue
        x = _across(size, wall)
        if wall.month in reached:
            x = round(max(x, reached[wall.month] + apart), 1)
        reached[wall.month] = x
        top = _row(size, wall.month)
        if size.wide:
            found.append(Mark(x, top - 1.5, str(number), top + 2.5))
        else:
            y = top + size.bar - 3
            points = f"{x - 4},{y + 7} {x + 4},{y + 7} {x},{y}"
            found.append(Mark(x, y, str(number), y, points))
    return found


def _bands(stretch: Stretch, layer: Layer, year: int, zone: ZoneInfo, size: Size) -> Iterable[Band]:
    """One band for each month that the stretch crosses."""
    opens, closes = year_bounds(year, zone)
    start, end = max(stretch.start, opens), min(stretch.end, closes)
    words = layer.words(stretch)
    centred = layer.tone == "changed"
    while start < end:
        wall = start.astimezone(zone)
        following = (wall.date().replace(day=1) + timedelta(days=32)).replace(day=1)
        month_end = datetime.combine(following, time(), zone).astimezone(UTC)
        stop = min(end, month_end)
        x = _across(size, wall)
        to = (
            size.left + monthrange(year, wall.month)[1] * size.day
            if stop == month_end
            else _across(size, stop.astimezone(zone))
        )
        width, y = max(to - x - 0.9, 0.8), _row(size, wall.month)
        label = next((w for w in words if len(w) * size.font * LETTER + 9 <= width), "")
        plain = layer.tone == "proposed" or stretch.colour not in {"blue", "red"}
        long = len(label) * size.font * LETTER
        text_x = x + (width - long) / 2 if centred else x + 5.5
        yield Band(
            round(x, 1),
            y,
            round(width, 1),
            size.bar,
            stretch.colour,
            layer.tone,
            label,
            round(text_x, 1),
            round(y + size.bar / 2 + size.font * 0.35, 1),
            round(long + 6, 1) if label and plain else 0,
            round(text_x - 3, 1),
            y + 2.5,
            size.bar - 5,
        )
        start = stop
