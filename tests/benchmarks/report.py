"""The table on the screen, and docs/benchmarks.md."""

from __future__ import annotations

import os
import platform
from datetime import UTC, datetime
from pathlib import Path

from .figures import Figure

PAGE = Path(__file__).resolve().parents[2] / "docs" / "benchmarks.md"
HEADS = ["what", "ours", "floor", "ratio", "at most", ""]


def by_group(figures: list[Figure]) -> list[Figure]:
    """The lines of one group together, groups in the order in which they were first measured."""
    order = list(dict.fromkeys(figure.group for figure in figures))
    return sorted(figures, key=lambda figure: order.index(figure.group))


def table(figures: list[Figure]) -> str:
    figures = by_group(figures)
    rows = [[figure.group, *figure.cells()] for figure in figures]
    widths = [max([len(row[column]) for row in rows], default=0) for column in range(7)]
    lines, group = [], ""
    for row in rows:
        if row[0] != group:
            group = row[0]
            lines.append(f"\n{group}")
        lines.append(
            "  " + "  ".join(cell.ljust(width) for cell, width in zip(row[1:], widths[1:], strict=True))
        )
    return "\n".join(lines)


def page(figures: list[Figure], company: str, server: str) -> str:
    figures = by_group(figures)
    missed = [figure for figure in figures if not figure.kept]
    parts = [
        "# Benchmarks",
        "",
        "Written by `python -m tests.benchmarks` (`make benchmarks`). Each figure stands beside its floor, "
        "measured in the same run on the same machine: the ratio is the promise, not the seconds.",
        "",
        f"Measured on {datetime.now(UTC):%d %B %Y} on {machine()}, {server}. The company: {company}.",
        "",
        f"{len(figures) - len(missed)} of {len(figures)} figures are kept"
        + (
            f"; missed: {', '.join(f'{figure.what} ({figure.group.lower()})' for figure in missed)}."
            if missed
            else "."
        ),
        "",
    ]
    group = ""
    for figure in figures:
        if figure.group != group:
            group = figure.group
            parts += ["", f"## {group}", "", "| " + " | ".join(HEADS) + " |", "|" + "---|" * len(HEADS)]
        parts.append("| " + " | ".join(figure.cells()) + " |")
    return "\n".join(parts) + "\n"


def machine() -> str:
    """In plain words, with nothing that names it."""
    memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 2**30
    load = os.getloadavg()[0]
    return (
        f"a {platform.system()} machine with {os.cpu_count()} cores and {memory:.0f} GB of memory "
        f"(load {load:.1f}), Python {platform.python_version()}"
    )


def write(figures: list[Figure], company: str, server: str) -> None:
    PAGE.parent.mkdir(exist_ok=True)
    PAGE.write_text(page(figures, company, server), encoding="utf-8")
