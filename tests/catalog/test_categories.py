"""Categories: made, named, put into one another, ordered, taken away; each refusal in a sentence."""

from __future__ import annotations

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from catalog.actions.categories import delete_category, move_category, save_category
from catalog.models import Category
from core import audit
from core.models import EditedMeanwhile
from tests import factories

pytestmark = pytest.mark.django_db


def made(name: str, parent: Category | None = None, **fields) -> Category:
    return save_category(category=Category(), fields={"name": name, "parent": parent, **fields}, by=None)


def names() -> list[str]:
    return list(Category.objects.values_list("name", flat=True))


def kinds(category: Category) -> list[str]:
    return [event.kind for event in reversed(audit.trail(category))]


def test_a_category_gets_a_code_of_its_name_and_stands_last(cast):
    first, second = made("Poste et mobilité"), made("Poste et mobilité 2", name_en="Workplace")
    inside = made("Poste et mobilité", parent=first)
    assert [one.code for one in (first, second, inside)] == [
        "poste-et-mobilite", "poste-et-mobilite-2", "poste-et-mobilite-3",
    ]  # fmt: skip
    assert [one.rank for one in (first, second, inside)] == [0, 1, 0]
    assert kinds(second) == ["category.created"]
    assert made("日本").code == "category" and made("日本 !").code == "category-2"
    assert len(made("x" * 80).code) == 40 and len(made("x" * 79).code) == 40


def test_a_renamed_category_keeps_its_code_and_says_what_changed(cast):
    found = made("Gérer")
    save_category(category=found, fields={"name": "Piloter", "name_en": "Steer"}, by=cast.editor)
    found.refresh_from_db()
    assert (found.code, found.name, found.name_en, found.edit) == ("gerer", "Piloter", "Steer", 2)
    assert audit.trail(found)[0].changes == {"name": ["Gérer", "Piloter"], "name_en": ["", "Steer"]}
    save_category(category=found, fields={"name": "Piloter"}, by=cast.editor)
    assert len(kinds(found)) == 2


def test_a_category_moved_into_another_stands_last_there(cast):
    work, sell = made("Poste"), made("Vendre")
    made("Mobilité", parent=work)
    save_category(category=sell, fields={"parent": work}, by=cast.editor)
    sell.refresh_from_db()
    assert (sell.parent, sell.rank) == (work, 1)


def test_a_circle_is_refused_in_a_sentence_that_names_the_way(cast):
    work = made("Poste")
    move = made("Mobilité", parent=work)
    phone = made("Téléphone", parent=move)
    for parent, way in ((phone, "Poste → Mobilité → Téléphone → Poste"), (work, "Poste → Poste")):
        with pytest.raises(ValidationError) as refused:
            save_category(category=work, fields={"parent": parent}, by=cast.editor)
        assert way in refused.value.message_dict["parent"][0]
        work.refresh_from_db()
        assert work.parent is None


def test_two_sisters_never_bear_one_name(cast):
    work = made("Poste")
    made("Mobilité", parent=work)
    with pytest.raises(ValidationError) as refused:
        made("Mobilité", parent=work)
    assert "Mobilité" in refused.value.message_dict["name"][0]
    assert made("Mobilité").parent is None


def test_an_empty_name_and_one_of_300_characters_are_refused_at_the_field(cast):
    for name in ("", "x" * 300):
        with pytest.raises(ValidationError) as refused:
            made(name)
        assert list(refused.value.message_dict) == ["name"]


def test_the_order_changes_by_one_place(cast):
    one, two, three = made("Un"), made("Deux"), made("Trois")
    Category.objects.update(rank=0)  # as an import might leave them: then by name
    assert names() == ["Deux", "Trois", "Un"]
    move_category(category=one, up=True, by=cast.editor)
    assert names() == ["Deux", "Un", "Trois"]
    move_category(category=two, up=True, by=cast.editor)
    move_category(category=three, up=False, by=cast.editor)
    assert names() == ["Deux", "Un", "Trois"]
    move_category(category=two, up=False, by=cast.editor)
    assert names() == ["Un", "Deux", "Trois"]
    assert kinds(three) == ["category.created"] and kinds(two)[-1] == "category.moved"


def test_moving_one_that_is_gone_does_nothing(cast):
    gone = made("Un")
    Category.objects.all().delete()
    move_category(category=gone, up=True, by=cast.editor)


def test_an_empty_category_is_taken_away_and_its_trail_stays(cast):
    found = made("Gérer")
    delete_category(category=found, by=cast.editor)
    assert names() == []
    assert audit.trail_of("catalog.category", "gerer")[0].kind == "category.deleted"


@pytest.mark.parametrize("number", [1, 3])
def test_one_with_offerings_is_refused_saying_how_many(number, cast):
    found = made("Gérer")
    for _n in range(number):
        factories.offering(category=found, state="retired")
    with pytest.raises(ValidationError) as refused:
        delete_category(category=found, by=cast.editor)
    assert refused.value.messages[0].startswith(str(number)) and "Gérer" in refused.value.messages[0]
    assert names() == ["Gérer"]


def test_one_with_others_in_it_is_refused_saying_how_many(cast):
    found = made("Gérer")
    made("Paie", parent=found)
    with pytest.raises(ValidationError) as refused:
        delete_category(category=found, by=cast.editor)
    assert "1" in refused.value.messages[0] and names() == ["Gérer", "Paie"]


def test_whoever_does_not_edit_the_catalogue_changes_nothing(cast):
    found = made("Gérer")
    for act in (
        lambda: save_category(category=found, fields={"name": "Autre"}, by=cast.planner),
        lambda: move_category(category=found, up=True, by=cast.planner),
        lambda: delete_category(category=found, by=cast.planner),
    ):
        with pytest.raises(PermissionDenied):
            act()
    assert names() == ["Gérer"]


def test_a_save_between_reading_and_writing_is_seen(cast):
    found = made("Gérer")
    save_category(category=Category.objects.get(), fields={"name": "Piloter"}, by=None)
    with pytest.raises(EditedMeanwhile):
        save_category(category=found, fields={"name": "Autre"}, by=cast.editor, expected=1)
    assert names() == ["Piloter"]


# The pages ----------------------------------------------------------------------------------------------


def test_the_page_shows_the_tree_with_what_stands_in_it(cast, sign_in):
    work = made("Poste", name_en="Workplace")
    move = made("Mobilité", parent=work)
    factories.offering(category=move)
    factories.offering(category=work, state="design")
    factories.offering()
    page = sign_in(cast.editor).get(reverse("catalog:categories"))
    found = [
        (line.branch.shelving.name, line.branch.depth, line.branch.own, line.branch.total)
        for line in page.context["lines"]
    ]
    assert found == [("Poste", 0, 1, 2), ("Mobilité", 1, 1, 1)]
    for line in page.context["lines"]:
        assert sign_in(cast.editor).get(line.table).context["listing"].count == line.branch.total
    assert page.context["without"] == 1
    assert sign_in(cast.editor).get(page.context["table"]).context["listing"].count == 1


def test_the_first_and_the_last_offer_one_way_only(cast, sign_in):
    made("Un"), made("Deux"), made("Trois")
    lines = sign_in(cast.editor).get(reverse("catalog:categories")).context["lines"]
    assert [(line.first, line.last) for line in lines] == [(True, False), (False, False), (False, True)]


def test_without_any_the_page_says_what_they_are_for(cast, sign_in):
    assert 'class="empty"' in sign_in(cast.editor).get(reverse("catalog:categories")).content.decode()


def test_a_category_is_created_edited_moved_and_taken_away_by_its_pages(cast, sign_in):
    client = sign_in(cast.editor)
    new = reverse("catalog:category-new")
    assert client.post(new, {"name": "Gérer", "name_en": "Managing", "parent": ""}).status_code == 302
    client.post(new, {"name": "Paie", "parent": "gerer"})
    paie = Category.objects.get(code="paie")
    assert paie.parent.code == "gerer"
    edit = reverse("catalog:category-edit", args=["paie"])
    form = client.get(edit).context["form"]
    assert form["parent"].value() == "gerer" and form["parent"].initial == "gerer"
    sent = {name: form[name].value() or "" for name in form.fields}
    assert client.post(edit, {**sent, "name": "Payer", "parent": ""}).status_code == 302
    paie.refresh_from_db()
    assert (paie.name, paie.parent) == ("Payer", None)
    client.post(reverse("catalog:category-move", args=["paie"]), {"way": "up"})
    assert names() == ["Payer", "Gérer"]
    client.post(reverse("catalog:category-move", args=["paie"]), {"way": "down"})
    assert names() == ["Gérer", "Payer"]
    assert client.post(reverse("catalog:category-delete", args=["paie"])).status_code == 302
    assert names() == ["Gérer"]


def test_a_circle_is_a_sentence_at_the_field_and_nothing_typed_is_lost(cast, sign_in):
    work = made("Poste")
    made("Mobilité", parent=work)
    answer = sign_in(cast.editor).post(
        reverse("catalog:category-edit", args=["poste"]), {"name": "Postes", "parent": "mobilite", "edit": 1}
    )
    form = answer.context["form"]
    assert answer.status_code == 422 and list(form.errors) == ["parent"] and form["name"].value() == "Postes"


def test_a_second_editor_is_shown_the_difference(cast, sign_in):
    made("Poste")
    client, edit = sign_in(cast.editor), reverse("catalog:category-edit", args=["poste"])
    form = client.get(edit).context["form"]
    sent = {name: form[name].value() or "" for name in form.fields}
    save_category(category=Category.objects.get(), fields={"name": "Poste de travail"}, by=None)
    late = client.post(edit, {**sent, "name": "Mon poste"})
    assert late.status_code == 409
    assert [field.name for field in late.context["difference"].asked] == ["name"]
    client.post(edit, {"difference": late.context["difference"].token, "pick-name": "mine"})
    assert names() == ["Mon poste"]


def test_taking_away_one_that_is_not_empty_says_why(cast, sign_in):
    factories.offering(category=made("Gérer"))
    answer = sign_in(cast.editor).post(reverse("catalog:category-delete", args=["gerer"]), follow=True)
    assert [message.extra_tags for message in answer.context["messages"]] == ["bad"]
    assert answer.redirect_chain[0][0] == reverse("catalog:category-edit", args=["gerer"])
    assert names() == ["Gérer"]


def test_the_page_takes_the_same_few_queries(cast, sign_in):
    client, counts = sign_in(cast.editor), set()
    for turn in range(2):
        for number in range(10):
            made(f"Catégorie {turn} {number}")
        with CaptureQueriesContext(connection) as seen:
            client.get(reverse("catalog:categories"))
        counts.add(len(seen))
    assert len(counts) == 1 and counts.pop() <= 12
