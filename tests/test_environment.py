"""A wrong variable stops the start with a sentence that says what to write; beat asks only for what exists."""

from __future__ import annotations

import stat

import pytest
from celery import current_app
from django.conf import settings
from django.core.exceptions import ImproperlyConfigured
from django.utils import timezone

from core.models import Heartbeat
from dsi_marketing import environment


@pytest.mark.parametrize(
    ("name", "value", "read", "says"),
    [
        ("DEMO", "maybe", lambda: environment.flag("DEMO", False), "DEMO=true or DEMO=false"),
        ("IMPORT_MAX_MB", "0", lambda: environment.whole("IMPORT_MAX_MB", 60, at_least=1), "at least 1"),
        ("IMPORT_MAX_MB", "1.5", lambda: environment.whole("IMPORT_MAX_MB", 60), "IMPORT_MAX_MB=60"),
        ("DATABASE_URL", "mysql://db/portal", lambda: environment.database(None), "postgresql://user:"),
        ("EMAIL_URL", "http://mail", environment.email, "smtp://user:password@host:587"),
        ("EMAIL_URL", "smtp://", environment.email, "mailbox://"),
        ("SECRET_KEY", "short", lambda: environment.secret_key(None), "50 characters"),
    ],
)
def test_a_wrong_variable_says_what_to_write(monkeypatch, name, value, read, says):
    monkeypatch.setenv(name, value)
    with pytest.raises(ImproperlyConfigured, match=name) as refused:
        read()
    assert says in str(refused.value)


@pytest.mark.parametrize(("value", "expected"), [("yes", True), ("OFF", False), ("", True)])
def test_a_flag_is_read(monkeypatch, value, expected):
    monkeypatch.setenv("DEMO", value)
    assert environment.flag("DEMO", True) is expected


def test_mail_is_read_from_its_address(monkeypatch):
    monkeypatch.setenv("EMAIL_URL", "smtp://portal:p%40ss@mail.example.org:587?starttls=true")
    found = environment.email()
    assert (found["host"], found["port"], found["user"], found["password"]) == (
        "mail.example.org", 587, "portal", "p@ss",
    )  # fmt: skip
    assert (found["tls"], found["starttls"], found["transport"]) == (False, True, "smtp")
    monkeypatch.setenv("EMAIL_URL", "smtps://mail.example.org")
    assert (environment.email()["tls"], environment.email()["port"]) == (True, 465)
    monkeypatch.setenv("EMAIL_URL", "")
    assert environment.email()["transport"] == "mailbox"


def test_the_database_is_read_from_its_address(monkeypatch, tmp_path):
    monkeypatch.setenv("DATABASE_URL", "postgresql://portal:secret@db.example.org:5433/portal")
    found = environment.database(tmp_path)
    assert (found["HOST"], found["PORT"], found["NAME"], found["USER"]) == (
        "db.example.org", 5433, "portal", "portal",
    )  # fmt: skip
    assert found["CONN_HEALTH_CHECKS"]
    monkeypatch.setenv("DATABASE_URL", "")
    assert environment.database(tmp_path)["NAME"] == str(tmp_path / "portal.sqlite3")


def test_a_secret_is_made_once_and_for_its_owner_only(monkeypatch, tmp_path):
    monkeypatch.delenv("SECRET_KEY", raising=False)
    made = environment.secret_key(tmp_path)
    assert len(made) >= 50 and environment.secret_key(tmp_path) == made
    assert stat.S_IMODE((tmp_path / "secret_key").stat().st_mode) == 0o600
    monkeypatch.setenv("SECRET_KEY", "s" * 50)
    assert environment.secret_key(tmp_path) == "s" * 50


@pytest.mark.parametrize("name", sorted(settings.CELERY_BEAT_SCHEDULE))
@pytest.mark.django_db(transaction=True)
def test_what_beat_asks_for_exists_and_runs(name):
    current_app.autodiscover_tasks(force=True)
    current_app.tasks[settings.CELERY_BEAT_SCHEDULE[name]["task"]]()
    if name == "beat-seen":
        age = timezone.now() - Heartbeat.objects.get(name="beat").at
        assert abs(age.total_seconds()) < 60
