"""Interventions through the API; Finance is blue, white 9–15, red 20–21 November 2026."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
import time_machine
from django.db import connection
from django.test.utils import CaptureQueriesContext

from calendar_ops import ledger
from calendar_ops.models import Intervention, Reach
from catalog.models import Usage
from core import audit
from tests import factories
from tests.factories import paris

pytestmark = pytest.mark.django_db
NOW = paris(4, 10)


@pytest.fixture(autouse=True)
def _now():
    with time_machine.travel(NOW, tick=False):
        yield


@pytest.fixture
def company(cast):
    ledger.open_calendar(
        unit=cast.finance,
        draft=ledger.Draft(
            added=[
                ledger.NewPeriod("blue", first_day=date(2026, 11, 1), end_day=date(2026, 11, 25)),
                ledger.NewPeriod("white", first_day=date(2026, 11, 9), end_day=date(2026, 11, 16)),
                ledger.NewPeriod("red", first_day=date(2026, 11, 20), end_day=date(2026, 11, 22)),
            ]
        ),
        by=None,
        now=paris(2),
    )
    service = factories.offering("SRV-1", name="Notes de frais")
    Usage.objects.create(offering=service, unit=cast.finance)
    return cast


def work(start=None, **fields):
    start = start or paris(17, 20)
    return {
        "title": "Travaux",
        "start": start.isoformat(),
        "end": (start + timedelta(hours=2)).isoformat(),
        "interruption_minutes": 45,
        "offerings": ["SRV-1"],
        **fields,
    }


@pytest.fixture
def drafted(api, company):
    def make(start=None, **fields):
        answer = api(company.planner, "post", "interventions/", work(start, **fields))
        assert answer.status_code == 201, answer.json()
        return answer.json()

    return make


@pytest.fixture
def do(api, company):
    """do("confirm", draft, reason=…) → the answer to the planner."""

    def verb(name, found, by=None, **sent):
        return api(by or company.planner, "post", f"interventions/{found['reference']}/{name}/", sent)

    return verb


def test_a_draft_has_the_fields_of_the_interface_and_comes_back_as_it_was_sent(api, company):
    factories.site("LYO")
    sent = work(
        title_en="Works",
        nature="patch",
        target="network",
        **{"class": "security"},
        precautions="Enregistrez.",
        units=["HR"],
        units_dropped={"IT": "Done on its own."},
        sites=["LYO"],
        external_id="CHG-1",
        owner=company.planner.ref,
        tell_finished=False,
    )
    answer = api(company.planner, "post", "interventions/", sent)
    assert answer.status_code == 201, answer.json()
    made = answer.json()
    assert {name: made[name] for name in sent} == sent
    assert (made["reference"], made["state"], made["version"]) == ("INT-2026-0001", "draft", 0)
    assert made["time_zone"] == "Europe/Paris"
    again = api(company.planner, "get", f"interventions/{made['reference']}/")
    assert again.json() == made


@pytest.mark.parametrize(
    ("sent", "field", "said"),
    [
        ({"start": "2026-11-10T20:00:00"}, "start", "Give the offset from UTC as well, as in 2026-11-10T20:00:00+01:00."),
        ({"start": "soon"}, "start", "Write a date and a time with its offset"),
        ({"start": "2026-02-30T20:00:00+01:00"}, "start", "Write a date and a time with its offset"),
        ({"end": "1026-11-10T20:00:00+01:00"}, "end", "This date is out of range"),
        ({"end": paris(17, 18).isoformat()}, "end", "The end comes 2 h before the start: choose a later end."),
        ({"end": paris(17, 20).isoformat()}, "end", "The slot lasts 0 minutes: choose an end after the start."),
        ({"end": paris(17, 20, year=2027).isoformat()}, "end", "The slot lasts 365 days, 31 at most: split the work."),
        ({"interruption_minutes": 121}, "interruption_minutes", "121 min is longer than the slot (120 min)"),
        ({"interruption_minutes": -1}, "interruption_minutes", ""),
        ({"title": ""}, "title", "Give the work a title, in French or in English."),
        ({"class": "urgent"}, "class", ""),
        ({"units": ["NOWHERE", "FIN", "NONE"]}, "units", "NOWHERE, NONE do not exist, or are no longer active."),
        ({"units_dropped": {"NOWHERE": "x"}}, "units_dropped", "NOWHERE does not exist"),
        ({"units_dropped": {"FIN": ""}}, "units_dropped", ""),
        ({"offerings": ["NONE"]}, "offerings", "NONE does not exist"),
        ({"time_zone": "Paris"}, "time_zone", "Paris is not a time zone: write one like Europe/Paris."),
        ({"owner": "R00001x"}, "owner", ""),
    ],
)  # fmt: skip
def test_what_is_wrong_is_said_at_its_field(api, company, sent, field, said):
    answer = api(company.planner, "post", "interventions/", {**work(), **sent})
    assert (answer.status_code, list(answer.json())) == (400, [field])
    assert said in str(answer.json()[field])
    assert not Intervention.objects.exists()


def test_confirming_freezes_the_reach_and_is_version_1(do, drafted):
    done = do("confirm", drafted(), version=0)
    assert (done.status_code, done.json()["state"], done.json()["version"]) == (200, "confirmed", 1)
    assert [reach.unit.code for reach in Reach.objects.all()] == ["FIN"]


def test_the_calendars_refuse_with_the_verdict_in_the_shape_of_the_interface(do, drafted):
    refused = do("confirm", drafted(paris(10, 20)))
    assert refused.status_code == 409
    said = refused.json()
    assert said["detail"] == (
        "Finance: white period from 9 to 15 Nov inclusive. Your interruption lasts 45 min: 15 too many. "
        "In white: security-critical work, or an interruption of 30 min at most."
    )
    period = ledger.Period.objects.get(colour="white")
    assert said["verdict"] == "refused"
    assert said["violations"] == [
        {
            "unit": "FIN",
            "units": ["FIN"],
            "colour": "white",
            "start": paris(10, 20).isoformat(),
            "end": paris(10, 22).isoformat(),
            "rule": "white_minor_or_security_only",
            "period": str(period.uid),
            "version": 1,
        }
    ]


def test_the_reason_of_a_period_stays_in_the_first_sentence(do, drafted):
    ledger.Period.objects.filter(colour="white").update(reason="paie", reason_en="payroll (end)")
    said = do("confirm", drafted(paris(10, 20))).json()["detail"]
    assert "15 Nov inclusive (payroll (end)). Your interruption lasts 45 min: 15 too many. In white" in said


def test_a_slot_never_negotiated_wants_a_reason(do, drafted):
    found = drafted(paris(28, 20))
    refused = do("confirm", found)
    assert (refused.status_code, refused.json()["verdict"], refused.json()["field"]) == (
        409,
        "not_negotiated",
        "reason",
    )
    assert do("confirm", found, reason="Contrat.").status_code == 200


def test_another_version_than_the_current_one_is_409_and_says_it(api, company, do, drafted):
    found = drafted()
    do("confirm", found)
    stale = do("cancel", found, version=0, reason="Plus utile.")
    assert (stale.status_code, stale.json()["version"]) == (409, 1)
    assert "changed since you opened it" in stale.json()["detail"]
    stale = api(
        company.planner, "patch", f"interventions/{found['reference']}/", {"title": "X", "version": 0}
    )
    assert stale.status_code == 409
    assert do("cancel", found, version=1, reason="Plus utile.").json()["state"] == "cancelled"


def test_a_draft_that_somebody_saved_since_is_neither_submitted_nor_confirmed(api, company, do, drafted):
    found = drafted(paris(20, 20), **{"class": "emergency"})
    address = f"interventions/{found['reference']}/"
    changed = api(company.planner, "patch", address, {"title": "Autre", "edit": found["edit"]}).json()
    assert changed["edit"] == found["edit"] + 1 and changed["version"] == 0
    for name, sent in (("submit", {"justification": "Factures."}), ("confirm", {})):
        stale = do(name, found, edit=found["edit"], **sent)
        assert (stale.status_code, stale.json()["edit"], stale.json()["version"]) == (409, changed["edit"], 0)
        assert "changed since you opened it" in stale.json()["detail"]
    assert api(company.planner, "patch", address, {"title": "X", "edit": found["edit"]}).status_code == 409
    assert do("submit", found, justification="Factures.", version=1).status_code == 409
    waiting = do("submit", found, justification="Factures.", edit=changed["edit"], version=0).json()
    assert waiting["state"] == "awaiting"
    for stale in ({"edit": changed["edit"]}, {"version": 1}):
        assert do("send-back", found, by=company.cio, reason="Repli ?", **stale).status_code == 409
    back = do("send-back", found, by=company.cio, reason="Repli ?", edit=waiting["edit"], version=0)
    assert back.json()["state"] == "draft"


def test_moving_is_one_version_and_judged(do, drafted):
    found = drafted()
    do("confirm", found)
    moved = do("reschedule", found, start=paris(18, 20).isoformat(), end=paris(18, 22).isoformat())
    assert (moved.status_code, moved.json()["version"]) == (200, 2)
    refused = do("reschedule", found, start=paris(20, 20).isoformat(), end=paris(20, 22).isoformat())
    assert (refused.status_code, refused.json()["violations"][0]["rule"]) == (409, "red_emergency_only")
    past = do("reschedule", found, start=paris(3, 20).isoformat(), end=paris(3, 22).isoformat())
    assert (past.status_code, past.json()) == (
        400,
        {"start": ["This start has already passed: choose a later one."]},
    )
    back = do("reschedule", found, start=paris(18, 20).isoformat(), end=paris(18, 19).isoformat())
    assert (back.status_code, list(back.json())) == (400, ["end"])


def test_the_same_instant_in_another_offset_is_no_move(api, company, do, drafted):
    found = drafted()
    do("confirm", found)
    sent = {"start": "2026-11-17T19:00:00+00:00", "end": "2026-11-17T21:00:00Z"}
    same = api(company.planner, "patch", f"interventions/{found['reference']}/", sent)
    assert same.json()["version"] == 1


def test_a_major_emergency_in_red_takes_two_people(do, drafted, company):
    found = drafted(paris(20, 20), **{"class": "emergency"})
    refused = do("confirm", found)
    assert (refused.status_code, refused.json()["verdict"]) == (409, "needs_approval")
    lacking = do("submit", found)
    assert (lacking.status_code, list(lacking.json())) == (400, ["justification"])
    assert do("submit", found, justification="Plus de factures.").json()["state"] == "awaiting"
    assert do("approve", found, justification="Oui.").status_code == 403  # who planned it has not the right
    assert do("send-back", found, by=company.cio, reason="Quel repli ?").json()["state"] == "draft"
    do("submit", found, justification="Plus de factures.")
    assert do("approve", found, by=company.cio, justification="Oui.").json()["state"] == "confirmed"


def test_the_day_of_the_work(do, drafted):
    found = drafted()
    early = do("start", found)
    assert (early.status_code, early.json()["detail"]) == (
        409,
        "INT-2026-0001 is « Draft »: this is no longer possible.",
    )
    do("confirm", found)
    assert do("start", found).json()["state"] == "running"
    late = do("reschedule", found, start=paris(18, 20).isoformat(), end=paris(18, 22).isoformat())
    assert late.status_code == 409
    how = do("finish", found)
    assert how.json() == {"outcome": ["Say how it ended: done, or failed and rolled back."]}
    future = do("finish", found, outcome="done", end=paris(5).isoformat())
    assert (future.status_code, list(future.json())) == (400, ["end"])
    assert do("finish", found, outcome="failed").json()["state"] == "failed"


def test_cancelling_without_a_reason_is_said_at_its_field(do, drafted):
    assert list(do("cancel", drafted()).json()) == ["reason"]


def test_put_by_the_number_of_the_itsm_tool_creates_then_changes_and_is_idempotent(api, company, do):
    def put(**fields):
        return api(company.planner, "put", "interventions/external/CHG-7/", {**work(), **fields})

    made = put()
    assert (made.status_code, made.json()["external_id"]) == (201, "CHG-7")
    same = put()
    assert (same.status_code, same.json()) == (200, made.json())
    do("confirm", made.json())
    events = audit.trail(Intervention.objects.get()).count()
    assert put().json()["version"] == 1
    assert audit.trail(Intervention.objects.get()).count() == events
    changed = put(title="Autres travaux")
    assert (changed.status_code, changed.json()["version"], changed.json()["title"]) == (
        200,
        2,
        "Autres travaux",
    )
    refused = put(start=paris(10, 20).isoformat(), end=paris(10, 22).isoformat(), title="Autres travaux")
    assert (refused.status_code, refused.json()["verdict"]) == (409, "refused")
    do("start", made.json())
    assert put(title="Autres travaux").status_code == 200  # nothing differs
    assert put(title="Encore").status_code == 409
    assert Intervention.objects.count() == 1


def test_a_number_of_the_itsm_tool_is_taken_once(api, company, drafted):
    drafted(external_id="CHG-1")
    taken = api(company.planner, "post", "interventions/", work(external_id="CHG-1"))
    assert (taken.status_code, list(taken.json())) == (400, ["external_id"])
    other = api(company.planner, "put", "interventions/external/CHG-2/", work(external_id="CHG-1"))
    assert (other.status_code, list(other.json())) == (400, ["external_id"])
    long = api(company.planner, "put", f"interventions/external/{'9' * 81}/", work())
    assert (long.status_code, list(long.json())) == (400, ["external_id"])


def test_who_may_not_know_gets_404_who_may_not_do_403(api, company, do, drafted):
    found = drafted()
    page = f"interventions/{found['reference']}/"
    assert api(company.employee, "get", page).status_code == 404  # a draft
    do("confirm", found)
    assert api(company.employee, "get", page).status_code == 200
    assert api(company.outsider, "get", page).status_code == 404
    assert (
        api(company.outsider, "get", page).json() == api(company.outsider, "get", "interventions/X/").json()
    )
    for verb in ("confirm", "submit", "approve", "send-back", "reschedule", "start", "finish", "cancel"):
        assert do(verb, found, by=company.employee).status_code == 403, verb
        assert do(verb, found, by=company.outsider).status_code == 404, verb
    assert api(company.employee, "patch", page, {"title": "X"}).status_code == 403
    assert api(company.employee, "post", "interventions/", work()).status_code == 403
    assert api(company.employee, "put", "interventions/external/C/", work()).status_code == 403
    assert [r["reference"] for r in api(company.employee, "get", "interventions/").json()["results"]] == [
        found["reference"]
    ]
    assert api(company.outsider, "get", "interventions/").json()["count"] == 0
    reading = api(company.planner, "post", f"{page}cancel/", {"reason": "x"}, scope="read")
    assert reading.status_code == 403


def test_the_same_filters_as_the_page(api, company, do, drafted):
    first, second = drafted(), drafted(paris(18, 20), external_id="CHG-9", **{"class": "security"})
    do("confirm", first)

    def found(**asked):
        answer = api(company.planner, "get", "interventions/", asked)
        assert answer.status_code == 200, answer.json()
        return [row["reference"] for row in answer.json()["results"]]

    assert found() == [second["reference"], first["reference"]]
    assert found(state="confirmed") == found(unit="FIN") == [first["reference"]]
    assert (
        found(q="CHG-9") == found(work_class="security") == found(since="2026-11-18") == [second["reference"]]
    )
    assert api(company.planner, "get", "interventions/", {"state": "lost"}).status_code == 400


def test_the_number_of_queries_does_not_grow_with_the_interventions(api, company):
    def asked() -> int:
        with CaptureQueriesContext(connection) as seen:
            answer = api(company.planner, "get", "interventions/", {"page_size": 500})
        assert len(answer.json()["results"]) == Intervention.objects.count()
        return len(seen)

    service = factories.offering()
    counts = []
    for number in (1, 3, 300):
        for at in range(Intervention.objects.count(), number):
            made = Intervention.objects.create(
                reference=f"INT-2026-{at:04d}", title="T", start=paris(17), end=paris(18), interruption_minutes=1,
                owner=factories.person(), planner=company.planner,
            )  # fmt: skip
            made.offerings.add(service)
            made.unit_choices.create(unit=company.hr)
        counts.append(asked())
    assert counts[0] == counts[1] == counts[2] <= 12
