"""The one order of the locks: the units that keep the calendars concerned, by code, then the intervention."""

from __future__ import annotations

from collections.abc import Iterable

from django.db import connection

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
            BusinessUnit.objects.select_for_update()
            .filter(code__in=wanted)
            .order_by("code")
            .values_list("pk", flat=True)
        )
