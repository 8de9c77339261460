"""The shelves of the shop window: made, named, put into one another, ordered, taken away when empty."""

from __future__ import annotations

from collections.abc import Mapping
from itertools import count
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.text import slugify
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from catalog.actions.guards import refuse_reader
from catalog.category_tree import Shelves, Shelving
from catalog.models import Category
from core.audit import differences, record
from organization.models import User

LONGEST_CODE = 40
AT_MOST = 2**15 - 1  # ranks that the database keeps


def save_category(
    *, category: Category, fields: Mapping[str, Any], by: User | None, expected: int | None = None
) -> Category:
    """Create a category, rename it or put it into another one; a new one, or one that moved, stands last there.

    `fields`: name, name_en, parent. Its code is made of its first name and stays: it stands in addresses.
    Raises PermissionDenied; ValidationError by field (a circle, a name that a sister bears); EditedMeanwhile.
    """
    refuse_reader(by)
    new = category.pk is None
    with transaction.atomic():
        known = _hold_all()
        category.hold(expected)
        before = {} if new else _plain(category)
        parent_before = category.parent_id
        for name, value in fields.items():
            setattr(category, name, value)
        _refuse_circle(category, known)
        _refuse_twin(category, known)
        changes = differences(before, _plain(category))
        if not new and not changes:
            return category
        if new:
            category.code = _code(category.name, {one.code for one in known.values()})
        if new or category.parent_id != parent_before:
            ranks = [one.rank for one in known.values() if one.parent_id == category.parent_id]
            category.rank = min(max(ranks, default=-1) + 1, AT_MOST)
        category.edit += 0 if new else 1
        category.full_clean()
        category.save()
        record(by=by, kind=f"category.{'created' if new else 'changed'}", obj=category, changes=changes)
    return category


def move_category(*, category: Category, up: bool, by: User | None) -> None:
    """One place up or down among its sisters; nothing happens to the first or the last. Raises PermissionDenied."""
    refuse_reader(by)
    with transaction.atomic():
        known = _hold_all()
        if category.pk not in known:
            return
        category = known[category.pk]
        sisters = sorted(
            (one for one in known.values() if one.parent_id == category.parent_id),
            key=lambda one: (one.rank, one.name, one.pk),
        )
        here = [one.pk for one in sisters].index(category.pk)
        there = here - 1 if up else here + 1
        if not 0 <= there < len(sisters):
            return
        sisters[here], sisters[there] = sisters[there], sisters[here]
        for rank, one in enumerate(sisters):
            if one.rank != rank:
                Category.objects.filter(pk=one.pk).update(rank=rank)
        record(by=by, kind="category.moved", obj=category, changes={"rank": [here, there]})


def delete_category(*, category: Category, by: User | None) -> None:
    """Take an empty category away.

    Raises PermissionDenied; ValidationError, with how many, when offerings or other categories stand in it.
    """
    refuse_reader(by)
    with transaction.atomic():
        _hold_all()
        offerings, inside = category.offerings.count(), category.children.count()
        if offerings:
            words = ngettext(
                "%(n)d offering stands in « %(name)s »: give it another category first.",
                "%(n)d offerings stand in « %(name)s »: give them another category first.",
                offerings,
            )
            raise ValidationError(words % {"n": offerings, "name": category.name})
        if inside:
            words = ngettext(
                "%(n)d category stands in « %(name)s »: move it first.",
                "%(n)d categories stand in « %(name)s »: move them first.",
                inside,
            )
            raise ValidationError(words % {"n": inside, "name": category.name})
        record(by=by, kind="category.deleted", obj=category, changes=differences({}, _plain(category)))
        category.delete()


def _hold_all() -> dict[int, Category]:
    """Lock all categories, as every change does: two halves of a circle cannot be made at once."""
    return {one.pk: one for one in Category.objects.select_for_update().order_by("pk")}


def _plain(category: Category) -> dict[str, Any]:
    return {
        "name": category.name,
        "name_en": category.name_en,
        "parent": category.parent.code if category.parent else None,
    }


def _refuse_circle(category: Category, known: Mapping[int, Category]) -> None:
    tree = Shelves(Shelving(one.pk, one.parent_id, one.code, one.name) for one in known.values())
    if category.pk is not None and tree.would_circle(category.pk, category.parent_id):
        way = [known[key].name for key in reversed(tree.lineage(category.parent_id or 0))]
        named = way[way.index(known[category.pk].name) :]
        raise ValidationError(
            {
                "parent": _("« %(name)s » would stand in itself: %(way)s. Choose a category outside of it.")
                % {"name": category.name, "way": " → ".join([*named, category.name])}
            }
        )


def _refuse_twin(category: Category, known: Mapping[int, Category]) -> None:
    for one in known.values():
        if one.pk != category.pk and one.parent_id == category.parent_id and one.name == category.name:
            raise ValidationError(
                {"name": _("« %(name)s » stands there already: choose another name.") % {"name": one.name}}
            )


def _code(name: str, taken: set[str]) -> str:
    """« poste-et-mobilite », « poste-et-mobilite-2 »."""
    begun = slugify(name)[:LONGEST_CODE].strip("-_") or "category"
    if begun not in taken:
        return begun
    return next(
        code
        for number in count(2)
        if (code := f"{begun[: LONGEST_CODE - len(str(number)) - 1]}-{number}") not in taken
    )
