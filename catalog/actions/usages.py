"""Who uses what."""

from __future__ import annotations

from django.db import transaction

from catalog.actions.guards import refuse_reader
from catalog.models import Offering, Usage
from core.audit import record
from organization.models import BusinessUnit, Group, User


def set_usage(
    *,
    offering: Offering,
    unit: BusinessUnit,
    by: User | None,
    group: Group | None = None,
    quantity: int = 0,
) -> Usage:
    """Say that a unit uses an offering, by everyone or by a group only; saying it again changes the quantity.

    Raises PermissionDenied.
    """
    refuse_reader(by)
    with transaction.atomic():
        Offering.objects.select_for_update().get(pk=offering.pk)
        usage, created = Usage.objects.get_or_create(
            offering=offering, unit=unit, group=group, defaults={"quantity": quantity}
        )
        if not created and usage.quantity == quantity:
            return usage
        before = None if created else usage.quantity
        usage.quantity = quantity
        usage.save(update_fields=["quantity"])
        record(
            by=by,
            kind="offering.usage",
            obj=offering,
            changes={
                "unit": unit.code,
                "group": group.code if group is not None else "",
                "quantity": [before, quantity],
            },
        )
    return usage


def end_usage(*, usage: Usage, by: User | None) -> None:
    """The unit (or the group) no longer uses the offering. Raises PermissionDenied."""
    refuse_reader(by)
    with transaction.atomic():
        record(
            by=by,
            kind="offering.usage_ended",
            obj=usage.offering,
            changes={"unit": usage.unit.code, "group": usage.group.code if usage.group else ""},
        )
        usage.delete()
