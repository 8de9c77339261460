"""The stored colours are those of the pure function, for every unit, whoever keeps the calendar."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.db import transaction
from hypothesis import given
from hypothesis import settings as hypothesis
from hypothesis import strategies as st

from calendar_ops import ledger, spans
from calendar_ops.models import Calendar, Period, Span
from calendar_ops.timeline import Stretch, cover, resolve
from organization.models import BusinessUnit
from organization.queries import unit_tree
from tests import factories
from tests.factories import paris

pytestmark = pytest.mark.django_db(transaction=False)
NOW = paris(4, 10)
# Both clock changes of Europe lie in these weeks, and the other dates of New York with them.
WEEKS = [(date(2026, 10, 19), 14), (date(2027, 3, 8), 24)]
ZONES = ["Europe/Paris", "America/New_York"]
STRICT = {"red": 0, "white": 1, "blue": 2}


@st.composite
def periods(draw) -> ledger.NewPeriod:
    first, length = draw(st.sampled_from(WEEKS))
    day = first + timedelta(days=draw(st.integers(0, length - 1)))
    colour = draw(st.sampled_from(["blue", "white", "red"]))
    exception = draw(st.booleans())
    rule = draw(st.sampled_from(["", "", "FREQ=WEEKLY;COUNT=3", "FREQ=WEEKLY"]))
    if draw(st.booleans()):
        end = day + timedelta(days=draw(st.integers(1, 5)))
        return ledger.NewPeriod(colour, True, day, end, recurrence=rule, exception=exception)
    start = datetime.combine(day, datetime.min.time(), UTC) + timedelta(minutes=30 * draw(st.integers(0, 47)))
    end_at = start + timedelta(minutes=30 * draw(st.integers(1, 100)))
    return ledger.NewPeriod(colour, False, start=start, end=end_at, exception=exception)


@st.composite
def calendars(draw) -> ledger.Draft:
    return ledger.Draft(
        added=draw(st.lists(periods(), max_size=6)),
        time_zone=draw(st.sampled_from(ZONES)),
        default_colour=draw(st.sampled_from(["", "blue", "white", "red"])),
    )


@st.composite
def trees(draw) -> list[tuple[int | None, ledger.Draft | None]]:
    """A root, two units below it and four below those: each keeps a calendar (an agreement) or follows."""
    return [(above, draw(st.none() | calendars())) for above in (None, 0, 0, 1, 1, 2, 2)]


def made(rows: list[tuple[int | None, ledger.Draft | None]]) -> list[BusinessUnit]:
    units: list[BusinessUnit] = []
    for number, (above, _draft) in enumerate(rows):
        parent = units[above] if above is not None else None
        units.append(factories.unit(f"T{number}", parent=parent))
    # From the leaves up, so that what a unit begins to keep copies nothing from above.
    for unit, (_above, draft) in reversed(list(zip(units, rows, strict=True))):
        if draft is not None:
            ledger.open_calendar(unit=unit, draft=draft, by=None, now=NOW)
    return units


def covers(period: Period, moment: datetime, zone: ZoneInfo) -> bool:
    """Whether a period covers an instant, by looking at the clock on the wall; no code of ours."""
    if not period.all_day:
        return period.start <= moment < period.end
    day = moment.astimezone(zone).date()
    if not period.recurrence:
        return period.first_day <= day < period.end_day
    weeks, within = divmod((day - period.first_day).days, 7)
    length = (period.end_day - period.first_day).days
    most = 3 if "COUNT" in period.recurrence else 10_000
    return 0 <= weeks < most and within < length


def oracle(
    unit: BusinessUnit, held: dict[int, tuple[Calendar, list[Period]]], moment: datetime
) -> tuple[str, str]:
    """The code of the unit that keeps what this one follows, and the colour then, step by step."""
    step: BusinessUnit | None = unit
    top = unit
    while step is not None:
        if step.pk in held:
            calendar, agreed = held[step.pk]
            zone = ZoneInfo(calendar.time_zone)
            there = [p for p in agreed if covers(p, moment, zone)]
            for group in ([p for p in there if p.exception], [p for p in there if not p.exception]):
                if group:
                    return step.code, min((p.colour for p in group), key=STRICT.__getitem__)
            return step.code, calendar.default_colour or "none"
        top, step = step, step.parent
    return top.code, "none"


def at(stretches: list[Stretch], moment: datetime) -> str:
    return next(s.colour for s in stretches if s.start <= moment < s.end)


@given(rows=trees(), minutes=st.lists(st.integers(0, 24 * 60 - 1), min_size=4, max_size=4))
@hypothesis(max_examples=25, deadline=None)
def test_three_levels_of_units_have_the_colours_that_a_walk_up_the_tree_finds(rows, minutes):
    with transaction.atomic():
        units = made(rows)
        tree = unit_tree()
        held = {c.unit_id: (c, list(c.periods.all())) for c in Calendar.objects.filter(closed_at=None)}
        for first, days in WEEKS:
            start = datetime.combine(first, datetime.min.time(), UTC)
            end = start + timedelta(days=days)
            keepers = spans.keepers_for([unit.pk for unit in units], start, end, tree)
            assert sorted(code for k in keepers for code in k.units) == sorted(u.code for u in units)
            for day in range(days):
                moment = start + timedelta(days=day, minutes=minutes[day % 4])
                for keeper in keepers:
                    expected = {oracle(u, held, moment) for u in units if u.code in keeper.units}
                    assert expected == {(keeper.code, at(keeper.stretches, moment))}, (moment, keeper.code)
        transaction.set_rollback(True)


@given(draft=calendars(), offset=st.integers(-40, 60), days=st.integers(1, 400))
@hypothesis(max_examples=30, deadline=None)
def test_stored_spans_equal_the_pure_function_within_the_horizon(draft, offset, days):
    with transaction.atomic():
        unit = factories.unit("ONE")
        calendar = ledger.open_calendar(unit=unit, draft=draft, by=None, now=NOW).calendar
        start = paris(1) + timedelta(days=offset, minutes=offset)
        end = start + timedelta(days=days)
        kept = spans.kept_by()[unit.pk]
        assert kept.holds(start, end)
        rules = [spans.rule_of(period) for period in calendar.periods.order_by("first_day", "start", "id")]
        wanted = resolve(rules, zone=kept.time_zone, default=kept.default or None, start=start, end=end)
        stored = spans.clipped(spans.spans_of([kept], start, end)[calendar.pk], start, end)
        assert [(s.start, s.end, s.colour) for s in merged(stored)] == [
            (s.start, s.end, s.colour) for s in merged(wanted)
        ]
        transaction.set_rollback(True)


def merged(stretches: list[Stretch]) -> list[Stretch]:
    """Neighbours of one colour joined: which of two equal periods is cited is another test's matter."""
    return cover([s._replace(key=None) for s in stretches], stretches[0].start, stretches[-1].end)


def red(first: date, days: int = 1, **more) -> ledger.NewPeriod:
    return ledger.NewPeriod(colour="red", first_day=first, end_day=first + timedelta(days=days), **more)


@pytest.fixture
def calendar(cast):
    return ledger.open_calendar(
        unit=cast.finance,
        draft=ledger.Draft(added=[red(date(2026, 11, 12))], default_colour="blue"),
        by=None,
        now=NOW,
    ).calendar


def colours(calendar: Calendar, start: datetime, end: datetime) -> list[str]:
    kept = spans.kept_by([calendar.unit_id])[calendar.unit_id]
    return [s.colour for s in spans.spans_of([kept], start, end)[calendar.pk]]


def test_spans_are_those_of_the_change_or_of_nothing_when_it_fails(calendar, monkeypatch):
    before = list(Span.objects.values_list("start", "end", "colour"))

    def fails(*_args, **_more):
        raise RuntimeError("the disk is full")

    monkeypatch.setattr(ledger, "_note", fails)
    with pytest.raises(RuntimeError):
        ledger.record_revision(
            calendar=calendar, draft=ledger.Draft(added=[red(date(2026, 11, 20))]), by=None, now=NOW
        )
    assert list(Span.objects.values_list("start", "end", "colour")) == before
    monkeypatch.undo()
    ledger.record_revision(
        calendar=calendar, draft=ledger.Draft(added=[red(date(2026, 11, 20))]), by=None, now=NOW
    )
    assert Span.objects.filter(colour="red").count() == 2


def test_spans_reach_from_one_year_back_to_three_years_ahead(calendar):
    calendar.refresh_from_db()
    assert calendar.spans_from <= NOW - timedelta(days=365)
    assert calendar.spans_until >= NOW + timedelta(days=3 * 365)


def test_the_night_extends_them_and_has_nothing_left_to_do_after(calendar):
    later = NOW + timedelta(days=30)
    assert spans.extend(now=later) == 1
    assert spans.extend(now=later) == 0
    calendar.refresh_from_db()
    assert calendar.spans_until >= later + timedelta(days=3 * 365)
    assert colours(calendar, paris(11), paris(14)) == ["blue", "red", "blue"]


def test_a_rule_without_end_goes_on_with_the_horizon(cast):
    monthly = red(date(2026, 1, 31), recurrence="FREQ=MONTHLY;BYMONTHDAY=-1")
    calendar = ledger.open_calendar(
        unit=cast.finance, draft=ledger.Draft(added=[monthly]), by=None, now=NOW
    ).calendar
    later = NOW + timedelta(days=400)
    spans.extend(now=later)
    far = paris(30, month=11, year=2030)
    assert later + timedelta(days=3 * 365) > far
    assert Span.objects.filter(calendar=calendar, start=far).exists()


@pytest.mark.parametrize("years", [-3, 4, 20])
def test_beyond_the_horizon_the_pure_function_computes(years, cast):
    yearly = red(date(2020, 12, 24), 3, recurrence="FREQ=YEARLY")
    calendar = ledger.open_calendar(
        unit=cast.finance, draft=ledger.Draft(added=[yearly], default_colour="white"), by=None, now=NOW
    ).calendar
    start = paris(20, month=12, year=2026 + years)
    end = paris(31, month=12, year=2026 + years)
    assert not spans.kept_by()[cast.finance.pk].holds(start, end)
    assert colours(calendar, start, end) == ["white", "red", "white"]
    keeper = spans.keepers_for([cast.finance.pk], start, end)[0]
    assert [s.colour for s in keeper.stretches] == ["white", "red", "white"]


def test_a_closed_calendar_is_not_extended(calendar):
    ledger.close_calendar(calendar=calendar, note="", by=None, now=NOW)
    assert spans.extend(now=NOW + timedelta(days=30)) == 0
    assert not Span.objects.exists()


def test_five_hundred_units_take_as_many_queries_as_one(calendar, cast, django_assert_num_queries):
    tree = unit_tree()
    with django_assert_num_queries(2):
        spans.keepers_for([cast.finance.pk], paris(1), paris(30), tree)
    for number in range(40):
        ledger.open_calendar(
            unit=factories.unit(f"Q{number}"), draft=ledger.Draft(default_colour="blue"), by=None, now=NOW
        )
    tree = unit_tree()
    with django_assert_num_queries(2):
        assert len(spans.keepers_for(list(tree.parents), paris(1), paris(30), tree)) == 43
