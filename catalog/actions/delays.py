"""Recording the delays that requests took, month by month."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db import transaction

from catalog import measuring
from catalog.actions.measures import MeasuresRefused, Recorded, refuse_who_does_not_measure
from catalog.measuring import Fault, Said
from catalog.models import RequestDelay, RequestType
from core import audit, bulk
from core.among import keys
from core.company_day import company_day
from organization.models import User

DIGITS = 2  # after the comma: what the database keeps


@dataclass(frozen=True, slots=True)
class GivenDelay:
    """The mean delay of the requests of a month, in the unit of the promise; `said.events`: how many they were.

    `withdraw`: nothing any more. There is no « no event »: a month without request has no delay.
    """

    way: RequestType
    said: Said
    withdraw: bool = False


def record_delays(
    *, given: Sequence[GivenDelay], by: User | None, now: datetime, partial: bool = False
) -> Recorded:
    """Record delays; saying a month again changes it. All or nothing, or `partial`, as record_measures.

    Raises PermissionDenied; MeasuresRefused.
    """
    refuse_who_does_not_measure(by)
    with transaction.atomic():
        ways = keys(one.way.pk for one in given)
        rows = RequestType.objects.filter(pk__among=ways).order_by("pk")
        held = {way.pk: way for way in rows.select_for_update()}
        known = {
            (one.request_type_id, one.month): one
            for one in RequestDelay.objects.filter(
                request_type__among=ways, month__in={g.said.month for g in given}
            )
        }
        done = Recorded(refused=_faults(given, now))
        if done.refused and not partial:
            raise MeasuresRefused(done.refused)
        _write(given, held, known, done, by=by, now=now)
    return done


def _faults(given: Sequence[GivenDelay], now: datetime) -> dict[int, list[Fault]]:
    refused: dict[int, list[Fault]] = {}
    seen = set()
    for place, one in enumerate(given):
        key = (one.way.pk, one.said.month)
        if key in seen:
            refused[place] = [Fault("month", "twice", {"month": one.said.month})]
        seen.add(key)
        found = list(
            measuring.faults(
                one.said, percent=False, since=one.said.month, today=company_day(now), digits=DIGITS
            )
        )
        if one.said.no_event:
            found = [Fault("value", "no_requests")]
        if found and not one.withdraw:
            refused.setdefault(place, found)
    return refused


def _write(
    given: Sequence[GivenDelay],
    ways: Mapping[int, RequestType],
    known: Mapping[tuple[int, date], RequestDelay],
    done: Recorded,
    *,
    by: User | None,
    now: datetime,
) -> None:
    """Write all that is not refused."""
    fresh, other, gone, events = [], [], [], []
    for place, one in enumerate(given):
        if place in done.refused:
            continue
        way, said, before = ways[one.way.pk], one.said, known.get((one.way.pk, one.said.month))
        was: tuple[Any, ...] = (before.delay, before.count) if before else (None, None)
        to: tuple[Any, ...] = (None, None) if one.withdraw else (said.value, said.events)
        if was == to:
            done.same.append(place)
            continue
        if to[0] is not None and way.delay is not None and to[0] > way.delay:
            done.missed.append(place)
        if before is None:
            done.created.append(place)
            fresh.append((way.pk, said.month, *to))
        elif one.withdraw:
            done.withdrawn.append(place)
            gone.append(before.pk)
        else:
            done.changed.append(place)
            before.delay, before.count = to
            other.append(before)
        events.append(_event(way, said.month, was, to))
    bulk.insert(RequestDelay, ("request_type", "month", "delay", "count"), fresh)
    RequestDelay.objects.bulk_update(other, ["delay", "count"], batch_size=500)
    RequestDelay.objects.filter(pk__in=gone).delete()
    audit.record_many(by=by, now=now, object_type="catalog.requesttype", events=events)


def _event(
    way: RequestType, month: date, was: tuple[Any, ...], to: tuple[Any, ...]
) -> tuple[str, str, dict[str, Any]]:
    changes: dict[str, Any] = {"level": way.label, "month": f"{month:%Y-%m}"}
    for name, old, new in zip(("value", "events"), was, to, strict=True):
        if old != new:
            changes[name] = [None if old is None else str(old), None if new is None else str(new)]
    kind = "withdrawn" if to[0] is None else "corrected" if was[0] is not None else "measured"
    return f"level.{kind}", audit.object_ref(way), changes
