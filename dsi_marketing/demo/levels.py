"""Writing what the services of Groupe Hélianthe promise, and two years of what was measured, told from today."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from decimal import Decimal
from random import Random

from catalog.enums import DelayUnit, LevelUnit, MeasureSource, Metric
from catalog.models import (
    LevelTarget,
    RequestDelay,
    RequestType,
    ServiceHours,
    ServiceLevel,
    ServiceLevelMeasure,
)
from core import months
from dsi_marketing.demo.cards.spec import Card
from dsi_marketing.demo.cards.stoppages import (
    ENTERED,
    FURTHER,
    REASONS,
    RESTORED,
    TAKEN,
    UNTIL_A_YEAR_AGO,
    WHY,
    YEAR,
)
from dsi_marketing.demo.catalogue import PARIS, moment
from dsi_marketing.demo.units import Company

MEASURED = 24  # months, up to the last one that is over
ENTERED_ON = 2  # the day of the month on which the month before is measured
HUNDRED, TENTH, HUNDREDTH = Decimal(100), Decimal("0.1"), Decimal("0.01")

HOURS = {
    "toujours": ("jour et nuit, tous les jours", "day and night, every day"),
    "journee": ("6 h – 22 h, tous les jours", "6 am – 10 pm, every day"),
    "bureau": ("7 h 30 – 20 h, du lundi au vendredi", "7:30 am – 8 pm, Monday to Friday"),
    "boutique": ("8 h – 21 h, du lundi au samedi", "8 am – 9 pm, Monday to Saturday"),
}
"""Code → the service hours in words."""


@dataclass(frozen=True, slots=True)
class Grade:
    """What a class promises: availability in per cent, time to restore, share of requests served on time."""

    availability: Decimal
    restore: Decimal
    unit: str
    requests: Decimal


GRADES = {
    "C": Grade(Decimal("99.9"), Decimal(2), LevelUnit.HOURS, Decimal(95)),
    "E": Grade(Decimal("99.5"), Decimal(4), LevelUnit.HOURS, Decimal(90)),
    "S": Grade(Decimal("99.0"), Decimal(1), LevelUnit.DAYS, Decimal(85)),
}
"""Class of a service → what it promises: continuous, extended, standard."""


@dataclass(frozen=True, slots=True)
class Gave:
    """What a month gave; no value: no event happened."""

    month: date
    value: Decimal | None
    events: int = 1
    why: str = ""


@dataclass(frozen=True, slots=True)
class Promise:
    """A level with its targets and what was measured of it, before it is written."""

    level: ServiceLevel
    targets: tuple[tuple[date, Decimal], ...]
    gave: tuple[Gave, ...]

    def missed(self, gave: Gave) -> bool:
        if gave.value is None:
            return False
        target = max(kept for kept in self.targets if kept[0] <= gave.month)[1]
        return gave.value < target if self.level.better == "high" else gave.value > target


def write_levels(company: Company, *, now: datetime) -> None:
    """Service hours, levels with their targets, monthly measures, and the delays of requests."""
    today = now.astimezone(PARIS).date()
    hours = {
        row.code: row
        for row in ServiceHours.objects.bulk_create(
            ServiceHours(code=code, name=name, name_en=name_en) for code, (name, name_en) in HOURS.items()
        )
    }
    promises: list[Promise] = []
    for card in company.cards.values():
        if card.grade:
            promises += promises_of(company, card, hours[card.hours], today)
        elif card.assembly and card.assembly.promise:
            level = availability(company, card, hours[card.hours])
            # Signed this month: the months that are over owe it nothing.
            targets = ((months.month_of(today), Decimal(card.assembly.promise)),)
            promises.append(Promise(level, targets, ()))
    ServiceLevel.objects.bulk_create(promise.level for promise in promises)
    LevelTarget.objects.bulk_create(
        LevelTarget(level=promise.level, since=since, value=value)
        for promise in promises
        for since, value in promise.targets
    )
    ServiceLevelMeasure.objects.bulk_create(
        (measure(company, promise, gave, now) for promise in promises for gave in promise.gave),
        batch_size=1000,
    )
    write_delays(company, today)


def measure(company: Company, promise: Promise, gave: Gave, now: datetime) -> ServiceLevelMeasure:
    """The row of a month, written two days after its end; that it was missed was told the same day."""
    at = moment(months.later(gave.month, 1) + timedelta(days=ENTERED_ON - 1))
    at = min(at, now - timedelta(hours=1))
    typed = promise.level.offering.name in ENTERED
    return ServiceLevelMeasure(
        level=promise.level,
        month=gave.month,
        value=gave.value,
        events=gave.events if gave.value is not None else 0,
        why=gave.why,
        source=MeasureSource.ENTERED if typed else MeasureSource.IMPORTED,
        by=company.people["delivery"],
        at=at,
        told_at=at if promise.missed(gave) else None,
    )


def availability(company: Company, card: Card, hours: ServiceHours) -> ServiceLevel:
    return ServiceLevel(
        offering=company.offerings[card.name],
        metric=Metric.AVAILABILITY,
        better="high",
        unit=LevelUnit.PERCENT,
        hours=hours,
    )


def promises_of(company: Company, card: Card, hours: ServiceHours, today: date) -> Iterator[Promise]:
    """What a service promises by its class, and further promises of its own."""
    grade, offering = GRADES[card.grade], company.offerings[card.name]
    since = date(today.year - 2, 1, 1)
    if offering.live_on and offering.live_on > since:
        since = months.later(months.month_of(offering.live_on), 1)
    asked = [month for month in months.closing(months.last_closed(today), MEASURED) if month >= since]
    first: tuple[tuple[date, Decimal], ...] = ((since, grade.availability),)
    if before := UNTIL_A_YEAR_AGO.get(card.name):
        raised = months.later(months.month_of(today), -12)
        first = ((since, Decimal(before)), (raised, grade.availability))
    shares = stopped(card.name, asked, grade.availability)
    up = availability(company, card, hours)
    yield Promise(up, first, tuple(uptimes(card.name, shares, first)))
    restore = ServiceLevel(
        offering=offering, metric=Metric.RESTORE, better="low", unit=grade.unit, hours=hours
    )
    yield Promise(restore, ((since, grade.restore),), tuple(restored(card.name, shares, grade.restore)))
    served = ServiceLevel(
        offering=offering,
        metric=Metric.REQUEST,
        label="Demandes servies dans le délai",
        label_en="Requests served on time",
        better="high",
        unit=LevelUnit.PERCENT,
        hours=hours,
    )
    yield Promise(served, ((since, grade.requests),), tuple(on_time(card.name, asked, grade.requests)))
    for further in FURTHER:
        if further.service == card.name:
            level = ServiceLevel(
                offering=offering,
                metric=further.metric,
                label=further.label,
                label_en=further.label_en,
                better=further.better,
                unit=further.unit,
                hours=hours,
            )
            values = zip(asked[-12:], map(Decimal, further.gave.split()), strict=True)
            gave = tuple(Gave(month, value, 40) for month, value in values)
            yield Promise(level, ((since, Decimal(further.target)),), gave)


def stopped(name: str, asked: list[date], promised: Decimal) -> list[tuple[date, Decimal]]:
    """Month → time stopped as a share of what the promise allows, for the months that were measured."""
    if name not in YEAR:
        return []
    text, last = YEAR[name]
    year = [Decimal(share) if share != "-" else None for share in text.split()]
    year.append((HUNDRED - Decimal(last)) / (HUNDRED - promised) if last else None)
    chance = Random(name)
    before = [
        Decimal(chance.randint(110, 135) if chance.random() < 0.07 else chance.randint(12, 74)) / 100
        for _ in range(MEASURED - len(year))
    ]
    shares = [*before, *year][-len(asked) :]
    return [(month, share) for month, share in zip(asked, shares, strict=True) if share is not None]


def uptimes(
    name: str, shares: list[tuple[date, Decimal]], targets: tuple[tuple[date, Decimal], ...]
) -> Iterator[Gave]:
    """Month by month, the availability in per cent, with why when it was missed."""
    chance = Random(f"{name} why")
    for month, share in shares:
        promised = max(kept for kept in targets if kept[0] <= month)[1]
        value = (HUNDRED - share * (HUNDRED - promised)).quantize(HUNDREDTH)
        reason = WHY.get(name) or chance.choice(REASONS)
        yield Gave(month, value, why=reason if value < promised else "")


def restored(name: str, shares: list[tuple[date, Decimal]], promised: Decimal) -> Iterator[Gave]:
    """Month by month, the mean time to restore over its failures; a month that hardly stopped had none."""
    chance = Random(f"{name} restore")
    exact = dict(zip([month for month, _ in shares[-12:]], RESTORED.get(name, "").split(), strict=False))
    for month, share in shares:
        luck = Decimal(chance.randint(40, 95)) / 100
        events = int(share * 3)
        if month in exact:
            value = Decimal(exact[month])
            yield Gave(month, value, max(events, 1), chance.choice(REASONS) if value > promised else "")
        elif not events:
            yield Gave(month, None, 0)
        else:
            long = Decimal("1.3") if share > Decimal("1.25") else luck
            reason = "pièce attendue du fournisseur" if long > 1 else ""
            yield Gave(month, (promised * long).quantize(HUNDREDTH), events, reason)


def on_time(name: str, asked: list[date], promised: Decimal) -> Iterator[Gave]:
    """Month by month, the share of requests that were served on time."""
    chance = Random(f"{name} requests")
    for month in asked:
        count = chance.randint(8, 60)
        late = chance.random() < 0.1
        share = (
            promised - chance.randint(1, 6) if late else promised + chance.randint(0, int(HUNDRED - promised))
        )
        yield Gave(month, share, count)


def write_delays(company: Company, today: date) -> None:
    """What each kind of request took, month by month, in the unit of its promise; two years of each."""
    last = months.last_closed(today)
    span = months.closing(last, MEASURED)
    rows: list[RequestDelay] = []
    cards = {company.offerings[card.name].pk: card for card in company.cards.values()}
    for request in RequestType.objects.order_by("offering", "rank"):
        card = cards[request.offering_id]
        if request.delay is None or (not request.delay and request.delay_unit != DelayUnit.WORKING_DAYS):
            continue  # at once, by oneself: nobody measures it
        if card.state == "retired":
            continue
        taken, count = TAKEN.get((card.name, request.label), ("", 0))
        chance = Random(f"{card.name} {request.label}")
        exact = dict(zip(span[-12:], taken.split(), strict=False))
        for month in span:
            usual = (request.delay * Decimal(chance.randint(65, 104)) / 100).quantize(TENTH)
            asks = chance.randint(2, 30)
            if month == last and card.asks[request.rank].taken:
                usual = Decimal(card.asks[request.rank].taken)
            rows.append(
                RequestDelay(
                    request_type=request,
                    month=month,
                    delay=Decimal(exact.get(month, usual)).quantize(HUNDREDTH),
                    count=count if month == last and count else asks,
                )
            )
    RequestDelay.objects.bulk_create(rows, batch_size=1000)
