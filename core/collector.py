"""Python's garbage collector, told what is none: the program itself."""

from __future__ import annotations

import gc

ALLOCATIONS = 20_000
"""New objects before the youngest are looked through; Python's own 700 means thirty times a page."""


def settle() -> None:
    """Call it once a process has loaded what it is made of: that is never looked through again.

    Reading a year of 500 calendars makes 60 000 objects, and each round of the collector walks them with the
    whole program. Cycles of requests and tasks are still found.
    """
    gc.collect()
    gc.freeze()
    gc.set_threshold(ALLOCATIONS, 20, 20)
