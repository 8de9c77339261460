"""Measures through the API: one or many, idempotent, refused in one sentence at its field."""

from __future__ import annotations

import pytest
import time_machine
from django.db import connection
from django.test.utils import CaptureQueriesContext

from catalog.models import RequestDelay, ServiceLevelMeasure
from core.models import AuditEvent
from outbox.models import Delivery
from tests import factories
from tests.catalog.level_makers import OCTOBER, level, measure, way
from tests.factories import paris

pytestmark = pytest.mark.django_db
PATH = "measures/"


@pytest.fixture(autouse=True)
def _on_the_fourth():
    with time_machine.travel(paris(4, 10), tick=False):
        yield


@pytest.fixture
def warehouse(db):
    return level(factories.offering("SRV-031", name="Entrepôt"), "99.9")


def sent(**fields):
    return {"offering": "SRV-031", "metric": "availability", "month": "2026-10", "value": 99.82, **fields}


def test_a_measure_is_recorded_once_and_again_without_a_trace(api, cast, warehouse):
    first = api(cast.planner, "post", PATH, sent(why="panne"))
    assert first.status_code == 201
    shown = {
        "offering": "SRV-031", "metric": "availability", "label": "", "month": "2026-10", "value": "99.8200",
        "events": 1, "why": "panne", "unit": "percent", "source": "api",
    }  # fmt: skip
    assert first.json() == shown
    again = api(cast.planner, "post", PATH, sent(why="panne"))
    assert (again.status_code, again.json()) == (200, shown)
    assert AuditEvent.objects.filter(kind__startswith="level.").count() == 1
    changed = api(cast.planner, "post", PATH, sent(value="99.95"))
    assert (changed.status_code, changed.json()["value"]) == (200, "99.9500")
    assert ServiceLevelMeasure.objects.get().source == "api"
    listed = api(cast.employee, "get", PATH).json()
    assert (listed["count"], listed["results"][0]["value"]) == (1, "99.9500")


def test_no_event_is_sent_as_no_value_and_zero_events(api, cast):
    level(factories.offering("SRV-1"), "4", metric="restore")
    body = {"offering": "SRV-1", "metric": "restore", "month": "2026-10", "value": None, "events": 0}
    answer = api(cast.planner, "post", PATH, body)
    assert (answer.status_code, answer.json()["value"], answer.json()["events"]) == (201, None, 0)


def test_a_list_is_all_or_nothing_and_its_faults_come_by_place(api, cast, warehouse):
    refused = api(
        cast.planner, "post", PATH, [sent(), sent(month="2026-09", value=101), sent(month="2026-10")]
    )
    assert refused.status_code == 400
    assert refused.json() == {
        "1": {"value": ["101%: it cannot be more than 100%."]},
        "2": {"month": ["October 2026 stands here twice for the same level: keep one."]},
    }
    assert not ServiceLevelMeasure.objects.exists()
    taken = api(cast.planner, "post", PATH, [sent(), sent(month="2026-09", value=99.95)])
    assert taken.status_code == 201 and len(taken.json()) == 2
    assert api(cast.planner, "post", PATH, [sent()]).status_code == 200
    alone = api(cast.planner, "post", PATH, [sent(value=101)])
    assert list(alone.json()) == ["0"]


@pytest.mark.parametrize(
    ("fields", "said"),
    [
        ({"month": "2026-11"}, {"month": ["November 2026 is not over: it can be recorded from Tue 1 Dec on."]}),
        ({"month": "2023-12"}, {"month": ["Nothing was promised in December 2023: the first target begins in January 2024."]}),
        ({"month": "octobre"}, {"month": ["Write a month as 2026-10."]}),
        ({"month": "2026-10-15"}, {"month": ["Write a month as 2026-10."]}),
        ({"value": -1}, {"value": ["-1%: a measure is never below zero."]}),
        ({"value": 100.1}, {"value": ["100.1%: it cannot be more than 100%."]}),
        ({"value": None}, {"value": ["The value lacks: write it, or say that there was no event."]}),
        ({"events": 0}, {"events": ["A value of no event: write how many events it is the mean of, or take it away."]}),
        ({"why": "x" * 201}, {"why": ["201 characters: 200 at most."]}),
        ({"offering": "SRV-999"}, {"offering": ["No offering has the reference « SRV-999 »."]}),
        ({"metric": "restore"}, {"metric": ["This offering promises no level of that kind."]}),
        ({"label": "la nuit"}, {"label": ["This offering has no level called « la nuit »: leave the words empty."]}),
    ],
)  # fmt: skip
def test_each_refusal_is_one_sentence_at_its_field(fields, said, api, cast, warehouse):
    answer = api(cast.planner, "post", PATH, sent(**fields))
    assert (answer.status_code, answer.json()) == (400, said)
    assert not ServiceLevelMeasure.objects.exists()


def test_several_levels_of_a_kind_are_told_apart_by_their_words(api, cast, warehouse):
    night = level(warehouse.offering, "95", label="La nuit", label_en="At night")
    other = level(
        warehouse.offering, "95", metric="other", label="Colis suivis", unit="percent", better="high"
    )
    assert api(cast.planner, "post", PATH, sent(label="at night", value=96)).status_code == 201
    assert night.measures.count() == 1
    assert api(cast.planner, "post", PATH, sent()).status_code == 201, "the one without words"
    assert warehouse.measures.count() == 1
    assert api(cast.planner, "post", PATH, sent(metric="other", value=97)).status_code == 201, "the only one"
    level(warehouse.offering, "95", metric="other", label="Colis perdus", unit="percent", better="low")
    several = api(cast.planner, "post", PATH, sent(metric="other"))
    assert several.json() == {
        "label": ["This offering has several of them: write which, « Colis suivis », « Colis perdus »."]
    }
    assert other.measures.count() == 1


def test_the_delay_of_requests_is_sent_by_the_words_of_the_way_of_asking(api, cast):
    offering = factories.offering("SRV-1", name="Messagerie")
    way(offering, 1, label="Une boîte pour un arrivant", main=True)
    shared = way(offering, 2, label="Une boîte partagée", delay_unit="working_days")
    body = {
        "offering": "srv-1",
        "metric": "request",
        "label": "une boite partagee",
        "month": "2026-10",
        "value": 1.3,
        "events": 12,
    }
    answer = api(cast.planner, "post", PATH, body)
    assert (answer.status_code, answer.json()["unit"]) == (201, "working_days")
    found = RequestDelay.objects.get()
    assert (found.request_type, str(found.delay), found.count) == (shared, "1.30", 12)
    main = api(cast.planner, "post", PATH, {**body, "label": ""})
    assert (main.status_code, main.json()["label"]) == (201, "Une boîte pour un arrivant")
    fine = api(cast.planner, "post", PATH, [{**body, "value": 1.234}])
    assert fine.json() == {"0": {"value": ["1.234: write 2 decimals at most."]}}


def test_a_mixed_list_with_one_fault_writes_nothing_of_either_kind(api, cast, warehouse):
    way(factories.offering("SRV-1"), 2)
    body = {"offering": "SRV-1", "metric": "request", "month": "2026-10", "value": 1, "events": 2}
    refused = api(cast.planner, "post", PATH, [sent(), {**body, "month": "2026-12"}])
    assert list(refused.json()) == ["1"]
    assert not ServiceLevelMeasure.objects.exists() and not RequestDelay.objects.exists()


def test_one_mail_for_a_list_of_missed_levels(api, cast, warehouse):
    night = level(warehouse.offering, "99.9", label="La nuit")
    api(cast.editor, "post", PATH, [sent(), sent(label="La nuit")])
    assert Delivery.objects.count() == 1
    assert night.measures.get().told_at is not None


@pytest.mark.parametrize(
    ("who", "code"), [("planner", 201), ("editor", 201), ("employee", 403), ("cio", 403)]
)
def test_who_may_send(who, code, api, cast, warehouse):
    assert api(getattr(cast, who), "post", PATH, sent()).status_code == code


def test_what_is_not_published_is_unknown_to_an_employee(api, cast):
    draft = level(factories.offering("SRV-9", state="design"))
    measure(draft, "99.9")
    assert api(cast.employee, "get", PATH).json()["count"] == 0
    assert api(cast.editor, "get", PATH).json()["count"] == 1


def test_the_list_is_filtered_by_offering_measure_and_months(api, cast, warehouse):
    other = level(factories.offering("SRV-2"), "4", metric="restore")
    for month in (OCTOBER, OCTOBER.replace(month=9), OCTOBER.replace(month=8)):
        measure(warehouse, "99.9", month)
        measure(other, "3", month)

    def count(query: str) -> int:
        return api(cast.employee, "get", f"{PATH}?{query}").json()["count"]

    assert count("") == 6
    assert count("offering=SRV-031") == 3
    assert count("metric=restore&month=2026-10") == 1
    assert count("since=2026-09") == 4
    assert count("until=2026-08") == 2
    assert api(cast.employee, "get", f"{PATH}?month=octobre").json() == {
        "month": ["« octobre » is no month: write it as 2026-10."]
    }


def test_the_list_costs_the_same_queries_whatever_its_length(api, cast):
    counts = []
    for number in (1, 30):
        for _ in range(number):
            measure(level(), "99.9")
        with CaptureQueriesContext(connection) as seen:
            api(cast.planner, "get", PATH)
        counts.append(len(seen))
    assert counts[0] == counts[1]
