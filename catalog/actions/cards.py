"""Working on a card: its copy keeps what is typed, right or wrong; what nobody reads yet is written at once."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from catalog.actions.guards import refuse_reader
from catalog.card_content import CardContent, changes_of, content_of, flat, write
from catalog.enums import PUBLISHED
from catalog.models import Alias, Offering, WorkingCopy
from core.audit import record
from core.folding import folded
from core.models import EditedMeanwhile
from organization.models import User


def keep_copy(
    *, offering: Offering, typed: Mapping[str, Any], by: User, now: datetime, expected: int | None = None
) -> WorkingCopy:
    """Keep what is typed, as it is typed. Raises PermissionDenied; EditedMeanwhile when somebody saved the card or
    its copy since they were read together: `expected` is then no longer the sum of their counts of saves."""
    refuse_reader(by)
    with transaction.atomic():
        copy = held_copy(offering, expected)
        if dict(typed) != copy.content or copy.pk is None:
            copy.content, copy.saved_by, copy.saved_at = dict(typed), by, now
            copy.edit = copy.edit + 1 if copy.pk else 1
            copy.save()
    return copy


def held_copy(offering: Offering, expected: int | None) -> WorkingCopy:
    """The copy of the card, with the offering read anew and locked until the transaction ends: two hands come one
    after the other."""
    Offering.objects.select_for_update().get(pk=offering.pk)
    offering.refresh_from_db()
    copy = WorkingCopy.objects.filter(offering=offering).first()
    if expected is not None and expected != offering.edit + (copy.edit if copy else 0):
        raise EditedMeanwhile
    return copy or WorkingCopy(offering=offering, edit=0)


def clear_copy(copy: WorkingCopy) -> None:
    """It was written or dropped. The row stays, and its count: an old page is still known as old."""
    if copy.pk is None:
        return
    copy.content = {}
    copy.edit += 1
    copy.save(update_fields=["content", "edit"])


def drop_copy(*, offering: Offering, by: User, expected: int | None = None) -> None:
    """Forget what was typed and not published. Raises PermissionDenied, EditedMeanwhile."""
    refuse_reader(by)
    with transaction.atomic():
        copy = held_copy(offering, expected)
        if copy.content:
            record(by=by, kind="offering.copy_dropped", obj=offering)
            clear_copy(copy)


def write_card(
    *, offering: Offering, content: CardContent, by: User, expected: int | None = None
) -> dict[str, list[Any]]:
    """Write a card that nobody reads yet, and say what changed. What is published changes by publishing only.

    Raises PermissionDenied; EditedMeanwhile; ValidationError by field.
    """
    refuse_reader(by)
    with transaction.atomic():
        copy = held_copy(offering, expected)
        if offering.state in PUBLISHED:
            raise ValidationError(_("It is published: what changes is shown once it is published again."))
        changes = put(offering, content)
        if changes:
            record(by=by, kind="offering.written", obj=offering, changes=changes)
        clear_copy(copy)
    return changes


def put(offering: Offering, content: CardContent) -> dict[str, list[Any]]:
    """Write the content on the records; answers what differs. The caller holds the offering's row and audits."""
    before = content_of(offering)
    changes = changes_of(flat(before), flat(content))
    if changes:
        refuse_taken(offering, content.aliases)
        offering.edit += 1
        try:
            with transaction.atomic():
                write(offering, content, before)
                offering.full_clean(validate_unique=False)
                offering.save()
        except IntegrityError as fault:
            raise ValidationError(
                {"aliases": _("Somebody has just given one of these names away.")}
            ) from fault
    return changes


def refuse_taken(offering: Offering, aliases: list[str]) -> None:
    """Raise ValidationError when another offering is called so already: a name leads to one card."""
    names = [folded(text) for text in aliases]
    taken = (
        Alias.objects.filter(folded__in=names).exclude(offering=offering).select_related("offering").first()
    )
    if taken:
        raise ValidationError(
            {
                "aliases": _(
                    "« %(alias)s » is another name of « %(name)s » already: a name leads to one card."
                )
                % {"alias": taken.text, "name": taken.offering.name}
            }
        )


def follow(offering: Offering, changes: Mapping[str, list[Any]]) -> None:
    """The record changed beside its working copy: what nobody typed otherwise there follows, so that publishing
    the copy does not undo it in silence."""
    copy = WorkingCopy.objects.filter(offering=offering).exclude(content={}).first()
    if copy is None:
        return
    followed = {
        name: after or ""
        for name, (before, after) in changes.items()
        if copy.content.get(name, "") == (before or "")
    }
    if followed:
        copy.content |= followed
        copy.edit += 1
        copy.save(update_fields=["content", "edit"])
