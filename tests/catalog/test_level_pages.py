"""The pages of service levels: each figure equals the list that it opens; what is entered is saved or said, never lost."""

from __future__ import annotations

import re
from collections import Counter
from decimal import Decimal
from html import unescape

import pytest
import time_machine
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from catalog.models import (
    Category,
    LevelTarget,
    RequestDelay,
    ServiceHours,
    ServiceLevel,
    ServiceLevelMeasure,
    Usage,
)
from catalog.queries.levels import levels_on_card
from core.briefly import Briefly
from core.models import AuditEvent
from dsi_marketing.pages.waiting import waits
from tests import factories
from tests.benchmarks.queries import shape
from tests.catalog.level_makers import OCTOBER, delay, level, measure, target, way, year
from tests.factories import paris

pytestmark = pytest.mark.django_db
NOW = paris(4, 10)
SEPTEMBER = OCTOBER.replace(month=9)


@pytest.fixture(autouse=True)
def _on_the_fourth():
    with time_machine.travel(NOW, tick=False):
        yield


@pytest.fixture
def english(client):
    client.cookies["language"] = "en"


def said(answer) -> str:
    text = unescape(re.sub(r"<[^>]+>", " ", answer.content.decode()))
    return " ".join(text.replace("\u202f", " ").replace("\xa0", " ").split())


@pytest.fixture
def company(cast):
    """Availabilities of every outcome, on two shelves and on none; a time to restore; a draft that counts nowhere."""
    shelves = [Category.objects.create(code=f"c{n}", name=f"Rayon {n}", rank=n) for n in range(2)]
    values = ["99.9"] * 5 + ["99.1", "99.3"] + [None]
    for number, value in enumerate(values):
        offering = factories.offering(
            f"SRV-{number:03d}", name=f"Service {number}", name_en=f"Thing {number}",
            category=shelves[number % 2] if number < 6 else None, owner=cast.planner,
        )  # fmt: skip
        made = level(offering, "99.5")
        if value is not None:
            measure(made, value, why="panne" if value < "99.5" else "")
        Usage.objects.create(offering=offering, unit=cast.finance if number % 3 == 0 else cast.hr)
    restore = level(factories.offering("SRV-100", name="Paie", name_en="Payroll"), "4", metric="restore")
    measure(restore, None)
    measure(level(factories.offering("SRV-200", state="design"), "99.5"), "1")
    return cast


def board(client, address: str):
    answer = client.get(address)
    assert answer.status_code == 200, address
    return answer, answer.context["board"]


def names(found) -> list[str]:
    return [cell.name for shelf in found.shelves for cell in shelf.cells]


# The dashboard ------------------------------------------------------------------------------------------


def test_the_sentence_says_kept_of_measured_and_what_is_missed_or_not_measured(company, sign_in, english):
    words = said(sign_in(company.employee).get("/levels/"))
    assert "October 2026: 5 levels kept of 7 measured , that is 71.4%; 2 missed , 1 not measured ." in words
    assert "nothing is measured yet; 9 not measured" not in words


def test_every_figure_equals_the_list_that_it_opens(company, sign_in):
    """All links of the sentence and of « show », on the dashboard and on the table, for all measures and by unit."""
    client = sign_in(company.planner)
    checked = Counter()
    for start in (
        "/levels/",
        "/levels/?metric=all",
        "/levels/?unit=FIN",
        "/levels/?q=Service",
        "/levels/?category=c0",
    ):
        page = client.get(start).content.decode()
        links = re.findall(r'<a href="([^"#]*)#levels">([^<]*)</a>', page)
        links += re.findall(r"<strong>()([^<]*\(\d+\))</strong>", page)
        assert len(links) >= 7, start
        for address, words in links:
            number = int(re.search(r"\d+", words)[0])
            address = unescape(address) or start
            _answer, found = board(client, address)
            assert found.listed == len(names(found)) == number, (start, address, words)
            query = address.partition("?")[2]
            table = client.get(
                f"/levels/table/?{query}"
                + ("" if "metric" in query or "unit" in query else "&metric=availability")
            )
            assert table.context["listing"].count == number, (start, address, words)
            checked[start] += 1
    assert sum(checked.values()) >= 35


def test_missed_levels_are_decided_first_the_farthest_first_with_why_and_who(company, sign_in):
    answer, found = board(sign_in(company.planner), "/levels/")
    assert [cell.name for cell in found.to_decide] == ["Service 5", "Service 6"]
    words = said(answer)
    assert "À décider 2" in words
    row = re.search(r"Service 5 Disponibilité 99,5 % 99,10 % (.*?) Service 6", words)[1]
    assert row == "panne Planner"


def test_levels_stand_by_category_those_without_one_last(company, sign_in):
    _answer, found = board(sign_in(company.planner), "/levels/")
    shown = [
        (shelf.name, [cell.name for cell in shelf.cells], shelf.kept, shelf.measured)
        for shelf in found.shelves
    ]
    assert shown == [
        ("Rayon 0", ["Service 0", "Service 2", "Service 4"], 3, 3),
        ("Rayon 1", ["Service 1", "Service 3", "Service 5"], 2, 3),
        ("", ["Service 6", "Service 7"], 0, 1),
    ]


def test_a_shelf_within_a_shelf_follows_it_and_is_found_through_it(company, sign_in):
    inner = Category.objects.create(
        code="inner", name="Dedans", parent=Category.objects.get(code="c0"), rank=9
    )
    level(factories.offering("SRV-300", name="Au fond", category=inner))
    client = sign_in(company.planner)
    _answer, found = board(client, "/levels/")
    assert [shelf.name for shelf in found.shelves] == ["Rayon 0", "Dedans", "Rayon 1", ""]
    _answer, found = board(client, "/levels/?category=c0")
    assert [shelf.name for shelf in found.shelves] == ["Rayon 0", "Dedans"]


def test_another_month_is_chosen_and_one_that_is_not_over_is_refused(company, sign_in):
    client = sign_in(company.planner)
    answer, found = board(client, "/levels/?month=2026-09")
    assert (found.total.unmeasured, found.total.measured) == (8, 0)
    assert "Septembre 2026 : rien n’est encore mesuré" in said(answer)
    answer, found = board(client, "/levels/?month=2026-11")
    assert "Novembre 2026 n’est pas terminé" in said(answer) and found.total.measured == 7
    answer, _found = board(client, "/levels/?month=demain")
    assert "« demain » n’est pas un mois : écrivez-le comme 2026-10." in said(answer)
    answer, found = board(client, "/levels/?month=2020-01")
    assert found.total.all == 0 and "rien n’était promis ici" in said(answer)


def test_by_unit_shows_what_it_uses_and_what_the_units_around_it_use(company, sign_in):
    below = factories.unit("FIN-A", parent=company.finance)
    own = factories.offering("SRV-400", name="Propre")
    level(own)
    Usage.objects.create(offering=own, unit=below)
    group = factories.group("G1")
    only_some = factories.offering("SRV-401", name="Quelques-uns")
    level(only_some)
    Usage.objects.create(offering=only_some, unit=company.finance, group=group)
    client = sign_in(company.planner)
    _answer, found = board(client, "/levels/?unit=FIN")
    assert set(names(found)) == {"Service 0", "Service 3", "Service 6", "Propre", "Quelques-uns"}
    _answer, found = board(client, "/levels/?unit=FIN-A")
    assert set(names(found)) == {"Service 0", "Service 3", "Service 6", "Propre"}, (
        "what a group above uses is its own"
    )


def test_by_unit_begins_with_the_readers_own_and_shows_only_what_they_may_know(company, sign_in):
    _answer, found = board(sign_in(company.employee), "/levels/?by=unit")
    assert set(names(found)) == {"Service 0", "Service 3", "Service 6"}
    _answer, found = board(sign_in(company.employee), "/levels/?unit=HR")
    assert names(found) == []
    answer, found = board(sign_in(company.planner), "/levels/?unit=NOWHERE")
    assert names(found) == [] and "« NOWHERE »" in said(answer)


def test_only_what_fits_is_said_when_nothing_does(company, sign_in):
    client = sign_in(company.planner)
    answer, _found = board(client, "/levels/?metric=answer")
    assert "Rien n’était promis ici en octobre 2026" in said(answer)
    answer, _found = board(client, "/levels/?metric=restore&outcome=missed")
    assert "Aucun niveau n’est dans ce cas" in said(answer)


def test_the_pictures_are_told_in_words_and_missed_is_no_colour_alone(company, sign_in):
    page = sign_in(company.planner).get("/levels/").content.decode()
    assert page.count('role="img"') == 8 + 2
    assert "manqué en oct. 2026" in unescape(page).replace("\xa0", " ")
    assert re.search(r'<li class="miss">.*?<strong>manqué</strong>', page, re.S)
    assert "style=" not in page


def test_without_satisfaction_watermelons_are_not_measurable(company, sign_in):
    assert "pastèques (tenu, personnes mécontentes) : non mesurables" in said(
        sign_in(company.planner).get("/levels/")
    )


@pytest.mark.parametrize("address", ["/levels/", "/levels/?metric=all&outcome=missed", "/levels/?unit=FIN&q=Service",
                                     "/levels/measures/", "/levels/measures/?outcome=unmeasured",
                                     "/levels/measures/?what=requests", "/offerings/SRV-000/levels/"])  # fmt: skip
def test_a_page_costs_the_same_queries_whatever_there_is(address, company, sign_in):
    client = sign_in(company.planner)
    numbers = []
    for more in (0, 3, 60):
        for n in range(more):
            offering = factories.offering(name=f"Service {more}-{n}", owner=company.cio)
            one = level(offering)
            year(one, *["99.9"] * 11, "99.1" if n % 2 else "99.9")
            target(one, "99.6", SEPTEMBER)
            delay(way(offering), "1")
            Usage.objects.create(offering=offering, unit=company.finance)
        first = ServiceLevel.objects.get(offering__reference="SRV-000")
        delay(way(first.offering, label=f"Demande {more}"), "1")
        with CaptureQueriesContext(connection) as seen:
            assert client.get(address).status_code == 200
        shapes = Counter(shape(found["sql"]) for found in seen.captured_queries)
        assert [text for text, times in shapes.items() if times > 1] == []
        assert not [text for text in shapes if text.startswith(("INSERT", "UPDATE", "DELETE"))]
        numbers.append(len(seen))
    assert len(set(numbers)) == 1 and numbers[0] <= 12, numbers


# One offering ---------------------------------------------------------------------------------------------


def test_the_levels_of_an_offering_over_two_years(cast, sign_in):
    offering = factories.offering("SRV-012", name="Messagerie")
    hours = ServiceHours.objects.create(code="e", name="6 h – 22 h")
    one = level(offering, "99.0", hours=hours)
    target(one, "99.5", SEPTEMBER)
    year(one, *["99.2"] * 10, "99.2", "99.74")
    delay(way(offering, 1, label="Ouverture d’une boîte"), "1.3")
    words = said(sign_in(cast.employee).get("/offerings/SRV-012/levels/"))
    for expected in (
        "Disponibilité 6 h – 22 h",
        "99,5 % depuis sept. 2026 (99,0 % depuis janv. 2024)",
        "Oct. 2026 99,74 % tenu",
        "Tenu 11 mois sur 12",
        "En moyenne 99,25 %",
        "S’améliore",
        "Ouverture d’une boîte",
        "1,3 jour ouvré",
        "Non mesurable sur un an : 1 mois mesuré, il en faut 9",
        "Non mesurable : il faut six mois mesurés",
        "sept. 2026 99,20 % pour 99,5 % manqué",
        "août 2026 99,20 % pour 99,0 % tenu",
    ):
        assert expected in words, (expected, words)
    assert "Historique" not in words, "who recorded what is for those who keep the levels"


def test_a_draft_shows_its_levels_to_those_who_may_know_of_it(cast, sign_in):
    offering = factories.offering("SRV-9", state="design")
    level(offering)
    address = reverse("catalog:offering-levels", args=["SRV-9"])
    assert sign_in(cast.employee).get(address).status_code == 404
    assert sign_in(cast.planner).get(address).status_code == 200


def test_the_card_says_promised_and_measured_over_the_year(cast):
    offering = factories.offering()
    year(level(offering, "99.5"), *["99.7"] * 10, "99.1", "99.74")
    year(level(offering, "4", metric="restore"), "3", "", "2.8333")
    level(
        offering,
        "80",
        metric="other",
        label="À venir",
        unit="percent",
        better="high",
        since=OCTOBER.replace(month=11),
    )
    found = levels_on_card(offering, today=NOW.date())
    assert [row.name for row in found.rows] == ["Disponibilité", "Remise en service"]
    first, second = found.rows
    flat = [
        text.replace("\u202f", " ").replace("\xa0", " ")
        for text in (first.promised, first.measured, first.kept, second.measured)
    ]
    assert flat == ["99,5 %", "99,74 %", "tenu 11 mois sur 12", "2 h 50"]
    assert (found.first, found.last) == ("nov.\xa02025", "oct.\xa02026")
    assert [point.outcome for point in second.points[-3:]] == ["kept", "no_event", "kept"]


# Promising a level ----------------------------------------------------------------------------------------


def promise(**fields) -> dict[str, str]:
    return {"metric": "availability", "unit": "percent", "since_0": "2026-01", "value_0": "99,5", **fields}


@pytest.fixture
def mail(db):
    return factories.offering("SRV-012", name="Messagerie")


def test_an_editor_promises_a_level_with_dated_targets_and_new_service_hours(cast, mail, sign_in):
    sent = promise(since_1="2026-07", value_1="99,9 %", hours_new="6 h – 22 h", hours_new_en="6:00 – 22:00")
    answer = sign_in(cast.editor).post("/offerings/SRV-012/levels/new/", sent)
    assert (answer.status_code, answer["Location"]) == (302, "/offerings/SRV-012/levels/")
    one = ServiceLevel.objects.get()
    assert (one.metric, one.better, one.hours.name_en) == ("availability", "high", "6:00 – 22:00")
    assert [(str(since), str(value)) for since, value in one.targets.values_list("since", "value")] == [
        ("2026-01-01", "99.5000"), ("2026-07-01", "99.9000"),
    ]  # fmt: skip
    event = AuditEvent.objects.get(kind="level.created")
    assert event.changes["targets"] == [None, ["99.5 (2026-01)", "99.9 (2026-07)"]]
    assert AuditEvent.objects.filter(kind="offering.level", object_ref="SRV-012").count() == 1


@pytest.mark.parametrize(
    ("fields", "sentence"),
    [
        ({"since_0": "2026-10-15"}, "Un objectif commence avec un mois, pas le 15 oct. 2026 : écrivez 2026-10."),
        ({"value_0": "100,1"}, "100,1 % : on ne peut promettre plus de 100 %."),
        ({"value_0": "-1"}, "-1 % : rien de négatif ne peut être promis."),
        ({"value_0": "beaucoup"}, "« beaucoup » n’est pas un nombre."),
        ({"value_0": ""}, "Combien est promis ?"),
        ({"since_0": ""}, "À partir de quel mois ?"),
        ({"since_0": "demain"}, "« demain » n’est pas un mois : écrivez-le comme 2026-10."),
        ({"since_0": "", "value_0": ""}, "Écrivez ce qui est promis, et à partir de quel mois."),
        ({"since_1": "2026-01", "value_1": "99"}, "Deux objectifs commencent en janvier 2026 : gardez-en un."),
        ({"unit": "hours"}, "Disponibilité : l’unité est à choisir parmi %."),
        ({"metric": "restore", "unit": "hours", "better": "high"}, "Remise en service : plus c’est bas, mieux c’est."),
        ({"metric": "request", "better": "low"}, "Délai des demandes : plus c’est haut, mieux c’est."),
        ({"better": "low"}, "Disponibilité : plus c’est haut, mieux c’est."),
        ({"metric": "other", "better": "high"}, "Dites en mots ce qui est mesuré."),
        ({"metric": "other", "label": "Colis"}, "Dites si c’est mieux quand cela monte ou quand cela baisse."),
        ({"value_0": "99,12345"}, "99,12345 % : écrivez 4 décimales au plus."),
    ],
)  # fmt: skip
def test_each_promise_that_cannot_be_is_refused_in_one_sentence_and_nothing_typed_is_lost(
    fields, sentence, cast, mail, sign_in
):
    sent = promise(label_en="kept words", **fields)
    answer = sign_in(cast.editor).post("/offerings/SRV-012/levels/new/", sent)
    assert answer.status_code == 422
    assert sentence in said(answer)
    page = answer.content.decode()
    assert "kept words" in page and all(value in page for value in sent.values())
    assert not ServiceLevel.objects.exists() and not ServiceHours.objects.exists()


def test_the_same_level_twice_is_refused(cast, mail, sign_in):
    level(mail)
    answer = sign_in(cast.editor).post("/offerings/SRV-012/levels/new/", promise())
    assert "Cette offre a déjà un tel niveau" in said(answer)


def test_what_was_measured_keeps_its_unit_and_its_first_month(cast, mail, sign_in):
    one = level(mail, "4", metric="restore", since=OCTOBER.replace(month=1))
    measure(one, "3", SEPTEMBER)
    client = sign_in(cast.editor)
    address = f"/offerings/SRV-012/levels/{one.pk}/"
    sent = {"metric": "restore", "unit": "minutes", "better": "low", "since_0": "2026-01", "value_0": "240"}
    assert "Ce niveau a déjà été mesuré" in said(client.post(address, sent))
    late = {"metric": "restore", "unit": "hours", "better": "low", "since_0": "2026-10", "value_0": "4"}
    assert "Les mesures commencent en septembre 2026" in said(client.post(address, late))
    right = {**late, "since_0": "2026-09", "value_0": "2 h 30"}
    assert client.post(address, right).status_code == 302
    assert LevelTarget.objects.get().value == Decimal("2.5")
    assert client.get("/offerings/SRV-012/levels/").context["found"].levels[0].tone == "off"


def test_two_editors_of_a_promise_are_shown_where_they_differ(cast, mail, sign_in):
    one = level(mail, "99.0", since=OCTOBER.replace(month=1))
    client, address = sign_in(cast.editor), f"/offerings/SRV-012/levels/{one.pk}/"
    form = client.get(address).context["form"]
    hidden = {name: form[name].value() for name in ("edit", "opened")}
    LevelTarget.objects.update(value=Decimal("99.3"))
    sent = {**promise(better="high", value_0="99,7"), **hidden}
    answer = client.post(address, sent)
    assert answer.status_code == 409
    assert "99,3" in said(answer) and "99,7" in said(answer)
    assert LevelTarget.objects.get().value == Decimal("99.3")


def test_a_level_never_measured_is_taken_away_and_a_measured_one_stays(cast, mail, sign_in):
    one, other = level(mail), level(mail, "4", metric="restore")
    measure(other, "3")
    client = sign_in(cast.editor)
    client.post(f"/offerings/SRV-012/levels/{one.pk}/remove/")
    answer = client.post(f"/offerings/SRV-012/levels/{other.pk}/remove/", follow=True)
    assert list(ServiceLevel.objects.all()) == [other]
    assert "Ce niveau a été mesuré pendant 1 mois" in said(answer)


def test_a_level_of_another_offering_is_not_found_under_this_one(cast, mail, sign_in):
    other = level(factories.offering("SRV-2"))
    assert sign_in(cast.editor).get(f"/offerings/SRV-012/levels/{other.pk}/").status_code == 404


# Entering a month -----------------------------------------------------------------------------------------


def typed(*lines: tuple[ServiceLevel, dict[str, str]]) -> dict[str, object]:
    sent: dict[str, object] = {"row": [one.pk for one, _fields in lines]}
    for one, fields in lines:
        sent |= {f"{name}-{one.pk}": value for name, value in fields.items()}
    return sent


def recorded() -> dict[str, tuple]:
    rows = ServiceLevelMeasure.objects.values_list("level__offering__name", "value", "events", "why")
    return {
        name: (value if value is None else float(value), events, why) for name, value, events, why in rows
    }


@pytest.fixture
def three(cast):
    return [
        level(
            factories.offering(f"SRV-{n}", name=name),
            "99.5" if n < 3 else "4",
            metric="availability" if n < 3 else "restore",
        )
        for n, name in enumerate(["Annuaire", "Badgeuses", "Caisse"], 1)
    ]


def test_what_is_right_is_saved_and_what_is_wrong_stays_with_its_sentence(three, cast, sign_in):
    first, second, third = three
    sent = typed(
        (first, {"value": "99,74", "events": "", "why": "mises à jour"}),
        (second, {"value": "100,1", "why": "sonde"}),
        (third, {"none": "1"}),
    )
    answer = sign_in(cast.planner).post("/levels/measures/?month=2026-10", sent)
    assert answer.status_code == 422
    assert recorded() == {"Annuaire": (99.74, 1, "mises à jour"), "Caisse": (None, 0, "")}
    words = said(answer)
    assert "2 mesures enregistrées." in words
    assert "Encore à corriger ; les autres lignes sont enregistrées" in words
    assert "Badgeuses, Disponibilité : 100,1 % : ce ne peut être plus de 100 %." in words
    page = answer.content.decode()
    assert 'value="100,1"' in page and 'value="sonde"' in page and f'href="#value-{second.pk}"' in page
    assert page.count("invalid-feedback") == 1


def test_all_right_goes_back_to_the_same_page_and_names_what_is_missed(three, cast, sign_in):
    first, second, _third = three
    client = sign_in(cast.planner)
    sent = typed((first, {"value": "99,1"}), (second, {"value": "99,9"}))
    answer = client.post("/levels/measures/?month=2026-10&outcome=unmeasured", sent)
    assert (answer.status_code, answer["Location"]) == (
        302,
        "/levels/measures/?month=2026-10&outcome=unmeasured",
    )
    page = client.get(answer["Location"])
    assert "2 mesures enregistrées. Manqué : Annuaire." in said(page)
    assert [row.line.name for row in page.context["rows"]] == ["Caisse"]


def test_a_line_left_as_it_was_is_not_written_again_and_one_that_is_emptied_is_taken_away(
    three, cast, sign_in
):
    first, second, third = three
    measure(first, "99.74", why="mises à jour", source="imported")
    measure(second, "99.9", source="imported")
    client = sign_in(cast.planner)
    rows = {row.line.name: row for row in client.get("/levels/measures/").context["rows"]}
    sent = typed(
        (
            first,
            {
                "value": rows["Annuaire"].value,
                "events": "1",
                "why": "mises à jour",
                "was": rows["Annuaire"].was,
            },
        ),
        (second, {"value": "", "events": "", "why": "", "was": rows["Badgeuses"].was}),
        (third, {"value": "", "was": ""}),
    )
    assert client.post("/levels/measures/", sent).status_code == 302
    assert recorded() == {"Annuaire": (99.74, 1, "mises à jour")}
    assert ServiceLevelMeasure.objects.get().source == "imported", "untouched"
    assert list(AuditEvent.objects.values_list("kind", flat=True)) == ["level.withdrawn"]


def test_somebody_elses_measure_is_not_overwritten_unseen(three, cast, sign_in):
    first = three[0]
    client = sign_in(cast.planner)
    client.get("/levels/measures/")
    measure(first, "99.8")
    answer = client.post("/levels/measures/", typed((first, {"value": "99,1", "was": ""})))
    assert answer.status_code == 422 and recorded()["Annuaire"][0] == 99.8
    assert "Quelqu’un a saisi 99,8 % ici entre-temps" in said(answer)
    row = answer.context["rows"][0]
    assert row.value == "99,1"
    again = client.post("/levels/measures/", typed((first, {"value": row.value, "was": row.was})))
    assert again.status_code == 302 and recorded()["Annuaire"][0] == 99.1


@pytest.mark.parametrize(
    ("fields", "sentence"),
    [
        ({"value": "beaucoup"}, "« beaucoup » n’est pas un nombre."),
        ({"value": "99,9", "events": "deux"}, "« deux » n’est pas un nombre."),
        ({"value": "99,9", "events": "1,5"}, "« 1,5 » n’est pas un nombre."),
        (
            {"value": "99,9", "none": "1"},
            "Aucun événement, et pourtant une valeur, 99,9 % : gardez l’un des deux.",
        ),
        ({"why": "panne"}, "La valeur manque : écrivez-la, ou dites qu’il n’y a eu aucun événement."),
        ({"value": "99,9", "events": "0"}, "Une valeur pour aucun événement"),
        ({"value": "-1"}, "-1 % : une mesure n’est jamais négative."),
        ({"value": "99,9", "why": "x" * 201}, "201 caractères : 200 au plus."),
    ],
)
def test_each_line_that_cannot_be_taken_says_why(fields, sentence, three, cast, sign_in):
    answer = sign_in(cast.planner).post("/levels/measures/", typed((three[0], fields)))
    assert answer.status_code == 422 and sentence in said(answer)
    assert recorded() == {}


def test_a_month_before_the_first_target_is_refused_at_the_line(cast, sign_in):
    one = level(since=OCTOBER)
    answer = sign_in(cast.planner).post("/levels/measures/?month=2026-09", typed((one, {"value": "99,9"})))
    assert "Rien n’était promis en septembre 2026" in said(answer)


def test_a_level_that_is_no_more_visible_is_left_out(cast, sign_in):
    answer = sign_in(cast.planner).post("/levels/measures/", {"row": ["999999", "x", "-1"]})
    assert answer.status_code == 302 and recorded() == {}


def test_the_delays_of_requests_are_entered_the_same_way(cast, sign_in):
    one = way(factories.offering("SRV-1", name="Messagerie"), 2)
    client = sign_in(cast.planner)
    page = client.get("/levels/measures/?what=requests")
    assert "Messagerie" in said(page) and "2 jours ouvrés" in said(page)
    wrong = client.post("/levels/measures/?what=requests", {"row": [one.pk], f"value-{one.pk}": "1,234"})
    assert wrong.status_code == 422 and "1,234 : écrivez 2 décimales au plus." in said(wrong)
    sent = {"row": [one.pk], f"value-{one.pk}": "1,3", f"events-{one.pk}": "12"}
    assert client.post("/levels/measures/?what=requests", sent).status_code == 302
    found = RequestDelay.objects.get()
    assert (float(found.delay), found.count) == (1.3, 12)


def test_what_waits_opens_exactly_what_it_counts(three, cast, sign_in):
    measure(three[0], "99.9")
    level(factories.offering(state="design"))
    level(since=OCTOBER.replace(month=11))
    waiting = [wait for wait in waits(cast.planner, NOW, []) if "measures" in wait.address]
    assert [wait.title for wait in waiting] == ["2 mesures à saisir\xa0: octobre 2026"]
    client = sign_in(cast.planner)
    rows = client.get(waiting[0].address).context["rows"]
    assert [row.line.name for row in rows] == ["Badgeuses", "Caisse"]
    for who in (cast.employee, cast.cio, cast.administrator):
        assert not [wait for wait in waits(who, NOW, []) if "measures" in wait.address]
    for one in three[1:]:
        measure(one, "3")
    assert not [wait for wait in waits(cast.planner, NOW, []) if "measures" in wait.address]


def test_what_is_kept_of_the_dashboard_is_never_behind_what_was_recorded(three, cast, sign_in, monkeypatch):
    monkeypatch.setattr(Briefly, "keeps", True)
    client = sign_in(cast.planner)
    for address in (
        "/levels/",
        "/levels/table/?metric=availability",
        "/offerings/SRV-1/levels/",
        "/levels/measures/",
    ):
        client.get(address)
    assert board(client, "/levels/")[1].total.missed == 0
    client.post("/levels/measures/", typed((three[0], {"value": "99,1", "was": ""})))
    assert board(client, "/levels/")[1].total.missed == 1
    table = client.get("/levels/table/?metric=availability").context["listing"]
    assert [row.outcome for row in table.rows].count("manqué") == 1
    assert client.get("/offerings/SRV-1/levels/").context["found"].levels[0].tone == "bad"
    assert client.get("/levels/measures/").context["sheet"].left == 2


def test_the_card_shows_the_main_way_of_asking_only(cast):
    offering = factories.offering()
    delay(way(offering, 1, label="Une boîte pour un arrivant", main=True), "0.5")
    delay(way(offering, 2, label="Une boîte partagée"), "1.3")
    found = levels_on_card(offering, today=NOW.date())
    assert [row.name for row in found.rows] == ["Une boîte pour un arrivant"]
