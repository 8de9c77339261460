"""Resident memory of a process, from /proc."""

from __future__ import annotations

from pathlib import Path


def of(process: int | str, line: str = "VmRSS") -> float:
    """In MB."""
    for found in Path(f"/proc/{process}/status").read_text().splitlines():
        if found.startswith(f"{line}:"):
            return int(found.split()[1]) / 1024
    return 0.0


def here() -> float:
    """Of this process, in MB."""
    return of("self")


def peak() -> float:
    """The most that this process held since `forget_peak`, in MB."""
    return of("self", "VmHWM")


def forget_peak() -> None:
    Path("/proc/self/clear_refs").write_text("5")
