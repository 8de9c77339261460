"""French spacing in the catalogue and on the pages: nobody types it, and nothing shows an ordinary space."""

from __future__ import annotations

import re
from html import unescape

import pytest
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext, trans_real

from calendar_ops.models import Intervention, Period
from core.typography import french, message
from tests.access_matrix import RULES
from tests.answers import let_go

ORDINARY = re.compile(r"[^\s·–] [:;?!»](?=\s|$|\"|\))|« [^\s]|\d %")


@pytest.mark.parametrize(
    ("typed", "set_right"),
    [
        ("%(title)s : %(day)s", "%(title)s\u00a0: %(day)s"),
        ("%(n)s %% de bleu", "%(n)s\u202f%% de bleu"),
        ("« %(said)s »", "«\u00a0%(said)s\u00a0»"),
        ("Quoi ? {name} !", "Quoi\u202f? {name}\u202f!"),
        ("<b>Pourquoi</b> : %(why)s", "<b>Pourquoi</b>\u00a0: %(why)s"),
        (" :", "\u00a0:"),
        ("de %(first)s à %(last)s", "de %(first)s à %(last)s"),
        ("%(hour)s:%(minute)s", "%(hour)s:%(minute)s"),
    ],
)
def test_a_text_of_the_catalogue_keeps_its_holes(typed, set_right):
    assert message(typed) == set_right == message(set_right)


def test_what_follows_a_tag_is_spaced_too():
    assert french("<strong>Repli</strong> : rien") == "<strong>Repli</strong>\u00a0: rien"


def test_the_texts_come_spaced_without_a_filter():
    with translation.override("fr"):
        assert gettext(
            "%(name)s would be built on itself: %(way)s. Take one of these links away first."
        ).count("\u00a0: ")
        assert "\u00a0:" in gettext(":")
    with translation.override("en"):
        assert gettext(":") == ":"


def test_no_text_of_the_catalogue_has_an_ordinary_space_before_its_marks():
    catalogues = trans_real.translation("fr")._catalog._catalogs
    said = [text for catalogue in catalogues for key, text in catalogue.items() if key]
    assert len(said) > 1500
    assert [text for text in said if ORDINARY.search(re.sub(r"%\(\w+\)[sd]", "x", text))] == []


SPOKEN = re.compile(r'(?:title|aria-label|placeholder|alt|data-l)="([^"]*)"')
ASIDE = re.compile(r"<(script|style|pre|textarea|code)\b.*?</\1>|<input [^>]*>", re.DOTALL)
PAGES = sorted(name for name, rule in RULES.items() if rule.get and not rule.api)


@pytest.mark.django_db
@pytest.mark.parametrize("name", PAGES)
def test_no_page_shows_an_ordinary_space_before_a_mark(name, cast, client):
    """The texts of the portal, and those that people wrote without minding."""
    rule = RULES[name]
    address = reverse(name, kwargs=rule.make(cast))
    Intervention.objects.update(
        title="Réseau : entretien",
        title_en="Network: works",
        impact="Le réseau s'arrête : pourquoi ?",
        precautions="Attention !",
    )
    Period.objects.update(reason="Clôture : paie")
    client.force_login(
        getattr(cast, next(who for who in ("planner", "cio", *sorted(rule.get or ())) if who in rule.get))
    )
    answer = client.get(address)
    if answer.status_code != 200 or not answer["Content-Type"].startswith("text/html"):
        let_go(answer)
        return
    page = ASIDE.sub("", answer.content.decode())
    said = [*SPOKEN.findall(page), *re.sub(r"<[^>]*>", "", page).split("\n")]
    assert [line.strip() for line in map(unescape, said) if ORDINARY.search(line)] == []
