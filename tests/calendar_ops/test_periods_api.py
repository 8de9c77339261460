"""Periods through the API: revisions of the ledger, proposals, what is said."""

from __future__ import annotations

import pytest
import time_machine
from django.db import connection
from django.test.utils import CaptureQueriesContext

from calendar_ops.models import Calendar, Period, Revision
from core import audit
from tests import factories
from tests.factories import paris

pytestmark = pytest.mark.django_db
RED_12 = {"unit": "FIN", "colour": "red", "start": "2026-11-12", "end": "2026-11-12", "status": "agreed"}
NOVEMBER = {"unit": "FIN", "colour": "blue", "start": "2026-11-02", "end": "2026-11-22", "status": "agreed"}


@pytest.fixture(autouse=True)
def _now():
    with time_machine.travel(paris(1, 10), tick=False):
        yield


@pytest.fixture
def post(api, cast):
    def send(data, by=None, **options):
        return api(by or cast.planner, "post", "periods/", data, **options)

    return send


def colours(api, cast, start, end, unit="FIN"):
    span = {"start": start.isoformat(), "end": end.isoformat()}
    return [
        (s["colour"], s["start"][:16])
        for s in api(cast.employee, "get", f"units/{unit}/timeline/", span).json()["spans"]
    ]


def test_an_agreed_period_is_a_revision_and_comes_back_as_it_was_sent(api, cast, post):
    sent = {**RED_12, "all_day": True, "recurrence": "FREQ=YEARLY", "reason": "Clôture", "reason_en": "Closing",
            "exception": True}  # fmt: skip
    answer = post({**sent, "note": "Réunion du 3."})
    assert answer.status_code == 201, answer.json()
    made = answer.json()
    assert {name: made[name] for name in sent} == sent
    assert (made["version"], made["replaces"]) == (1, None)
    assert api(cast.outsider, "get", f"periods/{made['uid']}/").json() == made
    assert Revision.objects.get().note == "Réunion du 3."
    assert Revision.objects.get().recorded is True


def test_case_13_an_all_day_red_goes_from_midnight_to_midnight(api, cast, post):
    post(NOVEMBER)
    post(RED_12)

    def verdict(start, end):
        sent = {
            "units": ["FIN"],
            "interruption_minutes": 60,
            "start": start.isoformat(),
            "end": end.isoformat(),
        }
        return api(cast.planner, "post", "interventions/check/", sent).json()["verdict"]

    assert verdict(paris(12, 23, 59), paris(13, 1)) == "refused"
    assert verdict(paris(13), paris(13, 1)) == "allowed"


def test_case_14_an_exception_counts_once_it_is_agreed(api, cast, post):
    post({**RED_12, "start": "2026-11-23", "end": "2026-11-30"})
    blue = {"unit": "FIN", "colour": "blue", "exception": True, "status": "proposed",
            "start": paris(28, 8).isoformat(), "end": paris(28, 12).isoformat()}  # fmt: skip
    proposed = post(blue, by=cast.representative)
    assert (proposed.status_code, proposed.json()["status"], proposed.json()["version"]) == (
        201,
        "proposed",
        None,
    )
    assert colours(api, cast, paris(28, 9), paris(28, 11)) == [("red", "2026-11-28T09:00")]
    page = f"periods/{proposed.json()['uid']}/"
    assert api(cast.representative, "patch", page, {"status": "agreed"}).status_code == 403
    agreed = api(cast.planner, "patch", page, {"status": "agreed"})
    assert (agreed.status_code, agreed.json()["status"], agreed.json()["version"]) == (200, "agreed", 2)
    assert colours(api, cast, paris(28, 9), paris(28, 11)) == [("blue", "2026-11-28T09:00")]
    assert api(cast.planner, "get", page).status_code == 404  # the proposal is gone
    assert Revision.objects.filter(state="proposed").count() == 0


def test_a_list_is_one_revision_of_each_calendar(api, cast, post):
    answer = post([RED_12, {**NOVEMBER, "unit": "HR"}, NOVEMBER])
    assert answer.status_code == 201, answer.json()
    assert [(p["unit"], p["colour"], p["version"]) for p in answer.json()] == [
        ("FIN", "red", 1), ("HR", "blue", 1), ("FIN", "blue", 1),
    ]  # fmt: skip
    assert post([RED_12, NOVEMBER]).json()[0]["version"] == 2
    assert Revision.objects.count() == 3


def test_one_wrong_period_of_a_list_and_nothing_is_recorded(cast, post):
    answer = post([RED_12, {**RED_12, "end": "2026-11-11"}, {**RED_12, "unit": "NOWHERE"}, 7])
    assert answer.status_code == 400
    assert {number: list(said) for number, said in answer.json().items()} == {
        "1": ["end"], "2": ["unit"], "3": ["non_field_errors"],
    }  # fmt: skip
    assert not Calendar.objects.exists()
    assert list(post([]).json()) == ["detail"]


def test_who_follows_begins_to_keep_its_own_with_what_it_followed(api, cast, post):
    factories.unit("FIN-A", parent=cast.finance)
    post(NOVEMBER)
    made = post({**RED_12, "unit": "FIN-A"})
    assert (made.json()["unit"], made.json()["version"]) == ("FIN-A", 1)
    assert colours(api, cast, paris(11), paris(14), unit="FIN-A") == [
        ("blue", "2026-11-11T00:00"), ("red", "2026-11-12T00:00"), ("blue", "2026-11-13T00:00"),
    ]  # fmt: skip
    assert colours(api, cast, paris(11), paris(14)) == [("blue", "2026-11-11T00:00")]


def test_an_agreed_period_is_replaced_never_edited(api, cast, post):
    old = post(RED_12).json()
    answer = api(cast.planner, "patch", f"periods/{old['uid']}/", {"end": "2026-11-13"})
    assert answer.status_code == 200, answer.json()
    new = answer.json()
    assert new["uid"] != old["uid"] and new["replaces"] == old["uid"]
    assert (new["start"], new["end"], new["colour"], new["version"]) == ("2026-11-12", "2026-11-13", "red", 2)
    assert api(cast.planner, "get", f"periods/{old['uid']}/").json()["status"] == "withdrawn"
    assert [p["uid"] for p in api(cast.planner, "get", "periods/").json()["results"]] == [new["uid"]]
    again = api(cast.planner, "patch", f"periods/{old['uid']}/", {"end": "2026-11-14"})
    assert again.status_code == 409 and "withdrawn" in again.json()["detail"]
    same = api(cast.planner, "patch", f"periods/{new['uid']}/", {"end": "2026-11-13", "status": "agreed"})
    assert (same.json()["uid"], Revision.objects.count()) == (new["uid"], 2)


def test_days_become_times_and_back(api, cast, post):
    old = post(RED_12).json()
    timed = {"start": paris(12, 8).isoformat(), "end": paris(12, 20).isoformat()}
    new = api(cast.planner, "patch", f"periods/{old['uid']}/", timed).json()
    assert (new["all_day"], new["start"], new["end"]) == (False, timed["start"], timed["end"])
    mixed = api(cast.planner, "patch", f"periods/{new['uid']}/", {"start": "2026-11-12"})
    assert (mixed.status_code, list(mixed.json())) == (400, ["end"])
    days = {"start": "2026-11-12", "end": "2026-11-12"}
    assert api(cast.planner, "patch", f"periods/{new['uid']}/", days).json()["all_day"] is True


def test_deleting_withdraws_by_a_revision(api, cast, post):
    post(NOVEMBER)
    red = post(RED_12).json()
    assert api(cast.planner, "delete", f"periods/{red['uid']}/").status_code == 204
    assert Calendar.objects.get().version == 3
    assert colours(api, cast, paris(12), paris(13)) == [("blue", "2026-11-12T00:00")]
    assert api(cast.planner, "delete", f"periods/{red['uid']}/").status_code == 409


def test_a_proposal_is_changed_and_taken_back_in_its_place(api, cast, post):
    post(NOVEMBER)
    page = f"periods/{post({**RED_12, 'status': 'proposed'}, by=cast.representative).json()['uid']}/"
    changed = api(cast.representative, "patch", page, {"end": "2026-11-13"})
    assert (changed.json()["end"], changed.json()["status"], Calendar.objects.get().version) == (
        "2026-11-13", "proposed", 1,
    )  # fmt: skip
    assert api(cast.representative, "delete", page).status_code == 204
    assert Period.objects.count() == 1
    assert [e.kind for e in audit.trail(Calendar.objects.get())][:3] == [
        "calendar.proposal_taken_back", "calendar.proposal_changed", "calendar.proposed",
    ]  # fmt: skip


def test_who_may_propose_and_who_may_record(api, cast, post):
    red = post(RED_12).json()
    assert post(RED_12, by=cast.representative).status_code == 403
    assert post({**RED_12, "unit": "HR", "status": "proposed"}, by=cast.representative).status_code == 403
    assert post([{**RED_12, "status": "proposed"}, RED_12], by=cast.representative).status_code == 403
    assert post(RED_12, by=cast.employee).status_code == 403
    assert post(RED_12, scope="read").status_code == 403
    assert post(RED_12, by=cast.cio).status_code == 201
    for who in (cast.employee, cast.representative, cast.administrator):
        assert api(who, "patch", f"periods/{red['uid']}/", {"colour": "blue"}).status_code == 403
        assert api(who, "delete", f"periods/{red['uid']}/").status_code == 403


def test_a_proposal_needs_a_calendar(post):
    answer = post({**RED_12, "status": "proposed"})
    assert answer.status_code == 409 and "keeps no calendar of its own" in answer.json()["detail"]


@pytest.mark.parametrize(
    ("sent", "field", "said"),
    [
        ({"start": "2026-11-13"}, "end", "The last day comes 1 day before the first: choose a later one."),
        ({"start": "2026-11-31"}, "start", "There is no such day: write one as in 2026-11-12."),
        ({"start": "1926-11-12"}, "start", "This date is out of range"),
        ({"start": "2026-11-12T08:00:00"}, "start", "Give the offset from UTC as well"),
        ({"start": 7}, "start", "Write a date and a time"),
        ({"end": "2026-11-12T08:00:00Z"}, "end", "Whole days are dates, as in 2026-11-12"),
        ({"all_day": False}, "start", "Write a date and a time with its offset"),
        ({"start": "2026-11-12T08:00:00Z", "end": "2026-11-12T08:00:00Z"}, "end", "The end must come after the start"),
        ({"colour": "none"}, "colour", ""),
        ({"recurrence": "FREQ=HOURLY"}, "recurrence", "This rule cannot be read."),
        ({"recurrence": "FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30"}, "recurrence", "This gives no day at all"),
        ({"status": "withdrawn"}, "status", "Send proposed or agreed; to withdraw it, delete it."),
        ({"unit": ["FIN"]}, "unit", ""),
        ({"unit": None}, "unit", ""),
    ],
)  # fmt: skip
def test_what_is_wrong_is_said_at_its_field(post, sent, field, said):
    answer = post({**RED_12, **sent})
    assert (answer.status_code, list(answer.json())) == (400, [field]), answer.json()
    assert said in str(answer.json()[field])
    assert not Period.objects.exists()


def test_a_period_stays_in_its_calendar_and_agreed(api, cast, post):
    page = f"periods/{post(RED_12).json()['uid']}/"
    assert list(api(cast.planner, "patch", page, {"unit": "HR"}).json()) == ["unit"]
    assert api(cast.planner, "patch", page, {"status": "proposed"}).status_code == 409


def test_the_filters(api, cast, post):
    post([RED_12, {**NOVEMBER, "exception": True}, {**RED_12, "unit": "HR"}])

    def found(**asked):
        answer = api(cast.employee, "get", "periods/", asked)
        assert answer.status_code == 200, answer.json()
        return [(p["unit"], p["colour"]) for p in answer.json()["results"]]

    assert found() == [("FIN", "blue"), ("FIN", "red"), ("HR", "red")]
    assert found(unit="HR") == [("HR", "red")]
    assert found(colour="blue") == found(exception="true") == [("FIN", "blue")]
    assert found(status="withdrawn") == found(status="proposed") == found(status="refused") == []
    assert api(cast.employee, "get", "periods/", {"status": "lost"}).status_code == 400


def test_the_number_of_queries_does_not_grow_with_the_periods(api, cast, post):
    def asked() -> int:
        with CaptureQueriesContext(connection) as seen:
            answer = api(cast.employee, "get", "periods/", {"page_size": 500})
        assert len(answer.json()["results"]) == Period.objects.count()
        return len(seen)

    post([RED_12])
    counts = [asked()]
    post([RED_12] * 2)
    counts.append(asked())
    with CaptureQueriesContext(connection) as few:
        post([RED_12])
    with CaptureQueriesContext(connection) as many:
        post([RED_12] * 296)
    counts.append(asked())
    assert counts[0] == counts[1] == counts[2] <= 12
    assert len(many) - len(few) <= 10  # SQLite takes some seventy rows at once
