"""What an offering is built on; circles are refused."""

from __future__ import annotations

from collections.abc import Collection, Iterable

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from catalog.models import Component, Offering
from core.audit import record
from organization.models import User


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


def hold_all() -> dict[int, str]:
    """Lock all offerings, as every change of components does: two halves of a circle cannot be made at once."""
    return dict(Offering.objects.select_for_update().order_by("pk").values_list("pk", "name"))


def set_components(*, offering: Offering, parts: Collection[Offering], by: User | None) -> None:
    """Say what the offering is built on, in place of what it was.

    Raises ValidationError with a sentence that names the way when it would be built on itself.
    """
    wanted = {part.pk: part for part in parts}
    with transaction.atomic():
        names = hold_all()
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
