"""The administrator imports the directory: wrong rows are named, nothing is written; then the whole goes in."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import expect

WORDS = {
    "fr": {
        "see": "Voir ce qui changerait",
        "wrong": re.compile("2 endroits à corriger"),
        "apply": "Importer pour de bon",
        "done": "L’import est fait",
    },
    "en": {
        "see": "See what would change",
        "wrong": re.compile("2 places to correct"),
        "apply": "Import for good",
        "done": "The import is done",
    },
}
HEADER = "ref;name;email;language;unit\n"


@pytest.fixture
def address(running) -> str:
    return running.address


def test_the_directory_is_imported(page, enter, clean, language, width):
    words = WORDS[language]
    who = f"{language}{width}"
    wrong = f"{HEADER}{who}-1;Zoé Martin;zoe-{who}.example;fr;FIN\n{who}-2;Élie Noir;;fr;NULLE-PART\n"
    right = f"{HEADER}{who}-1;Zoé Martin;zoe@{who}.example;fr;FIN\n{who}-2;Élie Noir;;fr;ATE\n"

    enter("administrator")
    page.goto("/organization/import/")
    clean()
    send(page, wrong, words)
    expect(page.get_by_text(words["wrong"])).to_be_visible(timeout=20_000)
    clean()
    page.goto("/organization/people/?q=Martin")
    expect(page.get_by_text(f"{who}-1")).to_have_count(0)

    page.goto("/organization/import/")
    send(page, right, words)
    page.get_by_role("button", name=words["apply"]).click(timeout=20_000)
    expect(page.get_by_text(words["done"])).to_be_visible(timeout=20_000)
    clean()
    page.goto("/organization/people/?q=Martin")
    expect(page.get_by_text(f"{who}-1").first).to_be_visible()


def send(page, text: str, words: dict) -> None:
    page.set_input_files(
        "input[type=file]", {"name": "people.csv", "mimeType": "text/csv", "buffer": text.encode("cp1252")}
    )
    page.get_by_role("button", name=words["see"]).click()
