"""Signing in, the visitor's own choices, and the pages that say no."""

from __future__ import annotations

import pytest
from django.contrib.staticfiles import finders

from core.typography import french
from dsi_marketing.shell import menu
from organization.models import Brand
from tests.conftest import PASSWORD

pytestmark = pytest.mark.django_db
REFUSED = {
    "unknown": {"login": "nobody", "password": PASSWORD},
    "wrong password": {"login": "employee", "password": "wrong-password"},
    "closed account": {"login": "gone", "password": PASSWORD},
}


def test_signing_in_by_name_and_by_address(cast, client):
    for login in ("employee", "EMPLOYEE@example.org"):
        answer = client.post("/accounts/login/", {"login": login, "password": PASSWORD})
        assert answer.status_code == 302, answer.content.decode()[-2000:]
        client.post("/accounts/logout/")


@pytest.mark.parametrize("how", REFUSED)
def test_unknown_wrong_and_closed_get_the_same_answer(how, cast, client):
    cast.outsider.username, cast.outsider.is_active = "gone", False
    cast.outsider.save()
    answer = client.post("/accounts/login/", REFUSED[how])
    assert answer.status_code == 200
    assert (
        list(answer.context["form"].non_field_errors())
        == ["L’adresse e-mail ou le mot de passe sont incorrects."]
        or len(answer.context["form"].non_field_errors()) == 1
    )
    assert "_auth_user_id" not in client.session


def test_home_greets_in_the_persons_language_until_they_choose(cast, client):
    cast.employee.language = "en"
    cast.employee.save()
    client.force_login(cast.employee)
    assert "Hello" in client.get("/").content.decode()
    client.post("/language/", {"language": "fr", "next": "/"})
    assert "Bonjour" in client.get("/").content.decode()


def test_language_never_leads_to_another_site(client):
    answer = client.post("/language/", {"language": "en", "next": "https://elsewhere.example/"})
    assert answer["Location"] == "/"


def test_theme_is_kept_and_an_unknown_one_is_not(cast, client):
    client.force_login(cast.employee)
    client.post("/theme/", {"theme": "dark", "next": "/"})
    assert 'data-bs-theme="dark"' in client.get("/").content.decode()
    client.post("/theme/", {"theme": "pink", "next": "/"})
    assert 'data-bs-theme="dark"' in client.get("/").content.decode()


def test_the_security_policy_stands_on_every_page(client):
    policy = client.get("/accounts/login/")["Content-Security-Policy"]
    assert "default-src 'none'" in policy
    assert "unsafe-inline" not in policy


def test_a_missing_page_is_a_sentence_in_french(cast, client):
    client.force_login(cast.employee)
    answer = client.get("/nothing-here/")
    assert answer.status_code == 404
    assert "n’existe pas" in answer.content.decode()


def test_the_device_decides_of_the_theme_until_one_is_chosen(cast, client):
    client.force_login(cast.employee)
    page = client.get("/").content.decode()
    assert 'data-theme="auto"' in page and "js/theme.js" in page
    client.post("/theme/", {"theme": "light", "next": "/"})
    assert 'data-theme="light"' in client.get("/").content.decode()


def test_the_brand_is_a_stylesheet_at_the_address_of_its_version(cast, client):
    address = "/brand/1/brand.css"
    client.force_login(cast.employee)
    assert f'href="{address}"' in client.get("/").content.decode()
    client.logout()
    Brand.objects.create(id=1, colour="#123456", edit=7)
    client.force_login(cast.employee)
    assert 'href="/brand/7/brand.css"' in client.get("/").content.decode()
    now, stale = client.get("/brand/7/brand.css"), client.get(address)
    assert "--brand:#123456" in now.content.decode() and "--on-brand:#ffffff" in now.content.decode()
    assert "immutable" in now["Cache-Control"] and "immutable" not in stale["Cache-Control"]
    assert stale.content == now.content


def test_a_brand_with_a_logo_shows_it_in_place_of_the_sunflower(cast, client):
    Brand.objects.create(id=1, logo="brand/logo.png", edit=3)
    client.force_login(cast.employee)
    page = client.get("/").content.decode()
    assert '<img src="/organization/brand/logo.png?v=3" alt=""' in page and "mark-fill" not in page
    assert 'rel="icon" href="/organization/brand/logo.png?v=3"' in page


def test_the_sign_in_page_of_the_demonstration_says_who_plays_what(cast, client, settings):
    settings.DEMO = True
    page = client.get("/accounts/login/").content.decode()
    assert "Salariée, comptabilité fournisseurs" in page  # the role of the persona of that sign-in name
    assert page.count("/accounts/password/reset/") == 1 and "placeholder" not in page
    settings.DEMO = False
    assert "planner" not in client.get("/accounts/login/").content.decode()


def test_a_page_asks_for_an_icon_that_exists(cast, client):
    client.force_login(cast.employee)
    assert 'rel="icon" href="/static/img/mark.svg"' in client.get("/").content.decode()
    assert finders.find("img/mark.svg")


@pytest.mark.parametrize(
    ("who", "sees"),
    [
        ("employee", set()),
        ("representative", {"/interventions/", "/calendars/", "/organization/units/"}),
        ("planner", {"/interventions/", "/calendars/", "/organization/units/"}),
        ("cio", {"/interventions/", "/calendars/", "/organization/units/", "/outbox/"}),
        ("administrator", {"/calendars/", "/organization/units/", "/outbox/"}),
        ("quality", {"/interventions/", "/calendars/"}),
        ("outsider", set()),
    ],
)
def test_the_menu_names_what_each_may_use_and_nothing_else(who, sees, cast, client):
    client.force_login(getattr(cast, who))
    menu = client.get("/").context["menu"]
    assert {entry.address for entry in menu} - {"/", "/interventions/mine/", "/catalogue/"} == sees
    assert all(client.get(entry.address).status_code == 200 for entry in menu)


@pytest.mark.parametrize(
    ("who", "path", "current"),
    [
        ("employee", "/", "/"),
        ("employee", "/interventions/mine/", "/interventions/mine/"),
        ("employee", "/interventions/INT-2026-0001/", "/interventions/mine/"),
        ("employee", "/units/FIN/", None),
        ("employee", "/catalogue/compare/", "/catalogue/"),
        ("employee", "/offerings/SRV-001/", "/catalogue/"),
        ("planner", "/interventions/INT-2026-0001/", "/interventions/"),
        ("planner", "/interventions/mine/", "/interventions/mine/"),
        ("planner", "/units/FIN/", "/organization/units/"),
        ("planner", "/organization/people/", "/organization/units/"),
        ("planner", "/", None),
    ],
)
def test_the_menu_marks_the_part_that_one_is_in(who, path, current, cast):
    assert [entry.address for entry in menu(path, getattr(cast, who)) if entry.current] == (
        [current] if current else []
    )


def test_a_text_in_the_other_language_carries_a_mark_for_eyes_and_ears(cast, client):
    Brand.objects.create(id=1, product="Portail SI", product_en="")
    client.force_login(cast.employee)
    client.cookies["language"] = "en"
    page = client.get("/").content.decode()
    assert (
        '<span lang="fr">Portail SI</span> <span class="lang-mark"><span aria-hidden="true">FR</span>' in page
    )
    assert "in French" in page
    title = page[page.index("<title>") + 7 : page.index("</title>")]
    assert title.endswith("Portail SI") and "<" not in title


@pytest.mark.parametrize(
    ("language", "words"), [("fr", "partiellement conforme"), ("en", "partially compliant")]
)
def test_the_accessibility_statement_is_public_in_both_languages(language, words, db, client):
    client.cookies["language"] = language
    assert words in client.get("/accessibility/").content.decode()


@pytest.mark.parametrize(
    ("typed", "set_right"),
    [
        ("Une question ?", "Une question\u202f?"),
        ("Urgent!", "Urgent\u202f!"),
        ("50 % des cas", "50\u202f% des cas"),
        ("Réseau : entretien", "Réseau\u00a0: entretien"),
        ("de 20:00 à 22:00", "de 20:00 à 22:00"),
        ("« mot »", "«\u00a0mot\u00a0»"),
        ("l'unité", "l’unité"),
        ('<a href="/x?a=b;c">où ?</a>', '<a href="/x?a=b;c">où\u202f?</a>'),
        ("https://exemple.fr/", "https://exemple.fr/"),
    ],
)
def test_french_spacing(typed, set_right):
    assert french(typed) == set_right
    assert french(set_right) == set_right


@pytest.mark.parametrize("path", ["/api/", "/api/v1/nothing-here/", "/api/v1/units/FIN/nothing/"])
@pytest.mark.parametrize(("language", "words"), [("fr", "L’API n’a pas"), ("en", "The API has no")])
def test_an_unknown_address_of_the_api_says_so_as_the_api_does(path, language, words, db, client):
    answer = client.get(path, headers={"Accept-Language": language})
    assert (answer.status_code, answer["Content-Type"]) == (404, "application/json")
    assert list(answer.json()) == ["detail"] and answer.json()["detail"].startswith(words)
    assert client.post(path, {}).status_code == 404


@pytest.mark.parametrize(
    ("language", "words"), [("fr", "Cela n’existe pas, ou"), ("en", "It does not exist, or")]
)
def test_what_the_api_does_not_know_is_said_without_the_names_of_programs(language, words, cast, client):
    client.force_login(cast.administrator)
    answer = client.get("/api/v1/units/NOWHERE/", headers={"Accept-Language": language})
    assert answer.status_code == 404 and answer.json()["detail"].startswith(words)
