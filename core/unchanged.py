"""What is costly to count and seldom changes, kept in the process for as long as nothing changed.

Every change of the portal writes an event of the audit trail in its own transaction: as long as the newest event is
the same, so is what was counted. Events take their numbers before their transactions end, so that one may come in
under a newer one: what is kept is never older than `seconds` either. Never for rights.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable
from typing import TypeVar

from django.db.models import QuerySet

from core.briefly import Briefly
from core.compiled import compiled
from core.models import AuditEvent

Value = TypeVar("Value")


class Unchanged(Briefly[Value]):
    """Answers by key while the newest event of the trail is the same: one small question in place of a large one."""

    def __init__(self, seconds: float = 5, most: int = 32) -> None:
        super().__init__(seconds)
        self.most = most

    def get(
        self, key: Hashable, ask: Callable[[], Value], *, keep: Callable[[Value], bool] | None = None
    ) -> Value:
        if not self.keeps:
            return ask()
        if len(self.held) >= self.most:
            self.held.clear()
        return super().get((newest_event(), key), ask, keep=keep)


def newest_event() -> int:
    """The number of the newest event of the trail; 0 when there is none."""
    return next(iter(_newest()), 0)


@compiled
def _newest() -> QuerySet[AuditEvent, int]:
    return AuditEvent.objects.order_by("-pk").values_list("pk", flat=True)[:1]
