"""The verbs of the catalogue: what an offering is built on, and who uses it."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from catalog.models import Component, Offering, Usage
from catalog.permissions import can_edit_catalogue
from core.audit import differences, record
from organization.models import BusinessUnit, Group, User


def path_to(links: Iterable[tuple[int, int]], start: int, goals: Collection[int]) -> list[int] | None:
    """The shortest way down from `start` to one of `goals` by (solution, part) links, both ends included; pure."""
    below: dict[int, list[int]] = {}
    for solution, part in links:
        below.setdefault(solution, []).append(part)
    came: dict[int, int | None] = {start: None}
    queue = [start]
    for step in queue:
        if step in goals:
            way: list[int] = []
            back: int | None = step
            while back is not None:
                way.append(back)
                back = came[back]
            return way[::-1]
        for part in below.get(step, ()):
            if part not in came:
                came[part] = step
                queue.append(part)
    return None


def _may_edit(by: User | None) -> None:
    if by is not None and not can_edit_catalogue(by):
        raise PermissionDenied


def save_offering(
    *,
    offering: Offering,
    fields: Mapping[str, Any],
    by: User | None,
    parts: Collection[Offering] | None = None,
    expected: int | None = None,
) -> Offering:
    """Create or change an offering; `parts` says what it is built on (None: as it was).

    Raises PermissionDenied; ValidationError by field (a reference that is taken, a circle of components);
    EditedMeanwhile when the offering's `edit` is not the `expected` one.
    """
    _may_edit(by)
    new = offering.pk is None
    with transaction.atomic():
        if parts is not None:
            _hold_all()  # before its own row: everybody takes them in one order
        offering.hold(expected)
        before = {name: getattr(offering, name) for name in fields}
        for name, value in fields.items():
            setattr(offering, name, value)
        changes = differences({} if new else before, {name: getattr(offering, name) for name in fields})
        if new or changes:
            offering.full_clean()
            offering.edit += 0 if new else 1
            try:
                with transaction.atomic():
                    offering.save()
            except IntegrityError as fault:
                raise ValidationError({"reference": _("Somebody has just taken this reference.")}) from fault
            record(by=by, kind=f"offering.{'created' if new else 'changed'}", obj=offering, changes=changes)
        if parts is not None:
            try:
                set_components(offering=offering, parts=parts, by=by)
            except ValidationError as circle:
                raise ValidationError({"components": circle.messages}) from circle
    return offering


def _hold_all() -> dict[int, str]:
    """Lock all offerings, as every change of components does: two halves of a circle cannot be made at once."""
    return dict(Offering.objects.select_for_update().order_by("pk").values_list("pk", "name"))


def set_components(*, offering: Offering, parts: Collection[Offering], by: User | None) -> None:
    """Say what the offering is built on, in place of what it was.

    Raises ValidationError with a sentence that names the way when it would be built on itself.
    """
    wanted = {part.pk: part for part in parts}
    with transaction.atomic():
        names = _hold_all()
        links = list(
            Component.objects.exclude(solution=offering).order_by("pk").values_list("solution_id", "part_id")
        )
        for pk in sorted(wanted):
            way = path_to(links, pk, {offering.pk})
            if way is not None:
                raise ValidationError(
                    _("%(name)s would be built on itself: %(way)s. Take one of these links away first.")
                    % {
                        "name": offering.name,
                        "way": " → ".join(names[step] for step in [offering.pk, *way]),
                    }
                )
        before = dict(offering.component_links.values_list("part_id", "part__reference"))
        if set(before) == set(wanted):
            return
        offering.component_links.exclude(part__in=wanted).delete()
        Component.objects.bulk_create(
            Component(solution=offering, part_id=pk) for pk in sorted(set(wanted) - set(before))
        )
        offering.count_save()
        record(
            by=by,
            kind="offering.components",
            obj=offering,
            changes={
                "components": [sorted(before.values()), sorted(part.reference for part in wanted.values())]
            },
        )


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
    _may_edit(by)
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
    _may_edit(by)
    with transaction.atomic():
        record(
            by=by,
            kind="offering.usage_ended",
            obj=usage.offering,
            changes={"unit": usage.unit.code, "group": usage.group.code if usage.group else ""},
        )
        usage.delete()
