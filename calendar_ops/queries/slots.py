"""The answer of the slot page: the windows in which the work is possible, or why there is none and what would help."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any
from urllib.parse import urlencode
from zoneinfo import ZoneInfo

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from calendar_ops import slots
from calendar_ops.audience import touched
from calendar_ops.enums import Colour
from calendar_ops.input_rules import length_in_words
from calendar_ops.policy import Keeper
from calendar_ops.queries import strips
from calendar_ops.repairs import no_slot, slot_fields
from calendar_ops.sentences import moment, slot
from calendar_ops.slots import Suggestion, Window, Wish
from calendar_ops.spans import keepers_for
from organization.models import BusinessUnit
from organization.queries import unit_tree

SHOWN = 12
MOST_LINES = 50
LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
FURTHER = timedelta(days=60)  # how far past the asked dates another time is looked for


@dataclass(frozen=True, slots=True)
class Target:
    """What is touched, as ids, from the form."""

    offerings: frozenset[int]
    added: frozenset[int]
    dropped: frozenset[int]
    sites: frozenset[int]

    def query(self) -> list[tuple[str, Any]]:
        """The same in an address."""
        named = {
            "offerings": self.offerings,
            "added": self.added,
            "dropped": self.dropped,
            "sites": self.sites,
        }
        return [(name, pk) for name, ids in named.items() for pk in sorted(ids)]


@dataclass(frozen=True, slots=True)
class WindowRow:
    """One window: its letter in the picture, its dates, the starts it allows, and where it leads."""

    letter: str
    when: str
    length: str
    first: str
    last: str
    negotiated: bool
    before: str
    after: str
    address: str


@dataclass(frozen=True, slots=True)
class Help:
    """One way to a slot: what it is, what it gives, and links to follow."""

    title: str
    detail: str
    links: tuple[tuple[str, str], ...]


@dataclass(slots=True)
class Found:
    """The whole answer."""

    people: int = 0
    calendars: int = 0
    windows: list[WindowRow] = field(default_factory=list)
    more: int = 0
    none: str = ""
    helps: list[Help] = field(default_factory=list)
    strip: strips.Strip | None = None
    not_negotiated: list[str] = field(default_factory=list)
    left_out_lines: int = 0


def search(
    wish: Wish, target: Target, *, zone: str, now: datetime, also_not_negotiated: bool = False
) -> Found:
    """Look for the wish over everything that is touched; a constant number of queries."""
    tree, place = unit_tree(), ZoneInfo(zone)
    audience = touched(target.offerings, target.added, target.dropped, target.sites, tree=tree)
    shown, _last = strips.window(
        wish.not_before, now, place
    )  # the strip begins on a Monday, before what is asked
    keepers = keepers_for(audience.units, min(shown, wish.not_before), wish.not_after + FURTHER, tree)
    codes = {keeper.code for keeper in keepers} | {unit for keeper in keepers for unit in keeper.units}
    names = dict(BusinessUnit.objects.filter(code__in=codes).values_list("code", "name"))
    answer = Found(
        people=audience.people_count,
        calendars=len(keepers),
        not_negotiated=[names.get(k.code, k.code) for k in keepers if k.version is None],
    )
    if not keepers:
        return answer
    windows = slots.find(wish, keepers, also_not_negotiated=also_not_negotiated)
    answer.more = max(len(windows) - SHOWN, 0)
    lettered = list(zip(LETTERS, windows[:SHOWN], strict=False))
    answer.windows = [
        _row(letter, window, wish, keepers, target, place, names) for letter, window in lettered
    ]
    if not windows:
        answer.none = no_slot(wish, keepers, place, names)
        answer.helps = [_help(one, target, place, names) for one in slots.suggest(wish, keepers)]
    answer.strip = _drawn(lettered, wish, keepers, names, audience.by_unit, tree.codes, place, now)
    answer.left_out_lines = max(len(keepers) - MOST_LINES, 0)
    return answer


def _drawn(
    lettered: Sequence[tuple[str, Window]],
    wish: Wish,
    keepers: Sequence[Keeper],
    names: Mapping[str, str],
    by_unit: Mapping[int, int],
    codes: Mapping[int, str],
    place: ZoneInfo,
    now: datetime,
) -> strips.Strip:
    """Five weeks: those of the first window, else those of the first day asked for."""
    begin = lettered[0][1].start if lettered else wish.not_before
    first, last = strips.window(max(begin, wish.not_before), now, place)
    ids = {code: pk for pk, code in codes.items()}
    people = {k.code: sum(by_unit.get(ids[code], 0) for code in k.units) for k in keepers}
    return strips.strip(
        strips.lines_of(keepers[:MOST_LINES], names=names, people=people),
        start=first,
        end=last,
        zone=place,
        now=now,
        windows=[
            (w.start, w.end, f"{letter} · {length_in_words(int((w.end - w.start) / timedelta(minutes=1)))}")
            for letter, w in lettered
        ],
        explained=True,
    )


def _row(
    letter: str,
    window: Window,
    wish: Wish,
    keepers: Sequence[Keeper],
    target: Target,
    place: ZoneInfo,
    names: Mapping[str, str],
) -> WindowRow:
    return WindowRow(
        letter=letter,
        when=slot(window.start, window.end, place),
        length=length_in_words(int((window.end - window.start) / timedelta(minutes=1))),
        first=moment(window.earliest_start, place),
        last=moment(window.latest_start, place),
        negotiated=window.negotiated,
        before=_bounded(window.start, keepers, names, ends=True),
        after=_bounded(window.end, keepers, names, ends=False),
        address=_plan_at(window.earliest_start, wish, target, place),
    )


def _bounded(at: datetime, keepers: Sequence[Keeper], names: Mapping[str, str], *, ends: bool) -> str:
    """« RH blanc »: what stops there (`ends`: just before), the strictest of several; empty at the asked bounds."""
    place = 1 if ends else 0
    met = [
        (stretch[2] != Colour.RED, names.get(keeper.code, keeper.code), stretch[2])
        for keeper in keepers
        for stretch in keeper.stretches
        if stretch[place] == at and stretch[2] != Colour.BLUE
    ]
    if not met:
        return ""
    _soft, name, colour = min(met)
    return f"{name}, {Colour(colour).label}"


def _plan_at(start: datetime, wish: Wish, target: Target, place: ZoneInfo) -> str:
    """The planning page filled in with that slot."""
    fields: list[tuple[str, Any]] = list(slot_fields(start, start + wish.duration, place))
    fields += [("work_class", wish.work_class), ("interruption_minutes", wish.interruption_minutes)]
    return f"{reverse('calendar_ops:plan')}?{urlencode([*fields, *target.query()])}"


def _help(one: Suggestion, target: Target, place: ZoneInfo, names: Mapping[str, str]) -> Help:
    """A suggestion of the finder with its first slot, and a link that really gives it."""
    first = slot(one.start, one.end, place)
    take = _("Take this slot")
    if one.kind == slots.ANOTHER_TIME:
        title = _("Another time") if one.wish.hours else _("Another time of the day")
        return Help(title, first, ((take, _plan_at(one.start, one.wish, target, place)),))
    if one.kind == slots.SHORTER_INTERRUPTION:
        return Help(
            _("An interruption of 30 min at most"),
            first,
            ((take, _plan_at(one.start, one.wish, target, place)),),
        )
    units = _named(one.codes, names)
    if one.kind == slots.SPLIT:
        details, links = [], []
        for part in one.parts:
            start = part.window.earliest_start
            details.append(f"{_named(part.keepers, names)}{_(':')} {moment(start, place)}")
            links.append((_named(part.keepers, names), _part(part.keepers, start, one.wish, place)))
        return Help(_("Do it at several times"), " · ".join(details), tuple(links))
    if one.kind == slots.LEAVE_OUT:
        kept = one.parts[0].keepers
        return Help(
            _("Leave %(units)s out") % {"units": units},
            first,
            ((take, _part(kept, one.start, one.wish, place)),),
        )
    return Help(
        _("Ask %(units)s for an exception in blue") % {"units": units},
        first,
        tuple((names.get(code, code), reverse("calendar_ops:calendar", args=[code])) for code in one.codes),
    )


def _part(codes: Sequence[str], start: datetime, wish: Wish, place: ZoneInfo) -> str:
    """The planning page for the calendars of these keepers alone: their units added by hand."""
    ids = BusinessUnit.objects.filter(code__in=codes).values_list("pk", flat=True)
    alone = Target(frozenset(), frozenset(ids), frozenset(), frozenset())
    return _plan_at(start, wish, alone, place)


def _named(codes: Sequence[str], names: Mapping[str, str]) -> str:
    named = [names.get(code, code) for code in codes]
    if len(named) > 3:
        return ngettext("%(n)s unit", "%(n)s units", len(named)) % {"n": len(named)}
    return ", ".join(named)
