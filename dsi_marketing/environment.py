"""Reading the environment, with a sentence that says what to write when a variable is wrong."""

from __future__ import annotations

import os
from pathlib import Path
from urllib.parse import parse_qs, unquote, urlsplit

from django.core.exceptions import ImproperlyConfigured
from django.core.management.utils import get_random_secret_key
from environ import Env


def text(name: str, default: str) -> str:
    return os.environ.get(name, default).strip()


def flag(name: str, default: bool) -> bool:
    value = os.environ.get(name, "").strip().lower()
    if value in {"", "1", "true", "yes", "on", "0", "false", "no", "off"}:
        return default if value == "" else value in {"1", "true", "yes", "on"}
    raise ImproperlyConfigured(f"{name} is « {value} ». Write {name}=true or {name}=false.")


def whole(name: str, default: int, *, at_least: int = 0) -> int:
    value = os.environ.get(name, "").strip() or str(default)
    if not value.isdigit() or int(value) < at_least:
        raise ImproperlyConfigured(
            f"{name} is « {value} ». Write a whole number of at least {at_least}, for example {name}={default}."
        )
    return int(value)


def words(name: str, default: str) -> list[str]:
    return [word.strip() for word in os.environ.get(name, default).split(",") if word.strip()]


def secret_key(var: Path) -> str:
    """The SECRET_KEY of the environment, or one made once and kept in var/secret_key (mode 0600)."""
    if value := os.environ.get("SECRET_KEY", ""):
        if len(value) < 50:
            raise ImproperlyConfigured(
                "SECRET_KEY is shorter than 50 characters. Write SECRET_KEY=… with 50 random characters or more."
            )
        return value
    file = var / "secret_key"
    if not file.exists():
        descriptor = os.open(file, os.O_WRONLY | os.O_CREAT, 0o600)
        with os.fdopen(descriptor, "w") as out:
            out.write(get_random_secret_key() + get_random_secret_key())
    return file.read_text().strip()


def database(var: Path) -> dict:
    """DATABASES["default"] from DATABASE_URL: sqlite:///path or postgresql://user:password@host/name."""
    url = os.environ.get("DATABASE_URL", "").strip() or f"sqlite:///{var / 'portal.sqlite3'}"
    if not url.startswith(("sqlite:", "postgres:", "postgresql:")):
        raise ImproperlyConfigured(
            "DATABASE_URL names a database that the portal does not know. "
            "Write DATABASE_URL=postgresql://user:password@host:5432/name or sqlite:////absolute/path."
        )
    config = Env.db_url_config(url)
    if config["ENGINE"].endswith("sqlite3"):
        config["OPTIONS"] = {
            "transaction_mode": "IMMEDIATE",
            "timeout": 20,
            "init_command": "PRAGMA journal_mode=WAL;PRAGMA synchronous=NORMAL;"
            "PRAGMA foreign_keys=ON;PRAGMA busy_timeout=20000;",
        }
    else:
        config["CONN_MAX_AGE"] = 60
        config["CONN_HEALTH_CHECKS"] = True
    return config


def email(default: str = "mailbox://") -> dict:
    """How mail leaves, from EMAIL_URL: mailbox:// (kept in the portal) or smtp(s)://user:password@host:port.

    smtp:// speaks plain or STARTTLS (with ?starttls=true); smtps:// speaks TLS from the first byte.
    """
    url = os.environ.get("EMAIL_URL", "").strip() or default
    parts = urlsplit(url)
    if parts.scheme not in {"mailbox", "smtp", "smtps"} or (parts.scheme != "mailbox" and not parts.hostname):
        raise ImproperlyConfigured(
            f"EMAIL_URL is « {url} ». Write EMAIL_URL=smtp://user:password@host:587?starttls=true, "
            "smtps://user:password@host:465, or mailbox:// to keep mail in the portal."
        )
    options = parse_qs(parts.query)
    return {
        "transport": "mailbox" if parts.scheme == "mailbox" else "smtp",
        "host": parts.hostname or "",
        "port": parts.port or (465 if parts.scheme == "smtps" else 25),
        "user": unquote(parts.username or ""),
        "password": unquote(parts.password or ""),
        "tls": parts.scheme == "smtps",
        "starttls": options.get("starttls", ["false"])[0].lower() in {"1", "true", "yes"},
    }
