"""The whole portal as `make run` starts it (web, two workers, beat), on a free port, with a database of its own."""

from __future__ import annotations

import os
import secrets
import socket
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit, urlunsplit

from django.conf import settings

ROOT = Path(__file__).resolve().parents[1]
PATIENCE = 60  # seconds that a start may take on a busy machine


@dataclass(frozen=True)
class Running:
    """`address` of the web pages, and the `environment` that makes a command speak to the same database."""

    address: str
    environment: dict[str, str]

    def python(self, *arguments: str) -> str:
        """What a Python command in that environment printed; it must succeed."""
        done = subprocess.run(
            [sys.executable, *arguments],
            env=self.environment, cwd=ROOT, capture_output=True, text=True, check=False,
        )  # fmt: skip
        assert done.returncode == 0, done.stdout[-2000:] + done.stderr[-4000:]
        return done.stdout


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


@contextmanager
def own_database() -> Iterator[dict[str, str]]:
    """On the PostgreSQL of DATABASE_URL a database made for this run; without one, SQLite in the run's folder."""
    url = os.environ.get("DATABASE_URL", "")
    if not url.startswith("postgres"):
        yield {}
        return
    import psycopg2

    name = f"running_{secrets.token_hex(6)}"
    server = psycopg2.connect(url)
    server.autocommit = True
    try:
        server.cursor().execute(f"CREATE DATABASE {name}")
        yield {"DATABASE_URL": urlunsplit(urlsplit(url)._replace(path=f"/{name}"))}
        server.cursor().execute(f"DROP DATABASE {name} WITH (FORCE)")
    finally:
        server.close()


@contextmanager
def portal(*, seed: str = "", workers: bool = True, **environment: str) -> Iterator[Running]:
    """Prepare, run the module `seed` if one is named, start; stop everything at the end."""
    from install.run import Children, commands

    with tempfile.TemporaryDirectory(prefix="portal-") as folder, own_database() as database:
        port = free_port()
        address = f"http://127.0.0.1:{port}"
        found = Running(
            address,
            {**os.environ, "VAR_DIR": folder, "FONTS_DIR": str(settings.FONTS_DIR), "PORTAL_URL": address, "LOG_LEVEL": "WARNING", "PORT": str(port),
             "BROKER_URL": "filesystem://", "CACHE_URL": "", **database, **environment},
        )  # fmt: skip
        if not database:
            found.environment.pop("DATABASE_URL", None)
        found.python("manage.py", "prepare")
        if seed:
            found.python("-m", seed)
        table = commands(port) if workers else {"web": commands(port)["web"]}
        children = Children(table, environment=found.environment)
        try:
            for name in table:
                children.start(name)
            wait_for(f"{address}/health/live")
            yield found
        finally:
            children.stop()


def wait_for(address: str) -> None:
    deadline = time.monotonic() + PATIENCE
    while True:
        try:
            urllib.request.urlopen(address, timeout=5).close()
            return
        except (urllib.error.URLError, OSError):
            assert time.monotonic() < deadline, f"{address} did not answer within {PATIENCE} s"
            time.sleep(0.1)
