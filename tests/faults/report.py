"""Figures of the faults: printed always, kept in docs/faults.md by the full run (FAULTS=full, `make faults`)."""

from __future__ import annotations

import fcntl
import os
from pathlib import Path

PAGE = Path(__file__).resolve().parents[2] / "docs" / "faults.md"
FULL = os.environ.get("FAULTS") == "full"
HEAD = """# Faults survived

Written by `make faults`: each line is one fault made on purpose, with what was counted. The same faults run
with smaller counts in the test suite. On SQLite the clock that is off is the only one there is: a clock that is an
hour ahead tells people an hour early, once.

| fault | database | counted |
|---|---|---|
"""


def count(small: int, full: int) -> int:
    """How many: `small` in the suite, `full` by `make faults`."""
    return full if FULL else small


def record(fault: str, database: str, **figures: int | str) -> None:
    """Print one line of figures; in the full run write or replace it in docs/faults.md."""
    words = ", ".join(f"{name.replace('_', ' ')} {value}" for name, value in figures.items())
    print(f"\n{fault} [{database}]: {words}")
    if not FULL:
        return
    with PAGE.open("r+") as page:
        fcntl.flock(page, fcntl.LOCK_EX)  # the suite runs in two processes
        lines = page.read().splitlines()
        rows = [line for line in lines if line.startswith("| ") and not line.startswith("| fault ")]
        start = f"| {fault} | {database} |"
        rows = sorted([row for row in rows if not row.startswith(start)] + [f"{start} {words} |"])
        page.seek(0)
        page.truncate()
        page.write(HEAD + "\n".join(rows) + "\n")
