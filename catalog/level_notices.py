"""The words of the catalogue's letters, in the language in force, from plain values."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any
from urllib.parse import urlencode

from django.urls import reverse
from django.utils.translation import gettext, ngettext

from catalog import level_words
from catalog.enums import Better, Metric
from catalog.levels import Month, Outcome, Scale, used
from core import dates
from core.bilingual import text
from outbox.letters import Letter

SHOWN = 30  # levels in one letter, the farthest from their promise; the page has them all


@dataclass(frozen=True, slots=True)
class Line:
    """One level in one month: what was promised, what was measured, and what became of it."""

    reference: str
    name: str
    name_en: str
    metric: str
    label: str
    label_en: str
    better: str
    unit: str
    month: date
    promised: Decimal | None
    value: Decimal | None
    outcome: Outcome
    why: str

    @property
    def missed(self) -> bool:
        return self.outcome == Outcome.MISSED

    @property
    def used(self) -> Decimal:
        """How much of what the promise allows; nothing where nothing was measured."""
        if self.value is None or self.promised is None:
            return Decimal(0)
        scale = Scale(self.better == Better.HIGH, self.metric == Metric.AVAILABILITY)
        return used(self.value, self.promised, scale)


def missed_levels(lines: Sequence[Line], by: str) -> Letter:
    """Levels that were missed, and those kept after all, for a delivery manager.

    `by`: who recorded them; empty for the portal itself.
    """
    ordered = sorted(lines, key=lambda line: (not line.missed, -line.month.toordinal(), -line.used))
    missed = [line for line in ordered if line.missed]
    paragraphs = [gettext("%(who)s recorded what was measured.") % {"who": by or gettext("The portal")}]
    if len(missed) < len(ordered):
        paragraphs.append(
            gettext("You were told that some of these were missed: the measure was corrected since.")
        )
    if (more := len(ordered) - SHOWN) > 0:
        paragraphs.append(
            ngettext(
                "The %(shown)s farthest from their promise are below; %(n)s other is on the page.",
                "The %(shown)s farthest from their promise are below; %(n)s others are on the page.",
                more,
            )
            % {"n": more, "shown": SHOWN}
        )
    return Letter(
        subject=_subject(missed or ordered, bool(missed)),
        paragraphs=paragraphs,
        facts=[_fact(line) for line in ordered[:SHOWN]],
        address=_address(missed or ordered, bool(missed)),
        action=gettext("See the service levels"),
        why=gettext("You receive this because you are a delivery manager."),
    )


def _subject(lines: Sequence[Line], missed: bool) -> str:
    months = {line.month for line in lines}
    said: dict[str, Any] = {"n": len(lines), "month": level_words.long_month(max(months))}
    if len(lines) == 1:
        said["name"] = text(lines[0], "name")
        if missed:
            return gettext("Level missed in %(month)s: %(name)s") % said
        return gettext("Kept after all in %(month)s: %(name)s") % said
    if len(months) == 1:
        if missed:
            return gettext("%(n)s levels missed in %(month)s") % said
        return gettext("%(n)s levels kept after all in %(month)s") % said
    if missed:
        return gettext("%(n)s levels missed") % said
    return gettext("%(n)s levels kept after all") % said


def _fact(line: Line) -> tuple[str, str]:
    label, _language = level_words.name_of(line)
    month = Month(line.month, line.promised, line.value, 0, line.outcome, None)
    said = {
        "outcome": level_words.outcome(line.outcome),
        "measured": level_words.measured(month, line.metric, line.unit),
        "promised": level_words.promised(line.promised, line.metric, line.unit),
    }
    told = gettext("%(outcome)s: %(measured)s for %(promised)s promised") % said
    if line.outcome not in (Outcome.MISSED, Outcome.KEPT):
        told = said["outcome"]
    name = f"{text(line, 'name')} ({label}, {dates.month(line.month)})"
    return name, f"{told}. {line.why}" if line.why else told


def _address(lines: Sequence[Line], missed: bool) -> str:
    """The newest month of them, of all that is measured; only what is missed, where something is."""
    asked = {"month": f"{max(line.month for line in lines):%Y-%m}", "metric": "all"}
    if missed:
        asked["outcome"] = Outcome.MISSED.value
    return f"{reverse('catalog:levels')}?{urlencode(asked)}"
