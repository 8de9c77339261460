"""The common strip: calendars one under the other over some weeks, as geometry only. No Django, no clock.

`draw` lays out one picture; `calendar_ops.queries.strips.strip` gives it the words, reads the reasons of the
periods and returns what `templates/calendar_ops/_strip.html` shows. Coordinates are SVG user units. Days are
equally wide whatever their hours: the axis goes by the wall clock of the zone.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Sequence, Set
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from calendar_ops.timeline import Stretch

CHARACTER = 0.53  # of the font size: how wide a letter of the portal's font is on average
EDGE = 5.5  # between the edge of a band and its word
SATURDAY = 5
FAR = 30  # how far a text under the bands may stand from what it names


@dataclass(frozen=True, slots=True)
class Size:
    """The proportions of one drawing. `beside`: labels left of the bands (wide), else above them (phone)."""

    width: int
    beside: bool
    top: float
    step: float
    bar: float
    font: int = 13

    def dense(self) -> Size:
        """The same for many rows."""
        return Size(self.width, self.beside, self.top, self.step - 10, self.bar - 7, self.font)


WIDE = Size(1240, True, 42.5, 44, 33)
MIDDLE = Size(760, True, 42.5, 44, 33)
BESIDE_A_FORM = Size(690, True, 42.5, 44, 33)
PHONE = Size(356, False, 47.5, 62, 33)
MANY_ROWS = 12


@dataclass(frozen=True, slots=True)
class Row:
    """One calendar. `stretches` in order, at least over the window, unclipped is fine.

    `note` stands under the label (« 238 personnes »); `mark` is what the slot meets there: "ok", "warn",
    "bad", or "" for no sign; `works` are the starts of interventions, drawn as triangles under the band.
    """

    label: str
    stretches: Sequence[Stretch]
    note: str = ""
    mark: str = ""
    works: Sequence[datetime] = ()


@dataclass(frozen=True, slots=True)
class Zone:
    """A vertical band over all rows: the slot, or a window that is free in all of them."""

    start: datetime
    end: datetime
    label: str
    tone: str = ""


@dataclass(frozen=True, slots=True)
class Text:
    x: float
    y: float
    text: str
    anchor: str = "start"
    quiet: bool = False
    bound: bool = False  # left out rather than read under something else


@dataclass(frozen=True, slots=True)
class Box:
    x: float
    y: float
    width: float
    height: float


@dataclass(frozen=True, slots=True)
class Band:
    """A stretch of one colour in one row; `label` is empty where no word fits; `exception`: of a signed one."""

    box: Box
    colour: str
    label: str
    text_x: float
    text_y: float
    plate: Box | None
    exception: bool = False


@dataclass(frozen=True, slots=True)
class Sign:
    """What the slot meets in a row: a disc with a tick, a cross or an exclamation mark."""

    x: float
    y: float
    tone: str


@dataclass(slots=True)
class Picture:
    """What the template draws, in this order."""

    width: int
    height: float = 0
    top: float = 0
    bottom: float = 0
    weekends: list[Box] = field(default_factory=list)
    lines: list[float] = field(default_factory=list)  # x of each Monday, and of the first day
    days: list[Text] = field(default_factory=list)
    weeks: list[Text] = field(default_factory=list)
    windows: list[Box] = field(default_factory=list)
    labels: list[Text] = field(default_factory=list)
    notes: list[Text] = field(default_factory=list)
    bands: list[Band] = field(default_factory=list)
    slot: Box | None = None
    slot_tone: str = ""
    signs: list[Sign] = field(default_factory=list)
    works: list[Text] = field(default_factory=list)  # x, y of the triangle's top
    now: float | None = None
    feet: list[Text] = field(default_factory=list)  # under the bands: the slot, today, the windows' names


@dataclass(frozen=True, slots=True)
class Axis:
    """From a moment to its x, by the wall clock of the zone."""

    first: datetime  # naive, on the wall clock
    last: datetime
    zone: ZoneInfo
    left: float
    right: float

    def across(self, moment: datetime) -> float:
        here = moment.astimezone(self.zone).replace(tzinfo=None)
        share = (here - self.first) / (self.last - self.first)
        return self.left + min(max(share, 0.0), 1.0) * (self.right - self.left)

    @property
    def day(self) -> float:
        return (self.right - self.left) / ((self.last - self.first) / timedelta(days=1))

    def dates(self) -> Iterable[tuple[date, float]]:
        """Each day with the x of its beginning (the first may be under way)."""
        day = self.first.date()
        while day < self.last.date() or (day == self.last.date() and self.last.time() != datetime.min.time()):
            opens = max(datetime.combine(day, datetime.min.time()), self.first)
            yield day, self.left + (opens - self.first) / (self.last - self.first) * (self.right - self.left)
            day += timedelta(days=1)


def wide_enough(text: str, font: int) -> float:
    """How many units a text of that size takes, at a guess."""
    return len(text) * font * CHARACTER


def shortened(text: str, room: float, font: int) -> str:
    """The text, cut with an ellipsis when it is longer than the room."""
    most = int(room / (font * CHARACTER))
    return text if len(text) <= most else text[: max(most - 1, 1)].rstrip() + "…"


def draw(
    *,
    rows: Sequence[Row],
    start: datetime,
    end: datetime,
    zone: ZoneInfo,
    words: Callable[[Stretch], Sequence[str]],
    week_word: Callable[[date], str],
    size: Size = WIDE,
    slot: Zone | None = None,
    windows: Sequence[Zone] = (),
    now: datetime | None = None,
    now_word: str = "",
    exceptions: Set[Hashable] = frozenset(),
    exception_word: str = "",
) -> Picture:
    """The picture of `[start, end)`.

    `words` gives what may stand on a stretch, longest first: the first that fits beside what is drawn over
    the band stands. `week_word` names the week that begins on a Monday. Moments outside are not drawn. Stretches
    of a key among `exceptions` are framed; under a picture of one row, where it is clear which, their word stands.
    Raises ValueError when the window is empty.
    """
    if end <= start:
        raise ValueError("a strip ends after it starts")
    if len(rows) > MANY_ROWS:
        size = size.dense()
    left = _room_for_labels(rows, size) if size.beside else 0.5
    first, last = (moment.astimezone(zone).replace(tzinfo=None) for moment in (start, end))
    axis = Axis(first, last, zone, left, size.width - 1.5)
    picture = Picture(size.width, top=size.top - (6.5 if size.beside else 23.5))
    picture.bottom = size.top + len(rows) * size.step + (3 if size.beside else -13)
    picture.height = picture.bottom + 20
    _ground(picture, axis, size, week_word)
    over: list[tuple[float, float]] = []  # what words on bands must keep clear of
    feet: list[tuple[float, Text]] = []
    if now is not None and start <= now < end:
        picture.now = round(axis.across(now), 1)
        over.append((picture.now - 4, picture.now + 4))
    if slot is not None and slot.end > start and slot.start < end:
        picture.slot, picture.slot_tone = _column(slot, axis, picture), slot.tone
        middle = picture.slot.x + picture.slot.width / 2
        over.append(
            (min(picture.slot.x, middle - 10) - 2, max(picture.slot.x + picture.slot.width, middle + 10) + 2)
        )
        feet.append((middle, Text(middle, picture.bottom + 16, slot.label)))
    for window in windows:
        if window.end > start and window.start < end:
            box = _column(window, axis, picture)
            picture.windows.append(box)
            feet.append(
                (box.x + box.width / 2, Text(box.x + box.width / 2, picture.bottom + 16, window.label))
            )
    if len(rows) == 1:
        for stretch in rows[0].stretches:
            if stretch.key in exceptions and stretch.start < end and stretch.end > start:
                middle = (axis.across(stretch.start) + axis.across(stretch.end)) / 2
                feet.append(
                    (middle, Text(middle, picture.bottom + 16, exception_word, quiet=True, bound=True))
                )
    if picture.now is not None:
        feet.append((picture.now, Text(picture.now, picture.bottom + 16, now_word, quiet=True)))
    picture.feet = _apart([text for _x, text in feet], size)
    for number, row in enumerate(rows):
        _row(picture, row, size.top + number * size.step, axis, size, words, sorted(over), exceptions)
    return picture


def _room_for_labels(rows: Sequence[Row], size: Size) -> float:
    longest = max((max(wide_enough(r.label, size.font), wide_enough(r.note, 12)) for r in rows), default=0)
    return round(min(max(longest + 14, 70), size.width * 0.26)) + 0.5


def _column(zone: Zone, axis: Axis, picture: Picture) -> Box:
    x, to = axis.across(zone.start), axis.across(zone.end)
    width = max(to - x, 3.0)
    return Box(
        round(min(x, axis.right - width), 1),
        picture.top,
        round(width, 1),
        round(picture.bottom - picture.top, 1),
    )


def _ground(picture: Picture, axis: Axis, size: Size, week_word: Callable[[date], str]) -> None:
    """Week-ends, Mondays, and the numbers of the days where they have room."""
    numbered = size.beside and axis.day >= 15
    previous = -1000.0
    for day, x in axis.dates():
        if day.weekday() >= SATURDAY:
            picture.weekends.append(
                Box(
                    round(x, 1),
                    picture.top,
                    round(min(axis.day, axis.right - x), 1),
                    round(picture.bottom - picture.top, 1),
                )
            )
        if numbered:
            picture.days.append(
                Text(round(x + axis.day / 2, 1), 30, str(day.day), "middle", day.weekday() >= SATURDAY)
            )
        if day.weekday() == 0:
            picture.lines.append(round(x, 1))
            word = week_word(day)
            room = wide_enough(word, 12)
            at_end = x + room > axis.right
            begins = axis.right - room if at_end else x + 2
            if begins > previous + 6:
                place = axis.right if at_end else x + 2
                picture.weeks.append(
                    Text(round(place, 1), 15 if size.beside else 18, word, "end" if at_end else "start")
                )
                previous = begins + room


def _apart(texts: list[Text], size: Size) -> list[Text]:
    """The texts under the bands, kept inside and clear of each other; what finds no room is left out."""
    taken: list[tuple[float, float]] = []
    placed: list[Text] = []
    for text in texts:
        half = wide_enough(text.text, size.font) / 2
        x = min(max(text.x, half), size.width - half)
        for lower, upper in taken:
            if x + half > lower - 6 and x - half < upper + 6:
                x = upper + 8 + half if text.x >= (lower + upper) / 2 else lower - 8 - half
        # it would be read under its neighbour
        far = placed and (text.bound or not text.quiet) and abs(x - text.x) > FAR
        if (
            far
            or x - half < 0
            or x + half > size.width
            or any(x + half > a - 4 and x - half < b + 4 for a, b in taken)
        ):
            continue
        taken.append((x - half, x + half))
        placed.append(Text(round(x, 1), text.y, text.text, "middle", text.quiet))
    return placed


def _row(
    picture: Picture,
    row: Row,
    y: float,
    axis: Axis,
    size: Size,
    words: Callable[[Stretch], Sequence[str]],
    over: Sequence[tuple[float, float]],
    exceptions: Set[Hashable],
) -> None:
    if size.beside:
        room = axis.left - 12
        both = bool(row.note) and size.bar > 28
        picture.labels.append(
            Text(0, y + (13.5 if both else size.bar / 2 + 4.5), shortened(row.label, room, size.font))
        )
        if both:
            picture.notes.append(Text(0, y + 28.5, shortened(row.note, room, 12)))
    else:
        room = axis.right - wide_enough(row.note, 12) - 10
        picture.labels.append(Text(0, y - 6.5, shortened(row.label, room, size.font)))
        if row.note:
            picture.notes.append(Text(axis.right, y - 6.5, row.note, "end"))
    for stretch in row.stretches:
        x, to = axis.across(stretch.start), axis.across(stretch.end)
        if to > x:
            picture.bands.append(_band(stretch, x, to, y, size, words, over, stretch.key in exceptions))
    if picture.slot is not None and row.mark:
        middle = picture.slot.x + picture.slot.width / 2
        picture.signs.append(Sign(round(middle, 1), y + size.bar / 2, row.mark))
    for moment in row.works:
        local = moment.astimezone(axis.zone).replace(tzinfo=None)
        if axis.first <= local < axis.last:
            picture.works.append(Text(round(axis.across(moment), 1), round(y + size.bar - 4, 1), ""))


def _band(
    stretch: Stretch,
    x: float,
    to: float,
    y: float,
    size: Size,
    words: Callable[[Stretch], Sequence[str]],
    over: Sequence[tuple[float, float]],
    exception: bool,
) -> Band:
    width = max(to - x - 1, 0.8)
    label, place = "", x + EDGE
    for word in words(stretch):
        found = _place(wide_enough(word, size.font), x + EDGE, x + width - 4, over)
        if found is not None:
            label, place = word, found
            break
    plate = None
    if label and stretch.colour in {"white", "none"}:
        plate = Box(round(place - 3, 1), y + 2.5, round(wide_enough(label, size.font) + 6, 1), size.bar - 5)
    return Band(
        Box(round(x, 1), y, round(width, 1), size.bar),
        stretch.colour,
        label,
        round(place, 1),
        round(y + size.bar / 2 + size.font * 0.35, 1),
        plate,
        exception,
    )


def _place(room: float, first: float, last: float, over: Sequence[tuple[float, float]]) -> float | None:
    """Where a word of that width may begin between two x, clear of what is drawn over; None: nowhere."""
    for begins in (first, *(upper + 3 for _lower, upper in over)):
        if begins < first or begins + room > last:
            continue
        if all(begins + room <= lower or begins >= upper for lower, upper in over):
            return begins
    return None
