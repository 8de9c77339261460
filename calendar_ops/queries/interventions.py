"""Reads of interventions. `visible_to` is the only door: lists, counts, exports, feeds and API start from it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils.translation import gettext as _

from calendar_ops.enums import State
from calendar_ops.models import Intervention, Notice, Reach
from calendar_ops.permissions import can_read_everything, units_held
from calendar_ops.queries.touching import relayed_by, touches
from calendar_ops.shown_state import Shown
from calendar_ops.telling.issuing import TOLD
from catalog.models import Offering
from organization.access import Permission
from organization.models import User
from organization.queries import unit_tree
from organization.tree import Tree

OPEN = (State.DRAFT, State.AWAITING, State.CONFIRMED, State.RUNNING)


def visible_to(user: User, tree: Tree | None = None) -> QuerySet[Intervention]:
    """What this person may know of. Planners and those who read everything: all of them, drafts too.

    Others: those they planned or are in charge of, and once confirmed those that touch them, that they pass
    on as relay, that they were told of, or that touch a unit they speak for (with its subtree). `tree`: the
    tree of units, for whoever has read it already.
    """
    everything = Intervention.objects.all()
    if not user.is_authenticated or not user.is_active:
        return everything.none()
    if can_read_everything(user):
        return everything
    read = units_held(user, Permission.READ_ALL_INTERVENTIONS)
    told = Notice.objects.filter(person=user, delivery__isnull=False)
    concerned = touches(user) | Q(pk__in=told.values("intervention"))
    if passed_on := relayed_by(user, tree):
        concerned |= passed_on
    over = (read | units_held(user, Permission.SIGN_FOR_UNIT)) - {0}
    if over:
        held = Reach.objects.filter(unit__in=(tree or unit_tree()).subtrees(over))
        concerned |= Q(pk__in=held.values("intervention"))
    return everything.filter(Q(owner=user) | Q(planner=user) | Q(version__gte=1) & concerned)


STATE_LABELS = {
    "due_to_start": lambda: _("To be started"),
    "overdue": lambda: _("End not confirmed"),
}


def state_label(shown: Shown) -> str:
    """The word of a state as shown."""
    label = STATE_LABELS.get(shown.code)
    return label() if label else str(State(shown.code).label)


def for_page(user: User, reference: str) -> QuerySet[Intervention]:
    """The intervention of a detail page, with what it shows."""
    return (
        visible_to(user)
        .filter(reference=reference)
        .select_related("owner", "planner", "approved_by")
        .prefetch_related("offerings", "sites")
    )


def told_count(intervention: Intervention) -> int:
    """How many people were told about it: what moving, finishing or cancelling tells again."""
    return intervention.notices.filter(TOLD).values("person").distinct().count()


@dataclass(frozen=True, slots=True)
class Collision:
    """Another intervention in the same slot on the same service or unit."""

    intervention: Intervention
    units: str


def collisions(
    *,
    start: datetime,
    end: datetime,
    offerings: Collection[int],
    units: Collection[int],
    user: User,
    besides: int | None = None,
    most: int = 5,
) -> list[Collision]:
    """Confirmed or running work in [start, end) on one of these offerings or units. Two queries."""
    shared = Q(Exists(Reach.objects.filter(intervention=OuterRef("pk"), unit__in=list(units))))
    if offerings:
        shared |= Q(Exists(Offering.objects.filter(pk__in=list(offerings), interventions=OuterRef("pk"))))
    found = list(
        visible_to(user)
        .filter(start__lt=end, end__gt=start, state__in=[State.CONFIRMED, State.RUNNING])
        .filter(shared)
        .exclude(pk=besides or 0)
        .order_by("start")[:most]
    )
    names: dict[int, list[tuple[int, str]]] = defaultdict(list)
    if found:
        for pk, unit, name in Reach.objects.filter(
            intervention__in=[i.pk for i in found], unit__in=list(units)
        ).values_list("intervention_id", "unit_id", "unit__name"):
            names[pk].append((unit, name))
    return [Collision(i, ", ".join(sorted(name for _unit, name in names[i.pk])[:3])) for i in found]
