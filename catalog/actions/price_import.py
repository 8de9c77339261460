"""Many tariffs and prices at once, as a file says them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date, datetime
from typing import Any

from django.db import transaction

from catalog.actions.guards import refuse_reader
from catalog.models import Offering, Price, Tariff
from core import audit
from organization.models import User

Row = tuple[str, str, date | None, Mapping[str, Any]]
"""Reference, label, month of a price if any, the values that the file says."""
Event = tuple[str, str, dict[str, Any]]


def import_prices(*, rows: Sequence[Row], by: User | None, now: datetime) -> None:
    """Create and change tariffs, set their prices; the file has been checked. The number of queries does not depend
    on the rows, but for the pages in which a database takes many. Raises PermissionDenied."""
    refuse_reader(by)
    with transaction.atomic():
        references = {reference for reference, *_rest in rows}
        offerings = {
            one.reference: one
            for one in Offering.objects.select_for_update().filter(reference__in=references).order_by("pk")
        }
        tariffs: dict[tuple[str, str], Tariff] = {
            (one.offering.reference, one.label): one
            for one in Tariff.objects.select_related("offering").filter(offering__in=offerings.values())
        }
        events = [*_tariffs(rows, offerings, tariffs), *_prices(rows, tariffs)]
        audit.record_many(by=by, now=now, object_type=Offering._meta.label_lower, events=events)


def _tariffs(
    rows: Sequence[Row], offerings: Mapping[str, Offering], tariffs: dict[tuple[str, str], Tariff]
) -> list[Event]:
    """`tariffs` is filled up with those that are new; main ones are told apart at last, since an offering has one."""
    events: list[Event] = []
    new: list[Tariff] = []
    changed: dict[int, Tariff] = {}
    ranks: dict[str, int] = {}
    for reference, _label in tariffs:
        ranks[reference] = ranks.get(reference, 0) + 1
    mains = {reference: one for (reference, _label), one in tariffs.items() if one.main}
    had = dict(mains)
    for reference, label, _since, said in rows:
        fields = {name: value for name, value in said.items() if name not in ("amount", "main")}
        tariff = tariffs.get((reference, label))
        if tariff is None:
            tariff = Tariff(offering=offerings[reference], label=label, rank=ranks.get(reference, 0))
            ranks[reference] = tariff.rank + 1
            tariffs[reference, label] = tariff
            new.append(tariff)
            mains.setdefault(reference, tariff)
            for name, value in fields.items():
                setattr(tariff, name, value)
            told = {name: [None, value] for name, value in fields.items() if value}
            events.append(("offering.tariff_created", reference, {"tariff": label, **told}))
        else:
            differs = {
                name: [getattr(tariff, name), value]
                for name, value in fields.items()
                if getattr(tariff, name) != value
            }
            for name, (_before, value) in differs.items():
                setattr(tariff, name, value)
            if differs:
                events.append(("offering.tariff_changed", reference, {"tariff": label, **differs}))
                if tariff.pk:
                    changed[tariff.pk] = tariff
        if said.get("main"):
            mains[reference] = tariff
    for tariff in changed.values():
        tariff.edit += 1
    fields_changed = [
        field.name for field in Tariff._meta.fields if field.name not in ("id", "offering", "main")
    ]
    Tariff.objects.bulk_update(changed.values(), fields_changed, batch_size=500)
    Tariff.objects.bulk_create(new, batch_size=500)
    return [*events, *_mains(mains, had)]


def _mains(mains: Mapping[str, Tariff], had: Mapping[str, Tariff]) -> Iterator[Event]:
    moved = {reference: one for reference, one in mains.items() if had.get(reference) is not one}
    gone = [had[reference].pk for reference in moved if reference in had]
    Tariff.objects.filter(pk__in=gone).update(main=False)
    Tariff.objects.filter(pk__in=[one.pk for one in moved.values()]).update(main=True)
    for reference, one in moved.items():
        if reference in had:
            changes = {"main": [had[reference].label, one.label], "tariff": one.label}
            yield "offering.tariff_main", reference, changes


def _prices(rows: Sequence[Row], tariffs: Mapping[tuple[str, str], Tariff]) -> Iterator[Event]:
    wanted = {
        (tariffs[reference, label].pk, since): (reference, label, said["amount"])
        for reference, label, since, said in rows
        if since is not None and said.get("amount") is not None
    }
    held = {
        (price.tariff_id, price.valid_from): price
        for price in Price.objects.filter(tariff__in={pk for pk, _since in wanted})
    }
    new, replaced = [], []
    for (pk, since), (reference, label, amount) in wanted.items():
        price = held.get((pk, since))
        before = price.amount if price else None
        if price is None:
            new.append(Price(tariff_id=pk, valid_from=since, amount=amount))
        elif before != amount:
            price.amount = amount
            replaced.append(price)
        else:
            continue
        changes = {"tariff": label, "day": since.isoformat(), "amount": [before, amount]}
        yield f"offering.price_{'set' if price is None else 'replaced'}", reference, changes
    Price.objects.bulk_create(new, batch_size=500)
    Price.objects.bulk_update(replaced, ["amount"], batch_size=500)
