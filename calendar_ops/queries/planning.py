"""What stands beside the form of an intervention: the verdict, the strip, the repairs, whom it touches."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.translation import ngettext

from calendar_ops import strip as geometry
from calendar_ops.audience import sentence
from calendar_ops.due import Terms
from calendar_ops.due_words import Due, dues
from calendar_ops.enums import VerdictKind
from calendar_ops.evaluation import Evaluation, Plan, whom
from calendar_ops.policy import Keeper, judge
from calendar_ops.queries import strips
from calendar_ops.queries.interventions import Collision, collisions
from calendar_ops.repairs import LOOK_AHEAD, Repairs, repairs
from calendar_ops.sentences import (
    OffenceInWords,
    colours_met,
    grouped,
    heading,
    in_words,
    interruption_fault,
    margin,
)
from calendar_ops.slots import Wish, find
from calendar_ops.spans import keepers_for
from core.among import Keys, keys
from core.compiled import compiled
from organization.models import BusinessUnit, User
from organization.queries import unit_tree

TONES = {"allowed": "ok", "refused": "bad", "needs_approval": "warn", "not_negotiated": "warn"}
ICONS = {"allowed": "check-circle-fill", "refused": "x-octagon-fill"}
MOST_GROUPS = 20
IN_FULL = 4  # offences with their rule and agreement; the template cuts there too
MOST_OFFENCES = 40
MOST_LINES = 8  # calendars drawn; those that stand in the way first
NAMED = 4


@dataclass(frozen=True, slots=True)
class TouchedRow:
    """One unit touched, as the page shows it."""

    unit: int
    name: str
    people: int
    why: str


@dataclass(frozen=True, slots=True)
class TouchedGroup:
    """The units touched that keep or follow one calendar, the largest first; `units` are their ids, joined."""

    name: str
    people: int
    why: str
    units: str
    rows: list[TouchedRow]


@dataclass(frozen=True, slots=True)
class Agreement:
    """A calendar that was asked, and its signed version."""

    name: str
    version: int
    address: str


@dataclass(slots=True)
class Told:
    """Who will be told, how, when."""

    people: int = 0
    where: str = ""
    by_relay: int = 0
    unreachable: int = 0
    unreachable_where: str = ""
    dues: list[Due] = field(default_factory=list)
    more_dues: int = 0
    at_once: bool = False


@dataclass(slots=True)
class Panel:
    """The whole answer to a plan, in the reader's words."""

    evaluation: Evaluation
    kind: str
    heading: str
    tone: str
    icon: str
    short: str
    offences: list[OffenceInWords]
    more_offences: int
    margin: str
    agreements: list[Agreement]
    strip: strips.Strip | None
    left_out_lines: int
    collisions: list[Collision]
    repairs: Repairs
    touched: list[TouchedGroup]
    more_units: int
    told: Told
    interruption_fault: str
    length: timedelta


@dataclass(frozen=True, slots=True)
class UnitFacts:
    """What the panel says of a unit."""

    pk: int
    code: str
    name: str
    terms: Terms


def panel(
    plan: Plan, *, user: User, zone: str, now: datetime, besides: int | None = None, offers: bool = True
) -> Panel:
    """Hold the plan against everything, in a number of queries that does not grow.

    `besides`: the intervention itself, not to collide with. `offers`: look for repairs too.
    """
    tree = unit_tree()
    audience = whom(plan, tree)
    place = ZoneInfo(zone)
    first, last = strips.window(plan.start, now, place)
    begin = min(first, plan.start)
    until = max(last, plan.end, max(plan.start, now) + LOOK_AHEAD)
    keepers = keepers_for(audience.units, begin, until, tree)
    verdict = judge(plan.work, keepers)
    evaluation = Evaluation(plan, tree, audience, keepers, verdict)
    ids = {code: pk for pk, code in tree.codes.items()}
    facts = _facts([*audience.units, *(ids[keeper.code] for keeper in keepers)])
    names = {fact.code: fact.name for fact in facts.values()}
    behind = _people_behind(evaluation)
    found = repairs(evaluation, zone=zone, now=now, names=names) if offers else Repairs()
    touched = touched_groups(evaluation, facts, names)
    drawn = _worth_drawing(evaluation, behind)
    return Panel(
        evaluation=evaluation,
        kind=verdict.kind,
        heading=heading(verdict.kind),
        tone=TONES[verdict.kind],
        icon=ICONS.get(verdict.kind, "exclamation-triangle-fill"),
        short=colours_met(verdict, names, len(keepers)),
        offences=in_words(
            verdict,
            interruption_minutes=plan.interruption_minutes,
            names=names,
            place=place,
            most=MOST_OFFENCES,
        ),
        more_offences=max(len(verdict.offences) - IN_FULL, 0),
        margin=_margin(plan, keepers, begin, until, place) if verdict.kind == VerdictKind.ALLOWED else "",
        agreements=[
            Agreement(
                names.get(keeper.code, keeper.code),
                keeper.version,
                reverse("calendar_ops:calendar", args=[keeper.code]),
            )
            for keeper in keepers
            if keeper.version is not None
        ][:NAMED],
        strip=strips.strip(
            strips.lines_of(drawn, names=names, people=behind, verdict=verdict),
            start=first,
            end=last,
            zone=place,
            now=now,
            slot=(plan.start, plan.end),
            size=geometry.BESIDE_A_FORM,
        )
        if drawn
        else None,
        left_out_lines=len(keepers) - len(drawn),
        collisions=collisions(
            start=plan.start,
            end=plan.end,
            offerings=plan.offerings,
            units=audience.units,
            user=user,
            besides=besides,
        ),
        repairs=found,
        touched=touched[:MOST_GROUPS],
        more_units=sum(len(group.rows) for group in touched[MOST_GROUPS:]),
        told=told(evaluation, facts, touched, now=now),
        interruption_fault=interruption_fault(verdict, plan.interruption_minutes, names),
        length=plan.end - plan.start,
    )


def _facts(units: Iterable[int]) -> dict[int, UnitFacts]:
    """What is said of these units; one query."""
    return {row[0]: UnitFacts(row[0], row[1], row[2], Terms(*row[3:])) for row in _units(keys(units))}


@compiled
def _units(ids: Keys) -> QuerySet[BusinessUnit, tuple[Any, ...]]:
    found = BusinessUnit.objects.filter(pk__among=ids).order_by("name")
    return found.values_list("pk", "code", "name", "time_zone", "notice_days", "country", "subdivision")


def _people_behind(evaluation: Evaluation) -> dict[str, int]:
    """Code of a keeper → how many people its calendar speaks for."""
    ids = {code: pk for pk, code in evaluation.tree.codes.items()}
    return {
        keeper.code: sum(evaluation.audience.by_unit.get(ids[code], 0) for code in keeper.units)
        for keeper in evaluation.keepers
    }


def _worth_drawing(evaluation: Evaluation, people: Mapping[str, int]) -> list[Keeper]:
    """The calendars that stand in the way, then those of the most people; in the order of their codes."""
    assert evaluation.verdict is not None
    against = {offence.unit for offence in evaluation.verdict.offences}
    ranked = sorted(evaluation.keepers, key=lambda k: (k.code not in against, -people[k.code], k.code))
    return sorted(ranked[:MOST_LINES], key=lambda k: k.code)


def _margin(plan: Plan, keepers: list[Keeper], begin: datetime, until: datetime, place: ZoneInfo) -> str:
    """From when to when the work would be allowed, and what is left of it after the work."""
    wish = Wish(plan.work_class, plan.interruption_minutes, plan.end - plan.start, begin, until, None)
    for window in find(wish, keepers):
        if window.start <= plan.start and plan.end <= window.end:
            return margin(window.start, window.end, plan.end, place, further=window.end >= until)
    return ""


def touched_groups(
    evaluation: Evaluation, facts: Mapping[int, UnitFacts], names: Mapping[str, str]
) -> list[TouchedGroup]:
    """The units touched by the calendar that they keep or follow, each with its why, the largest first."""
    audience, ids = evaluation.audience, {code: pk for pk, code in evaluation.tree.codes.items()}
    groups = []
    for keeper in evaluation.keepers:
        rows = [
            TouchedRow(
                unit,
                facts[unit].name,
                audience.by_unit.get(unit, 0),
                "; ".join(sentence(r) for r in audience.units[unit]),
            )
            for unit in (ids[code] for code in keeper.units)
        ]
        rows.sort(key=lambda row: (-row.people, row.name))
        groups.append(
            TouchedGroup(
                rows[0].name if len(rows) == 1 else names.get(keeper.code, keeper.code),
                sum(row.people for row in rows),
                "; ".join(dict.fromkeys(row.why for row in rows)),
                ",".join(str(row.unit) for row in rows),
                rows,
            )
        )
    return sorted(groups, key=lambda group: (-group.people, group.name))


def told(
    evaluation: Evaluation, facts: Mapping[int, UnitFacts], groups: list[TouchedGroup], *, now: datetime
) -> Told:
    """Who will be told, in how many ways, and when; no query."""
    audience, plan = evaluation.audience, evaluation.plan
    times = dues(plan.start, {facts[unit].name: facts[unit].terms for unit in audience.units}, now=now)
    return Told(
        people=audience.people_count,
        where=_where({group.name: group.people for group in groups}),
        by_relay=audience.by_relay,
        unreachable=sum(audience.unreachable.values()),
        unreachable_where=_where(
            {facts[unit].name: n for unit, n in audience.unreachable.items() if unit in facts}
        ),
        dues=times[:NAMED],
        more_dues=max(len(times) - NAMED, 0),
        at_once=any(due.passed for due in times),
    )


def _where(counts: Mapping[str, int]) -> str:
    """« Finance 238, RH 140, Production 312 », the largest four; the others counted."""
    ranked = sorted(((n, name) for name, n in counts.items() if n), key=lambda one: (-one[0], one[1]))
    named = [f"{name} {grouped(n)}" for n, name in ranked[:NAMED]]
    left = len(ranked) - NAMED
    if left > 0:
        named.append(ngettext("%(n)s other unit", "%(n)s other units", left) % {"n": left})
    return ", ".join(named)


@dataclass(frozen=True, slots=True)
class Unreached:
    """People whom no mail and no relay reaches, in one unit."""

    unit: str
    address: str
    people: list[str]


def unreachable(plan: Plan) -> list[Unreached]:
    """The names of those whom nothing reaches, by unit. They are told of by their unit's head, or a poster."""
    audience = whom(plan)
    units = {unit.pk: unit for unit in BusinessUnit.objects.filter(pk__in=audience.unreachable)}
    names: dict[int, list[str]] = defaultdict(list)
    mute = dict(audience.people_query().filter(email="").order_by("name").values_list("pk", "name"))
    first: dict[int, int] = {}
    for person, unit in sorted(audience.memberships(), key=lambda pair: audience.tree.codes[pair[1]]):
        if person in mute and unit in units:
            first.setdefault(person, unit)
    for person, name in mute.items():
        if person in first:
            names[first[person]].append(name)
    return [
        Unreached(units[pk].name, units[pk].get_absolute_url(), names[pk])
        for pk in sorted(names, key=lambda pk: units[pk].name)
    ]
