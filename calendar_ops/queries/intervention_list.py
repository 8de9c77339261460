"""The list of interventions: its rows, and what of it waits for somebody. `visible_to` stays the only door."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import date, datetime
from functools import lru_cache
from typing import Any, NamedTuple, TypedDict
from zoneinfo import ZoneInfo

from django.db.models import Count, Q, QuerySet
from django.utils import timezone, translation
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from calendar_ops.enums import Colour, State, WorkClass
from calendar_ops.models import Intervention, Reach
from calendar_ops.queries.interventions import state_label
from calendar_ops.shown_state import Shown, shown_state
from core import dates
from core.among import Keys, keys
from core.compiled import compiled
from core.listed import addresses
from core.templatetags.portal import icon, number, typo
from organization.queries import unit_names

NAMED = 3  # units that a row names; more are counted


class Read(NamedTuple):
    """What is read of an intervention for its row."""

    pk: int
    reference: str
    title: str
    title_en: str
    start: datetime
    end: datetime
    interruption_minutes: int
    people_count: int | None
    units_count: int | None
    worst_colour: str
    state: str
    work_class: str


AWAITS, UNDECIDED = Q(state=State.AWAITING), Q(state=State.DRAFT, worst_colour=Colour.NONE)


class Row(TypedDict):
    """One line of the list, as it is shown and as the files have it: a mapping, which templates read fastest.

    Moments are in UTC; what is shown is ready to be written.
    """

    reference: str
    url: str
    title: str
    name: SafeString  # the title as it is shown
    language: str  # of the title, where it is not the reader's
    start: datetime
    end: datetime
    day: str
    hours: str
    minutes: int
    lasts: str
    units: str
    people: int | None
    reached: str
    colour: str
    colour_word: str
    state: str
    icon: SafeString
    tone: str
    note: str


def rows(interventions: QuerySet[Intervention], now: datetime) -> list[Row]:
    """The lines of these interventions, in their order: three queries, whatever their number."""
    lines = interventions.values_list(*Read._fields, "topmost_units")
    found, foreseen = [], {}
    for *read, topmost in lines:
        found.append(Read(*read))
        foreseen[found[-1].pk] = topmost
    touched = _touched(one.pk for one in found)
    known = unit_names(unit for one in found if one.pk not in touched for unit in foreseen[one.pk])
    language, zone = translation.get_language() or "fr", timezone.get_current_timezone_name()
    today = timezone.localdate(now)
    return [
        _row(
            one,
            touched.get(one.pk)
            or Touched(tuple(sorted(known[pk] for pk in foreseen[one.pk] if pk in known))),
            shown_state(one.state, one.start, one.end, now),
            language,
            zone,
            today,
        )
        for one in found
    ]


@lru_cache(maxsize=4096)
def _row(read: Read, touched: Touched, shown: Shown, language: str, zone: str, today: date) -> Row:
    """The line in the language in force; kept for the day, as what it comes from is the key."""
    place = ZoneInfo(zone)
    day, _comma, hours = dates.slot(
        read.start.astimezone(place), read.end.astimezone(place), today=today
    ).partition(", ")
    english = language == "en"
    own, other = (read.title_en, read.title) if english else (read.title, read.title_en)
    return Row(
        reference=read.reference,
        url=addresses("calendar_ops:intervention")(read.reference),
        title=own or other,
        name=typo(own or other),
        language="" if own else "fr" if english else "en",
        start=read.start,
        end=read.end,
        day=day,
        hours=hours,
        minutes=read.interruption_minutes,
        lasts=number(read.interruption_minutes),
        units=_named(touched.units, read.units_count or 0),
        people=read.people_count,
        reached=number(read.people_count),
        colour=read.worst_colour,
        colour_word=str(Colour(read.worst_colour).label) if read.worst_colour else "",
        state=state_label(shown),
        icon=icon(shown.icon),
        tone=shown.tone,
        note=_note(shown, read.worst_colour, read.work_class, touched, place, today),
    )


class Touched(NamedTuple):
    """What an intervention touches, for its row: names of the topmost units; its first notice, due and left.

    None is due before it is confirmed: its units are those of the last evaluation.
    """

    units: tuple[str, ...]
    due: datetime | None = None
    queued: datetime | None = None


def _touched(works: Iterable[int]) -> dict[int, Touched]:
    """Intervention → what it touches; one query. A unit below another one that is touched is not named."""
    lines: dict[int, list[tuple[int, int | None, str, datetime, datetime | None]]] = defaultdict(list)
    for key, unit, parent, name, due, queued in _reach(keys(works)):
        lines[key].append((unit, parent, name, due, queued))
    found = {}
    for key, of in lines.items():
        ids = {unit for unit, _parent, _name, _due, _queued in of}
        found[key] = Touched(
            tuple(sorted(name for _unit, parent, name, _due, _queued in of if parent not in ids)),
            min(due for _unit, _parent, _name, due, _queued in of),
            min((queued for *_rest, queued in of if queued is not None), default=None),
        )
    return found


@compiled
def _reach(works: Keys) -> QuerySet[Reach, tuple[Any, ...]]:
    return Reach.objects.filter(intervention__among=works).values_list(
        "intervention_id", "unit_id", "unit__parent_id", "unit__name", "due_at", "queued_at"
    )


def _named(units: Sequence[str], number_of: int) -> str:
    """The few at the top by their names; where these are many, how many are touched in all."""
    if len(units) <= NAMED:
        return ", ".join(units)
    number_of = max(number_of, len(units))
    return ngettext("%(n)s unit", "%(n)s units", number_of) % {"n": number(number_of)}


def _note(shown: Shown, colour: str, work_class: str, told: Touched, zone: ZoneInfo, today: date) -> str:
    """What follows under the state: when the notice leaves or left, what a draft still lacks."""
    at = told.queued or told.due
    if shown.code == "confirmed" and at:
        words = _("notice left on %(day)s") if told.queued else _("notice on %(day)s")
        return words % {"day": dates.day(at.astimezone(zone), today=today)}
    if shown.code == "draft" and colour == Colour.NONE:
        return _("reason to be given")
    if shown.code == "draft" and colour == Colour.RED:
        return _("to be submitted for approval") if work_class == WorkClass.EMERGENCY else _("slot refused")
    return ""


def counted(
    interventions: QuerySet[Intervention], *, searched: bool = False, known: Keys | None = None
) -> tuple[int, str]:
    """How many, and « of which 2 to settle: 1 awaits approval, 1 not negotiated » or nothing.

    Two queries, since counting all of them reads an index only, and those to settle are few; one when words
    are searched, which is what costs, or when the keys of all of them are `known`.
    """
    plain = interventions.order_by()
    if known is not None:
        among = known.numbers
        settle = [state for pk, state in _to_settle() if pk in among]
        awaiting, undecided = settle.count(State.AWAITING), settle.count(State.DRAFT)
        number_of = len(among)
    elif searched:
        found = plain.aggregate(
            all=Count("pk"), awaiting=Count("pk", filter=AWAITS), drafts=Count("pk", filter=UNDECIDED)
        )
        number_of, awaiting, undecided = found["all"], found["awaiting"], found["drafts"]
    else:
        states = dict(plain.filter(AWAITS | UNDECIDED).values_list("state").annotate(n=Count("pk")))
        awaiting, undecided = states.get(State.AWAITING, 0), states.get(State.DRAFT, 0)
        number_of = plain.count()
    parts = []
    if awaiting:
        parts.append(
            ngettext("%(n)s awaits approval", "%(n)s await approval", awaiting) % {"n": number(awaiting)}
        )
    if undecided:
        parts.append(
            ngettext("%(n)s not negotiated", "%(n)s not negotiated", undecided) % {"n": number(undecided)}
        )
    note = _("of which %(n)s to settle: %(what)s") % {
        "n": number(awaiting + undecided),
        "what": ", ".join(parts),
    }
    return number_of, note if parts else ""


@compiled
def _to_settle() -> QuerySet[Intervention, tuple[int, str]]:
    """All that is to be settled: it is never much."""
    return Intervention.objects.filter(AWAITS | UNDECIDED).order_by().values_list("pk", "state")
