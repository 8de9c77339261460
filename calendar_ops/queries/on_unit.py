"""What stands on a unit's calendar now: its colour, the weeks to come, the interventions that touch it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

from django.db.models import Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from calendar_ops.enums import Colour, State
from calendar_ops.models import Intervention, Reach
from calendar_ops.queries.calendars import colours
from calendar_ops.queries.interventions import Sight, seen, sight_of, state_label
from calendar_ops.queries.mine import outage
from calendar_ops.queries.strips import Line, Strip, strip, window
from calendar_ops.sentences import day as short_day
from calendar_ops.shown_state import shown_state
from calendar_ops.spans import heads, kept_above
from calendar_ops.strip import MIDDLE
from core import bilingual, dates
from core.compiled import compiled
from organization.models import BusinessUnit, User
from organization.tree import Tree

MOST = 12


@dataclass(frozen=True, slots=True)
class Row:
    """An intervention that touches the unit, as whoever may read it sees it."""

    work: Intervention
    day: str
    hours: str
    outage: str
    people: int | None
    state: str
    icon: str
    tone: str


@dataclass(frozen=True, slots=True)
class OnUnit:
    """`keeper`: code of the unit whose calendar it follows, empty for its own or none. `today` in words."""

    negotiated: bool
    version: int | None
    keeper: str
    colour: str
    today: str
    strip: Strip
    rows: list[Row]
    more: bool


def on_unit(unit: BusinessUnit, user: User, tree: Tree, now: datetime) -> OnUnit:
    """The unit's next five weeks, as far as this person may read. Five queries."""
    kept = kept_above([unit.pk], tree)
    head = next(iter(heads([unit.pk], tree, kept)))
    calendar = kept.get(head)
    zone = ZoneInfo(calendar.time_zone if calendar else unit.time_zone)
    start, end = window(now, now, zone)
    stretches = colours(calendar, start, end)
    works = _works(sight_of(user, tree), unit.pk, now)
    marks = [(work.start, bilingual.text(work, "title")) for work in works]
    line = Line(unit.name, stretches, works=marks)
    current = next(s for s in stretches if s.start <= now < s.end)
    return OnUnit(
        negotiated=calendar is not None,
        version=calendar.version if calendar else None,
        keeper=tree.codes[head] if calendar and head != unit.pk else "",
        colour=current.colour,
        today=_today(current.colour, current.end.astimezone(zone), current.end < end),
        strip=strip([line], start=start, end=end, zone=zone, now=now, size=MIDDLE),
        rows=[_row(work, now) for work in works[:MOST]],
        more=len(works) > MOST,
    )


@compiled
def _works(sight: Sight, unit: int, now: datetime) -> QuerySet[Intervention]:
    reached = Reach.objects.filter(unit=unit).values("intervention")
    coming = Q(pk__in=reached, state__in=[State.CONFIRMED, State.RUNNING], end__gt=now)
    return seen(sight).filter(coming).order_by("start", "pk")[: MOST + 1]


def _today(colour: str, until: datetime, ends: bool) -> str:
    """« bleu jusqu’au 27 nov. inclus », « rouge jusqu’au 27 nov., 18:00 »."""
    word = str(Colour(colour).label)
    if not ends:
        return word
    if until.hour == until.minute == 0:
        last = short_day(until.date().fromordinal(until.date().toordinal() - 1))
        return _("%(colour)s until %(day)s included") % {"colour": word, "day": last}
    return _("%(colour)s until %(day)s") % {"colour": word, "day": f"{short_day(until)}, {until:%H:%M}"}


def _row(work: Intervention, now: datetime) -> Row:
    shown = shown_state(work.state, work.start, work.end, now)
    slot = dates.slot(
        timezone.localtime(work.start), timezone.localtime(work.end), today=timezone.localdate(now)
    )
    day, _comma, hours = slot.partition(", ")
    return Row(work, day, hours, outage(work), work.people_count, state_label(shown), shown.icon, shown.tone)
