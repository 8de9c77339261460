"""The assembly of a solution, saved whole: for whom, of what, and what was required of it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from catalog.actions.components import Joined, hold_all, set_components
from catalog.actions.guards import refuse_reader
from catalog.actions.requirements import Required, set_requirements
from catalog.enums import BUILT, OfferingKind
from catalog.models import Offering
from core.audit import differences, record
from organization.models import BusinessUnit, User

CONTEXT = ("client", "context", "context_en", "turnkey", "integration_price")


def save_assembly(
    *,
    offering: Offering,
    parts: Sequence[Joined],
    by: User | None,
    fields: Mapping[str, Any] | None = None,
    requirements: Sequence[Required] | None = None,
    expected: int | None = None,
) -> None:
    """Save what an offering is built on and, of a solution, its client and context (`fields`, of CONTEXT) and its
    requirements; what is left out stays as it is.

    Raises PermissionDenied; ValidationError by field, `components` and `requirements` among them; EditedMeanwhile when
    the offering's `edit` is not the `expected` one.
    """
    refuse_reader(by)
    if offering.kind not in BUILT:
        raise ValidationError(_("Services and solutions are built on others; advice and projects are not."))
    if fields and offering.kind != OfferingKind.SOLUTION:
        raise ValidationError(_("Only a solution is made for one client."))
    with transaction.atomic():
        hold_all()  # before its own row: everybody takes them in one order
        offering.hold(expected)
        if fields:
            _context(offering, fields, by)
        _named("components", lambda: set_components(offering=offering, parts=parts, by=by))
        if requirements is not None:
            _named("requirements", lambda: set_requirements(solution=offering, rows=requirements, by=by))


def _context(offering: Offering, fields: Mapping[str, Any], by: User | None) -> None:
    before = {name: getattr(offering, name) for name in fields}
    for name, value in fields.items():
        setattr(offering, name, value)
    changes = differences(_plain(before), _plain(fields))
    if not changes:
        return
    others = {field.name for field in Offering._meta.concrete_fields} - set(fields)
    offering.clean_fields(exclude=others)
    offering.edit += 1
    offering.save(update_fields=[*fields, "edit"])
    record(by=by, kind="offering.context", obj=offering, changes=changes)


def _plain(values: Mapping[str, Any]) -> dict[str, Any]:
    """As the audit keeps them."""
    return {name: _audited(value) for name, value in values.items()}


def _audited(value: Any) -> Any:
    if isinstance(value, BusinessUnit):
        return value.code
    return value if value is None or isinstance(value, int | str) else str(value)


def _named(name: str, act: Any) -> None:
    """What an action refuses, at the field of that name."""
    try:
        act()
    except ValidationError as fault:
        raise ValidationError({name: fault.messages}) from fault
