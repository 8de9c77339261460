"""Small makers of levels, targets and measures for tests."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from catalog.models import LevelTarget, Offering, RequestDelay, RequestType, ServiceLevel, ServiceLevelMeasure
from core.months import closing
from tests import factories

OCTOBER = date(2026, 10, 1)


def level(
    offering: Offering | None = None,
    promised: str | None = "99.5",
    *,
    since: date = date(2024, 1, 1),
    metric: str = "availability",
    **fields,
) -> ServiceLevel:
    """A level of an offering (a live service of its own by default), with one target unless `promised` is None."""
    percent = metric == "availability"
    made = ServiceLevel.objects.create(
        offering=offering or factories.offering(),
        metric=metric,
        unit=fields.pop("unit", "percent" if percent else "hours"),
        better=fields.pop("better", "high" if percent else "low"),
        **fields,
    )
    if promised is not None:
        target(made, promised, since)
    return made


def target(of: ServiceLevel, value: str, since: date) -> LevelTarget:
    return LevelTarget.objects.create(level=of, since=since, value=Decimal(value))


def measure(
    of: ServiceLevel, value: str | None, month: date = OCTOBER, *, events: int = 1, **fields
) -> ServiceLevelMeasure:
    """`value` None: no event."""
    return ServiceLevelMeasure.objects.create(
        level=of,
        month=month,
        value=None if value is None else Decimal(value),
        events=0 if value is None else events,
        **fields,
    )


def year(of: ServiceLevel, *values: str | None, last: date = OCTOBER) -> None:
    """The months that end with `last`: None is not measured, "" no event."""
    for month, value in zip(closing(last, len(values)), values, strict=True):
        if value is not None:
            measure(of, value or None, month)


def way(offering: Offering | None = None, delay: int | None = 2, **fields) -> RequestType:
    return RequestType.objects.create(
        offering=offering or factories.offering(),
        label=fields.pop("label", "Une boîte partagée"),
        delay=delay,
        **fields,
    )


def delay(of: RequestType, value: str, month: date = OCTOBER, count: int = 1) -> RequestDelay:
    return RequestDelay.objects.create(request_type=of, month=month, delay=Decimal(value), count=count)
