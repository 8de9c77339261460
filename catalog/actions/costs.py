"""What offerings cost in full, and what their prices are for: written and read with the permission on costs only.

Their events stand in a trail of their own: whoever reads the history of an offering learns nothing of its costs.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from catalog.models import CostMonth, CostObjective, Offering
from catalog.permissions import can_keep_costs
from core import dates
from core.audit import differences, record, record_many
from core.months import month_of
from organization.models import User

LARGEST = Decimal(10) ** 12  # what the database keeps: less than that
AMOUNTS = ("full_cost", "billed", "credits")


def refuse_others(by: User | None) -> None:
    """Raise PermissionDenied unless `by` keeps costs; None is the portal itself."""
    if by is not None and not can_keep_costs(by):
        raise PermissionDenied


def save_costs(
    *,
    offering: Offering,
    month: date,
    fields: Mapping[str, Decimal | None],
    by: User | None,
    today: date,
    expected: int | None = None,
) -> CostMonth:
    """What a month cost in full, what was billed and credited for it; none for what is not known.

    Raises PermissionDenied; ValidationError by field (a month that has not begun, an amount below nothing);
    EditedMeanwhile when the month's `edit` is not the `expected` one.
    """
    refuse_others(by)
    with transaction.atomic():
        Offering.objects.select_for_update().get(pk=offering.pk)
        found = CostMonth.objects.filter(offering=offering, month=month).first()
        cost = found or CostMonth(offering=offering, month=month)
        if found is not None:
            cost.hold(expected)
        before = {name: getattr(cost, name) for name in fields}
        for name, value in fields.items():
            setattr(cost, name, value)
        _refuse_odd(cost, today)
        changes = differences({} if found is None else before, {name: getattr(cost, name) for name in fields})
        if found is not None and not changes:
            return cost
        cost.edit += 0 if found is None else 1
        cost.save()
        record(
            by=by,
            kind=f"costs.{'recorded' if found is None else 'changed'}",
            obj=cost,
            changes={"month": month.isoformat(), **_plain(changes)},
        )
    return cost


def _refuse_odd(cost: CostMonth, today: date) -> None:
    faults: dict[str, str] = {}
    if cost.month.day != 1 or cost.month > month_of(today):
        faults["month"] = _("%(month)s has not begun: costs are said of months that have.") % {
            "month": dates.month(cost.month)
        }
    for name in AMOUNTS:
        amount: Decimal | None = getattr(cost, name)
        if amount is None:
            continue
        if not amount.is_finite() or amount < 0:
            faults[name] = _("An amount is not below nothing; what is given back is a credit.")
        elif amount >= LARGEST:
            faults[name] = _("An amount stays under a thousand billion.")
        elif amount != round(amount, 2):
            faults[name] = _("An amount has %(places)s decimals at most.") % {"places": 2}
    if cost.full_cost is None and cost.billed is None and not cost.credits:
        faults.setdefault("full_cost", _("Say at least one amount of the month, or take the month away."))
    if faults:
        raise ValidationError(faults)


def remove_costs(*, cost: CostMonth, by: User | None) -> None:
    """The month is no longer known. Raises PermissionDenied."""
    refuse_others(by)
    with transaction.atomic():
        gone = {name: [getattr(cost, name), None] for name in AMOUNTS if getattr(cost, name) is not None}
        record(
            by=by,
            kind="costs.removed",
            obj=cost,
            changes={"month": cost.month.isoformat(), **_plain(gone)},
        )
        cost.delete()


def set_objective(
    *,
    offering: Offering,
    objective: str,
    note: str,
    by: User | None,
    expected: int | None = None,
) -> CostObjective:
    """What the price of an offering is for. Raises PermissionDenied; ValidationError by field; EditedMeanwhile."""
    refuse_others(by)
    with transaction.atomic():
        Offering.objects.select_for_update().get(pk=offering.pk)
        found = CostObjective.objects.filter(offering=offering).first()
        kept = found or CostObjective(offering=offering)
        if found is not None:
            kept.hold(expected)
        before = {"objective": kept.objective, "cost_note": kept.note}
        kept.objective, kept.note = objective, note
        changes = differences(
            before if found is not None else {}, {"objective": kept.objective, "cost_note": kept.note}
        )
        if found is not None and not changes:
            return kept
        kept.full_clean(validate_constraints=False, validate_unique=False)
        kept.edit += 0 if found is None else 1
        kept.save()
        record(by=by, kind="costs.objective", obj=kept, changes=changes)
    return kept


def _plain(changes: Mapping[str, list[Any]]) -> dict[str, list[Any]]:
    return {name: [None if value is None else str(value) for value in pair] for name, pair in changes.items()}


def import_costs(
    *, rows: Sequence[tuple[str, date, Mapping[str, Decimal | None]]], by: User | None, now: datetime
) -> None:
    """Many months at once (reference, month, what a file says of it); the file has been checked.

    Raises PermissionDenied.
    """
    refuse_others(by)
    with transaction.atomic():
        references = {reference for reference, _month, _said in rows}
        offerings = {
            one.reference: one
            for one in Offering.objects.select_for_update().filter(reference__in=references).order_by("pk")
        }
        held = {
            (cost.offering_id, cost.month): cost
            for cost in CostMonth.objects.filter(offering__in=offerings.values())
        }
        new: list[CostMonth] = []
        changed: list[CostMonth] = []
        events: list[tuple[str, str, dict[str, Any]]] = []
        for reference, month, said in rows:
            offering = offerings[reference]
            found = held.get((offering.pk, month))
            cost = found or CostMonth(offering=offering, month=month)
            before = {name: getattr(cost, name) for name in said} if found else {}
            for name, value in said.items():
                setattr(cost, name, value)
            cost.edit += 0 if found is None else 1
            (new if found is None else changed).append(cost)
            told = _plain(differences(before, said))
            kind = f"costs.{'recorded' if found is None else 'changed'}"
            events.append((kind, reference, {"month": month.isoformat(), **told}))
        CostMonth.objects.bulk_create(new, batch_size=500)
        CostMonth.objects.bulk_update(changed, [*AMOUNTS, "edit"], batch_size=500)
        record_many(by=by, now=now, object_type=CostMonth._meta.label_lower, events=events)
