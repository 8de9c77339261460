"""A plan held against everything: whom it touches, their calendars, the verdict. One value for form, API, confirm."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime

from calendar_ops.audience import Audience, touched
from calendar_ops.enums import Colour
from calendar_ops.models import Intervention
from calendar_ops.policy import Keeper, Verdict, Work, judge
from calendar_ops.spans import keepers_for
from organization.queries import unit_tree
from organization.tree import Tree

STRICTNESS = {Colour.BLUE: 0, Colour.NONE: 1, Colour.WHITE: 2, Colour.RED: 3}


@dataclass(frozen=True, slots=True)
class Plan:
    """What is judged: the work and its slot [start, end), and what it names, as ids."""

    work_class: str
    interruption_minutes: int
    start: datetime
    end: datetime
    offerings: frozenset[int] = frozenset()
    added: frozenset[int] = frozenset()
    dropped: frozenset[int] = frozenset()
    sites: frozenset[int] = frozenset()

    @property
    def work(self) -> Work:
        return Work(self.work_class, self.interruption_minutes, self.start, self.end)

    @property
    def names_something(self) -> bool:
        return bool(self.offerings or self.added)


@dataclass(frozen=True, slots=True)
class Changes:
    """What would be different in a stored plan; None: as it is."""

    work_class: str | None = None
    interruption_minutes: int | None = None
    start: datetime | None = None
    end: datetime | None = None
    offerings: frozenset[int] | None = None
    added: frozenset[int] | None = None
    dropped: frozenset[int] | None = None
    sites: frozenset[int] | None = None


@dataclass(slots=True)
class Evaluation:
    """The answer: `audience` whom and why, `keepers` the calendars concerned, `verdict` what they say."""

    plan: Plan
    tree: Tree
    audience: Audience
    keepers: list[Keeper] = field(default_factory=list)
    verdict: Verdict | None = None

    @property
    def keeper_codes(self) -> set[str]:
        return {keeper.code for keeper in self.keepers}

    @property
    def worst_colour(self) -> str:
        """The strictest colour met over the slot; empty when nobody is touched."""
        met = {
            stretch.colour
            for keeper in self.keepers
            for stretch in keeper.stretches
            if stretch.start < self.plan.end and stretch.end > self.plan.start
        }
        return max(met, key=lambda colour: STRICTNESS[Colour(colour)], default="")

    @property
    def topmost_units(self) -> list[int]:
        """The units touched that lie below no other one touched, by id."""
        units = self.audience.units
        return sorted(unit for unit in units if self.tree.parents[unit] not in units)

    def remember(self, row: Intervention) -> None:
        """Keep on the row what lists show of it; it is not saved."""
        row.worst_colour = self.worst_colour
        row.people_count = self.audience.people_count
        row.units_count = len(self.audience.units)
        row.topmost_units = self.topmost_units


def plan_of(intervention: Intervention, changes: Changes | None = None) -> Plan:
    """The plan as stored, with what is about to change in it."""
    changes = changes or Changes()
    added: set[int] = set()
    dropped: set[int] = set()
    for unit, is_dropped in intervention.unit_choices.values_list("unit_id", "dropped"):
        (dropped if is_dropped else added).add(unit)
    offerings = changes.offerings
    if offerings is None:
        offerings = frozenset(intervention.offerings.values_list("pk", flat=True))
    sites = changes.sites
    if sites is None:
        sites = frozenset(intervention.sites.values_list("pk", flat=True))
    minutes = changes.interruption_minutes
    return Plan(
        work_class=changes.work_class or intervention.work_class,
        interruption_minutes=intervention.interruption_minutes if minutes is None else minutes,
        start=changes.start or intervention.start,
        end=changes.end or intervention.end,
        offerings=offerings,
        added=frozenset(added) if changes.added is None else changes.added,
        dropped=frozenset(dropped) if changes.dropped is None else changes.dropped,
        sites=sites,
    )


def whom(plan: Plan, tree: Tree | None = None) -> Audience:
    """Whom the plan touches; see calendar_ops.audience."""
    return touched(plan.offerings, plan.added, plan.dropped, plan.sites, tree=tree)


def evaluate(plan: Plan, tree: Tree | None = None, audience: Audience | None = None) -> Evaluation:
    """Hold the plan against the calendars of all it touches, in a constant number of queries."""
    tree = tree or unit_tree()
    audience = audience or whom(plan, tree)
    keepers = keepers_for(audience.units, plan.start, plan.end, tree)
    return Evaluation(plan, tree, audience, keepers, judge(plan.work, keepers))


def judge_units(
    *, codes: Iterable[int], work_class: str, interruption_minutes: int, start: datetime, end: datetime
) -> Verdict:
    """The verdict for units named by id, each with its subtree: what `interventions/check/` answers."""
    tree = unit_tree()
    keepers = keepers_for(tree.subtrees(codes), start, end, tree)
    return judge(Work(work_class, interruption_minutes, start, end), keepers)
