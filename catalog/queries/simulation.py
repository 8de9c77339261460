"""« What would this cost my unit »: each tariff of an offering for a unit, a month and quantities."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

from django.db.models import Count, Exists, OuterRef
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from catalog import amounts
from catalog.amounts import Why
from catalog.enums import Period, Share, TariffMode
from catalog.models import Offering, Tariff, Usage
from catalog.price_words import counted_in, discount_words, first_of, label_of, why_not
from catalog.queries.doors import usages_visible_to
from catalog.queries.price_page import Loaded
from core import dates
from core.bilingual import text
from core.months import later
from core.templatetags.portal import money, quantity
from organization.models import BusinessUnit, User
from organization.standing import units_of
from organization.tree import Tree

MONTHS = 12


@dataclass(frozen=True, slots=True)
class Counted:
    """One way of counting that tariffs have in common; `field` names its quantity in the form."""

    field: str
    label: str
    tariffs: frozenset[int]
    main: bool


@dataclass(slots=True)
class Facts:
    """Who uses an offering. `quantities`: unit → what it uses, where it is counted, of all the units.

    `seen` are the units whose quantity this reader may know: those of their usages, and the units above their own,
    with which they are counted. `people`: unit → the people counted with it.
    """

    quantities: dict[int, Decimal] = field(default_factory=dict)
    seen: set[int] = field(default_factory=set)
    people: dict[int, int] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class SimLine:
    """One tariff: how it is reckoned, in words; what it comes to, or why nobody can know."""

    label: str
    label_lang: str
    how: str
    month: Decimal | None
    year: Decimal | None
    why: str = ""


@dataclass(frozen=True, slots=True)
class Simulation:
    """The answer. `missing`: what is not in the sums, with the reason."""

    unit_id: int
    unit: str
    month: str
    until: str
    lines: Sequence[SimLine]
    month_total: Decimal | None
    year_total: Decimal | None
    missing: int


def counted(loaded: Sequence[Loaded], since: date) -> list[Counted]:
    """The quantities that what is charged from that day on asks for; the one that usages count comes first."""
    found: dict[tuple[str, str], list[Loaded]] = {}
    for one in loaded:
        tariff = one.tariff
        by_quantity = tariff.mode in (TariffMode.PER_UNIT, TariffMode.FREE_BASE) or (
            tariff.mode == TariffMode.PASS_THROUGH and tariff.share == Share.QUANTITY
        )
        if by_quantity and not one.ended(since):
            found.setdefault((tariff.per, tariff.what.casefold()), []).append(one)
    return [
        Counted(
            field=f"q{number}",
            label=capfirst(_counts(some[0].tariff)),
            tariffs=frozenset(one.tariff.pk for one in some),
            main=number == 1,
        )
        for number, some in enumerate(found.values(), 1)
    ]


def _counts(tariff: Tariff) -> str:
    """What its quantity counts. A bill that is passed on to the units counts what they use, whatever that is."""
    unsaid = tariff.mode == TariffMode.PASS_THROUGH and not tariff.what and not tariff.what_en
    return _("what is used") if unsaid else counted_in(tariff)


def facts_of(offering: Offering, loaded: Sequence[Loaded], user: User, tree: Tree) -> Facts:
    """One query, and one more when an amount is shared by people."""
    known = usages_visible_to(user, tree).select_related(None).order_by().filter(pk=OuterRef("pk"))
    uses = (
        Usage.objects.filter(offering=offering, unit__active=True)
        .order_by()
        .annotate(seen=Exists(known), members=Count("group__members"))
        .values_list("unit_id", "group_id", "quantity", "seen", "members")
    )
    facts = Facts(seen={above for unit in units_of(user) for above in tree.lineage(unit)})
    whole: set[int] = set()
    members: dict[int, int] = {}
    for unit, group, number, seen, count in uses:
        facts.quantities[unit] = facts.quantities.get(unit, amounts.ZERO) + number
        if seen:
            facts.seen.add(unit)
        if group is None:
            whole.add(unit)
        members[unit] = members.get(unit, 0) + count
    if any(one.tariff.mode == TariffMode.PASS_THROUGH and one.tariff.share == Share.PEOPLE for one in loaded):
        facts.people = _people(whole, members, tree)
    return facts


def _people(whole: set[int], members: Mapping[int, int], tree: Tree) -> dict[int, int]:
    """Each person counts with the nearest unit above that uses it by everyone; groups count their members."""
    found = dict(members)
    people = User.objects.filter(is_active=True, unit__isnull=False).order_by()
    for unit, number in people.values_list("unit_id").annotate(Count("pk")):
        nearest = tree.nearest(unit, whole)
        if nearest is not None:
            found[nearest] += number
    return found


def proposed_unit(user: User, facts: Facts, tree: Tree) -> int | None:
    """One's own unit, or the unit above with which it is counted."""
    if user.unit_id is None:
        return None
    return tree.nearest(user.unit_id, facts.seen & facts.quantities.keys()) or user.unit_id


def known_quantity(unit: int, facts: Facts) -> Decimal | None:
    """What a unit uses, as far as it is counted and the reader may know."""
    return (facts.quantities.get(unit) or None) if unit in facts.seen else None


def simulate(
    loaded: Sequence[Loaded],
    facts: Facts,
    tree: Tree,
    *,
    unit: BusinessUnit,
    month: date,
    said: Mapping[Counted, Decimal | None],
) -> Simulation:
    """`said`: each of `counted` → the quantity that was typed; none: what is known of the unit."""
    fields = {pk: one for one in said for pk in one.tariffs}
    lines = []
    for one in loaded:
        if one.ended(month):
            continue
        asked = fields.get(one.tariff.pk)
        typed = said[asked] if asked else None
        usage_counts = asked is not None and (asked.main or one.tariff.mode == TariffMode.PASS_THROUGH)
        known = known_quantity(unit.pk, facts) if usage_counts else None
        lines.append(_line(one, month, unit, known if typed is None else typed, facts, tree))
    sure = [line for line in lines if not line.why]
    return Simulation(
        unit_id=unit.pk,
        unit=unit.name,
        month=dates.month(month),
        until=dates.month(later(month, MONTHS - 1)),
        lines=lines,
        month_total=sum((line.month or amounts.ZERO for line in sure), amounts.ZERO) if sure else None,
        year_total=sum((line.year or amounts.ZERO for line in sure), amounts.ZERO) if sure else None,
        missing=len(lines) - len(sure),
    )


def _line(
    one: Loaded, month: date, unit: BusinessUnit, number: Decimal | None, facts: Facts, tree: Tree
) -> SimLine:
    tariff, terms, code = one.tariff, one.terms, unit.code
    weights = _weights(tariff, unit, number, facts, tree)
    found = amounts.bill(terms, month, quantity=number, weights=weights, code=code)
    label, language = label_of(tariff)
    why = found.why
    if why is not None:
        if tariff.share == Share.QUANTITY and why is Why.NO_WEIGHTS:
            why = Why.NO_QUANTITY
        first = next((price.valid_from for price in one.prices if price.valid_from > month), None)
        return SimLine(label, language, "", None, None, why_not(why, first=first))
    months = [later(month, step) for step in range(MONTHS)]
    year = amounts.over(terms, months, quantity=number, weights=weights, code=code)
    once = tariff.period == Period.ONCE and tariff.mode != TariffMode.PROJECT
    how = _how(one, found, weights, month)
    return SimLine(label, language, how, None if once else found.total, year)


def _weights(
    tariff: Tariff, unit: BusinessUnit, number: Decimal | None, facts: Facts, tree: Tree
) -> dict[str, Decimal]:
    """Code → weight of each unit that shares what is passed through; the unit asked about is one of them.

    None by quantity when its own is not known: what another unit uses is not for every reader.
    """
    if tariff.mode != TariffMode.PASS_THROUGH:
        return {}
    if tariff.share == Share.PEOPLE:
        found = {unit.pk: amounts.ZERO} | {pk: Decimal(count) for pk, count in facts.people.items()}
    elif tariff.share == Share.EQUAL:
        found = dict.fromkeys([*facts.quantities, unit.pk], Decimal(1))
    elif number is None:
        return {}
    else:
        found = facts.quantities | {unit.pk: number}
    return {tree.codes[pk]: weight for pk, weight in found.items()}


def _how(one: Loaded, found: amounts.Bill, weights: Mapping[str, Decimal], month: date) -> str:
    """« 240 × 4,20 € », « 176 sur 213, de 41 500,00 € »."""
    tariff = one.tariff
    if tariff.mode == TariffMode.FREE:
        return pgettext("price", "free")
    if tariff.mode == TariffMode.PROJECT:
        return _milestones(one, found, month)
    price = money(found.price)
    words = {
        TariffMode.FLAT: _("%(price)s for the unit"),
        TariffMode.PER_UNIT: _("%(charged)s × %(price)s"),
        TariffMode.FREE_BASE: _("%(charged)s beyond %(included)s × %(price)s"),
        TariffMode.PASS_THROUGH: _("%(charged)s of %(all)s, of %(price)s"),
    }[TariffMode(tariff.mode)] % {
        "price": price,
        "charged": quantity(found.charged),
        "included": quantity(tariff.included),
        "all": quantity(sum(weights.values(), Decimal(0))),
    }
    uncounted = sum(not weight for weight in weights.values())
    if uncounted and tariff.share == Share.QUANTITY:
        words += _(", without %(n)s of the units, which are not counted") % {"n": uncounted}
    if tariff.period == Period.YEAR:
        words = _("%(reckoning)s per year, a twelfth each month") % {"reckoning": words}
    elif tariff.period == Period.ONCE:
        words = _("%(reckoning)s, once") % {"reckoning": words}
    off = discount_words(tariff)
    return f"{words} · {off}" if off else words


def _milestones(one: Loaded, found: amounts.Bill, month: date) -> str:
    """The milestones due in that month, else the next one."""
    labels = {milestone.pk: milestone for milestone in one.milestones}
    due = [labels[line.key] for line in found.lines if line.what == "milestone"]
    if due:
        return ", ".join(text(milestone, "label") for milestone in due)
    coming = next((milestone for milestone in one.milestones if milestone.due > month), None)
    if coming is None:
        return _("nothing more is due")
    return _("next: %(milestone)s, %(day)s") % {
        "milestone": text(coming, "label"),
        "day": first_of(coming.due),
    }
