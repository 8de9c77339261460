"""Two or three cards side by side: promised beside measured, red only when worse, and what is not said."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest
import time_machine
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from catalog.models import (
    CardSection,
    LevelTarget,
    Offering,
    RequestDelay,
    RequestType,
    ServiceLevel,
    ServiceLevelMeasure,
)
from catalog.queries.comparison import Cell, comparison
from tests import factories
from tests.factories import paris

pytestmark = pytest.mark.django_db
TODAY, OCTOBER = date(2026, 11, 4), date(2026, 10, 1)
WHO, PROMISED, MEASURED, PRICE, AVAILABLE, RESTORED, HELP, INCLUDED = range(8)


@pytest.fixture(autouse=True)
def _on_the_fourth():
    with time_machine.travel(paris(4, 10), tick=False):
        yield


@pytest.fixture
def pair(cast) -> list[Offering]:
    return [factories.offering(f"SRV-00{n}", name=f"Service {n}") for n in (1, 2)]


def ask(
    offering: Offering, delay: int | None, taken: str = "", count: int = 9, unit: str = "working_days"
) -> None:
    way = RequestType.objects.create(
        offering=offering, label="L’avoir", main=True, delay=delay, delay_unit=unit
    )
    if taken:
        RequestDelay.objects.create(request_type=way, month=OCTOBER, delay=Decimal(taken), count=count)


def cells(cast, line: int, *references: str) -> tuple[Cell, ...]:
    return comparison(cast.employee, references or ("SRV-001", "SRV-002"), TODAY).lines[line].cells


@pytest.mark.parametrize(
    ("delay", "taken", "words", "worse"),
    [
        (5, "6", "6 jours ouvrés", True),
        (5, "5", "5 jours ouvrés", False),
        (5, "5.01", "5,01 jours ouvrés", True),
        (0, "0", "le jour même", False),
        (0, "1", "1 jour ouvré", True),
        (None, "6", "6 jours ouvrés", False),  # nothing was promised: nothing is late
    ],
)
def test_what_was_measured_is_red_only_when_worse_than_promised(
    delay, taken, words, worse, cast, pair, sign_in
):
    ask(pair[0], delay, taken)
    found = cells(cast, MEASURED)[0]
    assert found.text == words and bool(found.worse) is worse and "9" in found.note
    html = (
        sign_in(cast.employee).get(reverse("catalog:compare"), {"o": ["SRV-001", "SRV-002"]}).content.decode()
    )
    assert ("bad-t" in html) is worse


def test_what_is_not_said_or_not_measured_is_said_so(cast, pair):
    ask(pair[0], None)
    for line in (PROMISED, PRICE, AVAILABLE, RESTORED, HELP, INCLUDED):
        assert all(cell.lacking and not cell.text for cell in cells(cast, line)), line
    assert all(cell.lacking and "octobre" in cell.note for cell in cells(cast, MEASURED))
    assert [cell.text for cell in cells(cast, WHO)] == ["Tout le monde"] * 2


def test_levels_are_those_promised_in_the_last_month_that_is_over(cast, pair):
    for metric, unit, better, value in (
        ("availability", "percent", "high", "99.5"),
        ("restore", "hours", "low", "4"),
    ):
        level = ServiceLevel.objects.create(offering=pair[0], metric=metric, unit=unit, better=better)
        LevelTarget.objects.create(level=level, since=date(2026, 1, 1), value=Decimal(value))
        LevelTarget.objects.create(level=level, since=date(2026, 11, 1), value=Decimal("1"))
        if metric == "availability":
            ServiceLevelMeasure.objects.create(level=level, month=OCTOBER, value=Decimal("98.7"))
    available, restored = cells(cast, AVAILABLE)[0], cells(cast, RESTORED)[0]
    assert "98,7" in available.text and "99,5" in available.text and available.worse
    assert restored.text == "4\u00a0h"


@pytest.mark.parametrize(
    ("unit", "words"), [("minutes", "30\u00a0min"), ("hours", "30\u00a0h"), ("days", "30 jours ouvrés")]
)
def test_a_time_to_restore_is_said_in_its_unit(unit, words, cast, pair):
    level = ServiceLevel.objects.create(offering=pair[0], metric="restore", unit=unit, better="low")
    LevelTarget.objects.create(level=level, since=date(2026, 1, 1), value=Decimal(30))
    assert cells(cast, RESTORED)[0].text == words


def test_the_price_is_that_of_today_in_the_readers_words(cast, pair):
    factories.tariff(pair[0], amounts={date(2026, 1, 1): "6", date(2027, 1, 1): "7"})
    found = cells(cast, PRICE)
    assert found[0].text.startswith("6,00") and found[1].lacking


def test_sections_stand_in_the_readers_language_or_the_other(cast, pair, sign_in):
    CardSection.objects.create(offering=pair[0], code="support", text="Appelez **3030**", text_en="Call 3030")
    CardSection.objects.create(offering=pair[1], code="support", text_en="Call 3030")
    CardSection.objects.create(offering=pair[0], code="inclusions", absent="rien n’est inclus")
    CardSection.objects.create(offering=pair[0], code="prerequisites", text="Un badge <b>actif</b>.")
    CardSection.objects.create(offering=pair[0], code="cost", text="Confidentiel")
    assert [(cell.prose, cell.lang) for cell in cells(cast, HELP)] == [
        ("Appelez **3030**", "fr"),
        ("Call 3030", "en"),
    ]
    assert cells(cast, INCLUDED)[0] == Cell(note="rien n’est inclus")
    html = (
        sign_in(cast.employee).get(reverse("catalog:compare"), {"o": ["SRV-001", "SRV-002"]}).content.decode()
    )
    assert "<strong>3030</strong>" in html and "<b>actif" not in html and "Confidentiel" not in html
    assert 'lang="en"' in html


def test_cards_come_in_the_order_asked_and_only_those_one_may_see(cast, pair):
    factories.offering("SRV-003", state="design")
    for who, seen in (
        (cast.employee, ["SRV-002", "SRV-001"]),
        (cast.editor, ["SRV-003", "SRV-002", "SRV-001"]),
    ):
        found = comparison(who, ("SRV-003", "SRV-002", "SRV-001"), TODAY)
        assert [column.reference for column in found.columns] == seen
        assert all(len(line.cells) == len(seen) for line in found.lines)
    assert comparison(cast.employee, ("SRV-003",), TODAY).lines == []


@pytest.mark.parametrize("query", ["", "o=SRV-001", "o=NONE&o=%00&o=", "o=SRV-003"])
def test_fewer_than_two_are_told_what_it_takes(query, cast, pair, sign_in):
    factories.offering("SRV-003", state="design")
    page = sign_in(cast.employee).get(f"{reverse('catalog:compare')}?{query}")
    assert (
        page.status_code == 200
        and 'class="empty"' in page.content.decode()
        and "<table" not in page.content.decode()
    )


def test_a_fourth_is_left_out_in_a_sentence(cast, pair, sign_in):
    for number in (3, 4):
        factories.offering(f"SRV-00{number}")
    page = sign_in(cast.employee).get(reverse("catalog:compare"), {"o": [f"SRV-00{n}" for n in (1, 2, 3, 4)]})
    assert len(page.context["comparison"].columns) == 3 and "SRV-004" in page.content.decode()


def test_one_comes_back_to_the_same_question(cast, pair, sign_in):
    page = sign_in(cast.employee).get(
        f"{reverse('catalog:compare')}?q=service&category=x&o=SRV-001&o=SRV-002&was=service"
    )
    assert page.context["back"] == f"{reverse('catalog:window')}?q=service&category=x&o=SRV-001&o=SRV-002"


def test_htmx_gets_the_table_alone(cast, pair, sign_in):
    page = sign_in(cast.employee).get(
        reverse("catalog:compare"), {"o": ["SRV-001", "SRV-002"]}, headers={"HX-Request": "true"}
    )
    html = page.content.decode()
    assert html.startswith('<div class="scroll" tabindex="0" role="region"') and "<html" not in html


def test_it_takes_the_same_few_queries_for_two_and_for_three(cast, pair, sign_in):
    factories.offering("SRV-003")
    client, counts = sign_in(cast.employee), set()
    for many in (2, 3):
        with CaptureQueriesContext(connection) as seen:
            client.get(reverse("catalog:compare"), {"o": [f"SRV-00{n}" for n in range(1, many + 1)]})
        counts.add(len(seen))
    assert len(counts) == 1 and counts.pop() <= 12
