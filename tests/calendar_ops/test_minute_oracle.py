"""Timeline, policy and finder together, held against somebody who looks at every minute.

A tree of three levels, calendars in two zones, exceptions over exceptions, rules across clock changes of both zones,
bounds at any minute, daily hours in a zone of their own. The oracle shares no code with what it checks: it lists the
occurrences on the wall clock, walks up the tree by hand and asks minute after minute.
"""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from dateutil.rrule import rrulestr
from hypothesis import given, settings
from hypothesis import strategies as st

from calendar_ops.policy import Keeper, Work, judge
from calendar_ops.slots import DailyHours, Wish, apply, find, suggest
from calendar_ops.timeline import PeriodRule, resolve

MINUTE = timedelta(minutes=1)
ZONES = [ZoneInfo("Europe/Paris"), ZoneInfo("America/New_York")]
CHANGES = [  # the last hour before the clocks of Paris or New York change
    datetime(2026, 10, 25, 0, tzinfo=UTC), datetime(2027, 3, 28, 0, tzinfo=UTC),
    datetime(2026, 11, 1, 5, tzinfo=UTC), datetime(2027, 3, 14, 6, tzinfo=UTC),
]  # fmt: skip
HOURS = [
    None,
    DailyHours(time(18), time(0), "Europe/Paris"),
    DailyHours(time(22), time(5), "Europe/Paris"),
    DailyHours(time(8, 17), time(12, 41), "America/New_York"),
    DailyHours(time(6), time(6), "America/New_York"),
]
RECURRENCES = ["", "", "FREQ=DAILY", "FREQ=DAILY;INTERVAL=2", "FREQ=WEEKLY;BYDAY=SA,SU", "FREQ=DAILY;COUNT=3"]
PARENTS = {"A": None, "B": "A", "C": "B", "D": "A"}  # A over B over C, and D beside B
CLASSES = {"normal": 60, "minor": 30, "security": 60, "emergency": 60}
ANSWERS = {  # class → the answer in blue, white, red, none; 0 lets through, the higher the worse
    "normal": (0, 3, 3, 1),
    "minor": (0, 0, 3, 1),
    "security": (0, 0, 3, 1),
    "emergency": (0, 0, 2, 1),
}
KINDS = ("allowed", "not_negotiated", "needs_approval", "refused")
COLOURS = ("blue", "white", "red", "none")


@st.composite
def rules_around(draw, change: datetime) -> list[PeriodRule]:
    rules = []
    for key in range(draw(st.integers(0, 5))):
        colour = draw(st.sampled_from(["blue", "blue", "white", "red"]))
        exception, recurrence = draw(st.booleans()), draw(st.sampled_from(RECURRENCES))
        start: date | datetime
        if draw(st.booleans()):
            start = change.date() + timedelta(days=draw(st.integers(-3, 2)))
            end: date | datetime = start + timedelta(days=draw(st.integers(1, 3)))
        else:
            start = change + MINUTE * draw(st.integers(-3000, 2000))
            end = start + MINUTE * draw(st.integers(1, 2300))
        rules.append(
            PeriodRule(key, colour, exception, not isinstance(start, datetime), start, end, recurrence)
        )
    return rules


def by_hand(rule: PeriodRule, zone: ZoneInfo, until: datetime) -> list[tuple[datetime, datetime]]:
    """The occurrences that begin before `until`, from the starts listed on the wall clock."""

    def instant(local: datetime) -> datetime:
        return local.replace(tzinfo=zone).astimezone(UTC)

    if rule.all_day:
        first, last = (datetime.combine(day, time()) for day in (rule.start, rule.end))
        exact = instant(first), instant(last)
    else:
        first, last = (one.astimezone(zone).replace(tzinfo=None, fold=0) for one in (rule.start, rule.end))
        exact = rule.start, rule.end
    if not rule.recurrence:
        return [exact]
    found = []
    for local in rrulestr(rule.recurrence, dtstart=first):
        start = instant(local)
        if start >= until:
            return found
        end = instant(local + (last - first)) if last > first else start
        if local == first and not rule.all_day:
            start, end = exact
        found.append((start, end if end > start else start + (exact[1] - exact[0])))
    return found


class Calendar:
    """One unit's calendar, resolved by the code and looked at by hand."""

    def __init__(
        self, rules: list[PeriodRule], zone: ZoneInfo, default: str, start: datetime, end: datetime
    ) -> None:
        self.default = default
        self.stretches = resolve(rules, zone=zone, default=default, start=start, end=end)
        self.listed = [(rule, *when) for rule in rules for when in by_hand(rule, zone, end)]

    def colour(self, minute: datetime) -> str:
        here = [rule for rule, start, end in self.listed if start <= minute < end]
        ruling = [rule for rule in here if rule.exception] or here
        return max((rule.colour for rule in ruling), key=COLOURS.index, default=self.default or "none")


@st.composite
def companies(draw):
    """(the moment around which all happens, unit → its calendar for those that keep one, the units touched)."""
    change = draw(st.sampled_from(CHANGES))
    start, end = change - timedelta(days=2), change + timedelta(days=3)
    calendars = {
        unit: Calendar(
            draw(rules_around(change)),
            draw(st.sampled_from(ZONES)),
            draw(st.sampled_from(["", "blue", "red"])),
            start,
            end,
        )
        for unit in PARENTS
        if draw(st.integers(0, 2))
    }
    touched = draw(st.sets(st.sampled_from(list(PARENTS)), min_size=1))
    return change, calendars, touched


def kept_for(unit: str | None, calendars: dict[str, Calendar]) -> str | None:
    while unit is not None and unit not in calendars:
        unit = PARENTS[unit]
    return unit


def keepers_of(calendars: dict[str, Calendar], touched: set[str]) -> list[Keeper]:
    following: dict[str | None, list[str]] = {}
    for unit in sorted(touched):
        following.setdefault(kept_for(unit, calendars), []).append(unit)
    return [
        Keeper(code or units[0], tuple(units), 1 if code else None, calendars[code].stretches if code else [])
        for code, units in following.items()
    ]


def answer(kind: str, calendars: dict[str, Calendar], touched: set[str], minute: datetime) -> int:
    """The worst of what every unit's calendar says of that minute."""
    colours = []
    for unit in touched:
        code = kept_for(unit, calendars)
        colours.append(calendars[code].colour(minute) if code else "none")
    return max(ANSWERS[kind][COLOURS.index(colour)] for colour in colours)


def daily_range(hours: DailyHours | None, minute: datetime) -> object:
    """Which daily range a minute lies in, None outside every one."""
    if hours is None:
        return 0
    local = minute.astimezone(ZoneInfo(hours.zone))
    clock = local.time().replace(fold=0)
    if hours.start < hours.end:
        return local.date() if hours.start <= clock < hours.end else None
    if clock >= hours.start:
        return local.date()
    return local.date() - timedelta(days=1) if clock < hours.end else None


def runs(kind, hours, calendars, touched, start: datetime, end: datetime) -> list[tuple[datetime, datetime]]:
    """The longest stretches of minutes that are allowed one by one, each inside one daily range."""
    found: list[tuple[datetime, datetime]] = []
    before: object = None
    minute = start
    while minute < end:
        place = daily_range(hours, minute)
        if place is not None and answer(kind, calendars, touched, minute) != 0:
            place = None
        if place is not None and place == before:
            found[-1] = found[-1][0], minute + MINUTE
        elif place is not None:
            found.append((minute, minute + MINUTE))
        before = place
        minute += MINUTE
    return found


wishes = st.tuples(
    st.sampled_from(list(CLASSES)),
    st.sampled_from(HOURS),
    st.integers(-1200, 0),  # minutes from the change to the earliest start
    st.integers(200, 1500),  # and to the latest end
    st.integers(1, 500),  # the length of the work
)


@settings(max_examples=60, deadline=None)
@given(companies(), wishes)
def test_every_window_is_allowed_at_each_minute_maximal_and_none_is_missed(company, drawn):
    change, calendars, touched = company
    kind, hours, first, last, length = drawn
    start, end = change + first * MINUTE, change + last * MINUTE
    keepers = keepers_of(calendars, touched)
    wish = Wish("normal" if kind == "minor" else kind, CLASSES[kind], length * MINUTE, start, end, hours)
    windows = find(wish, keepers)
    expected = [
        one for one in runs(kind, hours, calendars, touched, start, end) if one[1] - one[0] >= length * MINUTE
    ]
    assert [(window.start, window.end) for window in windows] == expected
    if not windows:
        for suggestion in suggest(wish, keepers)[:1]:
            searches = apply(suggestion, keepers)
            assert searches and all(find(changed, kept) for changed, kept in searches)


@settings(max_examples=60, deadline=None)
@given(companies(), st.sampled_from(list(CLASSES)), st.integers(-1200, 1200), st.integers(1, 400))
def test_the_verdict_is_the_worst_of_every_unit_and_minute(company, kind, first, length):
    change, calendars, touched = company
    start = change + first * MINUTE
    work = Work("normal" if kind == "minor" else kind, CLASSES[kind], start, start + length * MINUTE)
    verdict = judge(work, keepers_of(calendars, touched))
    minutes = [start + number * MINUTE for number in range(length)]
    assert verdict.kind == KINDS[max(answer(kind, calendars, touched, minute) for minute in minutes)]
    for minute in minutes:
        cited = [one for one in verdict.offences if one.start <= minute < one.end]
        keepers = {kept_for(unit, calendars) or unit for unit in touched}
        for code in keepers:
            said = calendars[code].colour(minute) if code in calendars else "none"
            wrong = ANSWERS[kind][COLOURS.index(said)] != 0
            assert any(one.colour == said for one in cited) or not wrong
