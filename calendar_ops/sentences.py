"""What a verdict says in words: the same on the page, in the API and in a refusal."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from django.db.models import F
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from calendar_ops.enums import Colour, VerdictKind
from calendar_ops.models import Period, Revision
from calendar_ops.policy import Offence, Verdict
from core import dates
from core.dates import weekday
from core.local_time import wall
from organization.models import BusinessUnit

SHORT_INTERRUPTION = 30  # minutes: what a white period lets through [5.6]


@dataclass(frozen=True, slots=True)
class OffenceInWords:
    """One offence as the page shows it: what stands in the way, why, by which agreement (and where it is)."""

    unit: str
    unit_name: str
    colour: str
    headline: str
    detail: str
    rule: str
    version: int | None
    signed: str
    address: str


def day(value: date | datetime) -> str:
    """« 15 nov. », « 15 Nov », with its year when it is not the present one."""
    words = dates.of_month(value)
    return words if value.year == timezone.localdate().year else f"{words} {value.year}"


def moment(value: datetime, zone: str | ZoneInfo | None = None) -> str:
    """« mar. 10 nov., 20:00 » on the wall clock of `zone`, else of the reader."""
    here = wall(value, zone) if zone else timezone.localtime(value).replace(tzinfo=None)
    return f"{weekday(here)} {day(here)}, {here:%H:%M}"


def closing(value: datetime, zone: str | ZoneInfo | None = None) -> str:
    """The same for an end: midnight is that of the day before, « ven. 4 déc., minuit »."""
    here = wall(value, zone) if zone else timezone.localtime(value).replace(tzinfo=None)
    if here.time() != datetime.min.time():
        return moment(value, zone)
    eve = here - timedelta(days=1)
    midnight = _("midnight")
    return f"{weekday(eve)} {day(eve)}, {midnight}"


def slot(start: datetime, end: datetime, zone: str | ZoneInfo | None = None) -> str:
    """« mar. 10 nov., 20:00 – 22:00 »; the end's day is said when it is another one."""
    place = zone or timezone.get_current_timezone()
    first, last = wall(start, place), wall(end, place)
    if first.date() == last.date():
        return f"{moment(start, place)} – {last:%H:%M}"
    if last == datetime.combine(first.date() + timedelta(days=1), datetime.min.time()):
        midnight = _("midnight")
        return f"{moment(start, place)} – {midnight}"
    return f"{moment(start, place)} – {closing(end, place)}"


def whole_period(offence: Offence, zone: str | ZoneInfo | None) -> str:
    """« du 2 au 15 nov. inclus », or times when the period does not begin and end at midnight."""
    begins, ends = offence.period_start, offence.period_end
    if begins is None or ends is None:
        return ""
    place = zone or timezone.get_current_timezone()
    first, last = wall(begins, place), wall(ends, place)
    if first.time() == last.time() == datetime.min.time():
        last_day = last - timedelta(days=1)
        if first.date() == last_day.date():
            return _("on %(day)s") % {"day": day(first)}
        if (first.year, first.month) == (last_day.year, last_day.month):
            return _("from %(first)s to %(last)s inclusive") % {"first": first.day, "last": day(last_day)}
        return _("from %(first)s to %(last)s inclusive") % {"first": day(first), "last": day(last_day)}
    return _("from %(first)s to %(last)s") % {
        "first": moment(begins, place),
        "last": closing(ends, place),
    }


def rule_in_words(colour: str) -> str:
    if colour == Colour.WHITE:
        return _("In white: security-critical work, or an interruption of 30 min at most.")
    if colour == Colour.RED:
        return _("In red: a major emergency only, approved by a second person.")
    return _("Nothing is agreed for these dates: the work may be confirmed with a reason that is recorded.")


COLOURED = {
    Colour.WHITE: lambda: _("white period"),
    Colour.RED: lambda: _("red period"),
    Colour.BLUE: lambda: _("blue period"),
}


def in_words(
    verdict: Verdict,
    *,
    interruption_minutes: int,
    names: Mapping[str, str] | None = None,
    place: ZoneInfo | None = None,
    most: int | None = None,
) -> list[OffenceInWords]:
    """Each offence in words, the worst first, at most `most`; three queries whatever their number (the units' names unless they are given,
    the periods' reasons, the days of signature)."""
    offences = verdict.offences[:most]
    if not offences:
        return []
    if names is None:
        names = dict(
            BusinessUnit.objects.filter(code__in={o.unit for o in offences}).values_list("code", "name")
        )
    reasons = _reasons({o.period for o in offences if isinstance(o.period, int)})
    signed = _signed({o.unit for o in offences if o.version is not None})
    answer = []
    for offence in offences:
        name = names.get(offence.unit, offence.unit)
        if offence.colour == Colour.NONE:
            start, end = (
                at.astimezone(place or timezone.get_current_timezone()) for at in (offence.start, offence.end)
            )
            when = dates.slot(start, end, today=timezone.localdate())
            headline = _("%(unit)s: not negotiated, %(slot)s") % {"unit": name, "slot": when}
        else:
            headline = _("%(unit)s: %(colour)s %(when)s") % {
                "unit": name,
                "colour": COLOURED[Colour(offence.colour)](),
                "when": whole_period(offence, place),
            }
        reason = reasons.get(offence.period, "") if isinstance(offence.period, int) else ""
        detail = [f"({reason})"] if reason else []
        if offence.colour == Colour.WHITE and interruption_minutes > SHORT_INTERRUPTION:
            detail.append(_excess(interruption_minutes))
        at = signed.get((offence.unit, offence.version))
        answer.append(
            OffenceInWords(
                offence.unit,
                name,
                offence.colour,
                headline.strip(),
                " ".join(detail),
                rule_in_words(offence.colour),
                offence.version,
                day(timezone.localtime(at)) if at else "",
                reverse("calendar_ops:calendar", args=[offence.unit]),
            )
        )
    return answer


def _reasons(periods: Collection[int]) -> dict[int, str]:
    """Period → its reason in the reader's language, else in the other one."""
    if not periods:
        return {}
    english_first = get_language() == "en"
    rows = Period.objects.filter(pk__in=periods).values_list("pk", "reason", "reason_en")
    return {pk: (english or french) if english_first else (french or english) for pk, french, english in rows}


def _signed(codes: Collection[str]) -> dict[tuple[str, int | None], datetime]:
    """Keeper and version → when that version was signed."""
    if not codes:
        return {}
    rows = Revision.objects.filter(
        calendar__closed_at=None, calendar__unit__code__in=codes, number=F("calendar__version")
    ).order_by()
    return {
        (code, number): at
        for code, number, at in rows.values_list("calendar__unit__code", "number", "signed_at")
        if at
    }


def _excess(minutes: int) -> str:
    excess = minutes - SHORT_INTERRUPTION
    return ngettext(
        "Your interruption lasts %(given)s min: %(excess)s too many.",
        "Your interruption lasts %(given)s min: %(excess)s too many.",
        excess,
    ) % {"given": minutes, "excess": excess}


def colours_met(verdict: Verdict, names: Mapping[str, str], calendars: int) -> str:
    """The verdict in a few words: « RH en blanc », « tout est bleu »."""
    if verdict.kind == VerdictKind.ALLOWED:
        return ngettext("the calendar lets it through", "the %(n)s calendars let it through", calendars) % {
            "n": calendars
        }
    first = verdict.offences[0]
    said = {
        Colour.WHITE: _("%(unit)s in white"),
        Colour.RED: _("%(unit)s in red"),
        Colour.NONE: _("%(unit)s not negotiated"),
    }[Colour(first.colour)] % {"unit": names.get(first.unit, first.unit)}
    others = len({offence.unit for offence in verdict.offences}) - 1
    if others:
        said += ngettext(" and %(n)s other", " and %(n)s others", others) % {"n": others}
    return said


def margin(start: datetime, end: datetime, work_end: datetime, place: ZoneInfo, *, further: bool) -> str:
    """« Autorisé du lun. 16 nov., 00:00 au mer. 18 nov., 08:00. Il reste 34 h après vos travaux. »

    `further`: the window reaches as far as was looked, its end says nothing.
    """
    if further:
        return _("Allowed from %(start)s on, for as far as was looked.") % {"start": moment(start, place)}
    hours = int((end - work_end) / timedelta(hours=1))
    left = ngettext("%(n)s h is left after your work.", "%(n)s h are left after your work.", hours) % {
        "n": grouped(hours)
    }
    return (
        _("Allowed from %(start)s to %(end)s.")
        % {
            "start": moment(start, place),
            "end": closing(end, place),
        }
        + f" {left}"
    )


def grouped(count: int) -> str:
    """« 4 800 » in French, « 4,800 » in English."""
    said = f"{count:,}"
    return said.replace(",", "\u202f") if get_language() == "fr" else said


def interruption_fault(verdict: Verdict, interruption_minutes: int, names: Mapping[str, str]) -> str:
    """« 45 min : trop long pour les RH, en blanc jusqu’au 15 nov. (30 min au plus). » or nothing."""
    for offence in verdict.offences:
        if offence.colour == Colour.WHITE and interruption_minutes > SHORT_INTERRUPTION:
            until = timezone.localtime((offence.period_end or offence.end) - timedelta(seconds=1))
            return _("%(given)s min: too long for %(unit)s, in white until %(day)s (30 min at most).") % {
                "given": interruption_minutes,
                "unit": names.get(offence.unit, offence.unit),
                "day": day(until),
            }
    return ""


def refusal(verdict: Verdict, interruption_minutes: int) -> str:
    """Why a verdict stops the work, in one sentence."""
    if verdict.kind == VerdictKind.ALLOWED:
        return ""
    words = in_words(verdict, interruption_minutes=interruption_minutes)
    first = words[0]
    what = _sentences(first.headline, first.detail).rstrip(".")
    others = len({w.unit for w in words}) - 1
    if others:
        what += ngettext(" (and %(n)s other calendar)", " (and %(n)s other calendars)", others) % {
            "n": others
        }
    return f"{what}. {first.rule}"


def _sentences(headline: str, detail: str) -> str:
    """A reason in brackets belongs to the headline's sentence; the excess of an interruption is one of its own."""
    if not detail:
        return headline
    if not detail.startswith("("):
        return f"{headline}. {detail}"
    if detail.endswith(")"):
        return f"{headline} {detail}"
    reason, _bracket, excess = detail.rpartition(") ")
    return f"{headline} {reason}). {excess}"


def heading(kind: str) -> str:
    """The title of the verdict."""
    return {
        VerdictKind.ALLOWED: _("Slot allowed"),
        VerdictKind.NOT_NEGOTIATED: _("Slot not negotiated"),
        VerdictKind.NEEDS_APPROVAL: _("Needs approval"),
        VerdictKind.REFUSED: _("Slot refused"),
    }[VerdictKind(kind)]
