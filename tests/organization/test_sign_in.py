"""Signing in: one answer for known, unknown and disabled accounts; limits; reset by mail; the commands."""

from __future__ import annotations

import io

import pytest
from django.conf import settings as set_up
from django.core import mail
from django.core.management import CommandError, call_command

from core.shared_cache import RedisOrTable
from organization.checks import (
    broker_asks_for_a_password,
    hosts_are_named,
    hsts_lasts,
    mail_does_not_wait_for_ever,
    pages_have_a_content_policy,
    passwords_are_held_to_rules,
)
from organization.models import ApiToken, User
from tests.conftest import PASSWORD
from tests.running import free_port


def sign_in(client, login, password):
    return client.post("/accounts/login/", {"login": login, "password": password})


def shown(answer):
    """The sentences of the page, without what changes at each answer."""
    return sorted({e for errors in answer.context["form"].errors.values() for e in errors})


@pytest.mark.parametrize("login", ["employee", "EMPLOYEE@example.org"])
def test_one_signs_in_by_name_or_address(client, cast, login):
    assert sign_in(client, login, PASSWORD).status_code == 302
    assert client.get("/").status_code == 200


def test_known_unknown_and_disabled_accounts_get_the_same_answer(client, cast):
    User.objects.filter(pk=cast.outsider.pk).update(is_active=False)
    known = sign_in(client, "employee", "not the password")
    unknown = sign_in(client, "nobody", "not the password")
    disabled = sign_in(client, "outsider", PASSWORD)
    assert known.status_code == unknown.status_code == disabled.status_code == 200
    assert shown(known) == shown(unknown) == shown(disabled)


def test_who_is_disabled_is_out_at_the_next_page(client, cast):
    client.force_login(cast.employee)
    User.objects.filter(pk=cast.employee.pk).update(is_active=False)
    assert client.get("/").status_code == 302


def test_many_wrong_passwords_are_slowed_down_for_that_name_only(client, cast):
    for _ in range(6):
        sign_in(client, "employee", "not the password")
    assert sign_in(client, "employee", PASSWORD).status_code == 200
    assert sign_in(client, "planner", PASSWORD).status_code == 302


def test_one_signs_in_while_redis_is_down_and_a_guesser_is_still_slowed_down(
    client, cast, settings, monkeypatch
):
    settings.CACHES = {
        "default": {
            "BACKEND": "core.shared_cache.RedisOrTable",
            "LOCATION": f"redis://127.0.0.1:{free_port()}/1",
        },
        "table": set_up.CACHE_TABLE,
    }
    monkeypatch.setattr(RedisOrTable, "rests_until", 0.0)
    assert sign_in(client, "planner", PASSWORD).status_code == 302
    assert client.get("/").status_code == 200
    client.logout()
    for _ in range(6):
        assert sign_in(client, "employee", "not the password").status_code == 200
    assert sign_in(client, "employee", PASSWORD).status_code == 200
    answer = client.post("/accounts/password/reset/", {"email": "employee@example.org"})
    assert answer.status_code == 302


def test_resetting_says_the_same_for_everybody_and_writes_to_the_known_only(client, cast, settings):
    settings.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
    User.objects.filter(pk=cast.outsider.pk).update(is_active=False)
    answers = [
        client.post("/accounts/password/reset/", {"email": f"{name}@example.org"})
        for name in ("employee", "nobody", "outsider")
    ]
    assert {answer.status_code for answer in answers} == {302}
    assert {answer["Location"] for answer in answers} == {answers[0]["Location"]}
    links = [m.to for m in mail.outbox if "/accounts/password/reset/key/" in m.body]
    assert links == [["employee@example.org"]]


def test_nobody_signs_up(client, db):
    client.post(
        "/accounts/signup/",
        {"username": "x", "email": "x@example.org", "password1": PASSWORD, "password2": PASSWORD},
    )
    assert not User.objects.exists()


def test_the_first_administrator_is_made_by_a_command(db, monkeypatch):
    monkeypatch.setenv("ADMINISTRATOR_PASSWORD", PASSWORD)
    call_command("create_administrator", username="root", email="Root@example.org", stdout=io.StringIO())
    made = User.objects.get()
    assert made.is_staff and made.check_password(PASSWORD) and made.email == "root@example.org"
    with pytest.raises(CommandError):
        call_command("create_administrator", username="ROOT")


def test_a_weak_password_makes_no_administrator(db, monkeypatch):
    monkeypatch.setenv("ADMINISTRATOR_PASSWORD", "12345")
    with pytest.raises(CommandError):
        call_command("create_administrator", username="root")
    assert not User.objects.exists()


def test_a_token_is_printed_once_by_a_command(cast):
    said = io.StringIO()
    call_command("create_api_token", "planner", stdout=said)
    assert ApiToken.objects.get().person == cast.planner and len(said.getvalue().strip()) > 30
    with pytest.raises(CommandError):
        call_command("create_api_token", "nobody")


@pytest.mark.parametrize(
    ("check", "changed"),
    [
        (hosts_are_named, {"ALLOWED_HOSTS": ["*"]}),
        (hsts_lasts, {"HTTPS": True, "SECURE_HSTS_SECONDS": 60}),
        (passwords_are_held_to_rules, {"AUTH_PASSWORD_VALIDATORS": []}),
        (pages_have_a_content_policy, {"CONTENT_SECURITY_POLICY": None}),
        (
            pages_have_a_content_policy,
            {"CONTENT_SECURITY_POLICY": {"DIRECTIVES": {"script-src": ["'unsafe-inline'"]}}},
        ),
        (broker_asks_for_a_password, {"BROKER_URL": "redis://broker.example.org/0"}),
        (mail_does_not_wait_for_ever, {"EMAIL_TIMEOUT": None}),
    ],
)
def test_a_deployment_that_lacks_something_is_told(settings, check, changed):
    assert check(None) == []
    for name, value in changed.items():
        setattr(settings, name, value)
    assert len(check(None)) == 1
