"""What the cards of the large company hold besides their offerings: sections, requests, levels, prices, usages."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from datetime import UTC, date, datetime, time, timedelta
from decimal import Decimal
from random import Random

from catalog.enums import Metric, OfferingKind, TariffMode
from catalog.models import (
    Alias,
    CardSection,
    Category,
    LevelTarget,
    Offering,
    Price,
    RequestType,
    ServiceHours,
    ServiceLevel,
    ServiceLevelMeasure,
    Tariff,
    Usage,
)
from core import bulk, months
from core.folding import folded
from core.models import AuditEvent
from dsi_marketing.demo.levels import HOURS
from dsi_marketing.demo.vocabulary import (
    ACTIVITIES,
    ASPECTS,
    CONTEXTS,
    GAINS,
    OBJECTS,
    SHELVES,
    TOOLS,
    VERBS,
    Pair,
)
from organization.models import BusinessUnit

MEASURED = 24  # months of each level, up to the last one that is over
EVERY_DAY = 57  # units that use an offering which no intervention names
TARGETS = (Decimal("99.9"), Decimal("99.5"), Decimal("99.0"))
RESTORES = (Decimal(2), Decimal(4), Decimal(8))
PRICED = (
    TariffMode.PER_UNIT,
    TariffMode.PER_UNIT,
    TariffMode.FLAT,
    TariffMode.FREE_BASE,
    TariffMode.PASS_THROUGH,
)
THOUSANDTHS = Decimal("0.001")


def write_shelves() -> list[Category]:
    """Forty shelves in a tree of two levels; answers the lower ones, on which the cards stand."""
    tops = Category.objects.bulk_create(
        Category(code=f"r{number}", name=name, name_en=name_en, rank=number)
        for number, (name, name_en) in enumerate(SHELVES, start=1)
    )
    return Category.objects.bulk_create(
        Category(
            code=f"{top.code}-{rank}",
            name=f"{top.name} {aspect}",
            name_en=f"{top.name_en} {aspect_en}",
            parent=top,
            rank=rank,
        )
        for top in tops
        for rank, (aspect, aspect_en) in enumerate(ASPECTS, start=1)
    )


def benefit(rng: Random) -> Pair:
    """One sentence on what it lets people do."""
    (verb, verb_en), (what, what_en), (gain, gain_en) = (
        rng.choice(VERBS),
        rng.choice(OBJECTS),
        rng.choice(GAINS),
    )
    return f"{verb} {definite(what)} {gain}.", f"{verb_en} {what_en} {gain_en}."


def definite(what: str) -> str:
    """« des factures » → « les factures », « de la paie » → « la paie »."""
    return "les " + what.removeprefix("des ") if what.startswith("des ") else what.removeprefix("de ")


def bare(what: str) -> str:
    """« des factures » → « factures », « de la paie » → « paie »."""
    return re.sub(r"^(des |de la |de l’)", "", what)


def write_cards(offerings: Sequence[Offering], rng: Random, *, editor: str) -> None:
    """Other names, eight to ten sections, two ways to ask, and the event of its publishing, for each."""
    technical = [f"{tool} {bare(what)}" for tool in TOOLS for what, _ in OBJECTS]
    rng.shuffle(technical)
    technical += [f"{offering.reference} {letter}" for offering in offerings for letter in "ab"]
    names = iter({folded(text): text for text in technical}.items())
    bulk.insert(
        Alias,
        ["offering", "text", "folded"],
        ((offering.pk, text, key) for offering in offerings for key, text in (next(names), next(names))),
    )
    bulk.insert(
        CardSection,
        ["offering", "code", "text", "text_en", "absent"],
        (
            (offering.pk, code, text, text_en, "")
            for offering in offerings
            for code, text, text_en in sections(offering, rng)
        ),
    )
    bulk.insert(
        RequestType,
        [
            "offering",
            "label",
            "label_en",
            "how",
            "how_en",
            "link",
            "delay",
            "delay_unit",
            "main",
            "rank",
        ],
        (row for offering in offerings for row in requests(offering, rng)),
    )
    bulk.insert(
        AuditEvent,
        ["at", "actor_ref", "kind", "object_type", "object_ref", "changes"],
        (
            (
                offering.published_at,
                editor,
                "offering.published",
                offering._meta.label_lower,
                offering.reference,
                '{"version": 1, "state": ["design", "live"]}',
            )
            for offering in offerings
        ),
    )


def sections(offering: Offering, rng: Random) -> Iterator[tuple[str, str, str]]:
    """Code, text, text in English."""

    def items(many: Sequence[Pair], count: int, opening: Pair = ("", "")) -> Pair:
        chosen = rng.sample(many, count)
        french = "\n".join(f"- {opening[0]}{text}" for text, _ in chosen)
        return french, "\n".join(f"- {opening[1]}{text}" for _, text in chosen)

    things = [(definite(what), what_en) for what, what_en in OBJECTS]
    (gain, gain_en), (where, where_en) = rng.choice(GAINS), rng.choice(CONTEXTS)
    yield (
        "description",
        f"{offering.benefit} Conçu {where}, {gain}.",
        f"{offering.benefit_en} Made {where_en}, {gain_en}.",
    )
    yield "inclusions", *items(things, 4)
    yield "exclusions", *items(things, 2)
    yield (
        "prerequisites",
        f"Travailler {where}, accord du responsable.",
        f"Work {where_en}, with the manager’s agreement.",
    )
    yield (
        "service_hours",
        "De 7 h 30 à 20 h, du lundi au vendredi.",
        "From 7:30 am to 8 pm, Monday to Friday.",
    )
    yield (
        "support",
        "Assistance du groupe, puis équipe du service.",
        "The group’s help desk, then the service’s team.",
    )
    yield "duties", *items(GAINS, 3, ("Travailler ", "Work "))
    yield (
        "sla",
        "Une sonde appelle le service toutes les cinq minutes.",
        "A probe calls the service every five minutes.",
    )
    if offering.kind == OfferingKind.SOLUTION:
        yield "base_services", *items(things, 3)
        yield (
            "assembly",
            "Échanges toutes les heures, contrôlés par un total.",
            "Exchanges every hour, checked by a total.",
        )
    elif rng.random() < 0.6:
        yield "documents", *items(things, 2, ("guide : ", "guide: "))
    if offering.kind != OfferingKind.SOLUTION and rng.random() < 0.6:
        yield "realisation", *items([(a, e) for a, e in ACTIVITIES], 3)


def requests(offering: Offering, rng: Random) -> Iterator[tuple]:
    what, what_en = rng.choice(OBJECTS)
    wanted = (
        ("Un accès pour une personne", "Access for a person"),
        (f"Un changement {what}", f"A change of {what_en}"),
    )
    for rank, (label, label_en) in enumerate(wanted):
        delay = rng.choice((0, 1, 2, 3, 5, 10, 15))
        how = ("formulaire, 3 champs", "form, 3 fields")
        yield offering.pk, label, label_en, *how, "", delay, "working_days", rank == 0, rank


def write_levels(offerings: Sequence[Offering], rng: Random, now: datetime) -> None:
    """Availability and time to restore of each, promised for over two years and measured for two."""
    hours = ServiceHours.objects.bulk_create(
        ServiceHours(code=code, name=name, name_en=name_en) for code, (name, name_en) in HOURS.items()
    )
    levels: list[ServiceLevel] = []
    promised: list[Decimal] = []
    for offering in offerings:
        rank = rng.randrange(3)
        at = hours[rng.randrange(len(hours))]
        levels.append(
            ServiceLevel(
                offering=offering, metric=Metric.AVAILABILITY, better="high", unit="percent", hours=at
            )
        )
        levels.append(
            ServiceLevel(offering=offering, metric=Metric.RESTORE, better="low", unit="hours", hours=at)
        )
        promised += [TARGETS[rank], RESTORES[rank]]
    ServiceLevel.objects.bulk_create(levels, batch_size=2000)
    since = date(now.year - 3, 1, 1)
    bulk.insert(
        LevelTarget,
        ["level", "since", "value"],
        ((level.pk, since, value) for level, value in zip(levels, promised, strict=True)),
    )
    asked = months.closing(months.last_closed(now.date()), MEASURED)
    written = {month: datetime.combine(months.later(month, 1), time(8), UTC) for month in asked}
    bulk.insert(
        ServiceLevelMeasure,
        ["level", "month", "value", "events", "why", "source", "at", "told_at"],
        (
            (
                level.pk,
                month,
                gave,
                events,
                "",
                "imported",
                written[month],
                written[month] if missed else None,
            )
            for level, value in zip(levels, promised, strict=True)
            for month in asked
            for gave, events, missed in (measured(level.metric, value, rng),)
        ),
    )


def measured(metric: str, promised: Decimal, rng: Random) -> tuple[Decimal | None, int, bool]:
    """A value with its number of events, and whether the promise was missed; no event at all for one restore in three."""
    luck = rng.random()
    share = Decimal(int(1000 * (1 + luck) if luck > 0.93 else 900 * luck)) * THOUSANDTHS
    if metric == Metric.AVAILABILITY:
        return (100 - share * (100 - promised)).quantize(THOUSANDTHS), 1, share > 1
    if rng.random() < 0.33:
        return None, 0, False
    return max(promised * share, THOUSANDTHS).quantize(THOUSANDTHS), 1 + int(luck * 3), share > 1


def write_prices(offerings: Sequence[Offering], rng: Random, now: datetime) -> None:
    """One tariff each, priced anew each January: last year's price and this year's."""
    tariffs = Tariff.objects.bulk_create(
        [
            Tariff(
                offering=offering,
                label="Usage",
                label_en="Use",
                mode=(mode := PRICED[number % len(PRICED)]),
                per=("person", "device", "item", "gigabyte")[number % 4],
                included=Decimal(10) if mode == TariffMode.FREE_BASE else Decimal(0),
                conditions="Prix revu chaque année avec le comité.",
                conditions_en="The price is reviewed each year with the committee.",
                main=True,
            )
            for number, offering in enumerate(offerings)
        ],
        batch_size=2000,
    )
    bulk.insert(
        Price,
        ["tariff", "valid_from", "amount"],
        (
            (tariff.pk, date(year, 1, 1), Decimal(rng.randrange(50, 9000)) / 100)
            for tariff in tariffs
            for year in (now.year - 1, now.year)
        ),
    )


def write_everyday_usages(
    offerings: Sequence[Offering], units: Sequence[BusinessUnit], used: dict[int, list[int]], rng: Random
) -> None:
    """More units for these offerings, EVERY_DAY each with those that already use them (`used`, by offering)."""
    ids = [unit.pk for unit in units]

    def rows() -> Iterator[tuple]:
        for offering in offerings:
            already = set(used.get(offering.pk, ()))
            others = [unit for unit in rng.sample(ids, min(EVERY_DAY, len(ids))) if unit not in already]
            for unit in others[: EVERY_DAY - len(already)]:
                yield (
                    offering.pk,
                    unit,
                    rng.randrange(5, 200),
                    rng.choice(("", "low", "medium", "high")),
                    "",
                    rng.choice(("", "medium", "high")),
                    "",
                )

    fields = ["offering", "unit", "quantity", "criticality", "alternative", "reliability", "confidentiality"]
    bulk.insert(Usage, fields, rows())


def published(offering: Offering, rng: Random, now: datetime) -> None:
    """Give it the dates of a card that was shown some years ago and is read again twice a year."""
    day = now.date() - timedelta(days=rng.randrange(200, 2000))
    offering.version, offering.live_on = 1, day
    offering.published_at = datetime.combine(day, time(8), UTC)
    offering.last_review = now.date() - timedelta(days=rng.randrange(1, 400))
    offering.next_review = offering.last_review + timedelta(days=365)
