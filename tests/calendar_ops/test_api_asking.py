"""The worked cases of the calendar, asked of the API by whoever may plan; and the colours and their balance.

FIN: blue 2→23 Nov, red 23 Nov→1 Dec. HR: white 2→16 Nov, blue 16 Nov→1 Dec. OPS: blue 2 Nov→1 Dec, red
18 Nov 08:00–20:00. Europe/Paris, 2026.
"""

from __future__ import annotations

from datetime import date, datetime

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from calendar_ops import ledger
from catalog.models import Usage
from tests import factories
from tests.factories import paris

pytestmark = pytest.mark.django_db
DEC_1 = paris(1, month=12)


@pytest.fixture
def company(cast):
    cast.ops = factories.unit("OPS")

    def keeps(unit, *added):
        ledger.open_calendar(unit=unit, draft=ledger.Draft(added=list(added)), by=None, now=paris(1))

    def days(colour, first, end):
        return ledger.NewPeriod(colour, first_day=date(2026, 11, first), end_day=end)

    keeps(cast.finance, days("blue", 2, date(2026, 11, 23)), days("red", 23, date(2026, 12, 1)))
    keeps(cast.hr, days("white", 2, date(2026, 11, 16)), days("blue", 16, date(2026, 12, 1)))
    keeps(
        cast.ops,
        days("blue", 2, date(2026, 12, 1)),
        ledger.NewPeriod("red", all_day=False, start=paris(18, 8), end=paris(18, 20)),
    )
    return cast


def iso(moment: datetime) -> str:
    return moment.isoformat()


@pytest.fixture
def check(api, company):
    def asked(units, start, end, minutes=120, work_class="normal"):
        return api(
            company.planner,
            "post",
            "interventions/check/",
            {"units": units.split(), "class": work_class, "interruption_minutes": minutes,
             "start": iso(start), "end": iso(end)},
        ).json()  # fmt: skip

    return asked


@pytest.mark.parametrize(
    ("units", "start", "end", "minutes", "work_class", "verdict", "span"),
    [
        ("FIN", paris(10, 20), paris(10, 22), 120, "normal", "allowed", None),
        ("FIN HR", paris(10, 20), paris(10, 22), 120, "normal", "refused", ("HR", "white", paris(10, 20), paris(10, 22))),
        ("FIN HR", paris(10, 20), paris(10, 22), 30, "normal", "allowed", None),
        ("FIN HR", paris(10, 20), paris(10, 22), 31, "normal", "refused", ("HR", "white", paris(10, 20), paris(10, 22))),
        ("FIN HR", paris(10, 19), paris(10, 22), 180, "security", "allowed", None),
        ("FIN", paris(24, 10), paris(24, 11), 60, "security", "refused", ("FIN", "red", paris(24, 10), paris(24, 11))),
        ("FIN", paris(24, 10), paris(24, 11), 60, "emergency", "needs_approval", ("FIN", "red", paris(24, 10), paris(24, 11))),
        ("FIN", paris(22, 22), paris(23, 0, 1), 120, "normal", "refused", ("FIN", "red", paris(23), paris(23, 0, 1))),
        ("FIN", paris(22, 22), paris(23), 120, "normal", "allowed", None),
        ("OPS", paris(17, 22), paris(18, 8, 30), 120, "normal", "refused", ("OPS", "red", paris(18, 8), paris(18, 8, 30))),
        ("OPS", paris(18, 7), paris(18, 21), 120, "normal", "refused", ("OPS", "red", paris(18, 8), paris(18, 20))),
        ("FIN", paris(8, 10, month=12), paris(8, 11, month=12), 60, "normal", "not_negotiated",
         ("FIN", "none", paris(8, 10, month=12), paris(8, 11, month=12))),
    ],
)  # fmt: skip
def test_cases_1_to_8_and_15(check, units, start, end, minutes, work_class, verdict, span):
    said = check(units, start, end, minutes, work_class)
    assert said["verdict"] == verdict, said
    found = [(v["unit"], v["colour"], v["start"], v["end"]) for v in said["violations"]]
    assert found == ([] if span is None else [(span[0], span[1], iso(span[2]), iso(span[3]))])


def test_a_unit_is_checked_with_its_subtree_and_the_keeper_is_cited(check, company):
    factories.unit("FIN-A", parent=company.finance)
    (one,) = check("FIN", paris(24, 10), paris(24, 11), 60)["violations"]
    assert (one["unit"], one["units"], one["version"]) == ("FIN", ["FIN", "FIN-A"], 1)
    assert one["period"] == str(ledger.Period.objects.get(colour="red", all_day=True).uid)


def test_an_unsound_slot_has_the_sentences_of_the_form(check):
    assert check("FIN", paris(10, 20), paris(10, 18)) == {
        "end": ["The end comes 2 h before the start: choose a later end."]
    }
    assert list(check("FIN", paris(10, 20), paris(10, 21), 61)) == ["interruption_minutes"]
    assert list(check("", paris(10, 20), paris(10, 22))) == ["units"]
    assert list(check("FIN NOWHERE", paris(10, 20), paris(10, 22))) == ["units"]
    assert list(check("FIN", paris(10, 20).replace(tzinfo=None), paris(10, 22))) == ["start"]


@pytest.fixture
def slots(api, company):
    def asked(length, start, end=DEC_1, minutes=240, **more):
        return api(
            company.planner,
            "post",
            "interventions/slots/",
            {"units": ["FIN", "HR", "OPS"], "class": "normal", "interruption_minutes": minutes,
             "duration_minutes": length * 60, "not_before": iso(start), "not_after": iso(end),
             "hours": None, "limit": 5, **more},
        ).json()  # fmt: skip

    return asked


def test_cases_9_to_12(slots):
    first = slots(4, paris(9, 9))["slots"][0]
    assert first == {
        "start": iso(paris(16)),
        "end": iso(paris(18, 8)),
        "earliest_start": iso(paris(16)),
        "latest_start": iso(paris(18, 4)),
    }
    evening = slots(4, paris(9, 9), hours=["18:00", "24:00"])
    assert evening["slots"][0]["earliest_start"] == iso(paris(16, 18)) and evening["longest"] is None
    assert slots(12, paris(18, 6))["slots"][0]["earliest_start"] == iso(paris(18, 20))
    (only,) = slots(100, paris(9))["slots"]
    assert only["earliest_start"] == only["latest_start"] == iso(paris(18, 20))
    assert slots(101, paris(9)) == {
        "slots": [],
        "longest": {
            "start": iso(paris(18, 20)),
            "end": iso(paris(23)),
            "minutes": 6000,
            "bounded_by": [
                {"unit": "OPS", "colour": "red", "at": iso(paris(18, 20))},
                {"unit": "FIN", "colour": "red", "at": iso(paris(23))},
            ],
        },
    }
    assert slots(2, paris(9, 9), minutes=20)["slots"][0]["earliest_start"] == iso(paris(9, 9))


def test_windows_never_negotiated_come_on_request_and_marked(slots):
    assert slots(4, paris(2, month=12), paris(3, month=12))["longest"] is None
    found = slots(4, paris(2, month=12), paris(3, month=12), also_not_negotiated=True)["slots"]
    assert [window["negotiated"] for window in found] == [False]


def test_the_hours_are_on_the_clock_of_the_zone_named(slots):
    found = slots(4, paris(16), hours=["18:00", "24:00"], time_zone="America/New_York")
    assert found["slots"][0]["earliest_start"] == iso(paris(16))  # 18:00 there on the 15th
    assert list(slots(4, paris(16), hours=["24:00", "06:00"])) == ["hours"]
    assert list(slots(4, paris(16), hours=["18h", "20h"])) == ["hours"]
    assert list(slots(4, paris(16), paris(15))) == ["not_after"]
    assert list(slots(4, paris(16), paris(16, year=2031))) == ["not_after"]
    assert list(slots(4, paris(16), minutes=241)) == ["interruption_minutes"]


def test_case_19_the_balance_of_november(api, company):
    span = {"start": iso(paris(2)), "end": iso(DEC_1)}
    together = api(company.employee, "get", "balance/", {"units": "FIN,HR,OPS,IT", **span}).json()
    assert (together["total_hours"], together["common_blue_hours"]) == (696, 156)
    assert {code: one["hours"]["blue"] for code, one in together["units"].items()} == {
        "FIN": 504, "HR": 360, "OPS": 684, "IT": 0,
    }  # fmt: skip
    assert together["never_negotiated"] == ["IT"]
    assert round(100 * together["spread"], 1) == 46.6
    one = api(company.employee, "get", "units/FIN/balance/", span).json()
    assert one == together["units"]["FIN"]
    assert round(100 * one["shares"]["blue"], 1) == 72.4
    assert (one["hours"]["red"], one["longest_without_blue_hours"]) == (192, 192)


def test_the_timeline_of_a_unit_that_follows(api, company):
    factories.unit("FIN-A", parent=company.finance)
    said = api(
        company.outsider,
        "get",
        "units/FIN-A/timeline/",
        {"start": iso(paris(20)), "end": iso(paris(2, month=12))},
    ).json()
    assert said["unit"] == "FIN-A"
    assert [(s["colour"], s["start"], s["end"]) for s in said["spans"]] == [
        ("blue", iso(paris(20)), iso(paris(23))),
        ("red", iso(paris(23)), iso(DEC_1)),
        ("none", iso(DEC_1), iso(paris(2, month=12))),
    ]
    assert [s["period"] is None for s in said["spans"]] == [False, False, True]


def test_what_is_asked_of_the_colours_is_refused_at_its_field(api, company):
    def fields(path, **asked):
        answer = api(company.employee, "get", path, asked)
        return answer.status_code, list(answer.json())

    span = {"start": iso(paris(2)), "end": iso(DEC_1)}
    assert fields("units/FIN/timeline/") == (400, ["start", "end"])
    assert fields("units/FIN/timeline/", **{**span, "end": "2026-12-01"}) == (400, ["end"])
    assert fields("units/FIN/balance/", **{**span, "end": span["start"]}) == (400, ["end"])
    assert fields("balance/", **{**span, "units": "FIN,NOWHERE"}) == (400, ["units"])
    assert fields("balance/", **{**span, "units": ","}) == (400, ["units"])
    assert fields("units/NOWHERE/timeline/", **span)[0] == 404
    assert (
        fields("units/FIN/timeline/", start="2026-11-02T00:00:00+01:00", end="2026-11-03T00:00:00 01:00")[0]
        == 200
    )


def test_whom_it_would_touch_and_why(api, company):
    service = factories.offering("SRV-1", name="Paie")
    Usage.objects.create(offering=service, unit=company.finance)
    below = factories.unit("FIN-A", parent=company.finance)
    mute = factories.person(unit=below, email="")
    answer = api(
        company.planner,
        "post",
        "interventions/audience/",
        {"offerings": ["SRV-1"], "units_added": ["HR"], "units_dropped": {"OPS": "x"}, "with_people": True},
    )
    assert answer.status_code == 200, answer.json()
    said = answer.json()
    assert said["units"] == [
        {"code": "FIN", "why": ["uses Paie"]},
        {"code": "FIN-A", "why": ["uses Paie"]},
        {"code": "HR", "why": ["added by hand with HR"]},
    ]
    people = [company.employee, company.outsider, company.representative, mute]
    assert said["people_refs"] == sorted(person.ref for person in people)
    assert (said["people"], said["by_relay"], said["unreachable"]) == (4, 0, {"FIN-A": 1})
    silent = api(company.planner, "post", "interventions/audience/", {"units_added": ["HR"]}).json()
    assert "people_refs" not in silent


@pytest.mark.parametrize("path", ["check", "slots", "audience"])
def test_only_who_may_plan_asks(api, company, path):
    for who in (company.employee, company.cio, company.representative):
        assert api(who, "post", f"interventions/{path}/", {}).status_code == 403
    assert api(company.planner, "post", f"interventions/{path}/", {}, scope="read").status_code == 403


def test_the_number_of_queries_does_not_grow_with_the_units(api, company):
    span = {"start": iso(paris(2)), "end": iso(DEC_1)}
    hours = {"interruption_minutes": 60, "class": "normal"}

    def asked(units: list[str]) -> list[int]:
        counts = []
        for method, path, sent in (
            ("get", "balance/", {"units": ",".join(units), **span}),
            ("post", "interventions/check/", {"units": units, **hours, **span}),
            ("post", "interventions/audience/", {"units_added": units}),
            ("post", "interventions/slots/",
             {"units": units, **hours, "duration_minutes": 60, "not_before": span["start"], "not_after": span["end"]}),
        ):  # fmt: skip
            with CaptureQueriesContext(connection) as seen:
                assert api(company.planner, method, path, sent).status_code == 200
            counts.append(len(seen))
        return counts

    few = asked(["FIN"])
    more = [factories.unit(parent=company.finance).code for _number in range(120)]
    assert asked(["FIN", "HR", "OPS"]) == asked(more) == few
    assert max(few) <= 12
