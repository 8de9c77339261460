"""What a version of a calendar changed, and what a change that is about to be recorded would do: in pictures and words."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from zoneinfo import ZoneInfo

from django.utils.translation import gettext

from calendar_ops import planner, timeline
from calendar_ops.conflicts import Conflict
from calendar_ops.enums import Colour, RevisionState
from calendar_ops.ledger import Effect
from calendar_ops.models import Calendar, Period, Revision
from calendar_ops.period_words import length, period_when, repeats, when
from calendar_ops.spans import Rules, agreed, rules_at
from calendar_ops.timeline import BLUE, Stretch
from core import dates
from organization.queries import names_of

MOST_CHANGES = 40
MOST_LISTED = 6
LOOKED_AHEAD = 3  # years in which the first change is looked for


@dataclass(frozen=True, slots=True)
class PeriodLine:
    """A period of the ledger in words."""

    period: Period
    colour: str
    word: str
    when: str
    repeats: str
    reason: str
    exception: bool
    replaces: str  # when the period that it replaces was, empty when it replaces none
    version: int | None


@dataclass(frozen=True, slots=True)
class ChangeLine:
    when: str
    length: str
    before: str
    before_word: str
    after: str
    after_word: str


@dataclass(frozen=True, slots=True)
class Compared:
    """One colour before and after, in hours of the year; `share` is that of after, out of a hundred."""

    colour: str
    word: str
    before: float
    after: float
    gap: float
    share: float


@dataclass(frozen=True, slots=True)
class ConflictLine:
    conflict: Conflict
    when: str
    against: list[tuple[str, str, str]]  # colour, its word, when


@dataclass(slots=True)
class Difference:
    """Two states of a calendar over one year, side by side."""

    year: int
    wide: planner.Year
    phone: planner.Year
    changes: list[ChangeLine]
    more: int
    balance: list[Compared]
    without_blue: tuple[float, float]  # longest time without blue, hours, before and after
    marks: list[ConflictLine] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class VersionLine:
    """One signed revision, newest first on the page."""

    revision: Revision
    by: str
    added: list[PeriodLine]
    withdrawn: list[PeriodLine]
    default: str  # the word of the default colour, where it changed
    zone: str  # where it changed
    default_changed: bool
    hidden: int  # periods that the list of versions leaves to the version's own page


def period_lines(
    periods: Sequence[Period], *, zone: ZoneInfo, today: date, language: str
) -> list[PeriodLine]:
    return [
        PeriodLine(
            period=period,
            colour=period.colour,
            word=str(Colour(period.colour).label),
            when=period_when(period, zone, today),
            repeats=repeats(period.recurrence, today),
            reason=(period.reason_en or period.reason)
            if language == "en"
            else (period.reason or period.reason_en),
            exception=period.exception,
            replaces=period_when(period.replaces, zone, today) if period.replaces else "",
            version=period.added_in.number,
        )
        for period in periods
    ]


def in_force(
    calendar: Calendar, *, now: datetime, language: str
) -> tuple[list[PeriodLine], list[PeriodLine]]:
    """The periods agreed and those proposed, in the order of their start; one query."""
    zone = ZoneInfo(calendar.time_zone)
    found = Period.objects.filter(calendar=calendar).select_related("added_in", "replaces")
    agreed_ones = found.filter(agreed())
    proposed = found.filter(added_in__state=RevisionState.PROPOSED)
    today = now.astimezone(zone).date()
    lines = [
        period_lines(
            sorted(some, key=lambda p: (_first(p, zone), p.pk)), zone=zone, today=today, language=language
        )
        for some in (agreed_ones, proposed)
    ]
    return lines[0], lines[1]


def _first(period: Period, zone: ZoneInfo) -> datetime:
    if period.first_day is not None:
        return datetime(period.first_day.year, period.first_day.month, period.first_day.day, tzinfo=zone)
    assert period.start is not None  # the database's own constraint
    return period.start


def versions(
    calendar: Calendar, *, now: datetime, language: str, number: int | None = None
) -> list[VersionLine]:
    """The signed revisions, newest first, or one of them, each with what it added and withdrew."""
    zone = ZoneInfo(calendar.time_zone)
    today = now.astimezone(zone).date()
    found = calendar.revisions.filter(state=RevisionState.SIGNED).order_by("-number")
    if number is not None:
        found = found.filter(number__in=[number, number - 1])
    revisions = list(
        found.prefetch_related(
            "added__replaces", "added__added_in", "withdrawn__replaces", "withdrawn__added_in"
        )
    )
    names = names_of({r.proposed_by_ref for r in revisions} - {""})
    before = {r.number: r for r in revisions}
    answer = []
    for one in revisions:
        if number is not None and one.number != number:
            continue
        former = before.get((one.number or 0) - 1)
        other_default = former.default_colour != one.default_colour if former else True
        answer.append(
            VersionLine(
                revision=one,
                by=names.get(one.proposed_by_ref, ""),
                added=period_lines(list(one.added.all()), zone=zone, today=today, language=language),
                withdrawn=period_lines(list(one.withdrawn.all()), zone=zone, today=today, language=language),
                default=str(Colour(one.default_colour or Colour.NONE).label) if other_default else "",
                zone=one.time_zone if former is None or former.time_zone != one.time_zone else "",
                default_changed=other_default,
                hidden=max(0, len(one.added.all()) - MOST_LISTED)
                + max(0, len(one.withdrawn.all()) - MOST_LISTED),
            )
        )
    return answer


def version_difference(revision: Revision, year: int | None) -> Difference:
    """What a signed revision changed against the one before it, over a year: the first that it changes."""
    after = rules_at(revision)
    former = revision.calendar.revisions.filter(number=(revision.number or 0) - 1).first()
    if former is None:
        before = Rules(after.code, None, after.time_zone, "", ())
    else:
        former.calendar = revision.calendar
        before = rules_at(former)
    assert revision.signed_at is not None  # signed, by the database's own constraint
    return difference(before, after, year=year, since=revision.signed_at)


def effect_difference(effect: Effect, *, now: datetime) -> Difference:
    """What a change about to be recorded would do, with the conflicts that it would make."""
    found = difference(effect.before, effect.after, year=None, since=now)
    zone = ZoneInfo(effect.after.time_zone)
    found.marks = conflict_lines(effect.conflicts, zone, now.astimezone(zone).date())
    return found


def conflict_lines(conflicts: Sequence[Conflict], zone: ZoneInfo, today: date) -> list[ConflictLine]:
    return [
        ConflictLine(
            one,
            when(one.start, one.end, zone, today),
            [
                (
                    o.colour,
                    str(Colour(o.colour).label),
                    gettext("the whole slot")
                    if (o.start, o.end) == (one.start, one.end)
                    else when(o.start, o.end, zone, today),
                )
                for o in one.offences
            ],
        )
        for one in conflicts
    ]


def difference(before: Rules, after: Rules, *, year: int | None, since: datetime) -> Difference:
    """Two states of a calendar over one year; without a year, the first that has a change from `since` on."""
    zone = ZoneInfo(after.time_zone)
    today = since.astimezone(zone).date()
    if year is None:
        year = today.year
        first = datetime(year, 1, 1, tzinfo=zone)
        last = datetime(year + LOOKED_AHEAD, 1, 1, tzinfo=zone)
        found = planner.changes(before.stretches(first, last), after.stretches(first, last))
        coming = [change for change in found if change.end > since] or found
        if coming:
            year = max(year, coming[0].start.astimezone(zone).year)
    start, end = planner.year_bounds(year, zone)
    old, new = before.stretches(start, end), after.stretches(start, end)
    changed = planner.changes(old, new)
    was, will = timeline.balance(old), timeline.balance(new)
    return Difference(
        year=year,
        wide=_picture(year, zone, new, changed, planner.WIDE),
        phone=_picture(year, zone, new, changed, planner.PHONE),
        changes=[
            ChangeLine(
                when(c.start, c.end, zone, today),
                length(c.start, c.end, zone),
                c.before,
                str(Colour(c.before).label),
                c.after,
                str(Colour(c.after).label),
            )
            for c in changed[:MOST_CHANGES]
        ],
        more=max(0, len(changed) - MOST_CHANGES),
        balance=[
            Compared(
                c.value,
                str(c.label),
                was.hours[c.value],
                will.hours[c.value],
                will.hours[c.value] - was.hours[c.value],
                100 * will.shares[c.value],
            )
            for c in Colour
        ],
        without_blue=(was.longest_without_blue_hours, will.longest_without_blue_hours),
    )


def _picture(
    year: int,
    zone: ZoneInfo,
    stretches: Sequence[Stretch],
    changed: Sequence[planner.Change],
    size: planner.Size,
) -> planner.Year:
    """What stays pale, what changes outlined: + where it is stricter, − where it is less so."""
    names = {colour.value: str(colour.label) for colour in Colour}
    former = {change.start: change for change in changed}

    def pale(stretch: Stretch) -> list[str]:
        return [] if stretch.colour == BLUE else [names[stretch.colour]]

    def said(stretch: Stretch) -> list[str]:
        change = former[stretch.start]
        sign = "+" if change.stricter else "−"
        word = names[change.after if change.stricter else change.before]
        return [f"{sign} {word}", sign]

    outlined = [Stretch(c.start, c.end, c.after, None) for c in changed]
    return planner.draw(
        year=year,
        zone=zone,
        layers=[planner.Layer(stretches, pale, "pale"), planner.Layer(outlined, said, "changed")],
        month_names=dates.months(),
        size=size,
    )
