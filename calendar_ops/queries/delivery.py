"""What became of the notices of one intervention: planned, waiting, sent, failed, replaced."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime

from django.db.models import Count, Min, Q
from django.utils.translation import gettext as _

from calendar_ops.enums import NoticeKind
from calendar_ops.models import Intervention
from outbox.enums import DeliveryState

FAILURES = 20  # named; the others counted
OVER = frozenset({DeliveryState.SUPERSEDED, DeliveryState.EXPIRED})


@dataclass(slots=True)
class Wave:
    """The notices of one kind and version. The four counts add up to `people`."""

    kind: str
    label: str
    version: int
    at: datetime
    people: int = 0
    waiting: int = 0
    sent: int = 0
    failed: int = 0
    replaced: int = 0
    late: bool = False
    short_notice: bool = False

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
    """One query, one more when something failed."""
    answer = Delivery()
    waves: dict[tuple[int, str], Wave] = {}
    rows = (
        intervention.notices.order_by()
        .values_list("kind", "version", "late", "short_notice", "delivery__state")
        .annotate(
            n=Count("pk"),
            at=Min("created_at"),
            current=Count("pk", filter=Q(superseded_at=None)),
        )
    )
    for kind, version, late, short, state, n, at, current in rows:
        wave = waves.get((version, kind))
        if wave is None:
            wave = waves[version, kind] = Wave(kind, str(NoticeKind(kind).label), version, at)
        wave.at = min(wave.at, at)
        wave.people += n
        wave.late, wave.short_notice = wave.late or late, wave.short_notice or short
        if state == DeliveryState.SENT:
            wave.sent += n
        elif state == DeliveryState.FAILED:
            wave.failed += n
        elif state in OVER:
            wave.replaced += n
        elif state is None:  # not queued yet, unless it was taken back before
            wave.waiting += current
            wave.replaced += n - current
        else:
            wave.waiting += n
    answer.waves = sorted(waves.values(), key=lambda wave: wave.at, reverse=True)
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
