"""The pattern of a list page, seen on the list of interventions."""

from __future__ import annotations

import pytest
from django.utils import timezone, translation

from calendar_ops.models import Intervention
from core.exports import csv_text, harmless
from core.listing import around, page_number
from tests.test_list_pages import add_interventions

ADDRESS = "/interventions/"


@pytest.fixture
def client_of(cast, sign_in):
    add_interventions(cast, 60)
    return sign_in(cast.planner)


def listing(client, query: str = "", **headers):
    answer = client.get(f"{ADDRESS}?{query}", headers=headers)
    assert answer.status_code == 200
    return answer.context["listing"]


def references(found) -> list[str]:
    return [row["reference"] for row in found.rows]


def test_each_filter_is_a_chip_that_takes_it_away_and_keeps_the_rest(client_of):
    found = listing(client_of, "q=travaux&state=draft&sort=title&page=1")
    assert [chip.label for chip in found.chips] == ["« travaux »", "État\u00a0: Brouillon"]
    assert found.chips[0].address == f"{ADDRESS}?state=draft&sort=title"
    assert found.clear == ADDRESS and found.here == f"{ADDRESS}?q=travaux&state=draft&sort=title"


def test_a_filter_that_says_nothing_is_none(client_of):
    found = listing(client_of, "q=&state=&unit=+&unknown=1")
    assert found.chips == [] and found.count == 60 and found.here == ADDRESS


def test_a_unit_is_found_by_its_code_and_by_its_name(client_of):
    by_code, by_name = listing(client_of, "unit=hr"), listing(client_of, "unit=ressources+humaines")
    assert 0 < by_code.count == by_name.count < 60
    assert by_code.chips[0].label == "Unité\u00a0: Ressources humaines"


def test_what_a_filter_cannot_read_is_said_at_its_place_and_shows_nothing(client_of):
    found = listing(client_of, "unit=nowhere&q=travaux")
    entry = next(entry for entry in found.entries if entry.name == "unit")
    assert "nowhere" in entry.errors[0] and entry.value == "nowhere"
    assert found.rows == [] and "nowhere" in found.blank.text


def test_sorting_is_in_the_address_and_said_to_those_who_do_not_see(client_of):
    found = listing(client_of)
    assert references(found)[0] == "INT-2026-0060"
    slot = next(head for head in found.heads if head.name == "slot")
    assert slot.sorted == "descending" and slot.address == f"{ADDRESS}?sort=slot"
    rising = listing(client_of, "sort=slot")
    assert references(rising)[0] == "INT-2026-0001"
    assert next(head for head in rising.heads if head.name == "slot").address == ADDRESS
    assert 'aria-sort="ascending"' in client_of.get(f"{ADDRESS}?sort=slot").content.decode()
    assert references(listing(client_of, "sort=password")) == references(found)


def test_pages_do_not_overlap_and_a_wild_number_is_the_nearest(client_of):
    first, second, last = (listing(client_of, f"page={n}") for n in (1, 2, 3))
    assert len({*references(first), *references(second), *references(last)}) == 60
    assert (second.first, second.last, second.count) == (26, 50, 60)
    assert references(listing(client_of, "page=999")) == references(last)
    assert references(listing(client_of, "page=-3")) == references(first)
    assert second.previous == ADDRESS and second.next == f"{ADDRESS}?page=3"


def test_htmx_gets_the_part_that_changes_and_the_rest_the_whole_page(client_of):
    whole = client_of.get(ADDRESS).content.decode()
    assert "<html" in whole and 'id="f-q"' in whole
    asked = {"HX-Request": "true", "HX-Target": "list"}
    part = client_of.get(f"{ADDRESS}?q=travaux&unit=", headers=asked)
    text = part.content.decode()
    assert "<html" not in text and 'id="f-q"' not in text and "<tbody>" in text
    assert part["HX-Push-Url"] == f"{ADDRESS}?q=travaux" and "HX-Request" in part["Vary"]
    both = client_of.get(ADDRESS, headers={**asked, "HX-Target": "listing"}).content.decode()
    assert "<html" not in both and 'id="f-q"' in both
    restored = client_of.get(ADDRESS, headers={**asked, "HX-History-Restore-Request": "true"})
    assert "<html" in restored.content.decode()


def test_nothing_found_says_why_and_what_there_would_be_without_a_filter(client_of):
    found = listing(client_of, "q=badgeuse&state=draft")
    assert found.blank.title == "Aucune intervention"
    assert [way.address for way in found.blank.ways] == [f"{ADDRESS}?state=draft", ADDRESS]
    assert "20 interventions" in found.blank.ways[0].label


def test_a_day_that_ends_in_a_full_stop_gets_no_second_one(client_of):
    year = timezone.localdate().year  # a day of this year is said without it: « jeu. 1er janv. »
    text = listing(client_of, f"since={year}-12-31&until={year}-01-01").blank.text
    assert text.endswith(" janv.")


def test_all_of_a_class_is_said_in_the_feminine_in_french(client_of):
    page = client_of.get(ADDRESS).content.decode()
    assert (
        '<option value="" selected>Toutes</option>' in page
        and '<option value="" selected>Tous</option>' in page
    )


@pytest.mark.parametrize("query", ["", "q=travaux"])
def test_what_waits_for_somebody_is_counted_beside_the_number(query, client_of):
    drafts = Intervention.objects.filter(state="draft").order_by("pk")
    Intervention.objects.filter(pk__in=drafts.values("pk")[:3]).update(worst_colour="none")
    Intervention.objects.filter(pk=drafts.last().pk).update(state="awaiting")
    found = listing(client_of, query)
    assert found.note == "dont 4 à régler\u00a0: 1 attend un accord, 3 sur calendrier non négocié"


def test_nothing_at_all_says_what_the_page_is_for(cast, sign_in):
    assert "touche" in listing(sign_in(cast.employee)).blank.title
    first = listing(sign_in(cast.planner))
    assert first.files == [] and first.blank.ways[-1].address == "/interventions/new/"


@pytest.mark.parametrize("text", ["=1+1", "+1", "-1", "@x", "\t=1", "  =1", "＝1"])
def test_a_text_that_a_spreadsheet_would_compute_is_made_harmless(text):
    assert harmless(text) == f"'{text}"
    assert text not in next(csv_text(["a"], [[text]])).split(";")


@pytest.mark.parametrize("text", ["", "Paie", "20 - 30", "é=1"])
def test_any_other_text_is_left_alone(text):
    assert harmless(text) == text


def test_a_number_stays_a_number_and_the_separator_is_the_readers():
    with translation.override("fr"):
        assert "".join(csv_text(["a", "b"], [[-1, None]])) == "\ufeffa;b\r\n-1;\r\n"
    with translation.override("en"):
        assert "".join(csv_text(["a", "b"], [[-1, "x"]])) == "\ufeffa,b\r\n-1,x\r\n"


def test_the_files_name_moments_on_the_readers_clock(client_of):
    text = b"".join(client_of.get(f"{ADDRESS}?q=INT-2026-0002&format=csv").streaming_content).decode()
    assert "2026-11-01 22:00" in text


@pytest.mark.parametrize(
    ("page", "last", "shown"),
    [(1, 1, [1]), (1, 3, [1, 2, 3]), (1, 14, [1, 2, None, 14]), (7, 14, [1, 2, None, 6, 7, 8, None, 14])],
)
def test_the_pages_that_are_offered(page, last, shown):
    assert list(around(page, last)) == shown


def test_a_page_number_is_a_number():
    assert [page_number(asked) for asked in (None, "", "x", "3", "-2", "9" * 40)] == [1, 1, 1, 3, 1, 1]
