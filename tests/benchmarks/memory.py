"""Resident memory of a process, from /proc."""

from __future__ import annotations

from pathlib import Path


def of(process: int | str) -> float:
    """In MB."""
    for line in Path(f"/proc/{process}/status").read_text().splitlines():
        if line.startswith("VmRSS:"):
            return int(line.split()[1]) / 1024
    return 0.0


def here() -> float:
    """Of this process, in MB."""
    return of("self")
