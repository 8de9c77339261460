"""What the year planner of a unit shows: its pictures, its balance, what touches it, and the same in a table."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import lru_cache
from typing import Any, NamedTuple, cast
from zoneinfo import ZoneInfo

from django.db.models import Exists, OuterRef, Q, QuerySet, Subquery
from django.utils.translation import gettext, ngettext

from calendar_ops import planner, timeline
from calendar_ops.calendar_permissions import can_see_overrides
from calendar_ops.drawing import ground
from calendar_ops.enums import Colour, RevisionState, State, WorkClass
from calendar_ops.models import Calendar, Intervention, Period, Reach, Revision
from calendar_ops.period_words import length, short_code, when
from calendar_ops.queries.calendars import colours
from calendar_ops.queries.interventions import Sight, seen, sight_of
from calendar_ops.spans import KEPT, Kept, heads, open_calendars, rule_of
from calendar_ops.timeline import Stretch
from core import dates
from core.among import Keys, keys
from core.compiled import compiled
from core.listed import addresses
from core.searching import few
from core.templatetags.portal import typo
from core.working_days import days_off
from organization.models import BusinessUnit, User
from organization.queries import unit_tree

SHOWN = [State.CONFIRMED, State.RUNNING, State.FINISHED, State.FAILED]
MOST_WORKS = 200


@dataclass(frozen=True, slots=True)
class Part:
    """One colour's part of the year."""

    colour: str
    word: str
    hours: float
    percent: float


@dataclass(frozen=True, slots=True)
class Work:
    """One intervention of the year, with what is said of the colour it lies in."""

    number: int
    reference: str
    address: str
    title: str
    title_en: str
    start: datetime
    when: str
    note: str
    tone: str


@dataclass(frozen=True, slots=True)
class Line:
    """One line of the table of periods."""

    when: str
    length: str
    colour: str
    word: str
    reason: str
    tone: str  # "", "exception" or "proposed"
    fill: str  # classes of its key


@dataclass(slots=True)
class YearPage:
    kept: Kept | None
    own: bool
    keeper: str
    signed_on: str
    signed_by: str
    proposals: int
    agreed_until: str
    wide: planner.Year
    phone: planner.Year
    balance: list[Part]
    total_hours: float
    longest: tuple[float, int, str] | None  # hours, days, the last day included
    works: list[Work]
    overrides: list[Work] | None  # None: not for this reader
    exceptions: list[Line]
    lines: list[Line]


def year_page(
    *, unit: BusinessUnit, user: User, year: int, now: datetime, language: str
) -> tuple[YearPage, ZoneInfo]:
    """The page of one year, and the zone that its days are in."""
    tree = unit_tree()
    kept_units = _kept(list(tree.subtree(unit.pk) | set(tree.lineage(unit.pk))))
    head = next(iter(heads([unit.pk], tree, kept_units)))
    kept, signed_at, signed_by = kept_units.get(head, (None, None, None))
    followers = heads(tree.subtree(unit.pk), tree, kept_units)[head]
    zone = ZoneInfo(kept.time_zone if kept else unit.time_zone)
    start, end = planner.year_bounds(year, zone)
    today = now.astimezone(zone).date()
    stretches = colours(kept, start, end)
    periods = _periods(kept, stretches)
    proposed = [p for p in periods.values() if p.added_in.state == RevisionState.PROPOSED]
    said = {
        pk: ((p.reason_en or p.reason) if language == "en" else (p.reason or p.reason_en))
        for pk, p in periods.items()
    }
    facts = Facts(
        year, zone.key, language, unit.country, unit.subdivision, tuple(stretches),
        tuple(_hatched(proposed, zone, start, end)), tuple(sorted(said.items())),
        frozenset(pk for pk, period in periods.items() if period.exception),
    )  # fmt: skip
    works = _works(followers, user, facts, today, start, end)
    marks = [(work.number, work.start) for work in works]
    wide, phone = (
        planner.over(drawn, year=year, zone=zone, interventions=marks, now=now) for drawn in _ground(facts)
    )
    table = _table(facts, today)
    measured = timeline.balance(stretches)
    names = {colour.value: str(colour.label) for colour in Colour}
    run = planner.longest_without_blue(stretches)
    page = YearPage(
        kept=kept,
        own=kept is not None and kept.unit == unit.pk,
        keeper=kept.code if kept else "",
        signed_on=dates.day(signed_at.astimezone(zone), today=today) if signed_at else "",
        signed_by=signed_by or "",
        proposals=len({period.added_in_id for period in proposed}),
        agreed_until=_agreed_until(stretches, zone, today),
        wide=wide,
        phone=phone,
        balance=[
            Part(c.value, names[c.value], measured.hours[c.value], 100 * measured.shares[c.value])
            for c in Colour
        ],
        total_hours=measured.total_hours,
        longest=_longest(run, zone, today) if kept else None,
        works=works,
        overrides=[w for w in works if w.tone == "bad"] if can_see_overrides(user, unit) else None,
        exceptions=[row for row in table if row.tone == "exception"],
        lines=table,
    )
    return page, zone


def _periods(kept: Kept | None, stretches: Sequence[Stretch]) -> dict[int, Period]:
    """The periods that the year's colours come from, and those proposed; one query."""
    if kept is None:
        return {}
    met = keys(cast("int", s.key) for s in stretches if s.key)
    return {period.pk: period for period in _met_or_proposed(kept.id, met)}


@compiled
def _met_or_proposed(calendar: int, periods: Keys) -> QuerySet[Period]:
    wanted = Q(pk__among=periods) | Q(added_in__state=RevisionState.PROPOSED)
    return Period.objects.filter(wanted, calendar=calendar).select_related("added_in")


def _hatched(proposed: Sequence[Period], zone: ZoneInfo, start: datetime, end: datetime) -> list[Stretch]:
    return [
        Stretch(max(one.start, start), min(one.end, end), period.colour, period.pk)
        for period in proposed
        for one in timeline.occurrences(rule_of(period), zone=zone, start=start, end=end)
    ]


def _kept(units: Collection[int]) -> dict[int, tuple[Kept, datetime | None, str | None]]:
    """Unit id → the calendar that it keeps, when its version was signed and who recorded it; one query."""
    return {row[1]: (Kept(*row[: len(KEPT)]), row[-2], row[-1]) for row in _signed(keys(units))}


@compiled
def _signed(units: Keys) -> QuerySet[Calendar, tuple[Any, ...]]:
    signed = Revision.objects.filter(calendar=OuterRef("pk"), number=OuterRef("version"))
    by = User.objects.filter(ref=OuterRef("proposed_by_ref")).values("name")
    found = open_calendars(units).annotate(
        signed_at=Subquery(signed.values("signed_at")),
        signed_by=Subquery(signed.annotate(by=Subquery(by)).values("by")),
    )
    return found.values_list(*KEPT, "signed_at", "signed_by")


def _agreed_until(stretches: Sequence[Stretch], zone: ZoneInfo, today: date) -> str:
    """The last day of the year with an agreement, where what follows has none."""
    if len(stretches) > 1 and stretches[-1].colour == Colour.NONE:
        return dates.day(_last_day(stretches[-1].start, zone), today=today)
    return ""


def _longest(
    run: tuple[datetime, datetime] | None, zone: ZoneInfo, today: date
) -> tuple[float, int, str] | None:
    if run is None:
        return None
    spent = run[1] - run[0]
    last = dates.day(_last_day(run[1], zone), today=today)
    return spent / timedelta(hours=1), round(spent / timedelta(days=1)), last


def _last_day(end: datetime, zone: ZoneInfo) -> date:
    return (end.astimezone(zone) - timedelta(microseconds=1)).date()


def _works(
    followers: Collection[int], user: User, facts: Facts, today: date, start: datetime, end: datetime
) -> list[Work]:
    """What touches the unit, or one below it that follows the same calendar, as far as one may read it."""
    units = keys(followers)
    reaching = _reaching(units)
    found = _touching(sight_of(user), reaching, units if reaching is None else None, start, end)
    return _in_words(tuple(found), facts.stretches, facts.zone, facts.language, today)


@lru_cache(maxsize=256)
def _in_words(
    found: tuple[tuple[Any, ...], ...], stretches: Sequence[Stretch], zone: str, language: str, today: date
) -> list[Work]:
    """The same with their words; kept for the day, as what they come from is the key."""
    address, place, answer = addresses("calendar_ops:intervention"), ZoneInfo(zone), []
    for number, one in enumerate(map(Told._make, found), 1):
        note, tone = _note(one, stretches)
        told = when(one.start, one.end, place, today)
        answer.append(
            Work(
                number,
                one.reference,
                address(one.reference),
                one.title,
                one.title_en,
                one.start,
                told,
                note,
                tone,
            )
        )
    return answer


@few
def _reaching(units: Keys) -> QuerySet[Reach, tuple[int]]:
    """The interventions that touch these units, in any year: a unit has some hundreds, read from the index alone."""
    return Reach.objects.filter(unit__among=units).order_by().values_list("intervention").distinct()


@compiled
def _touching(
    sight: Sight, works: Keys | None, units: Keys | None, start: datetime, end: datetime
) -> QuerySet[Intervention, tuple[Any, ...]]:
    """Those of `works`, or where they are too many to be named, those that touch `units`."""
    reached = (
        Q(Exists(Reach.objects.filter(intervention=OuterRef("pk"), unit__among=units)))
        if works is None
        else Q(pk__among=works)
    )
    found = seen(sight).filter(reached, state__in=SHOWN, start__lt=end, end__gt=start)
    return found.order_by("start", "id").values_list(*Told._fields)[:MOST_WORKS]


class Told(NamedTuple):
    """What is read of an intervention to say it in the year."""

    reference: str
    title: str
    title_en: str
    start: datetime
    end: datetime
    work_class: str
    interruption_minutes: int
    approved_by__name: str | None


def _note(work: Told, stretches: Sequence[Stretch]) -> tuple[str, str]:
    """In which colour it lies when that is not blue, and why it may; « bad » where red was overridden."""
    met = {s.colour for s in timeline.cover(stretches, work.start, work.end)}
    if Colour.RED in met:
        if work.work_class == WorkClass.EMERGENCY:
            if work.approved_by__name:
                approved = gettext("in red, major emergency approved by %(name)s")
                return approved % {"name": work.approved_by__name}, "bad"
            return gettext("in red, major emergency"), "bad"
        return gettext("in red, by an agreement recorded after it"), "bad"
    if Colour.NONE in met:
        return gettext("not negotiated"), "muted"
    if Colour.WHITE in met:
        if work.work_class == WorkClass.SECURITY:
            return gettext("in white, security-critical"), "muted"
        minutes = work.interruption_minutes
        return ngettext(
            "in white, %(n)s min of interruption", "in white, %(n)s min of interruption", minutes
        ) % {"n": minutes}, "muted"
    return "", ""


class Facts(NamedTuple):
    """All that the drawn year and its table come from, but for the interventions and today's line."""

    year: int
    zone: str
    language: str
    country: str
    subdivision: str
    stretches: tuple[Stretch, ...]
    hatched: tuple[Stretch, ...]
    said: tuple[tuple[int, str], ...]  # period → its reason
    special: frozenset[int]  # the periods that are exceptions


@lru_cache(maxsize=256)
def _ground(facts: Facts) -> list[planner.Year]:
    """The year wide and on a telephone; kept, since everybody of a unit looks at the same one."""
    holidays, weekend = days_off(facts.country, facts.subdivision, facts.year)
    names = {colour.value: str(colour.label) for colour in Colour}
    said, sign = dict(facts.said), gettext("P")

    def words(stretch: Stretch) -> list[str]:
        reason = said.get(cast("int", stretch.key), "")
        return planner.label_words(names[stretch.colour], short_code(stretch.colour), reason)

    def asked(stretch: Stretch) -> list[str]:
        reason = said.get(cast("int", stretch.key), "")
        word = f"{sign} · {names[stretch.colour]}"
        return [f"{word}, {reason}", word, sign] if reason else [word, sign]

    layers = [
        planner.Layer([s for s in facts.stretches if s.key not in facts.special], words),
        planner.Layer([s for s in facts.stretches if s.key in facts.special], words, "exception"),
        planner.Layer(facts.hatched, asked, "proposed"),
    ]
    years = [
        planner.draw(
            year=facts.year,
            zone=ZoneInfo(facts.zone),
            layers=layers,
            month_names=dates.months(),
            size=size,
            holidays=holidays,
            weekend=weekend,
        )
        for size in (planner.WIDE, planner.PHONE)
    ]
    for year in years:
        year.ground = ground(year)
    return years


@lru_cache(maxsize=256)
def _table(facts: Facts, today: date) -> list[Line]:
    """The same in a table, in the order of time; kept for the day."""
    zone, said = ZoneInfo(facts.zone), dict(facts.said)
    names = {colour.value: str(colour.label) for colour in Colour}

    def line(stretch: Stretch, tone: str) -> Line:
        key = cast("int", stretch.key)
        otherwise = "" if stretch.colour == Colour.NONE or key else gettext("default colour")
        return Line(
            when(stretch.start, stretch.end, zone, today),
            typo(length(stretch.start, stretch.end, zone)),
            stretch.colour,
            names[stretch.colour],
            typo(said.get(key) or otherwise),
            tone or ("exception" if key in facts.special else ""),
            f"per-prop {stretch.colour}" if tone == "proposed" else f"per-{stretch.colour}",
        )

    drawn = [(s, "") for s in facts.stretches] + [(s, "proposed") for s in facts.hatched]
    return [line(s, tone) for s, tone in sorted(drawn, key=lambda one: (one[0].start, one[1]))]
