"""Reads of interventions. `seen` is the only door: lists, counts, exports, feeds and API start from it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from typing import NamedTuple

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils.translation import gettext as _

from calendar_ops.enums import State
from calendar_ops.models import Intervention, Notice, Reach
from calendar_ops.permissions import can_read_everything, units_held
from calendar_ops.queries.touching import Belonging, belonging, passed_on, spoken_for, touching
from calendar_ops.shown_state import Shown
from calendar_ops.telling.issuing import TOLD
from catalog.models import Offering
from core.among import Keys, keys
from core.compiled import compiled
from organization.access import Permission
from organization.models import User
from organization.queries import unit_tree
from organization.tree import Tree

OPEN = (State.DRAFT, State.AWAITING, State.CONFIRMED, State.RUNNING)


class Sight(NamedTuple):
    """Why a person may know of interventions, in plain numbers: what is asked from it can be compiled."""

    everything: bool = False
    person: int | None = None  # None: whoever reads everything, or nothing
    belonging: Belonging | None = None
    relays: Keys | None = None  # units that they pass messages on to
    held: Keys | None = None  # units that they speak for or account for, with those below


NOTHING, EVERYTHING = Sight(), Sight(everything=True)


def sight_of(user: User, tree: Tree | None = None) -> Sight:
    """`tree`: the tree of units, for whoever has read it already."""
    if not user.is_authenticated or not user.is_active:
        return NOTHING
    if can_read_everything(user):
        return EVERYTHING
    read = units_held(user, Permission.READ_ALL_INTERVENTIONS)
    over = (read | units_held(user, Permission.SIGN_FOR_UNIT)) - {0}
    held = (tree or unit_tree()).subtrees(over) if over else ()
    return Sight(False, user.pk, belonging(user), keys(spoken_for(user, tree)) or None, keys(held) or None)


def seen(sight: Sight) -> QuerySet[Intervention]:
    """What may be known of. Planners and those who read everything: all of them, drafts too.

    Others: those they planned or are in charge of, and once confirmed those that touch them, that they pass
    on as relay, that they were told of, or that touch a unit they speak for (with its subtree).
    """
    everything = Intervention.objects.all()
    if sight.everything:
        return everything
    if sight.person is None or sight.belonging is None:
        return everything.none()
    told = Notice.objects.filter(person=sight.person, delivery__isnull=False)
    concerned = touching(sight.belonging) | Q(pk__in=told.values("intervention"))
    if sight.relays is not None:
        concerned |= passed_on(sight.relays)
    if sight.held is not None:
        concerned |= Q(pk__in=Reach.objects.filter(unit__among=sight.held).values("intervention"))
    person = sight.person
    return everything.filter(Q(owner=person) | Q(planner=person) | Q(version__gte=1) & concerned)


def visible_to(user: User, tree: Tree | None = None) -> QuerySet[Intervention]:
    """What this person may know of."""
    return seen(sight_of(user, tree))


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
    touched = keys(units)
    found = _colliding(sight_of(user), start, end, keys(offerings), touched, besides or 0)[:most]
    names: dict[int, list[str]] = defaultdict(list)
    if found:
        for pk, name in _shared(keys(work.pk for work in found), touched):
            names[pk].append(name)
    return [Collision(work, ", ".join(sorted(names[work.pk])[:3])) for work in found]


@compiled
def _colliding(
    sight: Sight, start: datetime, end: datetime, offerings: Keys, units: Keys, besides: int
) -> QuerySet[Intervention]:
    shared = Q(Exists(Reach.objects.filter(intervention=OuterRef("pk"), unit__among=units)))
    shared |= Q(Exists(Offering.objects.filter(pk__among=offerings, interventions=OuterRef("pk"))))
    meets = Q(start__lt=end, end__gt=start, state__in=[State.CONFIRMED, State.RUNNING])
    return seen(sight).filter(meets, shared).exclude(pk=besides).order_by("start")


@compiled
def _shared(works: Keys, units: Keys) -> QuerySet[Reach, tuple[int, str]]:
    reach = Reach.objects.filter(intervention__among=works, unit__among=units)
    return reach.values_list("intervention_id", "unit__name")
