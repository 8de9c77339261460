"""Telling the delivery managers of levels that were missed, and of those that were kept after all."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

from catalog.level_notices import Line, missed_levels
from catalog.levels import Measure, Outcome
from catalog.models import ServiceLevel
from core.months import last_closed, later
from organization.access import Permission
from organization.models import User
from organization.queries import holders_over
from outbox import letters

NEWS = 12  # closed months; a missed month from before them is history, and nobody is told


@dataclass(frozen=True, slots=True)
class Told:
    """One level in one month, as it is told: missed, or kept after all."""

    level: int
    line: Line

    @classmethod
    def of(
        cls,
        level: ServiceLevel,
        month: date,
        promised: Decimal | None,
        measure: Measure | None,
        outcome: Outcome,
        why: str,
    ) -> Told:
        offering = level.offering
        return cls(
            level.pk,
            Line(
                reference=offering.reference, name=offering.name, name_en=offering.name_en,
                metric=level.metric, label=level.label, label_en=level.label_en,
                better=level.better, unit=level.unit, month=month, promised=promised,
                value=measure.value if measure else None, outcome=outcome, why=why,
            ),
        )  # fmt: skip

    def recent(self, today: date) -> bool:
        return self.line.month > later(last_closed(today), -NEWS)


def tell(told: Sequence[Told], *, by: User | None, now: datetime) -> int:
    """One letter a person for all that was recorded together; answers how many get it.

    To those who plan what mends it, but not to `by`, who saw it on the page. Call it in the transaction of the
    change: `told_at` of each measure says what was told, so that each change is told once.
    """
    if not told:
        return 0
    people = holders_over(Permission.PLAN_INTERVENTIONS)
    lines, who = [one.line for one in told], by.name if by else ""
    news = sorted(f"{one.level}:{one.line.month:%Y-%m}:{one.line.outcome}" for one in told)
    key = hashlib.sha256("|".join([*news, now.isoformat()]).encode()).hexdigest()[:40]
    return letters.post(
        people.exclude(pk=by.pk) if by else people,
        key=f"levels:{key}",
        write=lambda: missed_levels(lines, who),
        now=now,
    )
