"""The list of interventions: its rows, and what of it waits for somebody. `visible_to` stays the only door."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Count, Exists, Min, OuterRef, Q, QuerySet
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from calendar_ops.enums import Colour, State, WorkClass
from calendar_ops.models import Intervention, Reach
from calendar_ops.queries.interventions import state_label
from calendar_ops.shown_state import Shown, shown_state
from core import dates

NAMED = 3  # units that a row names; more are counted
FIELDS = (
    "pk", "reference", "title", "title_en", "start", "end", "interruption_minutes", "people_count",
    "worst_colour", "state", "work_class",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Row:
    """One line of the list, as it is shown and as the files have it. Moments are in UTC."""

    reference: str
    url: str
    title: str
    language: str  # of the title, where it is not the reader's
    start: datetime
    end: datetime
    day: str
    hours: str
    minutes: int
    units: str
    people: int | None
    colour: str
    colour_word: str
    state: str
    icon: str
    tone: str
    note: str


def rows(interventions: QuerySet[Intervention], now: datetime) -> list[Row]:
    """The lines of these interventions, in their order: three queries, whatever their number."""
    found = list(interventions.values_list(*FIELDS))
    keys = [line[0] for line in found]
    names = _topmost_units(keys)
    told = _notices([line[0] for line in found if line[9] == State.CONFIRMED])
    english = translation.get_language() == "en"
    colours = {colour.value: str(colour.label) for colour in Colour}
    zone, today = timezone.get_current_timezone(), timezone.localdate(now)
    answer = []
    for pk, reference, title, title_en, start, end, minutes, people, colour, state, work_class in found:
        shown = shown_state(state, start, end, now)
        day, _comma, hours = dates.slot(start.astimezone(zone), end.astimezone(zone), today=today).partition(
            ", "
        )
        own, other = (title_en, title) if english else (title, title_en)
        answer.append(
            Row(
                reference=reference,
                url=reverse("calendar_ops:intervention", args=[reference]),
                title=own or other,
                language="" if own else "fr" if english else "en",
                start=start,
                end=end,
                day=day,
                hours=hours,
                minutes=minutes,
                units=_named(names[pk]),
                people=people,
                colour=colour,
                colour_word=colours.get(colour, ""),
                state=state_label(shown),
                icon=shown.icon,
                tone=shown.tone,
                note=_note(shown, colour, work_class, told.get(pk), today),
            )
        )
    return answer


def _topmost_units(keys: Collection[int]) -> dict[int, list[str]]:
    """Intervention → names of the units that it touches, without those below another one that it touches."""
    names: dict[int, list[str]] = defaultdict(list)
    above = Reach.objects.filter(intervention=OuterRef("intervention"), unit=OuterRef("unit__parent"))
    touched = Reach.objects.filter(~Exists(above), intervention__in=keys)
    for pk, name in touched.order_by("unit__name").values_list("intervention_id", "unit__name"):
        names[pk].append(name)
    return names


def _named(units: list[str]) -> str:
    if len(units) <= NAMED:
        return ", ".join(units)
    return ngettext("%(n)s unit", "%(n)s units", len(units)) % {"n": len(units)}


def _notices(keys: Collection[int]) -> dict[int, tuple[datetime, datetime | None]]:
    """Intervention → when its first notice is due, and when the first one left; one query, none without keys."""
    if not keys:
        return {}
    found = Reach.objects.filter(intervention__in=keys).order_by().values("intervention")
    return {
        pk: (due, queued)
        for pk, due, queued in found.annotate(due=Min("due_at"), queued=Min("queued_at")).values_list(
            "intervention", "due", "queued"
        )
    }


def _note(
    shown: Shown, colour: str, work_class: str, told: tuple[datetime, datetime | None] | None, today: date
) -> str:
    """What follows under the state: when the notice leaves or left, what a draft still lacks."""
    if shown.code == "confirmed" and told:
        due, queued = told
        words = _("notice left on %(day)s") if queued else _("notice on %(day)s")
        return words % {"day": dates.day(timezone.localtime(queued or due), today=today)}
    if shown.code == "draft" and colour == Colour.NONE:
        return _("reason to be given")
    if shown.code == "draft" and colour == Colour.RED:
        return _("to be submitted for approval") if work_class == WorkClass.EMERGENCY else _("slot refused")
    return ""


def counted(interventions: QuerySet[Intervention]) -> tuple[int, str]:
    """How many, and « of which to settle: 1 awaits approval, 1 not negotiated » or nothing; one query."""
    found = interventions.order_by().aggregate(
        all=Count("pk"),
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
    note = _("of which to settle: %(what)s") % {"what": ", ".join(parts)} if parts else ""
    return found["all"], note
