"""The one order of the locks: the units that keep the calendars concerned, by code, then the intervention.

Rows are held against change, not against being pointed at (FOR NO KEY UPDATE): a notice points at a unit that a
recorded agreement holds, its flag points at the intervention that a cancellation holds, and with the stronger
lock each would wait for the other.
"""

from __future__ import annotations

from collections.abc import Iterable

from django.db import connection

from calendar_ops.models import Intervention
from organization.models import BusinessUnit


def lock_units(codes: Iterable[str]) -> None:
    """Hold these units until the transaction ends, taken in the order of their codes.

    Confirming and recording an agreement both call it before they read what they decide on, so that of
    two that race, the second sees what the first wrote. On SQLite transactions are IMMEDIATE and already
    exclude each other. Raises RuntimeError outside a transaction.
    """
    if not connection.in_atomic_block:
        raise RuntimeError("lock_units needs a transaction: the lock ends with it")
    wanted = sorted(set(codes))
    if wanted:
        list(
            BusinessUnit.objects.select_for_update(no_key=True)
            .filter(code__in=wanted)
            .order_by("code")
            .values_list("pk", flat=True)
        )


def lock_interventions(ids: Iterable[int]) -> set[int]:
    """Hold these interventions until the transaction ends, in the order of their ids; which of them exist."""
    rows = Intervention.objects.select_for_update(no_key=True).filter(pk__in=set(ids)).order_by("pk")
    return set(rows.values_list("pk", flat=True))
