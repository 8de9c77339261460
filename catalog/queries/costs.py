"""What offerings cost, and what their prices recover: reads for those who keep costs, and for nobody else.

Whoever asks here has asked `can_keep_costs` before: recovery gives the cost away, as the sum of it does.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from catalog import amounts
from catalog.enums import Objective
from catalog.models import CostMonth, CostObjective, Offering
from catalog.price_words import why_not
from core import dates
from core.bilingual import pick
from core.models import AuditEvent
from core.months import closing, last_closed, month_of
from core.templatetags.portal import money
from core.trail import Entry, Field, entries
from organization.queries import names_of

WINDOW = 12
MOST = 20
WORDS = {
    "costs.recorded": gettext_lazy("Costs of %(month)s recorded by %(who)s"),
    "costs.changed": gettext_lazy("Costs of %(month)s changed by %(who)s"),
    "costs.removed": gettext_lazy("Costs of %(month)s taken away by %(who)s"),
    "costs.objective": gettext_lazy("What the price is for, said by %(who)s"),
}


def _amount(value: object) -> str:
    return "—" if value in (None, "") else money(value)


def _month(value: object) -> str:
    return dates.month(date.fromisoformat(str(value)))


def _objective(value: object) -> str:
    return str(dict(Objective.choices).get(str(value), value or "—"))


FIELDS = {
    "month": Field(gettext_lazy("month"), _month),
    "full_cost": Field(gettext_lazy("full cost"), _amount),
    "billed": Field(gettext_lazy("billed"), _amount),
    "credits": Field(gettext_lazy("credits"), _amount),
    "objective": Field(gettext_lazy("objective"), _objective),
    "cost_note": Field(gettext_lazy("note")),
}


def costs_trail(offering: Offering) -> list[Entry]:
    """The history of its costs, which is no part of its own; two queries."""
    kinds = [CostMonth._meta.label_lower, CostObjective._meta.label_lower]
    events = AuditEvent.objects.filter(object_type__in=kinds, object_ref=offering.reference)
    return entries(events[:MOST], names=names_of, words=WORDS, fields=FIELDS)


def window_of(today: date) -> list[date]:
    """The twelve months that are over, oldest first: what « recovered » speaks of."""
    return closing(last_closed(today), WINDOW)


@dataclass(frozen=True, slots=True)
class MonthRow:
    """A month as the page shows it: « not measurable » with the reason where no ratio is."""

    month: date
    name: str
    full_cost: Decimal | None
    billed: Decimal | None
    credits: Decimal | None
    ratio: Decimal | None
    why: str


@dataclass(frozen=True, slots=True)
class RecoveryWords:
    """A recovery with what it divides, in plain values; `share` is in per cent, rounded down."""

    share: Decimal | None
    recovered: Decimal
    cost: Decimal
    months: int
    gap: Decimal
    why: str


@dataclass(frozen=True, slots=True)
class CostsPage:
    objective: str
    note: str
    verdict: str
    year: RecoveryWords
    rows: Sequence[MonthRow]
    missing: Sequence[str]
    to_record: date
    first: str
    last: str


def costs_page(offering: Offering, today: date) -> CostsPage:
    """Its months, the newest first, the recovery of the last twelve that are over, what lacks; two queries."""
    held = {cost.month: cost for cost in CostMonth.objects.filter(offering=offering)}
    kept = CostObjective.objects.filter(offering=offering).first()
    window = window_of(today)
    shown = sorted({*window, *held} - {month for month in held if month > month_of(today)}, reverse=True)
    year = in_words(amounts.recovery(cost_of(held[month]) for month in window if month in held))
    missing = missing_of(held, window)
    return CostsPage(
        objective=str(Objective(kept.objective).label) if kept else "",
        note=kept.note if kept else "",
        verdict=verdict(kept.objective if kept else "", year),
        year=year,
        rows=[_row(month, held.get(month)) for month in shown],
        missing=[dates.month(month) for month in missing],
        to_record=missing[-1] if missing else window[-1],
        first=dates.month(window[0]),
        last=dates.month(window[-1]),
    )


def cost_of(cost: CostMonth) -> amounts.CostOf:
    return amounts.CostOf(cost.month, cost.full_cost, cost.billed, cost.credits)


def in_words(found: amounts.Recovery) -> RecoveryWords:
    return RecoveryWords(
        None if found.ratio is None else amounts.in_per_cent(found.ratio),
        found.recovered,
        found.cost,
        found.months,
        found.gap,
        why_not(found.why) if found.why else "",
    )


def missing_of(held: dict[date, CostMonth], window: Iterable[date]) -> list[date]:
    """The months of the window that lack a full cost or what was billed."""
    return [month for month in window if month not in held or not cost_of(held[month]).whole]


def verdict(objective: str, found: RecoveryWords) -> str:
    """What the recovery means for what the price is for; empty while one of them is not known."""
    if found.share is None or not objective:
        return ""
    gap = money(abs(found.gap))
    if objective == Objective.PROFIT:
        words = _("It earns %(gap)s.") if found.gap > 0 else _("It earns nothing: %(gap)s is not recovered.")
    elif objective == Objective.BREAK_EVEN:
        words = (
            _("It recovers %(gap)s more than it costs.")
            if found.gap > 0
            else _("%(gap)s lack to break even.")
        )
    else:
        words = (
            _("The prices bring in %(gap)s more than it costs.")
            if found.gap > 0
            else _("The budget carries %(gap)s that the prices do not bring in.")
        )
    return _("It breaks even to the cent.") if not found.gap else words % {"gap": gap}


def _row(month: date, cost: CostMonth | None) -> MonthRow:
    found = amounts.recovery([cost_of(cost)] if cost else [])
    reason = ""
    if found.why is amounts.Why.NO_COST:
        reason = why_not(found.why)
    elif found.why is not None:
        reason = _lacks(cost)
    return MonthRow(
        month,
        dates.month(month),
        cost.full_cost if cost else None,
        cost.billed if cost else None,
        cost.credits if cost else None,
        None if found.ratio is None else amounts.in_per_cent(found.ratio),
        reason,
    )


def _lacks(cost: CostMonth | None) -> str:
    if cost is None or (cost.full_cost is None and cost.billed is None):
        return _("nothing was recorded")
    return _("the full cost lacks") if cost.full_cost is None else _("what was billed lacks")


# The list ---------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class CostRow:
    """One line of the list of costs: the last twelve months that are over."""

    reference: str
    name: str
    name_lang: str
    objective: str
    year: RecoveryWords
    missing: int


def cost_rows(offerings: Iterable[Offering], today: date) -> list[CostRow]:
    """Two queries for a page of offerings."""
    page = list(offerings)
    window = window_of(today)
    ids = [one.pk for one in page]
    held: dict[int, dict[date, CostMonth]] = {}
    for cost in CostMonth.objects.filter(offering__in=ids, month__gte=window[0], month__lte=window[-1]):
        held.setdefault(cost.offering_id, {})[cost.month] = cost
    objectives = dict(
        CostObjective.objects.filter(offering__in=ids).order_by().values_list("offering_id", "objective")
    )
    found = []
    for one in page:
        months = held.get(one.pk, {})
        name, language = pick(one, "name")
        objective = objectives.get(one.pk, "")
        found.append(
            CostRow(
                one.reference,
                name,
                language,
                str(Objective(objective).label) if objective else "",
                in_words(amounts.recovery(cost_of(cost) for cost in months.values())),
                len(missing_of(months, window)),
            )
        )
    return found
