"""Recording what was measured of service levels, by page, import and API alike."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any, NamedTuple

from django.core.exceptions import PermissionDenied
from django.db import transaction

from catalog import measuring
from catalog.actions.telling import Told, tell
from catalog.enums import Better, LevelUnit, Metric
from catalog.levels import Measure, Outcome, Scale, Target, judge, target_in
from catalog.measuring import Fault, Said
from catalog.models import ServiceLevel, ServiceLevelMeasure
from catalog.permissions import can_record_measures
from catalog.queries.levels import targets_of
from core import audit, bulk
from core.among import keys
from core.company_day import company_day
from organization.models import User


@dataclass(frozen=True, slots=True)
class Given:
    """What somebody says of a level in a month; `withdraw`: nothing any more, as if it had not been measured."""

    level: ServiceLevel
    said: Said
    withdraw: bool = False


class Known(NamedTuple):
    """A measure as it was recorded before."""

    pk: int
    value: Any
    events: int
    why: str
    told_at: datetime | None


@dataclass(slots=True)
class Recorded:
    """What became of each measure given, by its place in the list; `missed` are those of a level missed now."""

    created: list[int] = field(default_factory=list)
    changed: list[int] = field(default_factory=list)
    withdrawn: list[int] = field(default_factory=list)
    same: list[int] = field(default_factory=list)
    missed: list[int] = field(default_factory=list)
    refused: dict[int, list[Fault]] = field(default_factory=dict)

    @property
    def written(self) -> int:
        return len(self.created) + len(self.changed) + len(self.withdrawn)


class MeasuresRefused(Exception):
    """Nothing was written; `refused`: place in the list → why it cannot be taken."""

    def __init__(self, refused: Mapping[int, list[Fault]]) -> None:
        super().__init__(f"{len(refused)} measures refused")
        self.refused = refused


Key = tuple[int, date]  # a level and a month


def scale_of(level: ServiceLevel) -> Scale:
    return Scale(level.better == Better.HIGH, level.metric == Metric.AVAILABILITY)


def refuse_who_does_not_measure(by: User | None) -> None:
    """Raise PermissionDenied unless `by` records measures; None is the portal itself."""
    if by is not None and not can_record_measures(by):
        raise PermissionDenied


def record_measures(
    *, given: Sequence[Given], source: str, by: User | None, now: datetime, partial: bool = False
) -> Recorded:
    """Record what was measured; saying a month again changes it, in the same words nothing happens.

    All or nothing, and MeasuresRefused says why; `partial` writes what can be taken and tells the rest in `refused`.
    Delivery managers other than `by` are told, by one mail, of levels missed and of those kept after all. Raises
    PermissionDenied.
    """
    refuse_who_does_not_measure(by)
    with transaction.atomic():
        levels = _hold(given)
        targets = targets_of(levels)
        known = _known(given)
        done = Recorded(refused=_faults(given, levels, targets, company_day(now)))
        if done.refused and not partial:
            raise MeasuresRefused(done.refused)
        told = list(_write(given, levels, targets, known, done, source=source, by=by, now=now))
        tell(told, by=by, now=now)
    return done


def _hold(given: Sequence[Given]) -> dict[int, ServiceLevel]:
    """Lock the levels, in the order of their numbers: two that record the same month come one after the other."""
    wanted = keys(one.level.pk for one in given)
    rows = ServiceLevel.objects.filter(pk__among=wanted).select_related("offering").order_by("pk")
    return {level.pk: level for level in rows.select_for_update(of=("self",))}


def _known(given: Sequence[Given]) -> dict[Key, Known]:
    if not given:
        return {}
    months = [one.said.month for one in given]
    rows = ServiceLevelMeasure.objects.filter(
        level__among=keys(one.level.pk for one in given), month__gte=min(months), month__lte=max(months)
    ).order_by()
    named = rows.values_list("level_id", "month", "pk", "value", "events", "why", "told_at")
    return {(row[0], row[1]): Known(*row[2:]) for row in named}


def _faults(
    given: Sequence[Given],
    levels: Mapping[int, ServiceLevel],
    targets: Mapping[int, Sequence[Target]],
    today: date,
) -> dict[int, list[Fault]]:
    refused: dict[int, list[Fault]] = {}
    seen: set[Key] = set()
    for place, one in enumerate(given):
        key = (one.level.pk, one.said.month)
        if key in seen:
            refused[place] = [Fault("month", "twice", {"month": one.said.month})]
            continue
        seen.add(key)
        level, begun = levels[one.level.pk], targets.get(one.level.pk, ())
        since = min((target.since for target in begun), default=None)
        found = list(
            measuring.faults(one.said, percent=level.unit == LevelUnit.PERCENT, since=since, today=today)
        )
        if found and not one.withdraw:
            refused[place] = found
    return refused


def _write(
    given: Sequence[Given],
    levels: Mapping[int, ServiceLevel],
    targets: Mapping[int, Sequence[Target]],
    known: Mapping[Key, Known],
    done: Recorded,
    *,
    source: str,
    by: User | None,
    now: datetime,
) -> Iterator[Told]:
    """Write all that is not refused; yields what delivery managers have to be told."""
    fresh: list[tuple[Any, ...]] = []
    other: list[ServiceLevelMeasure] = []
    events: list[Event] = []
    for place, one in enumerate(given):
        if place in done.refused:
            continue
        level, said = levels[one.level.pk], one.said
        before = known.get((level.pk, said.month))
        value, count = (None, 0) if said.no_event else (said.value, said.events)
        promised = target_in(targets.get(level.pk, ()), said.month)
        measure = None if one.withdraw else Measure(value, count)
        outcome = judge(measure, promised, scale_of(level))
        if outcome == Outcome.MISSED:
            done.missed.append(place)
        if one.withdraw if before is None else (not one.withdraw and before[1:4] == (value, count, said.why)):
            done.same.append(place)
            continue
        told = Told.of(level, said.month, promised, measure, outcome, said.why)
        told_at = before.told_at if before else None
        if outcome == Outcome.MISSED and told_at is None and told.recent(company_day(now)):
            told_at = now
            yield told
        elif outcome != Outcome.MISSED and told_at is not None:
            yield told
            told_at = None
        if before is None:
            done.created.append(place)
            fresh.append(
                (level.pk, said.month, value, count, said.why, source, by.pk if by else None, now, told_at)
            )
        elif one.withdraw:
            done.withdrawn.append(place)
            ServiceLevelMeasure.objects.filter(pk=before.pk).delete()
        else:
            done.changed.append(place)
            other.append(
                ServiceLevelMeasure(
                    pk=before.pk,
                    value=value,
                    events=count,
                    why=said.why,
                    source=source,
                    by=by,
                    at=now,
                    told_at=told_at,
                )
            )
        events.append(_event(level, one, before))
    bulk.insert(ServiceLevelMeasure, COLUMNS, fresh)
    ServiceLevelMeasure.objects.bulk_update(other, CHANGED, batch_size=500)
    audit.record_many(by=by, now=now, object_type="catalog.servicelevel", events=events)


COLUMNS = ("level", "month", "value", "events", "why", "source", "by", "at", "told_at")
CHANGED = ["value", "events", "why", "source", "by", "at", "told_at"]


Event = tuple[str, str, dict[str, Any]]


def _event(level: ServiceLevel, one: Given, before: Known | None) -> Event:
    """What the audit trail keeps, on the level: a year of months would drown the history of the offering."""
    said = one.said
    after = (None, None, "") if one.withdraw else (said.value, 0 if said.no_event else said.events, said.why)
    was = before[1:4] if before else (None, None, "")
    changes: dict[str, Any] = {"level": level.label or level.metric, "month": f"{said.month:%Y-%m}"}
    for name, old, new in zip(("value", "events", "why"), was, after, strict=True):
        if old != new:
            changes[name] = [_plain(old), _plain(new)]
    kind = "level.withdrawn" if one.withdraw else "level.measured" if before is None else "level.corrected"
    return kind, audit.object_ref(level), changes


def _plain(value: Any) -> Any:
    return value if value is None or isinstance(value, int | str) else str(measuring.trimmed(value))
