"""Two people edit one record: the second sees the difference, chooses, and nothing is overwritten in silence."""

from __future__ import annotations

import pytest

from core.models import EditedMeanwhile
from organization import actions
from organization.models import BusinessUnit, Site
from tests import factories
from tests.factories import paris
from tests.organization.test_pages import brand

ADDRESS = "/organization/sites/LYO/edit/"


@pytest.fixture
def editing(cast, sign_in):
    """Lyon, opened by the administrator; `save` is what the administrator sends from that page."""
    factories.site("LYO", name="Lyon", place="Part-Dieu")
    client = sign_in(cast.administrator)
    return client, opened(client, ADDRESS)


def opened(client, address: str) -> dict[str, str]:
    form = client.get(address).context["form"]
    return {name: form[name].value() or "" for name in form.fields}


def meanwhile(cast, **fields) -> None:
    """The CIO's hand, by the action itself (as the directory import would)."""
    actions.save_record(obj=Site.objects.get(), fields=fields, by=None, now=paris(4))


def site() -> tuple[str, str, str]:
    return Site.objects.values_list("name", "place", "bandwidth").get()


def test_without_another_editor_it_is_saved(editing):
    client, sent = editing
    assert client.post(ADDRESS, {**sent, "name": "Lyon Nord"}).status_code == 302
    assert site() == ("Lyon Nord", "Part-Dieu", "high")


def test_a_page_opened_before_is_no_conflict_with_its_own_save(editing):
    client, sent = editing
    client.post(ADDRESS, {**sent, "name": "Lyon Nord"})
    assert client.post(ADDRESS, opened(client, ADDRESS)).status_code == 302


def test_what_both_changed_is_asked_and_nothing_is_written(editing, cast):
    client, sent = editing
    meanwhile(cast, name="Lyon Sud", bandwidth="low")
    answer = client.post(ADDRESS, {**sent, "name": "Lyon Nord", "place": "Gerland"})
    assert answer.status_code == 409
    found = answer.context["difference"]
    assert [(field.label, field.opened) for field in found.asked] == [("Nom", "Lyon")]
    assert [(field.label, field.kept) for field in found.joined] == [("Lieu", "mine"), ("Débit", "theirs")]
    assert site() == ("Lyon Sud", "Part-Dieu", "low")
    assert "Lyon Nord" in answer.content.decode() or "Nord" in answer.content.decode()


@pytest.mark.parametrize(
    ("answers", "expected"),
    [
        ({}, ("Lyon Sud", "Gerland", "low")),
        ({"pick-name": "mine"}, ("Lyon Nord", "Gerland", "low")),
        ({"pick-name": "third", "third-name": "Lyon"}, ("Lyon", "Gerland", "low")),
        ({"back-bandwidth": "on", "back-place": "on"}, ("Lyon Sud", "Part-Dieu", "high")),
    ],
)
def test_the_answers_are_saved_as_if_they_had_been_typed(answers, expected, editing, cast):
    client, sent = editing
    meanwhile(cast, name="Lyon Sud", bandwidth="low")
    found = client.post(ADDRESS, {**sent, "name": "Lyon Nord", "place": "Gerland"}).context["difference"]
    assert client.post(ADDRESS, {"difference": found.token, **answers}).status_code == 302
    assert site() == expected


def test_a_third_save_while_choosing_is_shown_again(editing, cast):
    client, sent = editing
    meanwhile(cast, name="Lyon Sud")
    found = client.post(ADDRESS, {**sent, "name": "Lyon Nord"}).context["difference"]
    meanwhile(cast, name="Lyon Est")
    again = client.post(ADDRESS, {"difference": found.token, "pick-name": "mine"})
    assert again.status_code == 409
    assert again.context["difference"].asked[0].opened == "Lyon Sud"
    assert site()[0] == "Lyon Est"


def test_a_wrong_answer_is_corrected_in_the_form_and_keeps_the_rest(editing, cast):
    client, sent = editing
    meanwhile(cast, name="Lyon Sud")
    found = client.post(ADDRESS, {**sent, "name": "Lyon Nord", "place": "Gerland"}).context["difference"]
    wrong = {"difference": found.token, "pick-name": "third", "third-name": ""}
    answer = client.post(ADDRESS, wrong)
    assert answer.status_code == 422 and "name" in answer.context["form"].errors
    assert 'value="Gerland"' in answer.content.decode()


def test_members_and_capacities_are_saves_too(cast, sign_in):
    """What stands in other tables: whoever opened the form before must see it."""
    group = factories.group("CODIR", members=[cast.employee])
    client = sign_in(cast.administrator)
    address = "/organization/groups/CODIR/edit/"
    sent = opened(client, address)
    actions.save_record(obj=group, fields={"members": [cast.employee, cast.cio]}, by=None, now=paris(4))
    found = client.post(address, {**sent, "name": "Comité"}).context["difference"]
    assert [(field.name, field.kept) for field in found.joined] == [("name", "mine"), ("members", "theirs")]
    assert client.post(address, {"difference": found.token}).status_code == 302
    assert set(group.members.all()) == {cast.employee, cast.cio}
    address = f"/organization/people/{cast.employee.ref}/edit/"
    sent = opened(client, address)
    actions.set_capacities(person=cast.employee, capacities=[(cast.hr, "user")], by=None, now=paris(4))
    found = client.post(address, {**sent, "name": "Autre Nom"}).context["difference"]
    assert not found.asked
    assert [(field.name, field.kept) for field in found.joined] == [
        ("name", "mine"),
        ("capacity_user", "theirs"),
    ]


def test_a_token_that_was_tampered_with_is_no_answer(editing, cast):
    client, sent = editing
    meanwhile(cast, name="Lyon Sud")
    found = client.post(ADDRESS, {**sent, "name": "Lyon Nord"}).context["difference"]
    assert client.post(ADDRESS, {"difference": found.token[:-3], "pick-name": "mine"}).status_code == 422
    assert site()[0] == "Lyon Sud"


def test_a_save_between_reading_and_writing_is_seen_by_the_action(editing, cast):
    held = Site.objects.get()
    meanwhile(cast, name="Lyon Sud")
    with pytest.raises(EditedMeanwhile):
        actions.save_record(
            obj=held, fields={"name": "Lyon Nord"}, by=cast.administrator, now=paris(4), expected=held.edit
        )
    assert site()[0] == "Lyon Sud"


def test_units_and_the_brand_are_guarded_alike(cast, sign_in):
    client = sign_in(cast.administrator)
    sent = opened(client, "/organization/units/FIN/edit/")
    actions.save_record(obj=cast.finance, fields={"name": "Finances"}, by=None, now=paris(4))
    answer = client.post("/organization/units/FIN/edit/", {**sent, "name": "Direction financière"})
    assert answer.status_code == 409 and answer.context["difference"].asked[0].label == "Nom"
    assert BusinessUnit.objects.get(code="FIN").name == "Finances"
    assert client.post("/organization/brand/", brand()).status_code == 302
    held = opened(client, "/organization/brand/")
    client.post("/organization/brand/", {**held, "company": "Soleil"})
    late = client.post("/organization/brand/", {**held, "company": "Tournesol", "foot": "Pied"})
    assert late.status_code == 409
    assert [field.name for field in late.context["difference"].joined] == ["foot"]
