"""The worked cases of the calendar, in one table: Europe/Paris, half-open, 2026.

FIN: blue 2→23 Nov, red 23 Nov→1 Dec. HR: white 2→16 Nov, blue 16 Nov→1 Dec. OPS: blue 2 Nov→1 Dec, red
18 Nov 08:00–20:00. Class normal, interruption = duration unless stated. Each case stands alone.
A case is one function whose name begins with `test_case_NN_`; those that need the database ask for it.
"""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest

from calendar_ops.due import Terms, due_at, earliest_due
from calendar_ops.policy import Keeper, Verdict, Work, judge
from calendar_ops.slots import DailyHours, Wish, find, longest
from calendar_ops.timeline import PeriodRule, balance, compare, resolve
from core.local_time import AmbiguousTime, NonexistentTime, localize

PARIS = ZoneInfo("Europe/Paris")
FROM, UNTIL = datetime(2026, 10, 1, tzinfo=UTC), datetime(2027, 1, 1, tzinfo=UTC)
NOV_2, DEC_1 = datetime(2026, 11, 2, tzinfo=PARIS), datetime(2026, 12, 1, tzinfo=PARIS)


def at(text: str) -> datetime:
    """ "10 20:30" is 10 November 2026 20:30 in Paris; "10/24 01:00" names the month."""
    day, _, clock = text.partition(" ")
    month, _, number = day.rpartition("/")
    hour, _, minute = (clock or "00:00").partition(":")
    return datetime(2026, int(month or 11), int(number), int(hour), int(minute), tzinfo=PARIS)


def days(key: str, colour: str, first: str, end: str, *, exception: bool = False) -> PeriodRule:
    return PeriodRule(key, colour, exception, True, at(first).date(), at(end).date())


def times(key: str, colour: str, start: str, end: str, *, exception: bool = False) -> PeriodRule:
    return PeriodRule(key, colour, exception, False, at(start), at(end))


RULES = {
    "FIN": [days("fin-blue", "blue", "2", "23"), days("fin-red", "red", "23", "12/1")],
    "HR": [days("hr-white", "white", "2", "16"), days("hr-blue", "blue", "16", "12/1")],
    "OPS": [days("ops-blue", "blue", "2", "12/1"), times("ops-red", "red", "18 08:00", "18 20:00")],
}


def keeper(code: str, *more: PeriodRule) -> Keeper:
    spans = resolve([*RULES[code], *more], zone=PARIS, default="", start=FROM, end=UNTIL)
    return Keeper(code, (code,), 1, spans)


def verdict(
    units: str, start: str, end: str, work_class: str = "normal", minutes: int | None = None, more: tuple = ()
) -> Verdict:
    slot = at(start), at(end)
    length = int((slot[1] - slot[0]).total_seconds() // 60)
    work = Work(work_class, length if minutes is None else minutes, *slot)
    return judge(work, [keeper(code, *more) for code in units.split()])


def wish(hours: float, start: str, end: str = "12/1", minutes: int = 240, daily: DailyHours | None = None):
    return Wish("normal", minutes, timedelta(hours=hours), at(start), at(end), daily)


ALL = [keeper("FIN"), keeper("HR"), keeper("OPS")]


def offences(found: Verdict) -> list[tuple]:
    return [(o.unit, o.colour, o.start, o.end) for o in found.offences]


def test_case_01_blue_is_allowed():
    assert verdict("FIN", "10 20:00", "10 22:00") == Verdict("allowed", ())


def test_case_02_one_white_unit_refuses_for_all():
    found = verdict("FIN HR", "10 20:00", "10 22:00")
    assert found.kind == "refused"
    assert offences(found) == [("HR", "white", at("10 20:00"), at("10 22:00"))]
    (one,) = found.offences
    assert (one.units, one.period, one.period_start, one.period_end) == (
        ("HR",),
        "hr-white",
        at("2"),
        at("16"),
    )
    assert (one.rule, one.version) == ("white_minor_or_security_only", 1)


def test_case_03_thirty_minutes_are_minor_and_thirty_one_are_not():
    assert verdict("FIN HR", "10 20:00", "10 22:00", minutes=30).kind == "allowed"
    assert verdict("FIN HR", "10 20:00", "10 22:00", minutes=31).kind == "refused"


def test_case_04_security_goes_through_white():
    assert verdict("FIN HR", "10 19:00", "10 22:00", "security", 180).kind == "allowed"


def test_case_05_red_refuses_security_and_asks_approval_of_an_emergency():
    assert verdict("FIN", "24 10:00", "24 11:00", "security").kind == "refused"
    assert verdict("FIN", "24 10:00", "24 11:00", "emergency").kind == "needs_approval"


def test_case_06_the_end_is_excluded():
    assert verdict("FIN", "22 22:00", "23 00:00").kind == "allowed"
    late = verdict("FIN", "22 22:00", "23 00:01")
    assert (late.kind, offences(late)) == ("refused", [("FIN", "red", at("23 00:00"), at("23 00:01"))])


def test_case_07_only_what_overlaps_is_an_offence():
    assert verdict("OPS", "17 22:00", "18 08:00").kind == "allowed"
    late = verdict("OPS", "17 22:00", "18 08:30")
    assert (late.kind, offences(late)) == ("refused", [("OPS", "red", at("18 08:00"), at("18 08:30"))])


def test_case_08_blue_at_both_ends_is_not_enough():
    found = verdict("OPS", "18 07:00", "18 21:00")
    assert (found.kind, offences(found)) == ("refused", [("OPS", "red", at("18 08:00"), at("18 20:00"))])


def test_case_09_first_slot_with_and_without_daily_hours():
    assert find(wish(4, "9 09:00"), ALL)[0].earliest_start == at("16 00:00")
    evening = DailyHours(time(18), time(0), "Europe/Paris")
    first = find(wish(4, "9 09:00", daily=evening), ALL)[0]
    assert (first.earliest_start, first.latest_start, first.end) == (at("16 18:00"), at("16 20:00"), at("17"))


def test_case_10_twelve_hours_after_the_red_day():
    assert find(wish(12, "18 06:00"), ALL)[0].earliest_start == at("18 20:00")


def test_case_11_a_hundred_hours_fit_and_a_hundred_and_one_do_not():
    (only,) = find(wish(100, "9"), ALL)
    assert only.earliest_start == only.latest_start == at("18 20:00")
    assert find(wish(101, "9"), ALL) == []
    run = longest(wish(101, "9"), ALL)
    assert run is not None
    assert (run.start, run.end, run.minutes) == (at("18 20:00"), at("23"), 6000)
    assert [(b.unit, b.colour, b.at, b.period) for b in run.bounded_by] == [
        ("OPS", "red", at("18 20:00"), "ops-red"),
        ("FIN", "red", at("23"), "fin-red"),
    ]


def test_case_12_a_minor_one_need_not_wait_for_blue():
    assert find(wish(2, "9 09:00", minutes=20), ALL)[0].earliest_start == at("9 09:00")


def test_case_13_an_all_day_red_goes_from_midnight_to_midnight():
    red = days("closing", "red", "12", "13")
    assert verdict("FIN", "12 23:59", "13 01:00", more=(red,)).kind == "refused"
    assert verdict("FIN", "13 00:00", "13 01:00", more=(red,)).kind == "allowed"
    assert red.end == date(2026, 11, 13)  # what a feed gives as DTEND


def test_case_14_an_agreed_exception_opens_a_red_morning():
    blue = times("opened", "blue", "28 08:00", "28 12:00", exception=True)
    assert verdict("FIN", "28 09:00", "28 11:00").kind == "refused"  # proposed: it does not count
    assert verdict("FIN", "28 09:00", "28 11:00", more=(blue,)).kind == "allowed"


def test_case_15_nothing_agreed_and_no_default_is_not_negotiated():
    found = verdict("FIN", "12/8 10:00", "12/8 11:00")
    assert (found.kind, found.offences[0].rule, found.offences[0].period) == ("not_negotiated",) * 2 + (None,)


def test_case_16_the_repeated_hour_is_counted():
    start, end = (
        localize(datetime.fromisoformat("2026-10-25T01:30"), PARIS),
        localize(datetime.fromisoformat("2026-10-25T04:30"), PARIS),
    )
    assert (start, end) == (
        datetime(2026, 10, 24, 23, 30, tzinfo=UTC),
        datetime(2026, 10, 25, 3, 30, tzinfo=UTC),
    )
    assert end - start == timedelta(hours=4)


def test_case_17_times_that_exist_twice_or_never_are_asked_back():
    with pytest.raises(AmbiguousTime):
        localize(datetime.fromisoformat("2026-10-25T02:30"), PARIS)
    with pytest.raises(NonexistentTime):
        localize(datetime.fromisoformat("2027-03-28T02:30"), PARIS)


def test_case_19_the_balance_of_november():
    spans = {one.code: one.stretches for one in ALL}
    hours = {code: balance(stretches, NOV_2, DEC_1).hours["blue"] for code, stretches in spans.items()}
    assert hours == {"FIN": 504, "HR": 360, "OPS": 684}
    together = compare(spans, NOV_2, DEC_1)
    shares = {code: round(100 * one.shares["blue"], 1) for code, one in together.units.items()}
    assert shares == {"FIN": 72.4, "HR": 51.7, "OPS": 98.3}
    assert (together.total_hours, together.common_blue_hours) == (696, 156)
    assert round(100 * together.common_blue_share, 1) == 22.4


def test_case_22_a_person_of_two_units_is_told_at_the_earliest():
    start = at("14 22:00")
    french, german = Terms("Europe/Paris", 3, "FR"), Terms("Europe/Berlin", 3, "DE", "BE")
    assert earliest_due(start, [german, french]) == at("10 09:00")
    assert due_at(start, *german) == at("11 09:00")
