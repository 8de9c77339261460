"""`make test`: the suite in parallel, on SQLite, then what needs real servers on PostgreSQL and Redis.

Says what this machine lacks and how to have it. Extra arguments go to pytest.
"""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

from install import servers
from tests.browsers import chromium

NO_TESTS = 5  # pytest's word for « nothing was selected »
TOGETHER = ("-n", "2", "--dist", "loadfile")
ROOT = Path(__file__).resolve().parent.parent


def say(sentence: str) -> None:
    print(f"→ {sentence}", flush=True)


def pytest(*arguments: str, **environment: str) -> int:
    command = [sys.executable, "-m", "pytest", *arguments]
    return subprocess.run(command, cwd=ROOT, env={**os.environ, **environment}, check=False).returncode


HEARTS = [
    *(f"tests/calendar_ops/test_{name}.py" for name in ("timeline", "recurrence", "policy", "slots", "due", "shown_state")),
    "tests/catalog/test_assembly.py",
    "tests/catalog/test_search.py",
    "tests/catalog/test_spelling.py",
    "tests/core/test_folding_any_text.py",
    "tests/catalog/test_mix.py",
    "tests/catalog/test_category_tree.py",
    "tests/catalog/test_window_wanted.py",
    "tests/organization/test_tree.py",
    "tests/core/test_working_days.py",
    "tests/core/test_local_time.py",
]  # fmt: skip


def hearts() -> int:
    """The pure hearts are reached whole, branch by branch, by their own tests."""
    return pytest("-n", "2", *HEARTS, "--cov", "--cov-config=tests/hearts.coveragerc", "--cov-fail-under=100",
                  "--cov-report=term-missing:skip-covered")  # fmt: skip


def lacks() -> list[str]:
    """What this machine lacks, each with the way to have it."""
    if chromium():
        return []
    return ["Chromium: the journeys in a browser are skipped. On Debian or Ubuntu: apt-get install chromium"]


def main() -> None:
    wanted = sys.argv[1:]
    for sentence in lacks():
        say(f"This machine lacks {sentence}")
    say("Running the tests on SQLite")
    code = pytest(*TOGETHER, "-rs", *wanted)
    if code:
        sys.exit(code)
    if not wanted:
        say("Holding the tests of the pure hearts to every branch of them")
        if code := hearts():
            sys.exit(code)
    say(
        "Starting PostgreSQL and Redis from their packages, for what concerns races, locks, the outbox and the worker"
    )
    with servers.both() as environment:
        again = pytest(*TOGETHER, "-m", "servers", "-rs", *wanted, **environment)
    sys.exit(0 if again == NO_TESTS else again)


if __name__ == "__main__":
    main()
