"""What every page asks and seldom changes, kept for some seconds in the process that asked.

Never for rights: these are read at each request. What another process changes is seen after `seconds` at the
latest; what this one changes, at once, when whoever changes it calls `forget`.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Hashable
from typing import ClassVar, Generic, TypeVar

Value = TypeVar("Value")
MOST = 4096  # answers kept at once; past them all are forgotten, which costs a query each


class Briefly(Generic[Value]):
    """Answers by key, each at most `seconds` old."""

    keeps: ClassVar[bool] = (
        True  # the tests ask anew each time: they count the queries of a page that knows nothing
    )

    def __init__(self, seconds: float) -> None:
        self.seconds = seconds
        self.held: dict[Hashable, tuple[float, Value]] = {}

    def get(
        self, key: Hashable, ask: Callable[[], Value], *, keep: Callable[[Value], bool] | None = None
    ) -> Value:
        """The answer kept, else what `ask` answers now; with `keep`, only answers that it accepts are kept."""
        if not self.keeps:
            return ask()
        now = time.monotonic()
        found = self.held.get(key)
        if found is not None and now - found[0] < self.seconds:
            return found[1]
        answer = ask()
        if keep is None or keep(answer):
            if len(self.held) >= MOST:
                self.held.clear()
            self.held[key] = (now, answer)
        return answer

    def forget(self, key: Hashable = None) -> None:
        """Ask again for this key, or for all."""
        if key is None:
            self.held.clear()
        else:
            self.held.pop(key, None)
