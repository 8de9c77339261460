"""Signing in, the visitor's own choices, and the pages that say no."""

from __future__ import annotations

import pytest

from core.typography import french
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
