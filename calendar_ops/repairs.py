"""What would make a refused plan possible, as one click each: fields of the form to change, cheapest first."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from calendar_ops.enums import Colour, VerdictKind, WorkClass
from calendar_ops.evaluation import Evaluation, Plan
from calendar_ops.input_rules import length_in_words
from calendar_ops.policy import MINOR_MINUTES, Keeper, Work, judge
from calendar_ops.sentences import closing, moment, slot
from calendar_ops.slots import Bound, Window, Wish, find, longest

LOOK_AHEAD = timedelta(days=35)
SLOTS = 3
NAMED = 3  # units named in a sentence; more are counted


@dataclass(frozen=True, slots=True)
class Repair:
    """`changes` maps a form field to its new value; `label` is the button, `title` what it does."""

    title: str
    detail: str
    label: str
    changes: tuple[tuple[str, str], ...]


@dataclass(slots=True)
class Repairs:
    """`none` says why no slot was found, when none was."""

    offers: list[Repair] = field(default_factory=list)
    none: str = ""


def repairs(evaluation: Evaluation, *, zone: str, now: datetime, names: Mapping[str, str]) -> Repairs:
    """The next slots, an interruption of thirty minutes, leaving out the one calendar that refuses.

    The evaluation's keepers must reach LOOK_AHEAD past the plan's start. `names`: unit code → name.
    """
    answer = Repairs()
    verdict = evaluation.verdict
    if verdict is None or verdict.kind == VerdictKind.ALLOWED:
        return answer
    place = ZoneInfo(zone)
    answer.offers += _next_slots(evaluation, place, now, names)
    if not answer.offers:
        answer.none = no_slot(_wish(evaluation.plan, now), evaluation.keepers, place, names)
    if verdict.kind == VerdictKind.REFUSED:
        answer.offers += _shorter(evaluation, place)
        answer.offers += _without(evaluation, place, now, names)
    return answer


def _wish(plan: Plan, now: datetime) -> Wish:
    begin = max(plan.start, now)
    return Wish(
        plan.work_class, plan.interruption_minutes, plan.end - plan.start, begin, begin + LOOK_AHEAD, None
    )


def _next_slots(
    evaluation: Evaluation, place: ZoneInfo, now: datetime, names: Mapping[str, str]
) -> list[Repair]:
    """Up to three slots at the hour that was wanted, on different days; else at the earliest hour there is."""
    plan = evaluation.plan
    wish = _wish(plan, now)
    windows = find(wish, evaluation.keepers)
    found = _at_the_same_hour(windows, plan.start, place)
    found += [(window.earliest_start, window) for window in windows]
    taken: set[object] = set()
    offers: list[Repair] = []
    for start, window in found:
        day = start.astimezone(place).date()
        if day in taken or len(offers) == SLOTS:
            continue
        taken.add(day)
        end = start + wish.duration
        detail = _why_then(start, end, window, plan.start, evaluation.keepers, place, names)
        offers.append(
            Repair(slot(start, end, place), detail, _("Take this slot"), slot_fields(start, end, place))
        )
    return sorted(offers, key=lambda offer: offer.changes)


def _at_the_same_hour(
    windows: Sequence[Window], wanted: datetime, place: ZoneInfo
) -> list[tuple[datetime, Window]]:
    local = timezone.localtime(wanted, place)
    found = []
    for ahead in range(LOOK_AHEAD.days + 1):
        start = datetime.combine(local.date() + timedelta(days=ahead), local.time(), place)
        for window in windows:
            if window.earliest_start <= start <= window.latest_start:
                found.append((start, window))
                break
        if len(found) == SLOTS:
            break
    return found


def _why_then(
    start: datetime,
    end: datetime,
    window: Window,
    wanted: datetime,
    keepers: Sequence[Keeper],
    place: ZoneInfo,
    names: Mapping[str, str],
) -> str:
    """« 6 j plus tard · départ possible de 18:00 à 22:00 », or what the work must make room for."""
    parts = []
    days = (start.astimezone(place).date() - wanted.astimezone(place).date()).days
    if days > 0:
        parts.append(ngettext("%(n)s day later", "%(n)s days later", days) % {"n": days})
    bound = _bound_at(window.end, keepers) if window.end - end < timedelta(days=2) else None
    if bound is not None:
        parts.append(
            _("must end before %(moment)s (%(unit)s %(colour)s)")
            % {
                "moment": moment(window.end, place),
                "unit": names.get(bound[0], bound[0]),
                "colour": Colour(bound[1]).label,
            }
        )
    elif window.earliest_start < window.latest_start:
        parts.append(
            _("may start from %(first)s to %(last)s")
            % {"first": moment(window.earliest_start, place), "last": moment(window.latest_start, place)}
        )
    return " · ".join(parts)


def _bound_at(moment_: datetime, keepers: Sequence[Keeper]) -> tuple[str, str] | None:
    """Keeper and colour of what begins at that moment, the strictest where several do."""
    met = [
        (keeper.code, stretch[2])
        for keeper in keepers
        for stretch in keeper.stretches
        if stretch[0] == moment_ and stretch[2] != Colour.BLUE
    ]
    return min(met, key=lambda one: (one[1] != Colour.RED, one[1] != Colour.WHITE), default=None)


def slot_fields(start: datetime, end: datetime, place: ZoneInfo) -> tuple[tuple[str, str], ...]:
    """The form's date and time fields of a slot."""
    first, last = timezone.localtime(start, place), timezone.localtime(end, place)
    return (
        ("start_day", f"{first:%Y-%m-%d}"),
        ("start_time", f"{first:%H:%M}"),
        ("end_day", f"{last:%Y-%m-%d}"),
        ("end_time", f"{last:%H:%M}"),
    )


def no_slot(wish: Wish, keepers: Sequence[Keeper], place: ZoneInfo, names: Mapping[str, str]) -> str:
    """Why there is no slot: the longest run that exists, and which unit's which period bounds it."""
    wanted = length_in_words(int(wish.duration / timedelta(minutes=1)))
    until = closing(wish.not_after, place)
    run = longest(wish, keepers)
    if run is None:
        return _(
            "No slot of %(length)s until %(until)s: at each moment one calendar at least stands in the way."
        ) % {
            "length": wanted,
            "until": until,
        }
    sentence = _("No slot of %(length)s until %(until)s: the longest run lasts %(longest)s, %(slot)s.") % {
        "length": wanted,
        "until": until,
        "longest": length_in_words(run.minutes),
        "slot": slot(run.start, run.end, place),
    }
    bounds = [said for bound in run.bounded_by if (said := _bound_in_words(bound, run.start, place, names))]
    if bounds:
        sentence += " " + _("It is bounded by %(bounds)s.") % {"bounds": _(" and ").join(bounds)}
    return sentence


def _bound_in_words(bound: Bound, start: datetime, place: ZoneInfo, names: Mapping[str, str]) -> str:
    said = {
        "unit": names.get(bound.unit, bound.unit),
        "colour": Colour(bound.colour).label,
        "moment": moment(bound.at, place),
    }
    if bound.at <= start:
        return _("%(unit)s, %(colour)s until %(moment)s") % said
    return _("%(unit)s, %(colour)s from %(moment)s") % said


def _shorter(evaluation: Evaluation, place: ZoneInfo) -> list[Repair]:
    plan = evaluation.plan
    if plan.work_class != WorkClass.NORMAL or plan.interruption_minutes <= MINOR_MINUTES:
        return []
    shorter = judge(Work(plan.work_class, MINOR_MINUTES, plan.start, plan.end), evaluation.keepers)
    if shorter.kind == VerdictKind.REFUSED:
        return []
    return [
        Repair(
            _("Keep %(moment)s, interruption of 30 min at most") % {"moment": moment(plan.start, place)},
            _("for example in two switches of 25 min"),
            _("Go down to 30 min"),
            (("interruption_minutes", str(MINOR_MINUTES)),),
        )
    ]


def _without(
    evaluation: Evaluation, place: ZoneInfo, now: datetime, names: Mapping[str, str]
) -> list[Repair]:
    """Leaving out the units of the one calendar that refuses, when the others let the work through."""
    verdict, plan = evaluation.verdict, evaluation.plan
    assert verdict is not None
    refusing = {o.unit for o in verdict.offences if o.colour != Colour.NONE}
    others = [keeper for keeper in evaluation.keepers if keeper.code not in refusing]
    if len(refusing) != 1 or not others:
        return []
    if judge(plan.work, others).kind == VerdictKind.REFUSED:
        return []
    apart = [keeper for keeper in evaluation.keepers if keeper.code in refusing]
    ids = [str(pk) for pk, code in evaluation.tree.codes.items() if code in apart[0].units]
    name = names.get(apart[0].code, apart[0].code)
    return [
        Repair(
            _("Set %(units)s apart") % {"units": name},
            _set_apart(plan, apart, others, place, now, names),
            _("Set apart"),
            (("dropped", ",".join(ids)), ("why", _("Planned on its own at another date"))),
        )
    ]


def _set_apart(
    plan: Plan,
    apart: Sequence[Keeper],
    others: Sequence[Keeper],
    place: ZoneInfo,
    now: datetime,
    names: Mapping[str, str],
) -> str:
    """« Finance et Production mar. 10 nov., RH lun. 16 nov. »"""
    windows = find(_wish(plan, now), apart, limit=1)
    if not windows:
        return _("to be planned on its own; the reason is recorded")
    same = _at_the_same_hour(windows, plan.start, place)
    start = same[0][0] if same else windows[0].earliest_start
    named = [names.get(keeper.code, keeper.code) for keeper in others]
    kept = ", ".join(named[:NAMED])
    if len(named) > NAMED:
        kept = ngettext("%(n)s unit", "%(n)s units", len(named)) % {"n": len(named)}
    return _("%(kept)s as planned, %(apart)s possible %(moment)s") % {
        "kept": kept,
        "apart": names.get(apart[0].code, apart[0].code),
        "moment": moment(start, place),
    }
