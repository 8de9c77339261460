"""The API of the catalogue: shapes, circles, who may, what is said."""

from __future__ import annotations

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from catalog.models import Offering, Usage
from core import audit
from tests import factories

pytestmark = pytest.mark.django_db


def test_an_offering_is_created_read_and_changed(api, cast):
    base = factories.offering("SRV-1", name="Annuaire")
    made = api(
        cast.editor,
        "post",
        "offerings/",
        {"reference": "SOL-9", "kind": "solution", "name": "Paie", "components": ["SRV-1"]},
    )
    assert made.status_code == 201, made.json()
    assert made.json() == {
        "reference": "SOL-9",
        "kind": "solution",
        "name": "Paie",
        "name_en": "",
        "benefit": "",
        "benefit_en": "",
        "components": ["SRV-1"],
        "state": "design",
    }
    changed = api(cast.editor, "patch", "offerings/SOL-9/", {"benefit": "Payer juste.", "components": []})
    assert (changed.json()["benefit"], changed.json()["components"]) == ("Payer juste.", [])
    found = Offering.objects.get(reference="SOL-9")
    assert [event.kind for event in audit.trail(found)] == [
        "offering.components", "offering.changed", "offering.components", "offering.created",
    ]  # fmt: skip
    assert api(cast.employee, "get", "offerings/SOL-9/").status_code == 404, "it is not published"
    assert api(cast.planner, "get", "offerings/SOL-9/").json()["name"] == "Paie"
    assert base.solution_links.count() == 0


def test_a_circle_is_refused_with_its_way_and_nothing_is_saved(api, cast):
    factories.offering("A", name="Ada")
    api(
        cast.editor,
        "post",
        "offerings/",
        {"reference": "B", "kind": "service", "name": "Bob", "components": ["A"]},
    )
    refused = api(cast.editor, "patch", "offerings/A/", {"name": "Eve", "components": ["B"]})
    assert refused.status_code == 400
    assert refused.json() == {
        "components": ["Eve would be built on itself: Eve → Bob → Eve. Take one of these links away first."]
    }
    assert Offering.objects.get(reference="A").name == "Ada"


@pytest.mark.parametrize(
    ("sent", "field"),
    [
        ({"reference": "a/b", "kind": "service", "name": "N"}, "reference"),
        ({"reference": "TAKEN", "kind": "service", "name": "N"}, "reference"),
        ({"reference": "X", "kind": "gadget", "name": "N"}, "kind"),
        ({"reference": "X", "kind": "service", "name": "N", "components": ["NONE"]}, "components"),
        ({"reference": "X", "kind": "service"}, "name"),
    ],
)
def test_what_is_wrong_is_said_at_its_field(api, cast, sent, field):
    factories.offering("TAKEN")
    answer = api(cast.editor, "post", "offerings/", sent)
    assert (answer.status_code, list(answer.json())) == (400, [field])
    assert not Offering.objects.filter(reference="X").exists()


def test_the_reference_of_an_offering_does_not_change(api, cast):
    factories.offering("A")
    assert "reference" in api(cast.editor, "patch", "offerings/A/", {"reference": "B"}).json()


def test_what_is_not_published_is_not_known_to_employees(api, cast):
    factories.offering("IDEA", state="idea")
    live = factories.offering("LIVE")
    live.components.add(Offering.objects.get(reference="IDEA"))
    listed = api(cast.employee, "get", "offerings/").json()["results"]
    assert [(o["reference"], o["components"]) for o in listed] == [("LIVE", [])]
    assert api(cast.employee, "get", "offerings/IDEA/").status_code == 404
    assert api(cast.planner, "get", "offerings/IDEA/").status_code == 200


def test_who_may_read_but_not_write_gets_403(api, cast):
    factories.offering("A")
    sent = {"reference": "X", "kind": "service", "name": "N"}
    assert api(cast.planner, "post", "offerings/", sent).status_code == 403
    assert api(cast.planner, "patch", "offerings/A/", {"name": "X"}).status_code == 403
    assert api(cast.planner, "post", "usages/", {}).status_code == 403
    assert api(cast.planner, "delete", "usages/?offering=A&unit=FIN").status_code == 403
    assert api(cast.editor, "post", "offerings/", sent, scope="read").status_code == 403


def test_a_usage_is_said_said_again_and_ended(api, cast):
    factories.offering("A")
    factories.group("CODIR")
    whole = {"offering": "A", "unit": "FIN", "quantity": 12}
    first = api(cast.editor, "post", "usages/", whole)
    assert (first.status_code, first.json()) == (201, {**whole, "group": None})
    assert api(cast.editor, "post", "usages/", {**whole, "group": "CODIR", "quantity": 3}).status_code == 201
    again = api(cast.editor, "post", "usages/", {**whole, "quantity": 20})
    assert (again.status_code, again.json()["quantity"]) == (200, 20)
    kept = api(cast.editor, "post", "usages/", {"offering": "A", "unit": "FIN"})
    assert (kept.status_code, kept.json()["quantity"]) == (200, 20)
    assert api(cast.editor, "delete", "usages/?offering=A&unit=FIN").status_code == 204
    assert api(cast.editor, "delete", "usages/?offering=A&unit=FIN").status_code == 404
    assert [usage.group.code for usage in Usage.objects.all()] == ["CODIR"]
    assert "unit" in api(cast.editor, "delete", "usages/?offering=A").json()


def test_each_knows_who_uses_what_as_far_as_their_units_go(api, cast):
    service = factories.offering("A")
    for unit in (cast.finance, cast.hr):
        Usage.objects.create(offering=service, unit=unit)

    def units(person):
        return [row["unit"] for row in api(person, "get", "usages/").json()["results"]]

    assert units(cast.employee) == units(cast.representative) == ["FIN"]
    assert units(cast.outsider) == ["HR"]
    assert units(cast.planner) == units(cast.editor) == units(cast.cio) == ["FIN", "HR"]
    assert [r["unit"] for r in api(cast.editor, "get", "usages/", {"unit": "HR"}).json()["results"]] == ["HR"]


@pytest.mark.parametrize("path", ["offerings/", "usages/"])
def test_the_number_of_queries_does_not_grow(api, cast, path):
    def asked() -> int:
        with CaptureQueriesContext(connection) as seen:
            assert api(cast.planner, "get", path, {"page_size": 500}).status_code == 200
        return len(seen)

    base = factories.offering("BASE")

    def grow(number: int) -> None:
        while Offering.objects.count() < number:
            made = factories.offering()
            made.components.add(base)
            Usage.objects.create(offering=made, unit=cast.finance, group=factories.group())

    counts = []
    for number in (2, 4, 300):
        grow(number)
        counts.append(asked())
    assert counts[0] == counts[1] == counts[2] <= 12
