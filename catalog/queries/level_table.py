"""The lines of the table of service levels: one month of each, as the dashboard has it and as files are imported."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.db.models import QuerySet

from catalog import level_words, measuring
from catalog.levels import Month, trend
from catalog.models import LevelTarget
from catalog.queries.dashboard import HEAD, YEAR, Head, year_of
from catalog.queries.levels import history_of
from core import bilingual, months
from core.listed import addresses


@dataclass(frozen=True, slots=True)
class Row:
    """One line: plain values. `value` and `events` are numbers, for the files; `month` as 2026-10."""

    address: str
    reference: str
    name: str
    lang: str
    metric_said: str
    label: str
    label_said: str
    month: str
    promised: str
    measured: str
    value: Decimal | None
    events: int | None
    outcome: str
    icon: str
    tone: str
    trend: str
    why: str
    owner: str


def rows(promises: QuerySet[LevelTarget], month: date) -> list[Row]:
    """The lines of one page of the list: three queries."""
    heads = [Head(*row) for row in promises.values_list(*HEAD)]
    year = months.closing(month, YEAR)
    levels = [head.level_id for head in heads]
    targets, measures = history_of(levels, year[0], year[-1])
    to = addresses("catalog:offering-levels")
    found = []
    for head in heads:
        noted = measures.get(head.level_id, {})
        seen, why = year_of(head.scale, year, targets.get(head.level_id, []), noted)
        found.append(_row(head, to(head.reference), seen, why, noted.get(month) is not None))
    return found


def _row(head: Head, address: str, year: list[Month], why: str, measured: bool) -> Row:
    last = year[-1]
    icon, tone = level_words.TONES[last.outcome]
    name, language = bilingual.pick(head, "name")
    return Row(
        address=address,
        reference=head.reference,
        name=name,
        lang=language,
        metric_said=level_words.metric_label(head.metric),
        label=head.label,
        label_said=level_words.name_of(head)[0],
        month=f"{last.month:%Y-%m}",
        promised=level_words.promised(last.promised, head.metric, head.unit),
        measured=level_words.measured(last, head.metric, head.unit),
        value=None if last.value is None else measuring.trimmed(last.value),
        events=last.events if measured else None,
        outcome=level_words.outcome(last.outcome),
        icon=icon,
        tone=tone,
        trend=level_words.trend(trend(year, head.scale)),
        why=why,
        owner=head.owner or "",
    )
