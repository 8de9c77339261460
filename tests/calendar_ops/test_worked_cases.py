"""The worked cases of the calendar, in one table: Europe/Paris, half-open, 2026.

FIN: blue 2→23 Nov, red 23 Nov→1 Dec. HR: white 2→16 Nov, blue 16 Nov→1 Dec. OPS: blue 2 Nov→1 Dec, red
18 Nov 08:00–20:00. Class normal, interruption = duration unless stated. Each case stands alone: what 13 and 14
add is not there in the others. A row of the table is its number, the case and the outcome, above the function that
shows it; one that needs the database takes the cast. Case 20 comes with the extension of running work.
"""

from __future__ import annotations

import inspect
import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest

from calendar_ops import feeds, ledger
from calendar_ops.actions import Content, change
from calendar_ops.audience import touched
from calendar_ops.due import Terms, due_at, earliest_due
from calendar_ops.enums import NoticeKind
from calendar_ops.policy import Keeper, Verdict, Work, judge
from calendar_ops.slots import DailyHours, Wish, find, longest
from calendar_ops.timeline import PeriodRule, balance, compare, resolve
from catalog.models import Component, Usage
from core.local_time import AmbiguousTime, NonexistentTime, localize
from outbox.models import Delivery
from tests import factories

from .test_telling import DUE, NOW, confirmed, furnished, kinds, mails, tick


@dataclass(frozen=True, slots=True)
class Case:
    number: int
    what: str
    outcome: str
    shown_by: Callable[..., None]

    def __str__(self) -> str:
        return f"{self.number:02d} {self.what}: {self.outcome}"


CASES: list[Case] = []


def case(number: int, what: str, outcome: str) -> Callable[[Callable[..., None]], Callable[..., None]]:
    def row(shown_by: Callable[..., None]) -> Callable[..., None]:
        CASES.append(Case(number, what, outcome, shown_by))
        return shown_by

    return row


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


@case(1, "FIN, 10 Nov 20–22h", "allowed")
def blue_is_allowed():
    assert verdict("FIN", "10 20:00", "10 22:00") == Verdict("allowed", ())


@case(2, "FIN+HR, same", "refused: HR white")
def one_white_unit_refuses_for_all():
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


@case(3, "as 2, interruption 30 / 31 min", "allowed / refused")
def thirty_minutes_are_minor_and_thirty_one_are_not():
    assert verdict("FIN HR", "10 20:00", "10 22:00", minutes=30).kind == "allowed"
    assert verdict("FIN HR", "10 20:00", "10 22:00", minutes=31).kind == "refused"


@case(4, "FIN+HR, 10 Nov 19–22h, security-critical, interruption 3 h", "allowed")
def security_goes_through_white():
    assert verdict("FIN HR", "10 19:00", "10 22:00", "security", 180).kind == "allowed"


@case(5, "FIN, security-critical, 24 Nov 10–11h", "refused; as major emergency: needs approval")
def red_refuses_security_and_asks_approval_of_an_emergency():
    assert verdict("FIN", "24 10:00", "24 11:00", "security").kind == "refused"
    assert verdict("FIN", "24 10:00", "24 11:00", "emergency").kind == "needs_approval"


@case(6, "FIN, 22 Nov 22:00→23 Nov 00:00 / 00:01", "allowed / refused, red 23 Nov 00:00–00:01")
def the_end_is_excluded():
    assert verdict("FIN", "22 22:00", "23 00:00").kind == "allowed"
    late = verdict("FIN", "22 22:00", "23 00:01")
    assert (late.kind, offences(late)) == ("refused", [("FIN", "red", at("23 00:00"), at("23 00:01"))])


@case(7, "OPS, 17 Nov 22:00→18 Nov 08:00 / 08:30", "allowed / refused 08:00–08:30")
def only_what_overlaps_is_an_offence():
    assert verdict("OPS", "17 22:00", "18 08:00").kind == "allowed"
    late = verdict("OPS", "17 22:00", "18 08:30")
    assert (late.kind, offences(late)) == ("refused", [("OPS", "red", at("18 08:00"), at("18 08:30"))])


@case(8, "OPS, 18 Nov 07:00→21:00", "refused, though both ends are blue")
def blue_at_both_ends_is_not_enough():
    found = verdict("OPS", "18 07:00", "18 21:00")
    assert (found.kind, offences(found)) == ("refused", [("OPS", "red", at("18 08:00"), at("18 20:00"))])


@case(9, "slots, all three, 4 h from 9 Nov 09:00", "earliest Mon 16 Nov 00:00; within 18–24h: 16 Nov 18:00")
def first_slot_with_and_without_daily_hours():
    assert find(wish(4, "9 09:00"), ALL)[0].earliest_start == at("16 00:00")
    evening = DailyHours(time(18), time(0), "Europe/Paris")
    first = find(wish(4, "9 09:00", daily=evening), ALL)[0]
    assert (first.earliest_start, first.latest_start, first.end) == (at("16 18:00"), at("16 20:00"), at("17"))


@case(10, "slots, all, 12 h from 18 Nov 06:00", "earliest 18 Nov 20:00")
def twelve_hours_after_the_red_day():
    assert find(wish(12, "18 06:00"), ALL)[0].earliest_start == at("18 20:00")


@case(
    11,
    "slots, all, 100 h / 101 h, 9 Nov→1 Dec",
    "18 Nov 20:00 / none: longest run 100 h between OPS red and FIN red",
)
def a_hundred_hours_fit_and_a_hundred_and_one_do_not():
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


@case(12, "slots, all, interruption 20 min, 2 h from 9 Nov 09:00", "9 Nov 09:00")
def a_minor_one_need_not_wait_for_blue():
    assert find(wish(2, "9 09:00", minutes=20), ALL)[0].earliest_start == at("9 09:00")


@case(13, "FIN adds all-day red 12 Nov", "12 Nov 23:59 refused, 13 Nov 00:00 allowed; feed DTEND 20261113")
def an_all_day_red_goes_from_midnight_to_midnight(cast):
    red = days("closing", "red", "12", "13")
    assert verdict("FIN", "12 23:59", "13 01:00", more=(red,)).kind == "refused"
    assert verdict("FIN", "13 00:00", "13 01:00", more=(red,)).kind == "allowed"
    new = ledger.NewPeriod("red", first_day=red.start, end_day=red.end)
    ledger.open_calendar(unit=cast.finance, draft=ledger.Draft(added=[new]), by=None, now=NOW)
    token = feeds.create(kind="unit", person=cast.employee, unit=cast.finance, by=None, now=NOW)
    body, _mark = feeds.render(token, language="fr", now=NOW)
    assert re.findall(rb"DTEND;VALUE=DATE:(\d+)", body) == [b"20261113"]


@case(14, "FIN blue exception 28 Nov 08–12h, proposed / agreed; work 09–11h", "refused / allowed")
def an_agreed_exception_opens_a_red_morning():
    blue = times("opened", "blue", "28 08:00", "28 12:00", exception=True)
    assert verdict("FIN", "28 09:00", "28 11:00").kind == "refused"  # proposed: it does not count
    assert verdict("FIN", "28 09:00", "28 11:00", more=(blue,)).kind == "allowed"


@case(15, "FIN, 8 Dec, no default colour", "not negotiated")
def nothing_agreed_and_no_default_is_not_negotiated():
    found = verdict("FIN", "12/8 10:00", "12/8 11:00")
    assert (found.kind, found.offences[0].rule, found.offences[0].period) == ("not_negotiated",) * 2 + (None,)


@case(16, "25 Oct 01:30→04:30", "4 hours; 24 Oct 23:30Z→25 Oct 03:30Z")
def the_repeated_hour_is_counted():
    start, end = (
        localize(datetime.fromisoformat("2026-10-25T01:30"), PARIS),
        localize(datetime.fromisoformat("2026-10-25T04:30"), PARIS),
    )
    assert (start, end) == (
        datetime(2026, 10, 24, 23, 30, tzinfo=UTC),
        datetime(2026, 10, 25, 3, 30, tzinfo=UTC),
    )
    assert end - start == timedelta(hours=4)


@case(17, "25 Oct 02:30 / 28 Mar 2027 02:30", "ask which of the two / refused as nonexistent")
def times_that_exist_twice_or_never_are_asked_back():
    with pytest.raises(AmbiguousTime):
        localize(datetime.fromisoformat("2026-10-25T02:30"), PARIS)
    with pytest.raises(NonexistentTime):
        localize(datetime.fromisoformat("2027-03-28T02:30"), PARIS)


@case(18, "due notice processed twice at once", "one message each")
def a_due_notice_processed_twice_makes_one_message(cast):
    company = furnished(cast)
    confirmed(company)
    tick(DUE)
    tick(DUE)
    tick(DUE + timedelta(hours=1))
    assert len(mails(company.employee)) == len(mails(company.representative)) == 1


@case(
    19,
    "balance 2 Nov→1 Dec, 696 h",
    "FIN blue 504 h (72.4 %), HR 360 (51.7 %), OPS 684 (98.3 %); all blue 156 h (22.4 %)",
)
def the_balance_of_november():
    spans = {one.code: one.stretches for one in ALL}
    hours = {code: balance(stretches, NOV_2, DEC_1).hours["blue"] for code, stretches in spans.items()}
    assert hours == {"FIN": 504, "HR": 360, "OPS": 684}
    together = compare(spans, NOV_2, DEC_1)
    shares = {code: round(100 * one.shares["blue"], 1) for code, one in together.units.items()}
    assert shares == {"FIN": 72.4, "HR": 51.7, "OPS": 98.3}
    assert (together.total_hours, together.common_blue_hours) == (696, 156)
    assert round(100 * together.common_blue_share, 1) == 22.4


@case(
    21,
    "patch of a base service on which three solutions stand, at one site",
    "exactly the people of that site in the units that use the service or one of the three, one mail each",
)
def a_patch_of_a_base_service_at_one_site_touches_that_site_only(cast):
    base = factories.offering()
    solutions = [factories.offering(kind="solution") for _ in range(3)]
    for solution in solutions:
        Component.objects.create(solution=solution, part=base)
    nantes, lyon = factories.site("NANTES"), factories.site("LYON")
    units = [factories.unit(f"C{n}") for n in range(4)]
    for used, unit in zip([*solutions, base], units, strict=True):
        Usage.objects.create(offering=used, unit=unit)
    there = {factories.person(unit=unit, site=nantes) for unit in units}
    for unit in units:
        factories.person(unit=unit, site=lyon)
    factories.person(unit=factories.unit("ELSEWHERE"), site=nantes)
    assert touched([base.pk], sites=[nantes.pk]).people_count == 4
    cast.service = base
    confirmed(cast, reason="Jamais négocié.", sites=[nantes])
    tick(DUE)
    sent = Delivery.objects.filter(state="sent").values_list("person", flat=True)
    assert sorted(sent) == sorted(person.pk for person in there)


@case(
    22,
    "person of a French and a German unit, start Sat 14 Nov 2026 22:00, N = 3",
    "one mail, Tue 10 Nov 09:00 Paris (the German unit alone: Wed 11 Nov)",
)
def a_person_of_two_units_is_told_at_the_earliest(cast):
    start = at("14 22:00")
    french, german = Terms("Europe/Paris", 3, "FR"), Terms("Europe/Berlin", 3, "DE", "BE")
    assert earliest_due(start, [german, french]) == at("10 09:00")
    assert due_at(start, *german) == at("11 09:00")
    company = furnished(cast)
    berlin = factories.unit("BER", time_zone="Europe/Berlin", country="DE", subdivision="BE")
    Usage.objects.create(offering=company.service, unit=berlin)
    company.employee.further_units.add(berlin)
    only_there = factories.person(unit=berlin)
    confirmed(company, start=start, reason="Convenu.")
    for moment, both, german_alone in (
        (at("10 08:59"), 0, 0), (at("10 09:00"), 1, 0), (at("11 08:59"), 1, 0), (at("11 09:00"), 1, 1),
    ):  # fmt: skip
        tick(moment)
        assert (len(mails(company.employee)), len(mails(only_there))) == (both, german_alone), moment


@case(
    23,
    "only the precautions change after the notice went",
    "amended notice to all who were told, version + 1",
)
def only_the_precautions_change_after_the_notice(cast):
    company = furnished(cast)
    done = confirmed(company)
    tick(DUE)
    later = at("10 10:00")
    after = change(
        intervention=done,
        content=Content({"precautions": "Fermez l’application."}),
        by=company.planner,
        now=later,
    )
    assert after.version == done.version + 1
    tick(later)
    for person in (company.employee, company.representative):
        assert kinds(person) == [NoticeKind.ADVANCE, NoticeKind.AMENDED]
        last = Delivery.objects.filter(person=person).latest("pk")
        assert "Fermez l’application." in last.content.text


@pytest.mark.parametrize("one", CASES, ids=str)
def test_worked_case(one, request):
    needs = inspect.signature(one.shown_by).parameters
    one.shown_by(*(request.getfixturevalue(name) for name in needs))


def test_each_number_stands_once_in_the_table():
    assert [one.number for one in CASES] == [*range(1, 20), 21, 22, 23]
