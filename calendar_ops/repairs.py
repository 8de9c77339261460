"""What would make a refused plan possible, as one click each: fields of the form to change, cheapest first."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from django.utils import timezone
from django.utils.translation import gettext as _

from calendar_ops.enums import Colour, VerdictKind, WorkClass
from calendar_ops.evaluation import Evaluation
from calendar_ops.policy import Work, judge
from calendar_ops.sentences import slot
from calendar_ops.slots import Window, Wish, find
from calendar_ops.spans import keepers_for

LOOK_AHEAD = timedelta(days=35)
SLOTS = 3
MINOR = 30  # minutes


@dataclass(frozen=True, slots=True)
class Repair:
    """`changes` maps a form field to its new value; `label` is the button, `title` what it does."""

    title: str
    detail: str
    label: str
    changes: tuple[tuple[str, str], ...]


def repairs(evaluation: Evaluation, zone: str) -> list[Repair]:
    """The next slots, an interruption of thirty minutes, leaving the one unit out that refuses."""
    verdict = evaluation.verdict
    if verdict is None or verdict.kind != VerdictKind.REFUSED:
        return []
    return [*_next_slots(evaluation, zone), *_shorter(evaluation), *_without(evaluation)]


def _next_slots(evaluation: Evaluation, zone: str) -> list[Repair]:
    plan, place = evaluation.plan, ZoneInfo(zone)
    until = plan.start + LOOK_AHEAD
    keepers = keepers_for(evaluation.audience.units, plan.start, until, evaluation.tree)
    wish = Wish(plan.work_class, plan.interruption_minutes, plan.end - plan.start, plan.start, until, None)
    answer: list[Repair] = []
    for window in find(wish, keepers):
        start = _same_clock(window, plan.start, place)
        end = start + (plan.end - plan.start)
        answer.append(
            Repair(
                slot(start, end, place),
                _("possible start from %(first)s to %(last)s")
                % {
                    "first": slot(window.earliest_start, window.latest_start, place).split(" – ")[0],
                    "last": _clock(window.latest_start, place),
                },
                _("Take this slot"),
                _slot_fields(start, end, place),
            )
        )
        if len(answer) == SLOTS:
            break
    return answer


def _clock(moment: datetime, place: ZoneInfo) -> str:
    local = timezone.localtime(moment, place)
    return f"{local:%d/%m %H:%M}"


def _same_clock(window: Window, wanted: datetime, place: ZoneInfo) -> datetime:
    """A start in the window at the hour that was wanted, else the earliest one."""
    clock = timezone.localtime(wanted, place).time()
    day = timezone.localtime(window.earliest_start, place).date()
    for offset in range(3):
        candidate = datetime.combine(day + timedelta(days=offset), clock, place)
        if window.earliest_start <= candidate <= window.latest_start:
            return candidate
    return window.earliest_start


def _slot_fields(start: datetime, end: datetime, place: ZoneInfo) -> tuple[tuple[str, str], ...]:
    first, last = timezone.localtime(start, place), timezone.localtime(end, place)
    return (
        ("start_day", f"{first:%Y-%m-%d}"),
        ("start_time", f"{first:%H:%M}"),
        ("end_day", f"{last:%Y-%m-%d}"),
        ("end_time", f"{last:%H:%M}"),
    )


def _shorter(evaluation: Evaluation) -> list[Repair]:
    plan = evaluation.plan
    if plan.work_class != WorkClass.NORMAL or plan.interruption_minutes <= MINOR:
        return []
    shorter = judge(Work(plan.work_class, MINOR, plan.start, plan.end), evaluation.keepers)
    if shorter.kind == VerdictKind.REFUSED:
        return []
    return [
        Repair(
            _("Keep the date, interruption of 30 min at most"),
            _("for example in two switches"),
            _("Go down to 30 min"),
            (("interruption_minutes", str(MINOR)),),
        )
    ]


def _without(evaluation: Evaluation) -> list[Repair]:
    """Leaving out the units of the one calendar that refuses, when the others let the work through."""
    verdict, plan = evaluation.verdict, evaluation.plan
    assert verdict is not None
    refusing = {o.unit for o in verdict.offences if o.colour != Colour.NONE}
    others = [keeper for keeper in evaluation.keepers if keeper.code not in refusing]
    if len(refusing) != 1 or not others:
        return []
    if (
        judge(Work(plan.work_class, plan.interruption_minutes, plan.start, plan.end), others).kind
        == VerdictKind.REFUSED
    ):
        return []
    units = {code for offence in verdict.offences if offence.unit in refusing for code in offence.units}
    ids = [str(pk) for pk, code in evaluation.tree.codes.items() if code in units]
    return [
        Repair(
            _("Leave out %(units)s") % {"units": ", ".join(sorted(units)[:4])},
            _("to be planned on its own; the reason is recorded"),
            _("Leave out"),
            (("dropped", ",".join(ids)), ("dropped_reason", _("Planned on its own at another date"))),
        )
    ]
