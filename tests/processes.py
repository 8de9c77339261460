"""Processes of their own on a database of their own: for tests of races and of faults."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from tests.running import own_database

ROOT = Path(__file__).resolve().parents[1]
PATIENCE = 600  # seconds after which a process is taken for hung


@contextmanager
def apart(folder: Path, **more: str) -> Iterator[dict[str, str]]:
    """The environment of processes with a migrated database, of the kind that this run of the suite uses."""
    with own_database() as database:
        env = {
            **os.environ,
            "VAR_DIR": str(folder / "var"),
            "PYTHONPATH": str(ROOT),
            "PYTHONWARNINGS": "error",
            "LOG_LEVEL": "CRITICAL",
            "EMAIL_TIMEOUT": "5",
            **more,
            **(database or {"DATABASE_URL": f"sqlite:///{folder / 'apart.sqlite3'}"}),
        }
        subprocess.run([sys.executable, "manage.py", "migrate", "-v0"], cwd=ROOT, env=env, check=True)
        yield env


def name_of(env: dict[str, str]) -> str:
    return "SQLite" if env["DATABASE_URL"].startswith("sqlite") else "PostgreSQL"


def answer(env: dict[str, str], *words: str) -> Any:
    """What `python -m words…` printed as JSON; it must succeed."""
    done = subprocess.run(
        [sys.executable, "-m", *words],
        cwd=ROOT, env=env, check=False, capture_output=True, text=True, timeout=PATIENCE,
    )  # fmt: skip
    assert done.returncode == 0, done.stdout[-2000:] + done.stderr[-6000:]
    return json.loads(done.stdout)
