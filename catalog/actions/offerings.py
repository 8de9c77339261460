"""Creating and changing an offering."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import Any

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from catalog.actions.cards import follow
from catalog.actions.components import hold_all, set_components
from catalog.actions.guards import refuse_reader
from catalog.models import Offering
from core.audit import differences, record
from organization.models import User


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
    refuse_reader(by)
    new = offering.pk is None
    with transaction.atomic():
        if parts is not None:
            hold_all()  # before its own row: everybody takes them in one order
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
            if not new:
                follow(offering, changes)
            record(by=by, kind=f"offering.{'created' if new else 'changed'}", obj=offering, changes=changes)
        if parts is not None:
            try:
                set_components(offering=offering, parts=parts, by=by)
            except ValidationError as circle:
                raise ValidationError({"components": circle.messages}) from circle
    return offering
