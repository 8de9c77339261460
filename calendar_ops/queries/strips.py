"""The common strip in words: what `templates/calendar_ops/_strip.html` shows, from calendars and moments.

    lines = [Line("Finance", stretches, note="238 personnes", works=[(start, "Notes de frais")])]
    context["strip"] = strip(lines, start=start, end=end, zone=zone, now=now)
    {% include "calendar_ops/_strip.html" %}

`line_of(unit, …)` makes the line of one unit, `lines_of(keepers, …)` those of a verdict. One query (the reasons of
the periods), whatever the number of lines; `line_of` takes three more.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from functools import lru_cache
from typing import cast
from zoneinfo import ZoneInfo

from django.utils.formats import date_format
from django.utils.translation import get_language, gettext, ngettext, pgettext

from calendar_ops import strip as geometry
from calendar_ops.enums import Colour
from calendar_ops.period_words import short_code
from calendar_ops.policy import NEEDS_APPROVAL, NOT_NEGOTIATED, REFUSED, Keeper, Verdict
from calendar_ops.queries.calendars import Why, colours, kept_for, reasons
from calendar_ops.sentences import grouped
from calendar_ops.timeline import Stretch, cover
from core.dates import day as day_in_words
from core.dates import weekday
from organization.models import BusinessUnit

DAYS = 35
SAID_ALOUD = 6  # lines read out in the picture's sentence; the table has them all
ORDER = [colour.value for colour in Colour]
MARKS = {REFUSED: "bad", NEEDS_APPROVAL: "warn", NOT_NEGOTIATED: "warn"}


@dataclass(frozen=True, slots=True)
class Line:
    """One calendar of the strip. `works` are interventions: when they start, and their title.

    `mark`: what the slot meets there, "ok", "warn", "bad" or "". `address`: where its name leads in the table.
    """

    label: str
    stretches: Sequence[Stretch]
    note: str = ""
    mark: str = ""
    works: Sequence[tuple[datetime, str]] = ()
    address: str = ""


@dataclass(frozen=True, slots=True)
class Key:
    """One line of the legend. `sign`: a colour, "exception", "slot", "window" or "work"."""

    sign: str
    code: str
    text: str
    tone: str = ""


@dataclass(frozen=True, slots=True)
class TableRow:
    label: str
    address: str
    dates: str
    colour: str
    word: str
    reason: str


@dataclass(slots=True)
class Strip:
    """What the partial shows: two pictures, their sentence, legend and table."""

    wide: geometry.Picture
    phone: geometry.Picture
    sentence: str
    legend: list[Key] = field(default_factory=list)
    table: list[TableRow] = field(default_factory=list)


def window(around: datetime, now: datetime, zone: ZoneInfo, days: int = DAYS) -> tuple[datetime, datetime]:
    """The weeks to show: from the Monday of today when that shows `around`, else from a week before it."""
    today = now.astimezone(zone).date()
    wanted = around.astimezone(zone).date()
    first = (
        today if timedelta(0) <= wanted - today <= timedelta(days=days - 10) else wanted - timedelta(days=7)
    )
    first -= timedelta(days=first.weekday())
    midnight = datetime.min.time()
    return (
        datetime.combine(first, midnight, zone),
        datetime.combine(first + timedelta(days=days), midnight, zone),
    )


def line_of(
    unit: BusinessUnit, *, start: datetime, end: datetime, works: Sequence[tuple[datetime, str]] = ()
) -> Line:
    """The line of one unit: the calendar that it keeps or follows. Three queries."""
    return Line(unit.name, colours(kept_for(unit), start, end), works=works, address=unit.get_absolute_url())


def lines_of(
    keepers: Iterable[Keeper],
    *,
    names: Mapping[str, str],
    people: Mapping[str, int] | None = None,
    verdict: Verdict | None = None,
) -> list[Line]:
    """The lines of calendars held against work; `people` counts those behind each keeper's calendar."""
    met: dict[str, str] = {}
    for offence in verdict.offences if verdict else ():  # worst first
        met.setdefault(offence.unit, MARKS[offence.kind])
    lines = []
    for keeper in keepers:
        note = ""
        if people is not None:
            count = people.get(keeper.code, 0)
            note = ngettext("%(n)s person", "%(n)s people", count) % {"n": grouped(count)}
        mark = met.get(keeper.code, "ok") if verdict else ""
        lines.append(Line(names.get(keeper.code, keeper.code), keeper.stretches, note, mark))
    return lines


def strip(
    lines: Sequence[Line],
    *,
    start: datetime,
    end: datetime,
    zone: ZoneInfo,
    now: datetime | None = None,
    slot: tuple[datetime, datetime] | None = None,
    windows: Sequence[tuple[datetime, datetime, str]] = (),
    explained: bool = False,
    size: geometry.Size = geometry.WIDE,
) -> Strip:
    """The strip over [start, end), drawn wide in `size` and for a telephone. One query.

    `slot` is drawn over all lines with each line's mark; `windows` (start, end, name) tint what is free in all: of a
    name « A · 56 h » a telephone shows the letter;
    `explained` says in the legend what each colour allows.
    """
    shown = [_cut(line, start, end) for line in lines]
    why = reasons([s for line in shown for s in line.stretches], get_language() or "fr")
    bad = any(line.mark == "bad" for line in shown)
    slot_zone = (
        geometry.Zone(slot[0], slot[1], _foot(slot[0], zone), "bad" if bad else "ok")
        if slot is not None
        else None
    )

    named = _named()
    codes = {colour: short_code(colour) for colour in named}

    def words(stretch: Stretch) -> list[str]:
        word, known = named[stretch.colour], why.get(cast("int", stretch.key))
        longest = [f"{word} · {known.reason}"] if known and known.reason else []
        return [*longest, word, codes[stretch.colour]]

    def picture(size: geometry.Size, week: str) -> geometry.Picture:
        return geometry.draw(
            rows=[
                geometry.Row(
                    line.label, line.stretches, line.note, line.mark, [at for at, _title in line.works]
                )
                for line in shown
            ],
            start=start,
            end=end,
            zone=zone,
            words=words,
            week_word=lambda day: _week(day, week),
            size=size,
            slot=slot_zone,
            windows=[
                geometry.Zone(a, b, name if size.beside else name.partition(" · ")[0])
                for a, b, name in windows
            ],
            now=now,
            now_word=pgettext("under the line of today", "today"),
            exceptions={key for key, known in why.items() if known.exception},
            exception_word=gettext("exception"),
        )

    return Strip(
        picture(size, "month"),
        picture(geometry.PHONE, "day"),
        _sentence(shown, start, end, zone, why, slot),
        _legend(shown, slot is not None, bool(windows), bad, explained, why),
        _table(shown, zone, why, named),
    )


def _named() -> dict[str, str]:
    """The colours in the reader's language, asked once for all the stretches of a strip."""
    return {colour.value: str(colour.label) for colour in Colour}


def _cut(line: Line, start: datetime, end: datetime) -> Line:
    return Line(
        line.label,
        cover(line.stretches, start, end),
        line.note,
        line.mark,
        [(at, title) for at, title in line.works if start <= at < end],
        line.address,
    )


def _foot(moment: datetime, zone: ZoneInfo) -> str:
    """« mar. 10, 20:00 »"""
    here = moment.astimezone(zone)
    return f"{weekday(here)} {here.day}, {here:%H:%M}"


def _week(monday: date, how: str) -> str:
    """« lun. 9 nov. », on a telephone « lun. 9 »."""
    return f"{weekday(monday)} {monday.day}" + (f" {_month(monday)}" if how == "month" else "")


def _month(day: date) -> str:
    return date_format(day, "M" if get_language() == "en" else "N")


def _dates(stretch: Stretch, zone: ZoneInfo, today: date) -> str:
    """« du 2 nov. au 15 nov. », the last day included; with hours where it does not run from midnight to midnight."""
    return _from_to(stretch.start, stretch.end, zone, today, get_language() or "fr")


@lru_cache(maxsize=4096)
def _from_to(start: datetime, end: datetime, zone: ZoneInfo, today: date, language: str) -> str:
    """The same in the language in force; kept, since all who look at a calendar read the same days."""
    first, last = start.astimezone(zone), end.astimezone(zone)
    if first.time() == last.time() == datetime.min.time():
        last_day = last - timedelta(days=1)
        if first.date() == last_day.date():
            return day_in_words(first, today=today)
        return gettext("%(first)s to %(last)s") % {
            "first": day_in_words(first, today=today),
            "last": day_in_words(last_day, today=today),
        }
    return gettext("%(first)s to %(last)s") % {
        "first": f"{day_in_words(first, today=today)}, {first:%H:%M}",
        "last": f"{day_in_words(last, today=today)}, {last:%H:%M}",
    }


def _today(start: datetime, zone: ZoneInfo) -> date:
    return start.astimezone(zone).date()  # the strip's own year needs no saying


def _sentence(
    lines: Sequence[Line],
    start: datetime,
    end: datetime,
    zone: ZoneInfo,
    why: Mapping[int, Why],
    slot: tuple[datetime, datetime] | None,
) -> str:
    today = _today(start, zone)
    parts = [
        gettext("Calendars, %(dates)s.") % {"dates": _dates(Stretch(start, end, "none", None), zone, today)}
    ]
    for line in lines[:SAID_ALOUD]:
        said = ", ".join(f"{_colour(s, why)} {_dates(s, zone, today)}" for s in line.stretches[:SAID_ALOUD])
        parts.append(f"{line.label}{gettext(':')} {said}.")
    left = len(lines) - SAID_ALOUD
    if left > 0:
        parts.append(
            ngettext("%(n)s other stands in the table.", "%(n)s others stand in the table.", left)
            % {"n": left}
        )
    if slot is not None:
        against = ", ".join(line.label for line in lines if line.mark in {"bad", "warn"})
        moment = _foot(slot[0], zone)
        parts.append(
            gettext("The slot of %(moment)s goes against: %(units)s.") % {"moment": moment, "units": against}
            if against
            else gettext("The slot of %(moment)s suits every calendar.") % {"moment": moment}
        )
    works = sum(len(line.works) for line in lines)
    if works:
        parts.append(ngettext("%(n)s intervention.", "%(n)s interventions.", works) % {"n": works})
    return " ".join(f"{part.rstrip('.')}." for part in parts)


def _colour(stretch: Stretch, why: Mapping[int, Why]) -> str:
    """« rouge », « bleu (exception signée) »."""
    word, known = str(Colour(stretch.colour).label), why.get(cast("int", stretch.key))
    return f"{word} ({gettext('signed exception')})" if known and known.exception else word


def _legend(
    lines: Sequence[Line], slot: bool, windows: bool, bad: bool, explained: bool, why: Mapping[int, Why]
) -> list[Key]:
    seen = {s.colour for line in lines for s in line.stretches}
    means = {
        "blue": gettext("blue: anything is possible, with notice"),
        "white": gettext("white: security-critical, or 30 min of interruption at most"),
        "red": gettext("red: nothing, save a major emergency"),
        "none": gettext("not negotiated"),
    }
    keys = [
        Key(colour, short_code(colour), means[colour] if explained else str(Colour(colour).label))
        for colour in ORDER
        if colour in seen
    ]
    if any(known.exception for known in why.values()):
        keys.append(Key("exception", "", gettext("signed exception")))
    if windows:
        keys.append(Key("window", "", gettext("possible in all of them at once")))
    if slot:
        keys.append(Key("slot", "", gettext("your slot"), "bad" if bad else ""))
    if any(line.works for line in lines):
        keys.append(Key("work", "", gettext("intervention")))
    return keys


def _table(
    lines: Sequence[Line], zone: ZoneInfo, why: Mapping[int, Why], named: Mapping[str, str]
) -> list[TableRow]:
    """Every stretch and every work in words. Calendars often turn on the same days: each is said once."""
    dates: dict[tuple[datetime, datetime, date], str] = {}
    by_default, special = gettext("default colour"), gettext("signed exception")
    rows = []
    for line in lines:
        if not line.stretches:
            continue
        today = _today(line.stretches[0].start, zone)
        for stretch in line.stretches:
            key = (stretch.start, stretch.end, today)
            if key not in dates:
                dates[key] = _dates(stretch, zone, today)
            known = why.get(cast("int", stretch.key))
            reason = known.reason if known else ""
            if known and known.exception:
                reason = " · ".join(filter(None, (special, reason)))
            elif not reason and stretch.colour != "none" and not stretch.key:
                reason = by_default
            rows.append(
                TableRow(line.label, line.address, dates[key], stretch.colour, named[stretch.colour], reason)
            )
        rows += [
            TableRow(line.label, line.address, _foot(at, zone), "work", gettext("intervention"), title)
            for at, title in line.works
        ]
    return rows
