"""The shop window: what each reader finds, what each card says at a glance, what the page says of nothing."""

from __future__ import annotations

import re
from datetime import date
from decimal import Decimal
from html import unescape

import pytest
import time_machine
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils.translation import gettext

from catalog.models import (
    Alias,
    Category,
    LevelTarget,
    Offering,
    RequestType,
    ServiceLevel,
    ServiceLevelMeasure,
    Usage,
)
from core.folding import folded
from organization.models import Brand
from tests import factories
from tests.factories import paris

pytestmark = pytest.mark.django_db
OCTOBER = date(2026, 10, 1)


@pytest.fixture(autouse=True)
def _on_the_fourth():
    with time_machine.travel(paris(4, 10), tick=False):
        yield


@pytest.fixture
def shop(cast) -> dict[str, Offering]:
    work = Category.objects.create(code="poste", name="Poste", name_en="Workplace")
    move = Category.objects.create(code="mobilite", name="Mobilité", parent=work)
    told = {
        "vpn": ("SRV-002", "Accès à distance", "Remote access", "Travailler hors du bureau.", move),
        "mail": ("SRV-003", "Messagerie et agenda", "Mail and calendar", "Écrire et se réunir.", None),
        "laptop": ("SRV-001", "Ordinateur portable", "", "Un ordinateur prêt à l’emploi.", work),
    }
    made = {
        key: factories.offering(reference, name=name, name_en=name_en, benefit=benefit, category=category)
        for key, (reference, name, name_en, benefit, category) in told.items()
    }
    for text in ("VPN", "télétravail"):
        Alias.objects.create(offering=made["vpn"], text=text, folded=folded(text))
    return made


def get(client, query: str = "", **headers):
    return client.get(f"{reverse('catalog:window')}?{query}", headers=headers)


def text_of(answer) -> str:
    """The words of a page, without tags."""
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", answer.content.decode())).replace("\u00a0", " ").split())


def names(answer) -> list[str]:
    return [row.name for row in answer.context["shown"].rows]


@pytest.mark.parametrize(
    ("typed", "name"),
    [
        ("axès a distence", "Accès à distance"),
        ("mesagerie", "Messagerie et agenda"),
        ("vnp", "Accès à distance"),
        ("teletravaile", "Accès à distance"),
        ("SRV-001", "Ordinateur portable"),
    ],
)
def test_what_is_typed_finds_its_card_first(typed, name, cast, shop, sign_in):
    answer = get(sign_in(cast.employee), f"q={typed}")
    assert names(answer)[0] == name


def test_the_page_says_how_many_for_what_and_as_near_as_to_what(cast, shop, sign_in):
    answer = get(sign_in(cast.employee), "q=axès a distence")
    said = answer.context["shown"].said
    assert "accès à distance" in said.count and "axès a distence" in said.near and said.other
    exact = sign_in(cast.employee).get(answer.context["shown"].other_address)
    assert exact.context["wanted"].exactly and names(exact) == []
    back = sign_in(cast.employee).get(exact.context["shown"].other_address)
    assert names(back) == ["Accès à distance"]


def test_each_answer_says_why_when_its_name_does_not(cast, shop, sign_in):
    client = sign_in(cast.employee)
    why = {
        typed: get(client, f"q={typed}").context["shown"].rows[0].why.replace("\u00a0", " ")
        for typed in ("distance", "vnp", "bureau", "SRV-002", "remote")
    }
    assert why["distance"] == ""
    assert "« VPN »" in why["vnp"] and "« vnp »" in why["vnp"]
    assert "« bureau »" in why["bureau"] and "SRV-002" in why["SRV-002"] and "« remote »" in why["remote"]
    client.cookies["language"] = "en"
    assert get(client, "q=remote").context["shown"].rows[0].why == ""
    assert "in its French name" in get(client, "q=distance").context["shown"].rows[0].why


def test_what_is_not_published_is_found_by_those_who_keep_the_catalogue_only(cast, shop, sign_in):
    factories.offering("SRV-009", name="Accès au laboratoire", state="design")
    factories.offering("SRV-010", name="Accès par modem", state="retired")
    assert names(get(sign_in(cast.employee), "q=acces")) == ["Accès à distance"]
    kept = get(sign_in(cast.editor), "q=acces")
    assert names(kept) == ["Accès à distance", "Accès au laboratoire"]
    assert [badge.label for badge in kept.context["shown"].rows[1].badges] == ["En conception"]
    assert [bool(row.ask) for row in kept.context["shown"].rows] == [True, False]
    assert kept.context["around"].hidden == 1 and "retired" not in kept.content.decode()


def test_a_card_says_its_promises_at_a_glance(cast, shop, sign_in):
    RequestType.objects.create(
        offering=shop["vpn"], label="L’avoir", main=True, delay=0, link="https://ask.example/vpn"
    )
    RequestType.objects.create(offering=shop["vpn"], label="Autre", delay=9)
    RequestType.objects.create(offering=shop["mail"], label="L’avoir", main=True, delay=5)
    level = ServiceLevel.objects.create(
        offering=shop["vpn"], metric="availability", better="high", unit="percent"
    )
    LevelTarget.objects.create(level=level, since=date(2026, 1, 1), value=Decimal("99.5"))
    LevelTarget.objects.create(level=level, since=date(2026, 9, 1), value=Decimal("99.9"))
    LevelTarget.objects.create(level=level, since=date(2026, 12, 1), value=Decimal("99.95"))
    ServiceLevelMeasure.objects.create(level=level, month=OCTOBER, value=Decimal("99.99"))
    factories.tariff(shop["vpn"], amounts={date(2026, 1, 1): "6"})
    client = sign_in(cast.employee)
    rows = {row.name: row for row in get(client).context["shown"].rows}
    vpn, mail, laptop = (
        rows[name] for name in ("Accès à distance", "Messagerie et agenda", "Ordinateur portable")
    )
    assert (
        vpn.ask == "https://ask.example/vpn"
        and mail.ask.endswith("/SRV-003/#ask")
        and laptop.ask.endswith("#ask")
    )
    assert (vpn.delay, mail.delay, laptop.delay) == ("le jour même", "5 jours ouvrés", "")
    assert "99,99" in vpn.level and "99,9\u202f%" in vpn.level and vpn.level_tone == "" and mail.level == ""
    assert vpn.aliases == "VPN, télétravail" and vpn.price.startswith("6,00") and mail.price == ""
    said = get(client, "q=vpn").content.decode()
    assert 'href="https://ask.example/vpn"' in said and 'rel="noopener"' in said


@pytest.mark.parametrize(
    ("value", "events", "words", "tone"),
    [
        (Decimal("98.7"), 1, "98,7", "bad"),
        (None, 0, "99", ""),
        (Decimal("99.5"), 1, "99,5", ""),
        ("none", 0, "99,5", ""),
    ],
)
def test_a_level_missed_is_said_so_and_no_measure_is_no_miss(value, events, words, tone, cast, shop, sign_in):
    level = ServiceLevel.objects.create(
        offering=shop["vpn"], metric="availability", better="high", unit="percent"
    )
    LevelTarget.objects.create(level=level, since=date(2026, 1, 1), value=Decimal("99.5"))
    if value != "none":
        ServiceLevelMeasure.objects.create(level=level, month=OCTOBER, value=value, events=events)
    answer = get(sign_in(cast.employee), "q=vpn")
    row = answer.context["shown"].rows[0]
    assert words in row.level and row.level_tone == tone
    assert ("bad-t" in answer.content.decode()) is (tone == "bad")


def test_what_my_unit_uses_and_what_i_have(cast, shop, sign_in):
    below = factories.unit("FIN-CPT", name="Comptabilité", parent=cast.finance)
    group = factories.group("COMEX")
    person = factories.person("Nadia", unit=below)
    Usage.objects.create(offering=shop["vpn"], unit=cast.finance)  # the unit above: it covers those below
    Usage.objects.create(offering=shop["mail"], unit=below, group=group)
    Usage.objects.create(offering=shop["laptop"], unit=cast.hr)
    client = sign_in(person)
    page = get(client)
    badges = {row.name: [badge.label for badge in row.badges] for row in page.context["shown"].rows}
    assert badges == {
        "Accès à distance": [gettext("You have it")],
        "Messagerie et agenda": [gettext("Used by %(unit)s") % {"unit": "Comptabilité"}],
        "Ordinateur portable": [],
    }
    around = page.context["around"]
    assert (around.unit, around.used, around.held) == ("Comptabilité", 2, 1)
    assert [way.label for way in around.mine] == ["Accès à distance", "Messagerie et agenda"]
    assert names(get(client, "used=1")) == ["Accès à distance", "Messagerie et agenda"]
    assert names(get(client, "held=1")) == ["Accès à distance"]
    assert names(client.get(around.all_mine)) == ["Accès à distance", "Messagerie et agenda"]
    group.members.add(person)
    assert names(get(sign_in(person), "held=1")) == ["Accès à distance", "Messagerie et agenda"]


def test_a_unit_that_uses_nothing_and_somebody_without_unit_are_told_sensibly(cast, shop, sign_in):
    assert "Finance" in text_of(get(sign_in(cast.employee)))
    assert get(sign_in(cast.employee)).context["around"].used == 0
    alone = get(sign_in(factories.person("Sans Unité")))
    assert alone.context["around"].unit == "" and 'id="k-used"' not in alone.content.decode()


def test_categories_are_counted_with_those_below_and_lead_to_what_they_hold(cast, shop, sign_in):
    client = sign_in(cast.employee)
    places = get(client).context["places"]
    assert [(place.name, place.number, place.depth) for place in places] == [
        ("Poste", 2, 0),
        ("Mobilité", 1, 1),
    ]
    for place in places:
        shown = client.get(place.address).context["shown"]
        assert shown.count == place.number and shown.shelf.name == place.name
    assert get(client, "category=nowhere").context["shown"].count == 0


def test_a_category_keeps_what_was_ticked_and_asks_anew(cast, shop, sign_in):
    places = get(sign_in(cast.employee), "q=vpn&o=SRV-003").context["places"]
    assert places[0].address.endswith("?category=poste&o=SRV-003")


def test_what_is_being_retired_says_until_when_and_what_replaces_it(cast, shop, sign_in):
    Offering.objects.filter(pk=shop["mail"].pk).update(
        state="retiring", retires_on=date(2027, 3, 31), replacement=shop["vpn"]
    )
    row = get(sign_in(cast.employee), "q=messagerie").context["shown"].rows[0]
    assert "31 mars 2027" in row.ends and row.instead.label == "Accès à distance" and row.ask == ""
    Offering.objects.filter(pk=shop["vpn"].pk).update(state="design")
    assert get(sign_in(cast.employee), "q=messagerie").context["shown"].rows[0].instead is None
    assert get(sign_in(cast.editor), "q=messagerie").context["shown"].rows[0].instead is not None
    Offering.objects.filter(pk=shop["mail"].pk).update(retires_on=None)
    assert get(sign_in(cast.employee), "q=messagerie").context["shown"].rows[0].ends


@pytest.mark.parametrize("typed", ["a", "🎉", "é", "%00", "'", "?", "_"])
def test_what_has_no_word_shows_everything_and_says_so(typed, cast, shop, sign_in):
    shown = get(sign_in(cast.employee), f"q={typed}").context["shown"]
    assert shown.count == 3 and not shown.searched
    assert bool(shown.said.near) is (typed != "%00")


def test_nothing_found_offers_ways_on(cast, shop, sign_in):
    Brand.objects.create(id=1, help_contact="assistance 3030")
    client = sign_in(cast.employee)
    alone = get(client, "q=xylophone")
    assert [way.address for way in alone.context["shown"].blank.ways] == [reverse("catalog:window")]
    assert "xylophone" in alone.context["shown"].blank.title and "assistance 3030" in text_of(alone)
    inside = get(client, "q=messagerie&category=poste").context["shown"].blank
    assert names(client.get(inside.ways[0].address)) == ["Messagerie et agenda"]
    exactly = get(client, "q=mesagerie&exactly=1").context["shown"].blank
    assert names(client.get(exactly.ways[0].address)) == ["Messagerie et agenda"]
    nothing = get(client, "held=1").context["shown"].blank
    assert nothing.title and len(nothing.ways) == 1


def test_an_empty_catalogue_says_what_will_stand_there(cast, sign_in):
    page = get(sign_in(cast.employee))
    assert page.context["shown"].blank.title and 'class="empty"' in page.content.decode()


def test_hostile_words_are_shown_as_they_are(cast, shop, sign_in):
    page = get(sign_in(cast.employee), "q=<script>alert(1)</script>&category=<b>&o=<i>").content.decode()
    assert "<script>alert" not in page and "&lt;script&gt;alert(1)&lt;/script&gt;" in page


def test_pages_of_twenty_keep_the_question(cast, sign_in):
    for number in range(45):
        factories.offering(name=f"Messagerie {number:02}")
    client = sign_in(cast.employee)
    first = get(client, "q=mesagerie&o=SRV-X").context["shown"]
    assert len(first.rows) == 20 and [page.label for page in first.pages] == ["1", "2", "3"]
    last = client.get(first.pages[-1].address).context["shown"]
    assert len(last.rows) == 5 and not {row.reference for row in first.rows} & {
        row.reference for row in last.rows
    }
    assert get(client, "q=mesagerie&page=99").context["shown"].rows == last.rows


# Ticked to be compared ----------------------------------------------------------------------------------


def test_what_is_ticked_survives_a_search_and_is_sent_again(cast, shop, sign_in):
    page = get(sign_in(cast.employee), "q=vpn&o=SRV-003&o=SRV-002")
    shown, html = page.context["shown"], page.content.decode()
    assert [card.reference for card in shown.ticked] == ["SRV-003", "SRV-002"] and shown.hidden == ["SRV-003"]
    assert '<input type="hidden" name="o" value="SRV-003" form="w">' in html
    assert re.search(r'name="o" value="SRV-002" id="c-SRV-002" form="w" checked', html)
    assert shown.compare == f"{reverse('catalog:compare')}?q=vpn&o=SRV-003&o=SRV-002"
    assert "o=" not in shown.cleared


def test_a_fourth_gets_a_sentence_and_the_three_before_stay(cast, shop, sign_in):
    factories.offering("SRV-000", name="Achats")
    query = "o=SRV-000&o=SRV-001&o=SRV-002&o=SRV-003&had=SRV-001&had=SRV-002&had=SRV-003"
    page = get(sign_in(cast.employee), query)
    shown = page.context["shown"]
    assert [card.reference for card in shown.ticked] == ["SRV-001", "SRV-002", "SRV-003"]
    assert shown.one_more.name == "Achats" and "Achats" in text_of(page)
    assert [row.chosen for row in shown.rows if row.reference == "SRV-000"] == [False]


def test_what_the_reader_may_not_see_is_not_ticked(cast, shop, sign_in):
    Offering.objects.filter(pk=shop["vpn"].pk).update(state="design")
    assert get(sign_in(cast.employee), "o=SRV-002&o=NONE").context["shown"].ticked == []


# The part that htmx replaces ----------------------------------------------------------------------------


def test_with_htmx_only_what_changes_is_sent_with_its_address(cast, shop, sign_in):
    answer = get(sign_in(cast.employee), "q=vnp&had=SRV-003&o=SRV-003&was=", **{"HX-Request": "true"})
    html = answer.content.decode()
    assert "<html" not in html and "<h1" not in html and 'id="window-said" hx-swap-oob' in html
    assert answer["HX-Replace-Url"] == f"{reverse('catalog:window')}?q=vnp&o=SRV-003"
    assert "HX-Request" in answer["Vary"] and "around" not in answer.context


def test_going_back_in_history_gets_the_whole_page(cast, shop, sign_in):
    answer = get(sign_in(cast.employee), "", **{"HX-Request": "true", "HX-History-Restore-Request": "true"})
    assert "<html" in answer.content.decode()


def test_nothing_of_the_page_needs_javascript(cast, shop, sign_in):
    html = get(sign_in(cast.employee), "category=poste").content.decode()
    form = html[html.index('<form id="w"') : html.index("</form>", html.index('<form id="w"'))]
    assert 'method="get"' in form and 'name="category" value="poste"' in form and "<button" in form
    assert f'formaction="{reverse("catalog:compare")}"' in html
    assert "style=" not in html and "onclick" not in html


@pytest.mark.parametrize("query", ["", "q=service", "q=service&used=1&category=poste&o=SRV-001&o=SRV-002"])
@pytest.mark.parametrize("who", ["employee", "editor"])
@pytest.mark.parametrize("part", [False, True])
def test_it_takes_the_same_few_queries_whatever_it_holds(part, who, query, cast, shop, sign_in):
    client, counts = sign_in(getattr(cast, who)), set()
    headers = {"HX-Request": "true"} if part else {}
    made = 0
    for many in (1, 3, 60):
        while made < many:
            made += 1
            one = factories.offering(f"SRV-1{made:02}", category=Category.objects.first())
            Alias.objects.create(offering=one, text=f"alias {made}", folded=f"alias {made}")
            RequestType.objects.create(offering=one, label="L’avoir", main=True, delay=1)
            Usage.objects.create(offering=one, unit=cast.finance)
        with CaptureQueriesContext(connection) as seen:
            get(client, query, **headers)
        texts = [re.sub(r"\d+|'[^']*'", "?", found["sql"]) for found in seen]
        assert len(set(texts)) == len(texts) and not [
            t for t in texts if t.startswith(("INSERT", "UPDATE", "DELETE"))
        ]
        counts.add(len(texts))
    assert len(counts) == 1 and counts.pop() <= 15, counts
