"""The API of sites, groups and people: shapes, refusals, who may."""

from __future__ import annotations

import pytest

from core import audit
from organization.models import Site, User
from tests import factories


def test_nobody_without_a_token_gets_in(client, db):
    answer = client.get("/api/v1/people/")
    assert answer.status_code == 401 and set(answer.json()) == {"detail"}


def test_a_person_has_exactly_the_fields_of_the_interface(api, cast):
    got = api(cast.administrator, "get", f"people/{cast.employee.ref}/").json()
    assert got == {
        "ref": cast.employee.ref,
        "name": "Employee",
        "email": "employee@example.org",
        "language": "fr",
        "unit": "FIN",
        "further_units": [],
        "site": None,
        "active": True,
        "capacities": [],
    }


def test_a_person_is_created_and_changed_by_codes(api, cast):
    factories.site("LYO")
    made = api(
        cast.administrator,
        "post",
        "people/",
        {
            "ref": "P-77",
            "name": "Zoé Martin",
            "email": "Zoe@Example.org",
            "unit": "FIN",
            "further_units": ["HR"],
            "site": "LYO",
            "capacities": [{"unit": "FIN", "kind": "client"}],
        },
    )
    assert made.status_code == 201, made.json()
    assert made.json()["email"] == "zoe@example.org"
    changed = api(cast.administrator, "patch", "people/P-77/", {"active": False, "further_units": []})
    assert changed.json()["active"] is False and changed.json()["further_units"] == []
    assert changed.json()["capacities"] == [{"unit": "FIN", "kind": "client"}]
    assert [e.kind for e in audit.trail(User.objects.get(ref="P-77"))] == [
        "user.changed",
        "user.capacities",
        "user.created",
    ]


@pytest.mark.parametrize(
    ("sent", "field"),
    [
        ({"ref": "P1", "name": "A", "email": "no-at-sign"}, "email"),
        ({"ref": "P1", "name": "A", "email": "employee@example.org"}, "email"),
        ({"ref": "P1", "name": "A", "unit": "NOWHERE"}, "unit"),
        ({"ref": "P1", "name": "A", "unit": 12}, "unit"),
        ({"ref": "P1", "name": "A", "language": "de"}, "language"),
        ({"name": "A"}, "ref"),
    ],
)
def test_what_is_wrong_is_said_at_its_field(api, cast, sent, field):
    answer = api(cast.administrator, "post", "people/", sent)
    assert answer.status_code == 400 and field in answer.json(), answer.json()
    assert not User.objects.filter(ref="P1").exists()


def test_an_employee_knows_of_nobody_but_themselves(api, cast):
    listed = api(cast.employee, "get", "people/").json()
    assert [p["ref"] for p in listed["results"]] == [cast.employee.ref]
    assert api(cast.employee, "get", f"people/{cast.cio.ref}/").status_code == 404


def test_who_may_read_but_not_write_gets_403(api, cast):
    assert api(cast.planner, "patch", f"people/{cast.employee.ref}/", {"name": "X"}).status_code == 403
    assert api(cast.planner, "post", "sites/", {"code": "X", "name": "X"}).status_code == 403


def test_a_token_of_scope_read_does_not_write(api, cast):
    answer = api(cast.administrator, "post", "sites/", {"code": "X", "name": "X"}, scope="read")
    assert answer.status_code == 403 and not Site.objects.exists()


def test_a_group_names_its_members_by_reference(api, cast):
    made = api(
        cast.administrator,
        "post",
        "groups/",
        {"code": "CODIR", "name": "Comité", "members": [cast.cio.ref], "contact": cast.cio.ref},
    )
    assert made.status_code == 201
    assert made.json() == {
        "code": "CODIR",
        "name": "Comité",
        "contact": cast.cio.ref,
        "members": [cast.cio.ref],
    }


def test_a_page_has_up_to_500_rows_and_its_neighbours(api, cast):
    first = api(cast.administrator, "get", "people/", {"page_size": 2}).json()
    assert first["count"] == User.objects.count() and len(first["results"]) == 2
    assert first["previous"] is None and "page=2" in first["next"]
    assert api(cast.administrator, "get", "people/", {"page": 99}).status_code == 404


def test_the_same_filters_as_the_pages(api, cast):
    def refs(**asked):
        return {p["name"] for p in api(cast.administrator, "get", "people/", asked).json()["results"]}

    assert refs(unit="HR") == {"Outsider"}
    assert refs(q="empl") == {"Employee"}
    assert refs(mailbox="false") == set()
    assert api(cast.administrator, "get", "people/", {"unit": "NOWHERE"}).status_code == 400


@pytest.mark.parametrize("path", ["people/%00/", "sites/%00/", "units/%00/", "people/?q=%00"])
def test_a_null_character_is_no_accident(api, cast, path):
    assert api(cast.administrator, "get", path).status_code in {400, 404}


def test_the_number_of_queries_does_not_grow_with_the_people(
    api, cast, django_assert_max_num_queries, django_assert_num_queries
):
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    def asked() -> int:
        with CaptureQueriesContext(
            connection,
        ) as seen:
            assert api(cast.administrator, "get", "people/", {"page_size": 500}).status_code == 200
        return len(seen)

    few = asked()
    for _ in range(30):
        factories.person(unit=cast.hr, further_units=[cast.finance])
    assert asked() == few <= 12


def test_the_description_and_its_page_are_for_those_signed_in(client, cast, sign_in):
    assert client.get("/api/v1/schema/").status_code == 302 or 401
    signed = sign_in(cast.planner)
    assert signed.get("/api/v1/schema/").status_code == 200
    page = signed.get("/api/v1/docs/")
    assert page.status_code == 200 and b"cdn" not in page.content
    assert b"<script>" not in page.content
