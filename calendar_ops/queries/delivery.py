"""What became of the notices of one intervention: planned, waiting, sent, failed, replaced."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime

from django.utils.translation import gettext as _

from calendar_ops.enums import NoticeKind
from calendar_ops.models import Intervention
from calendar_ops.queries.notices import issued
from outbox.enums import DeliveryState

FAILURES = 20  # named; the others counted


@dataclass(frozen=True, slots=True)
class Wave:
    """What was said at once to several people. The four counts add up to `people`."""

    label: str
    version: int
    at: datetime
    people: int
    waiting: int
    sent: int
    failed: int
    replaced: int
    late: bool
    short_notice: bool

    @property
    def settled(self) -> int:
        """How many have their result."""
        return self.people - self.waiting


@dataclass(frozen=True, slots=True)
class Failure:
    """One message that did not arrive."""

    name: str
    address: str
    reason: str
    relay: bool


@dataclass(slots=True)
class Delivery:
    """The whole: `running` while something still waits."""

    waves: list[Wave] = field(default_factory=list)
    failures: list[Failure] = field(default_factory=list)
    failed: int = 0
    sent: int = 0
    waiting: int = 0

    @property
    def running(self) -> bool:
        return self.waiting > 0


def delivery_of(intervention: Intervention) -> Delivery:
    """One query, one more when something failed; none before it was confirmed for the first time."""
    answer = Delivery()
    if not intervention.version:
        return answer
    for said in reversed(issued(intervention)):  # newest first
        counts = said.counts
        answer.waves.append(
            Wave(
                label=str(NoticeKind(said.kind).label),
                version=said.version,
                at=said.at,
                people=sum(counts.values()),
                waiting=counts["pending"],
                sent=counts["sent"],
                failed=counts["failed"],
                replaced=counts["superseded"] + counts["expired"],
                late=said.late,
                short_notice=said.short_notice,
            )
        )
    answer.sent = sum(wave.sent for wave in answer.waves)
    answer.failed = sum(wave.failed for wave in answer.waves)
    answer.waiting = sum(wave.waiting for wave in answer.waves)
    if answer.failed:
        answer.failures = _failures(intervention)
    return answer


def _failures(intervention: Intervention) -> list[Failure]:
    failed = intervention.notices.filter(delivery__state=DeliveryState.FAILED).order_by("person__name", "pk")
    return [
        Failure(name, address, _(error) if error else _("no reason given"), relay is not None)
        for name, address, error, relay in failed.values_list(
            "person__name", "delivery__address", "delivery__last_error", "relay_for_id"
        )[:FAILURES]
    ]
