"""May this work be done then: the one rule of blue, white and red [5.6]. No Django, no clock.

Called by the form while it is typed, by the API, the slot finder and the worker, always on the same
values. Every instant of the slot counts, not only its ends.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Hashable, Iterable, Mapping, Sequence
from datetime import UTC, datetime
from operator import itemgetter
from typing import NamedTuple
from zoneinfo import ZoneInfo

from .timeline import BLUE, NONE, RED, WHITE, PeriodRule, Stretch, whole

MINOR_MINUTES = 30
"""Work of class normal that interrupts nobody for longer than this is minor [5.6]."""

NORMAL, MINOR, SECURITY, EMERGENCY = "normal", "minor", "security", "emergency"
ALLOWED, NOT_NEGOTIATED, NEEDS_APPROVAL, REFUSED = "allowed", "not_negotiated", "needs_approval", "refused"
SEVERITY = {ALLOWED: 0, NOT_NEGOTIATED: 1, NEEDS_APPROVAL: 2, REFUSED: 3}

POLICY: dict[str, dict[str, str]] = {
    NORMAL: {BLUE: ALLOWED, WHITE: REFUSED, RED: REFUSED, NONE: NOT_NEGOTIATED},
    MINOR: {BLUE: ALLOWED, WHITE: ALLOWED, RED: REFUSED, NONE: NOT_NEGOTIATED},
    SECURITY: {BLUE: ALLOWED, WHITE: ALLOWED, RED: REFUSED, NONE: NOT_NEGOTIATED},
    EMERGENCY: {BLUE: ALLOWED, WHITE: ALLOWED, RED: NEEDS_APPROVAL, NONE: NOT_NEGOTIATED},
}
"""What a colour answers to a kind of work."""

RULES = {
    (WHITE, REFUSED): "white_minor_or_security_only",
    (RED, REFUSED): "red_emergency_only",
    (RED, NEEDS_APPROVAL): "red_emergency_needs_approval",
    (NONE, NOT_NEGOTIATED): "not_negotiated",
}
"""The name of the rule that an offence breaks, by colour and what it leads to."""

_END = itemgetter(1)


class Work(NamedTuple):
    """What is planned: class (normal, security, emergency), longest interruption for any one user in
    minutes, and the slot `[start, end)`, aware."""

    work_class: str
    interruption_minutes: int
    start: datetime
    end: datetime


class Keeper(NamedTuple):
    """A calendar that work is held against.

    `code` is the unit that keeps it, `units` the touched units that keep or follow it (codes).
    `version` is that of the calendar; None when these units are not negotiated at all (then `code` is
    that of the unit itself and `stretches` is not looked at). `stretches` are in order, do not overlap,
    are in UTC, and cover at least the time asked for, unclipped: a stretch that overlaps it is there
    whole, since its bounds are cited. Where there is none the colour is `none`, as with stored spans.
    Any sequence of tuples in the order of `Stretch` will do (`timeline.by_calendar` makes them from rows).
    """

    code: str
    units: tuple[str, ...]
    version: int | None
    stretches: Sequence[Stretch]


class Offence(NamedTuple):
    """One unbroken span of one colour and period of one calendar in which the work is not simply allowed.

    `start`, `end`: what the slot touches of it. `period`: the key of the period, None for the default
    colour and for `none`. `period_start`, `period_end`: the whole of it; None where nothing is agreed.
    `kind`: what it leads to (refused, needs_approval, not_negotiated).
    """

    unit: str
    units: tuple[str, ...]
    colour: str
    start: datetime
    end: datetime
    period: Hashable
    period_start: datetime | None
    period_end: datetime | None
    rule: str
    version: int | None
    kind: str


class Verdict(NamedTuple):
    """`kind` is the worst of all units and instants; `offences` are worst first, then by start and unit."""

    kind: str
    offences: tuple[Offence, ...]

    @property
    def allowed(self) -> bool:
        return self.kind == ALLOWED


def kind_of_work(work_class: str, interruption_minutes: int) -> str:
    """The column of the policy's table: normal, minor, security or emergency.

    Raises ValueError for another class and for a negative interruption.
    """
    if work_class not in (NORMAL, SECURITY, EMERGENCY):
        raise ValueError(f"work is normal, security or emergency, not {work_class}")
    if interruption_minutes < 0:
        raise ValueError("an interruption is not negative")
    return MINOR if work_class == NORMAL and interruption_minutes <= MINOR_MINUTES else work_class


def allowed_colours(work_class: str, interruption_minutes: int) -> frozenset[str]:
    """The colours in which such work is simply allowed. Raises ValueError as `kind_of_work` does."""
    answers = POLICY[kind_of_work(work_class, interruption_minutes)]
    return frozenset(colour for colour, answer in answers.items() if answer == ALLOWED)


def judge(work: Work, keepers: Iterable[Keeper]) -> Verdict:
    """Holds the work against every calendar at every instant of its slot.

    The worst answer wins: refused, needs approval, not negotiated, allowed. Work that touches nobody's
    calendar is allowed. Raises ValueError when the slot is empty or ends before it starts, and as
    `kind_of_work` does.
    """
    start, end = work.start.astimezone(UTC), work.end.astimezone(UTC)
    if end <= start:
        raise ValueError("the work ends before it starts")
    answers = POLICY[kind_of_work(work.work_class, work.interruption_minutes)]
    fine = {colour for colour, answer in answers.items() if answer == ALLOWED}
    offences: list[Offence] = []
    for keeper in keepers:
        _, _, version, stretches = keeper
        if version is None:
            offences.append(_offence(keeper, answers, Stretch(start, end, NONE, None), start, end))
            continue
        first = bisect_right(stretches, start, key=_END)
        if first < len(stretches):
            since, until, colour, _ = stretches[first]
            if colour in fine and since <= start and until >= end:
                continue
        for run in _runs(stretches, first, start, end):
            if run.colour not in fine:
                offences.append(_offence(keeper, answers, run, start, end))
    if not offences:
        return Verdict(ALLOWED, ())
    offences.sort(key=lambda one: (-SEVERITY[one.kind], one.start, one.unit))
    return Verdict(offences[0].kind, tuple(offences))


def _runs(stretches: Sequence[Stretch], first: int, start: datetime, end: datetime) -> list[Stretch]:
    """What covers `[start, end)`, from the stretch numbered `first` on: unclipped, gaps filled, merged."""
    found: list[Stretch] = []

    def put(since: datetime, until: datetime, colour: str, key: Hashable) -> None:
        if found and found[-1].end == since and found[-1].colour == colour and found[-1].key == key:
            found[-1] = found[-1]._replace(end=until)
        else:
            found.append(Stretch(since, until, colour, key))

    cursor = start
    for number in range(first, len(stretches)):
        since, until, colour, key = stretches[number]
        if since >= end:
            break
        if since > cursor:
            put(cursor, since, NONE, None)
        put(since, until, colour, key)
        cursor = until
    if cursor < end:
        put(cursor, end, NONE, None)
    return found


def _offence(
    keeper: Keeper, answers: Mapping[str, str], run: Stretch, start: datetime, end: datetime
) -> Offence:
    kind = answers[run.colour]
    agreed = run.colour != NONE
    return Offence(
        unit=keeper.code,
        units=keeper.units,
        colour=run.colour,
        start=max(run.start, start),
        end=min(run.end, end),
        period=run.key,
        period_start=run.start if agreed else None,
        period_end=run.end if agreed else None,
        rule=RULES[run.colour, kind],
        version=keeper.version,
        kind=kind,
    )


def cite(verdict: Verdict, periods: Mapping[Hashable, tuple[PeriodRule, str | ZoneInfo]]) -> Verdict:
    """The verdict with each offence's period as it was agreed: whole, not only where it decides.

    `judge` knows stretches, which an exception or a stricter period cuts short. `periods` gives, by key,
    the rule and its calendar's zone; an offence whose period is not among them is left as it is.
    """
    cited = []
    for one in verdict.offences:
        if one.period in periods:
            rule, zone = periods[one.period]
            extent = whole(rule, zone=zone, start=one.start, end=one.end)
            if extent is not None:
                one = one._replace(period_start=extent[0], period_end=extent[1])
        cited.append(one)
    return Verdict(verdict.kind, tuple(cited))
