"""The configuration file: every component of the role sheets, what is missing, as a page and as a PDF."""

from __future__ import annotations

from datetime import date

import pypdfium2
import pytest
import time_machine
from django.urls import reverse

from catalog.actions import set_components
from catalog.enums import Part, sections_of
from tests import factories
from tests.catalog.cards import a_whole_card
from tests.catalog.level_makers import level, target
from tests.factories import paris

pytestmark = pytest.mark.django_db

# The components that the designers' role sheets name.
SERVICE = [
    "realisation",
    "skills",
    "sourcing",
    "cost",
    "pricing",
    "sla",
    "distribution",
    "supply",
    "support_terms",
    "training_terms",
]
SOLUTION = [*SERVICE, "base_services", "assembly", "customisation"]


@pytest.fixture(autouse=True)
def _on_the_fourth():
    with time_machine.travel(paris(4, 10), tick=False):
        yield


@pytest.fixture
def mail(cast):
    made = a_whole_card(name="Messagerie", name_en="Mail", owner=cast.planner, state="live")
    made.sections.create(code="skills", text="**Exchange**, annuaire", text_en="Exchange, directory")
    made.sections.create(code="training_terms", absent="L’outil s’apprend seul.")
    return made


def test_the_file_names_what_the_role_sheets_name():
    named = {
        kind: {section.code for section in sections_of(kind, Part.CONFIGURATION)}
        for kind in ("service", "solution")
    }
    assert named == {"service": set(SERVICE), "solution": set(SOLUTION)}


def test_the_page_says_each_component_and_what_is_missing(cast, mail, sign_in):
    file = sign_in(cast.editor).get(reverse("catalog:configuration", args=["SRV-012"])).context["file"]
    assert [component.code for component in file.components] == SERVICE
    missing = {component.code for component in file.missing}
    assert missing >= {"realisation", "sourcing", "distribution"} and not missing & {
        "skills",
        "training_terms",
    }


def test_what_is_promised_stands_in_it_from_the_records(cast, mail, sign_in):
    target(level(mail, "99.0", since=date(2025, 1, 1)), "99.5", date(2026, 1, 1))
    target(mail.levels.get(), "99.7", date(2027, 1, 1))
    asked = mail.request_types.get()
    asked.delays.create(month=date(2026, 10, 1), delay="1.5", count=3)
    file = sign_in(cast.editor).get(reverse("catalog:configuration", args=["SRV-012"])).context["file"]
    sla = next(component for component in file.components if component.code == "sla")
    assert [[" ".join(cell.split()) for cell in row] for row in sla.sheet.rows] == [
        ["Disponibilité", "99,5 %", "1er janv. 2026", ""],
        ["Disponibilité", "99,7 %", "1er janv. 2027", ""],
        [asked.label, "1 jour ouvré", "", ""],
    ]
    assert not sla.missing


@pytest.mark.parametrize(
    ("language", "title", "lacking"),
    [
        ("fr", "Dossier de configuration : Messagerie", "Manque"),
        ("en", "Configuration file: Mail", "Missing"),
    ],
)
def test_the_document_is_written_in_the_reader_s_language(cast, mail, sign_in, language, title, lacking):
    cast.editor.language = language
    cast.editor.save()
    client = sign_in(cast.editor)
    client.cookies["language"] = language
    answer = client.get(reverse("catalog:configuration-pdf", args=["SRV-012"]))
    assert answer["Content-Type"] == "application/pdf"
    pages = pypdfium2.PdfDocument(answer.content)
    text = " ".join(page.get_textpage().get_text_range() for page in pages).replace("\xa0", " ")
    assert title in " ".join(text.split()) and lacking in text
    assert "SRV-012" in text and "Exchange" in text and "**" not in text


def test_a_solution_lists_its_base_services_and_how_they_are_joined(cast, mail, sign_in):
    nomad = factories.offering("SOL-001", name="Bureau nomade", kind="solution")
    set_components(offering=nomad, parts=[mail], by=None)
    file = sign_in(cast.editor).get(reverse("catalog:configuration", args=["SOL-001"])).context["file"]
    by_code = {component.code: component for component in file.components}
    assert by_code["base_services"].sheet.rows == [["Messagerie", "SRV-012", "En service"]]
    assert by_code["assembly"].sheet.rows[0][0] == "Messagerie"
    assert not by_code["base_services"].missing
