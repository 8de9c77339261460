"""What lies under solutions, through any depth: the links, what the parts promise and what they cost, in three reads."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

from django.db.models import Exists, F, OuterRef
from django.db.models.expressions import RawSQL

from catalog.amounts import HUNDRED, half_up
from catalog.assembly import Charge, Link, Promise
from catalog.enums import PUBLISHED, LevelUnit, Metric, OfferingKind, Per, TariffMode
from catalog.models import Component, LevelTarget, Offering
from catalog.permissions import can_read_whole_catalogue
from catalog.queries.prices import Priced, main_prices
from core import bilingual
from core.months import month_of
from organization.models import User

MOST = 12  # solutions told of on the card of what they stand on
BELOW = (
    "WITH RECURSIVE below(id) AS ({roots} UNION SELECT link.part_id FROM catalog_component link "
    "JOIN below ON link.solution_id = below.id) SELECT id FROM below"
)
ITSELF = "SELECT CAST(%s AS bigint)"
STANDING = (
    "SELECT id FROM (SELECT whole.id FROM catalog_component link JOIN catalog_offering whole "
    "ON whole.id = link.solution_id WHERE link.part_id = %s AND whole.kind = %s AND whole.state <> 'retired' "
    "AND (%s = 1 OR whole.state IN ('pilot', 'live', 'retiring')) ORDER BY whole.name, whole.id LIMIT %s) standing"
)


@dataclass(slots=True)
class Parts:
    """The links under some solutions, and what is known of every offering that they name.

    `links` are in the order of each solution; `hours` name the service hours by their code.
    """

    components: list[Component]
    offerings: dict[int, Offering]
    whole: bool
    promises: dict[int, list[Promise]] = field(default_factory=dict)
    hours: dict[str, str] = field(default_factory=dict)
    prices: dict[int, Priced] = field(default_factory=dict)

    def shown(self, number: int) -> bool:
        """Whether the reader may know that offering."""
        return self.whole or self.offerings[number].state in PUBLISHED

    @property
    def links(self) -> list[Link]:
        """Those that availability reads: what promises its own and is no solution answers for what it is built on."""
        return [
            Link(one.solution_id, one.part_id, one.serial)
            for one in self.components
            if one.solution_id not in self.promises
            or self.offerings[one.solution_id].kind == OfferingKind.SOLUTION
        ]

    @property
    def priced_links(self) -> list[Link]:
        return [Link(one.solution_id, one.part_id, one.serial) for one in self.components]

    @property
    def charges(self) -> dict[int, Charge]:
        found = {number: charge_of(priced) for number, priced in self.prices.items()}
        return {number: charge for number, charge in found.items() if charge is not None}

    @property
    def integrations(self) -> dict[int, Decimal]:
        found = {number: one.integration_price for number, one in self.offerings.items()}
        return {number: price for number, price in found.items() if price is not None}


def under(offering: Offering, *, user: User, today: date, also_standing: bool = False) -> Parts:
    """The parts of an offering; with `also_standing`, those of the solutions that it is a part of too, of which the
    first MOST + 1 by name. Three queries, one where there is no part."""
    whole = can_read_whole_catalogue(user)
    roots = ITSELF
    arguments: list[int | str] = [offering.pk]
    if also_standing:
        roots = f"{ITSELF} UNION {STANDING}"
        arguments += [offering.pk, OfferingKind.SOLUTION.value, int(whole), MOST + 1]
    links = Component.objects.filter(solution__in=RawSQL(BELOW.format(roots=roots), arguments))
    links = links.select_related("solution__client", "part__replacement")
    components = list(links.order_by("rank", "part__name", "pk"))
    offerings = {offering.pk: offering}
    for one in components:
        offerings.setdefault(one.part_id, one.part)
    for one in components:  # they come with their clients
        if one.solution_id != offering.pk:
            offerings[one.solution_id] = one.solution
    found = Parts(components, offerings, whole)
    if components:
        _promises(found, today)
        found.prices = main_prices(offerings, today)
    return found


def _promises(found: Parts, today: date) -> None:
    """The availability that each promises this month."""
    month = month_of(today)
    newer = LevelTarget.objects.filter(level=OuterRef("level"), since__gt=OuterRef("since"), since__lte=month)
    targets = LevelTarget.objects.filter(
        ~Exists(newer),
        level__offering__in=list(found.offerings),
        level__metric=Metric.AVAILABILITY,
        level__unit=LevelUnit.PERCENT,
        since__lte=month,
    )
    targets = targets.select_related("level__hours").annotate(offering=F("level__offering"))
    for target in targets.order_by("level"):
        hours = target.level.hours
        code = hours.code if hours else ""
        found.promises.setdefault(target.offering, []).append(Promise(target.value, code))
        if hours:
            found.hours[code] = bilingual.text(hours, "name")


def charge_of(priced: Priced) -> Charge | None:
    """What a main price adds to a sum, its discount taken off; None when no price is in force."""
    tariff = priced.tariff
    if tariff.mode == TariffMode.FREE:
        return Charge(Decimal(0), None)
    amount = priced.due if tariff.mode == TariffMode.PROJECT else priced.amount
    if amount is None:
        return None
    if tariff.discount:
        amount -= half_up(amount * tariff.discount / HUNDRED)
    if tariff.mode == TariffMode.PER_UNIT:
        return Charge(amount, (tariff.per, tariff.period))
    if tariff.mode == TariffMode.FLAT:
        return Charge(amount, (Per.UNIT.value, tariff.period))
    return Charge(amount, None)
