"""The cast of characters and the servers that tests stand on."""

from __future__ import annotations

import os
from dataclasses import dataclass, field

import pytest
from django.core.cache import cache
from django.db import connection
from django.utils import translation

from core.briefly import Briefly
from organization.models import BusinessUnit, User
from organization.tokens import create_token
from tests import factories

os.environ.setdefault("DJANGO_ALLOW_ASYNC_UNSAFE", "true")  # Playwright runs its own loop beside Django
PASSWORD = "tournesol-de-novembre"


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(items):
    """Files with slow tests begin first: one that begins last would keep one of two processes waiting for it."""
    slow = {
        item.path for item in items if item.get_closest_marker("slow") or item.get_closest_marker("servers")
    }
    items.sort(key=lambda item: item.path not in slow)


@pytest.fixture(autouse=True)
def _plain_settings(settings, tmp_path, monkeypatch):
    """No manifest, quick hashes, a media folder of each test's own; French, whatever the test before spoke."""
    translation.activate("fr")
    settings.STORAGES = {
        **settings.STORAGES,
        "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
    }
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
    settings.CACHES = {"default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}}
    settings.MIDDLEWARE = [name for name in settings.MIDDLEWARE if not name.startswith("whitenoise")]
    settings.MEDIA_ROOT = str(tmp_path / "media")
    cache.clear()
    monkeypatch.setattr(Briefly, "keeps", False)


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup, django_db_blocker):
    """Before the database is dropped, ends what a thread of a test's own server may still hold open on it."""
    yield
    if connection.vendor == "postgresql":
        with django_db_blocker.unblock(), connection.cursor() as cursor:
            cursor.execute(
                "SELECT pg_terminate_backend(pid) FROM pg_stat_activity "
                "WHERE datname = current_database() AND pid <> pg_backend_pid()"
            )


@dataclass
class Cast:
    """One person for each profile, an employee and an outsider of another unit; all sign in with PASSWORD."""

    finance: BusinessUnit
    hr: BusinessUnit
    people: dict[str, User] = field(default_factory=dict)

    def __getattr__(self, name: str) -> User:
        try:
            return self.__dict__["people"][name]
        except KeyError:
            raise AttributeError(name) from None


@pytest.fixture
def cast(db) -> Cast:
    finance = factories.unit("FIN", name="Finance")
    hr = factories.unit("HR", name="Ressources humaines")
    it = factories.unit("IT", name="Direction des systèmes d’information")
    made = Cast(finance, hr)
    roles = {
        "employee": ("", finance, None),
        "outsider": ("", hr, None),
        "representative": ("unit-representative", finance, finance),
        "planner": ("delivery-manager", it, None),
        "cio": ("cio", it, None),
        "administrator": ("administrator", it, None),
        "marketing": ("marketing-manager", it, None),
        "editor": ("catalogue-editor", it, None),
        "communication": ("communication-manager", it, None),
        "quality": ("quality-manager", it, None),
        "cost_keeper": ("cost-keeper", it, None),
        "account_manager": ("account-manager", it, finance),
    }
    for name, (profile, unit, over) in roles.items():
        made.people[name] = factories.person(
            name.replace("_", " ").title(),
            unit=unit,
            profile=profile,
            over=over,
            username=name,
            password=PASSWORD,
            email=f"{name}@example.org",
        )
    return made


@pytest.fixture
def api(client):
    """api(person, method, path, data) → the answer of the API to a token of theirs, in English."""

    def call(person, method, path, data=None, *, scope="write"):
        _token, text = create_token(person=person, label="test", scope=scope)
        headers = {"Authorization": f"Token {text}", "Accept-Language": "en"}
        send = getattr(client, method)
        if method == "get":
            return send(f"/api/v1/{path}", data or {}, headers=headers)
        return send(f"/api/v1/{path}", data, content_type="application/json", headers=headers)

    return call


@pytest.fixture
def sign_in(client):
    """sign_in(person) → the test client, signed in as them."""

    def signed(person: User):
        client.force_login(person)
        return client

    return signed
