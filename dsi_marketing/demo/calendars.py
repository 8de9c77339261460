"""The calendars that the units of Groupe Hélianthe have agreed on with IT, from last year to the coming one."""

from __future__ import annotations

import calendar as months
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from calendar_ops.enums import Colour, RevisionState
from calendar_ops.ledger import Draft, NewPeriod, record_revision
from calendar_ops.models import Calendar, Period, Revision
from dsi_marketing.demo.units import Company

PARIS = ZoneInfo("Europe/Paris")
RED, WHITE, BLUE = Colour.RED, Colour.WHITE, Colour.BLUE

NOT_NEGOTIATED = "MAG"
"""The shops have never negotiated their calendar; the demonstration shows what follows from that."""


def days(
    colour: Colour, first: date, last: date, reason: str, reason_en: str, recurrence: str = ""
) -> NewPeriod:
    """Whole days, `last` included."""
    return NewPeriod(
        colour=colour,
        first_day=first,
        end_day=last + timedelta(days=1),
        recurrence=recurrence,
        reason=reason,
        reason_en=reason_en,
    )


def hours(
    colour: Colour,
    day: date,
    start: time,
    end: time,
    reason: str,
    reason_en: str,
    recurrence: str = "",
    *,
    exception: bool = False,
) -> NewPeriod:
    """Some hours of a day of Paris."""
    return NewPeriod(
        colour=colour,
        all_day=False,
        start=datetime.combine(day, start, PARIS).astimezone(UTC),
        end=datetime.combine(day, end, PARIS).astimezone(UTC),
        recurrence=recurrence,
        reason=reason,
        reason_en=reason_en,
        exception=exception,
    )


def periods_of(code: str, year: int) -> list[NewPeriod]:
    """What the unit agreed for one year."""
    new_year, monday = date(year, 1, 1), date(year, 1, 1)
    while monday.weekday():
        monday += timedelta(days=1)
    weeks = (date(year, 12, 31) - monday).days // 7 + 1
    workdays = f"FREQ=WEEKLY;BYDAY=MO,TU,WE,TH,FR;COUNT={weeks * 5}"
    if code == "FIN":
        return [
            days(RED, new_year, date(year, 1, 16), "clôture annuelle", "year-end closing"),
            days(
                RED,
                date(year, 1, 29),
                date(year, 2, 4),
                "clôture mensuelle",
                "month-end closing",
                "FREQ=MONTHLY;BYMONTHDAY=-3;COUNT=12",  # the last day of the month − 2, to the 4th
            ),
            days(WHITE, date(year, 7, 6), date(year, 7, 17), "semestrielle", "half-year accounts"),
        ]
    if code == "LOG":
        return [
            days(RED, date(year, 11, 15), date(year, 12, 24), "pic de fin d’année", "year-end peak"),
            days(WHITE, date(year, 6, 24), date(year, 6, 30), "inventaire", "stock-taking"),
        ]
    if code == "RH":
        return [
            days(
                WHITE,
                date(year, 1, 20),
                date(year, 1, 25),
                "paie",
                "payroll",
                "FREQ=MONTHLY;BYMONTHDAY=20;COUNT=12",
            ),
            days(WHITE, date(year, 11, 2), date(year, 11, 15), "entretiens annuels", "yearly interviews"),
        ]
    if code == "PROD":
        return [
            hours(
                WHITE,
                monday,
                time(4),
                time(8),
                "démarrage des lignes",
                "start of the lines",
                f"FREQ=WEEKLY;COUNT={weeks}",
            ),
            days(RED, date(year, 6, 25), date(year, 6, 30), "inventaire", "stock-taking"),
            days(
                RED,
                date(year, 9, 7),
                date(year, 9, 11),
                "lancement de la gamme d’hiver",
                "launch of the winter range",
            ),
        ]
    if code == "SC":
        return [hours(WHITE, monday, time(8), time(20), "accueil ouvert", "lines open", workdays)]
    if code == "RD":
        return [
            days(RED, date(year, 3, 9), date(year, 3, 20), "campagne d’essais", "test campaign"),
            days(WHITE, date(year, 10, 12), date(year, 10, 23), "dépôt des brevets", "patent filing"),
        ]
    if code == "VM":
        return [
            days(RED, date(year, 5, 18), date(year, 5, 22), "salon de printemps", "spring trade fair"),
            days(
                WHITE,
                date(year, 3, 29),
                date(year, 3, 31),
                "fin de trimestre",
                "end of quarter",
                "FREQ=MONTHLY;INTERVAL=3;BYMONTHDAY=29;COUNT=4",
            ),
        ]
    if code == "COMEX":
        return [
            days(
                RED, date(year, month, 10), date(year, month, 11), "conseil d’administration", "board meeting"
            )
            for month in (3, 6, 9, 12)
        ]
    if code == "JUR":
        return [days(RED, date(year, 5, 25), date(year, 6, 5), "assemblée générale", "general meeting")]
    if code == "ASG":
        return [
            days(
                WHITE,
                date(year, 12, 1),
                date(year, 12, 18),
                "renouvellement des contrats",
                "contract renewals",
            )
        ]
    if code == "DSI":
        return [days(WHITE, date(year, 12, 21), date(year, 12, 31), "gel des changements", "change freeze")]
    return []


KEEPERS = ["ASG", "COMEX", "DSI", "FIN", "JUR", "LOG", "PROD", "RD", "RH", "SC", "VM"]


def write_calendars(company: Company, *, now: datetime) -> None:
    """Record each agreement; then Finance's further versions, and one that is proposed and not yet signed."""
    year = now.astimezone(PARIS).year
    signed = datetime(year - 1, 1, 9, 9, 0, tzinfo=UTC)
    for code in KEEPERS:
        calendar = Calendar.objects.create(
            unit=company.units[code], time_zone="Europe/Paris", opened_at=signed
        )
        company.calendars[code] = calendar
        record(
            calendar,
            Draft(
                added=[period for each in (year - 1, year, year + 1) for period in periods_of(code, each)],
                time_zone="Europe/Paris",
                default_colour=BLUE,
                note="Accord signé en comité de pilotage",
            ),
            now=signed,
        )
    finance = company.calendars["FIN"]
    record(
        finance,
        Draft(
            added=[
                days(WHITE, date(each, 10, 5), date(each, 10, 23), "budget", "budget")
                for each in (year, year + 1)
            ],
            note="Budget ajouté",
        ),
        now=datetime(year, 1, 9, 9, 0, tzinfo=UTC),
    )
    saturday = exception_day(now.astimezone(PARIS).date())
    record(
        finance,
        Draft(
            added=[
                hours(
                    BLUE, saturday, time(8), time(12), "matinée accordée", "morning granted", exception=True
                )
            ],
            note="Exception demandée par la production informatique",
        ),
        now=now - timedelta(days=12),
    )
    propose(company, now)


def record(calendar: Calendar, draft: Draft, *, now: datetime) -> None:
    record_revision(calendar=calendar, draft=draft, by=None, now=now)
    calendar.refresh_from_db()


def exception_day(today: date) -> date:
    """The next day within a month-end closing that is a Saturday, else the first day of that closing."""
    year, month = today.year, today.month
    while True:
        last = date(year, month, months.monthrange(year, month)[1])
        closing = [last + timedelta(days=offset) for offset in range(-2, 5)]
        if closing[0] > today:
            return next((day for day in closing if day.weekday() == 5), closing[0])
        year, month = (year + 1, 1) if month == 12 else (year, month + 1)


def propose(company: Company, now: datetime) -> None:
    """Finance asks for two white days that IT has not signed yet: shown hatched, counted nowhere."""
    first = now.astimezone(PARIS).date() + timedelta(days=40)
    revision = Revision.objects.create(
        calendar=company.calendars["FIN"],
        state=RevisionState.PROPOSED,
        note="Contrôle des comptes annoncé par les commissaires",
        proposed_by_ref=company.people["representative"].ref,
        proposed_at=now - timedelta(days=3),
        signed_for_unit_ref=company.people["representative"].ref,
    )
    Period.objects.create(
        calendar=company.calendars["FIN"],
        colour=WHITE,
        first_day=first,
        end_day=first + timedelta(days=2),
        reason="commissaires aux comptes",
        reason_en="auditors on site",
        added_in=revision,
    )
