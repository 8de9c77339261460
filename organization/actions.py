"""The verbs of the organisation. Parent, zone, notice days, holidays and calendar of a unit reach other
apps: those are verbs of the portal (dsi_marketing.reorganise)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from core import audit
from organization.access import PROFILES
from organization.models import ApiToken, Brand, BusinessUnit, Capacity, Grant, Group, Site, User
from organization.permissions import can_edit_brand, can_edit_directory, can_end, can_give, can_revoke
from organization.queries import forget_shown_brand
from organization.tokens import create_token

Record = BusinessUnit | Site | User | Group


def plain(value: Any) -> Any:
    """A field's value as the trail keeps it: codes and references instead of records."""
    if hasattr(value, "_meta"):
        return audit.object_ref(value)
    return value


def _may_edit(by: User | None) -> None:
    if by is not None and not can_edit_directory(by):
        raise PermissionDenied


def save_record(
    *, obj: Record, fields: Mapping[str, Any], by: User | None, now: datetime, expected: int | None = None
) -> bool:
    """Create or change a unit, a site, a person or a group; False when nothing differs.

    `fields` are declared fields of the model, many-to-many ones as iterables of records. `by` None is the
    portal itself. Raises PermissionDenied; ValidationError by field (among others: a mailbox that another
    person has); EditedMeanwhile when the record's `edit` is not the `expected` one.
    """
    _may_edit(by)
    new = obj.pk is None
    kind = f"{obj._meta.model_name}.{'created' if new else 'changed'}"
    many = {f.name for f in obj._meta.many_to_many}
    sets = {name: list(value) for name, value in fields.items() if name in many}
    simple = {name: value for name, value in fields.items() if name not in many}
    with transaction.atomic():
        obj.hold(expected)
        before = {name: plain(getattr(obj, name)) for name in simple}
        if isinstance(obj, User) and simple.get("email"):
            simple["email"] = simple["email"].strip().lower()
        for name, value in simple.items():
            setattr(obj, name, value)
        if isinstance(obj, User) and new and not obj.password:
            obj.set_unusable_password()
        changes = audit.differences(before, {name: plain(getattr(obj, name)) for name in simple})
        if new or changes:
            if isinstance(obj, User):
                _mailbox_is_free(obj)
            obj.full_clean(exclude=["password"])
            if not new:
                obj.edit += 1
            try:
                with transaction.atomic():
                    obj.save()
            except IntegrityError as fault:
                raise ValidationError(_("Somebody has just taken this code, name or mailbox.")) from fault
        counted = bool(changes)
        for name, records in sets.items():
            had = sorted(audit.object_ref(r) for r in getattr(obj, name).all()) if not new else []
            has = sorted(audit.object_ref(r) for r in records)
            if had != has:
                getattr(obj, name).set(records)
                changes[name] = _moved(had, has)
        if changes and not new and not counted:
            obj.count_save()
        if new or changes:
            audit.record(by=by, kind=kind, obj=obj, changes=changes)
    return bool(new or changes)


def _mailbox_is_free(person: User) -> None:
    holder = (
        User.objects.filter(email__iexact=person.email).exclude(pk=person.pk).first()
        if person.email
        else None
    )
    if holder is not None:
        raise ValidationError(
            {
                "email": _("%(email)s is already the mailbox of %(name)s (%(ref)s).")
                % {"email": person.email, "name": holder.name, "ref": holder.ref}
            }
        )


def _moved(had: Iterable[str], has: Iterable[str]) -> list[Any]:
    """A change of a set, kept short in the trail: what left and what came."""
    return [sorted(set(had) - set(has)), sorted(set(has) - set(had))]


def set_capacities(
    *, person: User, capacities: Iterable[tuple[BusinessUnit, str]], by: User | None, now: datetime
) -> bool:
    """How a person stands towards units: exactly these (unit, kind) from now on."""
    _may_edit(by)
    wanted = {(unit.pk, kind): unit for unit, kind in capacities}
    with transaction.atomic():
        held = {(c.unit_id, c.kind): c for c in person.capacities.select_related("unit")}
        gone, come = held.keys() - wanted.keys(), wanted.keys() - held.keys()
        if not gone and not come:
            return False
        Capacity.objects.filter(pk__in=[held[key].pk for key in gone]).delete()
        Capacity.objects.bulk_create(Capacity(person=person, unit_id=u, kind=kind) for u, kind in come)
        person.count_save()
        audit.record(
            by=by,
            kind="user.capacities",
            obj=person,
            changes={
                "capacities": [
                    sorted(f"{held[key].unit.code}:{key[1]}" for key in gone),
                    sorted(f"{wanted[key].code}:{key[1]}" for key in come),
                ]
            },
        )
    return True


def give(
    *, person: User, profile: str, unit: BusinessUnit | None, reason: str, by: User | None, now: datetime
) -> Grant:
    """Give an access profile, over a unit where the profile is scoped to one.

    `by` None is the portal itself (installation, demonstration). Raises PermissionDenied; ValidationError
    when a unit or a reason lacks, the person left, or the person holds it already.
    """
    if by is not None and not can_give(by, profile, person):
        raise PermissionDenied
    found = PROFILES[profile]
    if not reason.strip():
        raise ValidationError({"reason": _("Say why: the reason stays in the history.")})
    if found.scoped_to_unit and unit is None:
        raise ValidationError({"unit": _("This profile is held over a unit: choose which.")})
    if not found.scoped_to_unit and unit is not None:
        raise ValidationError({"unit": _("This profile holds everywhere: leave the unit empty.")})
    if not person.is_active:
        raise ValidationError({"person": _("%(name)s has left.") % {"name": person.name}})
    with transaction.atomic():
        already = _("%(name)s holds this profile already.") % {"name": person.name}
        if Grant.objects.filter(person=person, profile=profile, unit=unit, ended_at=None).exists():
            raise ValidationError({"profile": already})
        try:
            with transaction.atomic():
                grant = Grant.objects.create(
                    person=person,
                    profile=profile,
                    unit=unit,
                    given_by_ref=by.ref if by is not None else "",
                    given_at=now,
                    reason=reason.strip(),
                )
        except IntegrityError as fault:
            raise ValidationError({"profile": already}) from fault
        audit.record(
            by=by,
            kind="grant.given",
            obj=person,
            changes={"profile": profile, "unit": unit.code if unit else "", "reason": grant.reason},
        )
    return grant


def end_grant(*, grant: Grant, reason: str, by: User | None, now: datetime) -> None:
    """End a grant, with its reason; it stays in the history. Raises PermissionDenied, ValidationError."""
    if by is not None and not can_end(by, grant):
        raise PermissionDenied
    if not reason.strip():
        raise ValidationError({"reason": _("Say why: the reason stays in the history.")})
    with transaction.atomic():
        ended = Grant.objects.filter(pk=grant.pk, ended_at=None).update(
            ended_at=now, ended_by_ref=by.ref if by is not None else "", end_reason=reason.strip()
        )
        if not ended:
            raise ValidationError(_("This grant has ended already."))
        audit.record(
            by=by,
            kind="grant.ended",
            obj=grant.person,
            changes={
                "profile": grant.profile,
                "unit": grant.unit.code if grant.unit else "",
                "reason": reason.strip(),
            },
        )


def save_brand(
    *, brand: Brand, fields: Mapping[str, Any], by: User, now: datetime, expected: int | None = None
) -> bool:
    """Set the portal's brand; False when nothing differs.

    Raises PermissionDenied; ValidationError; EditedMeanwhile when its `edit` is not the `expected` one.
    """
    if not can_edit_brand(by):
        raise PermissionDenied
    with transaction.atomic():
        brand.hold(expected)
        held = Brand.objects.filter(pk=1).first() or Brand(id=1)
        before = {name: str(getattr(held, name)) for name in fields}
        for name, value in fields.items():
            setattr(brand, name, value)
        brand.full_clean()
        brand.edit = held.edit + 1
        brand.save()
        changes = audit.differences(before, {name: str(getattr(brand, name)) for name in fields})
        if changes:
            audit.record(by=by, kind="brand.changed", obj=brand, changes=changes)
    forget_shown_brand()
    return bool(changes)


def issue_token(*, person: User, label: str, scope: str, by: User, now: datetime) -> tuple[ApiToken, str]:
    """A token of one's own; the text is shown once. Raises PermissionDenied."""
    if by.pk != person.pk:
        raise PermissionDenied
    with transaction.atomic():
        token, text = create_token(person=person, label=label, scope=scope)
        audit.record(
            by=by,
            kind="token.created",
            obj=person,
            changes={"label": label, "scope": scope, "hint": token.hint},
        )
    return token, text


def revoke_token(*, token: ApiToken, by: User, now: datetime) -> None:
    """Refused from now on; revoking twice changes nothing. Raises PermissionDenied."""
    if not can_revoke(by, token):
        raise PermissionDenied
    with transaction.atomic():
        if ApiToken.objects.filter(pk=token.pk, revoked_at=None).update(revoked_at=now):
            audit.record(
                by=by,
                kind="token.revoked",
                obj=token.person,
                changes={"label": token.label, "hint": token.hint},
            )
