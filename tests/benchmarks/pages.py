"""Pages through gunicorn, signed in, beside a floor page of the same bytes in the same process."""

from __future__ import annotations

import gzip
import http.client
import os
import secrets
import socket
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from django.conf import settings
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
from django.contrib.sessions.backends.db import SessionStore

from organization.models import User

from .addresses import FORM, Page, pages
from .figures import Figure, against
from .memory import of

TOKEN = secrets.token_hex(16)  # against forgery: a cookie and a header that say the same
GROUP = "Pages through gunicorn, signed in, p50"
OPTIONS = ["--worker-class", "gthread", "--threads", "4", "--workers", "1", "--log-level", "warning"]


def cookie(username: str) -> str:
    """A session of that person, as signing in would have made it."""
    person = User.objects.get(username=username)
    session = SessionStore()
    session[SESSION_KEY] = str(person.pk)
    session[BACKEND_SESSION_KEY] = settings.AUTHENTICATION_BACKENDS[0]
    session[HASH_SESSION_KEY] = person.get_session_auth_hash()
    session.create()
    return f"{settings.SESSION_COOKIE_NAME}={session.session_key}; {settings.CSRF_COOKIE_NAME}={TOKEN}"


@contextmanager
def gunicorn(bodies: Path) -> Iterator[tuple[int, int]]:
    """A real server of one worker; (port, process id of the worker's parent)."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    environment = {
        **os.environ,
        "DJANGO_SETTINGS_MODULE": "tests.benchmarks.settings",
        "BENCH_BODIES": str(bodies),
        "LOG_LEVEL": "WARNING",
    }
    process = subprocess.Popen(
        [sys.executable, "-m", "gunicorn", "dsi_marketing.wsgi", *OPTIONS, "-b", f"127.0.0.1:{port}"],
        env=environment,
    )
    try:
        for _ in range(300):
            try:
                get(port, "/health/live", "")
                break
            except OSError:
                time.sleep(0.1)
        yield port, process.pid
    finally:
        process.terminate()
        process.wait(timeout=20)


def get(
    port: int,
    address: str,
    cookies: str,
    connection: http.client.HTTPConnection | None = None,
    form: str = "",
    part: bool = False,
) -> tuple[int, bytes]:
    """Read the page, or what htmx replaces of it, or post `form` to it."""
    client = connection or http.client.HTTPConnection("127.0.0.1", port, timeout=60)
    headers = {"Cookie": cookies, "Accept-Encoding": "gzip", "Host": "127.0.0.1"}
    if form:
        headers |= {"Content-Type": FORM, "X-CSRFToken": TOKEN, "HX-Request": "true"}
    if part:
        headers["HX-Request"] = "true"
    client.request("POST" if form else "GET", address, body=form or None, headers=headers)
    answer = client.getresponse()
    body = answer.read()
    return answer.status, gzip.decompress(body) if answer.headers.get("Content-Encoding") == "gzip" else body


def timed(connection: http.client.HTTPConnection, address: str, cookies: str, page: Page) -> float:
    begun = time.perf_counter()
    get(0, address, cookies, connection, page.form, page.part)
    return (time.perf_counter() - begun) * 1000


def run(*, times: int = 40) -> list[Figure]:
    figures: list[Figure] = []
    measured = pages()
    cookies = {page.who: cookie(page.who) for page in measured}
    with (
        tempfile.TemporaryDirectory(prefix="benchmarks-") as folder,
        gunicorn(Path(folder)) as (port, parent),
    ):
        bare = memory(parent)
        for number, page in enumerate(measured):
            status, body = get(port, page.address, cookies[page.who], form=page.form, part=page.part)
            if status != 200:
                print(f"  {page.what} ({page.address}) answered {status}: not measured")
                continue
            (Path(folder) / f"{number}.html").write_bytes(body)
            connection = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
            both: tuple[list[float], list[float]] = ([], [])
            for turn in range(times + 5):
                for address, found in zip((page.address, f"/floor/{number}/"), both, strict=True):
                    took = timed(connection, address, cookies[page.who], page)
                    if turn >= 5:
                        found.append(took)
            figures.append(
                against(GROUP, page.what, statistics.median(both[0]), statistics.median(both[1]), page.limit)
            )
        grown = memory(parent)
        figures.append(
            Figure(
                "Memory",
                "web process under load, against its start",
                grown,
                bare,
                "MB",
                grown - bare,
                60,
                "MB more",
            )
        )
    return figures


def memory(parent: int) -> float:
    """Resident memory of gunicorn's worker, in MB."""
    children = Path(f"/proc/{parent}/task/{parent}/children").read_text().split()
    return max((of(child) for child in children), default=0.0)
