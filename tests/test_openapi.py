"""The description of the API is true: whatever is sent, no accident, and no answer that it does not announce.

Schemathesis makes the requests from the description, sound and unsound. Names, codes and dates are mostly
those of a small company, so that they get past the first check and into the actions.
"""

from __future__ import annotations

import copy
from datetime import date, timedelta
from functools import cache
from typing import Any

import pytest
import requests
import schemathesis
import time_machine
from django.core.signals import request_finished, request_started
from django.core.wsgi import get_wsgi_application
from django.db import close_old_connections
from drf_spectacular.generators import SchemaGenerator
from hypothesis import HealthCheck, given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st
from schemathesis.checks import not_a_server_error
from schemathesis.core.failures import FailureGroup
from schemathesis.core.transport import Response
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    response_schema_conformance,
    status_code_conformance,
)

from calendar_ops import actions, ledger
from catalog.models import Offering, Usage
from organization.models import Grant
from organization.tokens import create_token
from tests import factories
from tests.catalog import level_makers
from tests.factories import paris
from tests.test_access_matrix import names

EXAMPLES = 25
CHECKS = [
    not_a_server_error,
    status_code_conformance,
    content_type_conformance,
    response_schema_conformance,
]
UNITS, OFFERINGS, SITES, GROUPS = ["FIN", "HR", "IT"], ["SRV-1", "SRV-2"], ["LYO"], ["CODIR"]
INSTANTS = [
    "2026-11-03T20:00:00+01:00", "2026-11-10T20:00:00+01:00", "2026-11-10T22:00:00+01:00",
    "2026-11-17T20:00:00Z", "2026-11-17T22:00:00Z", "2026-12-01T00:00:00+01:00",
]  # fmt: skip
KNOWN: dict[str, list[Any]] = {
    "unit": UNITS, "units": UNITS, "units_added": UNITS, "parent": UNITS, "further_units": UNITS,
    "offering": OFFERINGS, "offerings": OFFERINGS, "components": OFFERINGS, "sites": SITES, "site": SITES,
    "group": GROUPS, "start": INSTANTS, "end": INSTANTS, "not_before": INSTANTS, "not_after": INSTANTS,
    "time_zone": ["Europe/Paris", "America/New_York"], "owner": ["P-1"], "contact": ["P-1"], "members": ["P-1"],
    "metric": ["availability"], "month": ["2026-10", "2026-09", "2026-11"], "label": [""],
    "recurrence": ["", "FREQ=WEEKLY", "FREQ=MONTHLY;BYMONTHDAY=-1;COUNT=12"],
    "interruption_minutes": [0, 20, 60], "duration_minutes": [30, 240], "version": [0, 1, 2], "edit": [1, 2, 3],
}  # fmt: skip
SLOT = {"start": INSTANTS[3], "end": INSTANTS[4]}
WORK = {"title": "Travaux", **SLOT, "interruption_minutes": 45, "units": ["FIN"]}
SPAN = {"start": INSTANTS[1], "end": INSTANTS[5]}
SOUND: dict[str, Any] = {
    "POST /api/v1/units/": {"code": "FIN-A", "name": "Trésorerie", "parent": "FIN"},
    "POST /api/v1/people/": {"ref": "P-2", "name": "Zoé Martin", "email": "zoe@example.org", "unit": "FIN"},
    "POST /api/v1/offerings/": {"reference": "SOL-3", "kind": "solution", "name": "Paie"},
    "PATCH /api/v1/offerings/{reference}/": {"components": ["SRV-2"]},
    "POST /api/v1/usages/": {"offering": "SRV-1", "unit": "HR"},
    "DELETE /api/v1/usages/": {"offering": "SRV-1", "unit": "FIN"},
    "POST /api/v1/measures/": {
        "offering": "SRV-1", "metric": "availability", "month": "2026-10", "value": "99.7",
    },
    "POST /api/v1/periods/": {
        "unit": "FIN", "colour": "red", "start": "2026-11-12", "end": "2026-11-12", "status": "agreed",
    },
    "PATCH /api/v1/periods/{uid}/": {"reason": "Clôture"},
    "POST /api/v1/interventions/": WORK,
    "PATCH /api/v1/interventions/{reference}/": {"title": "Autres travaux"},
    "PUT /api/v1/interventions/external/{external_id}/": WORK,
    "POST /api/v1/interventions/check/": {"units": ["FIN"], "interruption_minutes": 45, **SLOT},
    "POST /api/v1/interventions/slots/": {
        "units": ["FIN"], "interruption_minutes": 45, "duration_minutes": 60,
        "not_before": INSTANTS[1], "not_after": INSTANTS[5],
    },
    "POST /api/v1/interventions/audience/": {"units_added": ["FIN"], "with_people": True},
    "POST /api/v1/interventions/{reference}/reschedule/": SLOT,
    "POST /api/v1/interventions/{reference}/finish/": {"outcome": "done"},
    "POST /api/v1/interventions/{reference}/cancel/": {"reason": "Plus utile."},
    "GET /api/v1/balance/": {"units": "FIN,HR", **SPAN},
    "GET /api/v1/units/{code}/balance/": SPAN,
    "GET /api/v1/units/{code}/timeline/": SPAN,
}  # fmt: skip
"""What an operation does take; what is sent is this with some fields of what Schemathesis makes, or its own."""


def known_in(path: str, company) -> dict[str, list[str]]:
    """What exists, for the parameters of an address."""
    return {
        "code": {"sites": SITES, "groups": GROUPS}.get(path.split("/")[3], UNITS),
        "ref": [company.employee.ref],
        "external_id": ["CHG-1", "CHG-2", "CHG-9"],
        "reference": OFFERINGS if "offerings" in path else [work.reference for work in company.works],
        "uid": [str(uid) for uid in ledger.Period.objects.order_by("pk").values_list("uid", flat=True)],
    }


def mixed(data, made: Any, sound: dict[str, Any]) -> dict[str, Any]:
    """What is sound, with some of what was made over it."""
    made = made if isinstance(made, dict) else {}
    taken = data.draw(st.lists(st.sampled_from(sorted(made)), max_size=2)) if made else []
    return {**sound, **{name: made[name] for name in taken}}


@cache
def description() -> dict[str, Any]:
    return SchemaGenerator().get_schema(request=None, public=True)


def leaning(described: dict[str, Any]) -> dict[str, Any]:
    """The description, leaning towards values that exist; what it says of the answers is untouched."""
    made = copy.deepcopy(described)
    for name, component in made["components"]["schemas"].items():
        if name.endswith("Request"):
            for field, kind in component.get("properties", {}).items():
                if field in KNOWN:
                    component["properties"][field] = lean(kind, KNOWN[field])
    for operations in made["paths"].values():
        for operation in operations.values():
            for parameter in operation.get("parameters", []):
                if parameter["in"] == "query" and parameter["name"] in KNOWN:
                    parameter["schema"] = lean(parameter["schema"], KNOWN[parameter["name"]])
    return made


def lean(kind: dict[str, Any], values: list[Any]) -> dict[str, Any]:
    if kind.get("type") == "array":
        return {**kind, "items": {"anyOf": [{"enum": values}, kind["items"]]}}
    return {"anyOf": [{"enum": values}, {"enum": values}, kind]}


@cache
def operations() -> dict[str, Any]:
    schema = schemathesis.openapi.from_dict(leaning(description()))
    schema.app = get_wsgi_application()
    found = [result.ok() for result in schema.get_all_operations()]
    return {f"{one.method.upper()} {one.path}": one for one in found}


@pytest.fixture
def _one_connection():
    """As with Django's own test client: the end of a request does not close the transaction of the test."""
    signals = (request_started, request_finished)
    for signal in signals:
        signal.disconnect(close_old_connections)
    yield
    for signal in signals:
        signal.connect(close_old_connections)


@pytest.fixture
def company(cast):
    """Finance has a calendar; an intervention of each state that a verb leaves; one person may do all."""
    factories.site("LYO")
    factories.group("CODIR", members=[cast.employee])
    ledger.open_calendar(
        unit=cast.finance,
        draft=ledger.Draft(
            added=[
                ledger.NewPeriod("blue", first_day=date(2026, 11, 1), end_day=date(2026, 11, 25)),
                ledger.NewPeriod("white", first_day=date(2026, 11, 9), end_day=date(2026, 11, 16)),
            ]
        ),
        by=None,
        now=paris(2),
    )
    for reference in OFFERINGS:
        Usage.objects.create(offering=factories.offering(reference), unit=cast.finance)
        level_makers.level(Offering.objects.get(reference=reference))
    cast.everything = factories.person("All", ref="P-1", unit=cast.finance, profile="delivery-manager")
    for profile in ("catalogue-editor", "administrator", "cio"):
        Grant.objects.create(person=cast.everything, profile=profile, reason="test")
    cast.works = []
    for number in range(9):
        content = actions.Content(
            {
                "title": "Travaux",
                "start": paris(17, 20),
                "end": paris(17, 22),
                "interruption_minutes": 45,
                "owner": cast.everything,
                "external_id": f"CHG-{number}",
            },
            added=[cast.finance],
        )
        cast.works.append(actions.create_draft(content=content, by=cast.planner, now=paris(2)))
    for work in cast.works[3:]:
        actions.confirm(intervention=work, by=cast.planner, now=paris(2))
    for work in cast.works[6:]:
        actions.start(intervention=work, by=cast.planner, now=paris(2) + timedelta(hours=1))
    return cast


def test_the_description_has_every_address_of_the_api():
    rest = {name for name in names() if name.startswith("api-")} - {"api-schema", "api-docs"}
    described = description()["paths"]
    assert len(described) == len(rest)
    for address, of_address in described.items():
        for method, operation in of_address.items():
            assert {"401", "403", "404"} <= set(operation["responses"]), (method, address)
            assert operation["description"].strip(), (method, address)


@pytest.mark.slow
@pytest.mark.django_db
@pytest.mark.usefixtures("_one_connection")
@pytest.mark.parametrize("name", sorted(operations()))
def test_whatever_is_sent_the_answer_is_one_that_is_described(name, company):
    operation = operations()[name]
    _token, text = create_token(person=company.everything, label="fuzz", scope="write")
    in_address = known_in(operation.path, company)
    seen: set[int] = set()

    @hypothesis_settings(
        max_examples=EXAMPLES,
        deadline=None,
        database=None,
        derandomize=True,
        suppress_health_check=list(HealthCheck),
    )
    @given(case=operation.as_strategy(), data=st.data())
    def send(case, data):
        for parameter in case.path_parameters or {}:
            if data.draw(st.integers(0, 5)) < 5:
                case.path_parameters[parameter] = data.draw(st.sampled_from(in_address[parameter]))
        if name in SOUND and data.draw(st.integers(0, 2)) < 2:
            if operation.body:
                case.body = mixed(data, case.body, SOUND[name])
            else:
                case.query = mixed(data, case.query, SOUND[name])
        case.headers = {"Authorization": f"Token {text}", "Accept-Encoding": "identity"}
        response = case.call()
        seen.add(response.status_code)
        case.validate_response(response, checks=CHECKS)

    with time_machine.travel(paris(4, 10), tick=False):
        send()
    if name in SOUND:
        assert seen & {200, 201, 204}, seen


@pytest.mark.parametrize("content", [b'{"total_hours": 1}', b"<html></html>"])
def test_an_answer_that_is_not_described_fails_the_check(content):
    operation = operations()["GET /api/v1/balance/"]
    asked = requests.Request("GET", "http://localhost/api/v1/balance/").prepare()
    wrong = Response(
        status_code=200,
        headers={"content-type": ["application/json"]},
        content=content,
        request=asked,
        elapsed=0.1,
        verify=False,
    )
    with pytest.raises(FailureGroup):
        operation.Case().validate_response(wrong, checks=CHECKS)


@pytest.mark.django_db
@pytest.mark.parametrize(
    "path", ["units/?parent=100%25", "interventions/?unit=%25(line)d", "usages/?unit=%25s"]
)
def test_a_per_cent_sign_in_a_filter_is_no_accident(api, cast, path):
    """The fuzz found it: the library formats the sentence that quotes what was typed."""
    assert api(cast.planner, "get", path).status_code == 400
