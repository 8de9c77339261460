"""Reads of interventions. `visible_to` is the only door: lists, counts, exports, feeds and API start from it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Count, Exists, OuterRef, Q, QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from calendar_ops.enums import Colour, State, WorkClass
from calendar_ops.models import Intervention, Reach
from calendar_ops.permissions import can_plan, units_held
from calendar_ops.sentences import day
from calendar_ops.shown_state import Shown, shown_state
from catalog.models import Offering
from organization.access import Permission
from organization.models import User
from organization.queries import unit_tree
from organization.tree import Tree

OPEN = (State.DRAFT, State.AWAITING, State.CONFIRMED, State.RUNNING)


def visible_to(user: User) -> QuerySet[Intervention]:
    """What this person may know of. Planners and those who read everything: all of them, drafts too.

    Others: those they are in charge of, and those once confirmed that touch one of their units (a
    representative or account manager: one of the units they hold, with their subtrees).
    """
    everything = Intervention.objects.all()
    if not user.is_authenticated or not user.is_active:
        return everything.none()
    read = units_held(user, Permission.READ_ALL_INTERVENTIONS)
    if can_plan(user) or 0 in read:
        return everything
    over = (read | units_held(user, Permission.SIGN_FOR_UNIT)) - {0}
    units = unit_tree().subtrees(over) if over else set()
    units |= set(user.further_units.values_list("pk", flat=True))
    if user.unit_id:
        units.add(user.unit_id)
    reached = Exists(Reach.objects.filter(intervention=OuterRef("pk"), unit__in=units))
    return everything.filter(Q(owner=user) | Q(planner=user) | Q(version__gte=1) & reached)


STATE_LABELS = {
    "due_to_start": lambda: _("To be started"),
    "overdue": lambda: _("End not confirmed"),
}


def state_label(shown: Shown) -> str:
    """The word of a state as shown."""
    label = STATE_LABELS.get(shown.code)
    return label() if label else str(State(shown.code).label)


@dataclass(frozen=True, slots=True)
class Row:
    """One line of the list, ready to be shown."""

    reference: str
    url: str
    intervention: Intervention
    minutes: int
    units: str
    people: int | None
    colour: str
    colour_word: str
    state: str
    icon: str
    tone: str
    note: str


def unit_names(touched: Collection[tuple[int, str]], tree: Tree, most: int = 3) -> str:
    """The topmost of the touched units by name; more than `most` are counted."""
    ids = {unit for unit, _name in touched}
    top = [name for unit, name in touched if tree.parents.get(unit) not in ids]
    top.sort()
    if len(top) <= most:
        return ", ".join(top)
    return ngettext("%(n)s unit", "%(n)s units", len(top)) % {"n": len(top)}


def rows(interventions: Iterable[Intervention], now: datetime) -> list[Row]:
    """The lines of one page of the list: two queries (their reach, the tree), whatever their number."""
    page = list(interventions)
    reach: dict[int, list[tuple[int, str]]] = defaultdict(list)
    dues: dict[int, list[tuple[datetime, datetime | None]]] = defaultdict(list)
    for pk, unit, name, due, queued in Reach.objects.filter(
        intervention__in=[i.pk for i in page]
    ).values_list("intervention_id", "unit_id", "unit__name", "due_at", "queued_at"):
        reach[pk].append((unit, name))
        dues[pk].append((due, queued))
    tree = unit_tree()
    answer = []
    for intervention in page:
        shown = shown_state(intervention.state, intervention.start, intervention.end, now)
        answer.append(
            Row(
                reference=intervention.reference,
                url=intervention.get_absolute_url(),
                intervention=intervention,
                minutes=intervention.interruption_minutes,
                units=unit_names(reach[intervention.pk], tree),
                people=intervention.people_count,
                colour=intervention.worst_colour,
                colour_word=str(Colour(intervention.worst_colour).label) if intervention.worst_colour else "",
                state=state_label(shown),
                icon=shown.icon,
                tone=shown.tone,
                note=_note(intervention, shown, dues[intervention.pk]),
            )
        )
    return answer


def _note(intervention: Intervention, shown: Shown, dues: list[tuple[datetime, datetime | None]]) -> str:
    if shown.code == "confirmed" and dues:
        queued = [q for _due, q in dues if q is not None]
        if queued:
            return _("notice left on %(day)s") % {"day": day(min(queued))}
        return _("notice on %(day)s") % {"day": day(min(due for due, _q in dues))}
    if shown.code == "draft" and intervention.worst_colour == Colour.NONE:
        return _("reason to be given")
    if shown.code == "draft" and intervention.worst_colour == Colour.RED:
        return (
            _("to be submitted for approval")
            if intervention.work_class == WorkClass.EMERGENCY
            else _("slot refused")
        )
    return ""


def to_settle(interventions: QuerySet[Intervention]) -> str:
    """« 2 to settle: 1 awaits approval, 1 not negotiated », or nothing; one query."""
    found = interventions.aggregate(
        awaiting=Count("pk", filter=Q(state=State.AWAITING)),
        none=Count("pk", filter=Q(state=State.DRAFT, worst_colour=Colour.NONE)),
    )
    parts = []
    if found["awaiting"]:
        parts.append(
            ngettext("%(n)s awaits approval", "%(n)s await approval", found["awaiting"])
            % {"n": found["awaiting"]}
        )
    if found["none"]:
        parts.append(
            ngettext("%(n)s not negotiated", "%(n)s not negotiated", found["none"]) % {"n": found["none"]}
        )
    if not parts:
        return ""
    return _("of which to settle: %(what)s") % {"what": ", ".join(parts)}


def for_page(user: User, reference: str) -> QuerySet[Intervention]:
    """The intervention of a detail page, with what it shows."""
    return (
        visible_to(user)
        .filter(reference=reference)
        .select_related("owner", "planner", "approved_by")
        .prefetch_related("offerings", "sites")
    )


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
