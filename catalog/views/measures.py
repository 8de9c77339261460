"""Entering a month: the levels of many offerings on one page, or the delays of their requests.

What is right is saved, what is wrong stays as it was typed, with its sentence; nothing is lost.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from catalog import level_words, measure_words, measuring
from catalog.actions.delays import GivenDelay, record_delays
from catalog.actions.measures import Given, Recorded, record_measures
from catalog.enums import MeasureSource
from catalog.level_filters import ALL, LevelFilter, month_choices, narrowing, today
from catalog.measuring import Fault, Said
from catalog.models import LevelTarget
from catalog.permissions import can_record_measures
from catalog.queries.dashboard import head_rows
from catalog.queries.doors import levels_visible_to, request_types_visible_to
from catalog.queries.levels import Noted
from catalog.queries.measure_entry import (
    Line,
    Sheet,
    levels_to_enter,
    lines_of,
    lines_of_ways,
    ways_to_enter,
)
from catalog.views.finding import asks
from core.listed import Way
from core.listing import around, page_number
from core.months import last_closed
from core.templatetags.portal import number
from organization.requests import PortalRequest

NAMED = 5  # levels missed that the message names


@dataclass(slots=True)
class Row:
    """A line as it is drawn: what its controls hold, and what is wrong with them."""

    line: Line
    value: str = ""
    events: str = ""
    none: bool = False
    why: str = ""
    was: str = ""
    saved: bool = False
    faults: list[Fault] = field(default_factory=list)
    errors: list[tuple[str, str]] = field(default_factory=list)

    @property
    def wrong(self) -> frozenset[str]:
        return frozenset(name for name, _said in self.errors)


@dataclass(frozen=True, slots=True)
class What:
    """One of the two things that are entered. `none`: a month may be « no event »; `why`: it may be explained."""

    code: str
    none: bool
    why: bool
    lines: Callable[[PortalRequest, list[int], date], list[Line]]
    record: Callable[[PortalRequest, list[tuple[int, Said, bool]]], Recorded]


def _level_lines(request: PortalRequest, numbers: list[int], month: date) -> list[Line]:
    """Those of the levels posted that this person may know of, in the order in which they were sent."""
    seen = set(levels_visible_to(request.user).filter(pk__in=numbers).values_list("pk", flat=True))
    lines = {line.number: line for line in lines_of(head_rows(seen), month)}
    return [lines[one] for one in numbers if one in lines]


def _record_levels(request: PortalRequest, said: list[tuple[int, Said, bool]]) -> Recorded:
    levels = levels_visible_to(request.user).in_bulk([one for one, _said, _withdraw in said])
    given = [Given(levels[one], what, withdraw) for one, what, withdraw in said]
    return record_measures(
        given=given, source=MeasureSource.ENTERED, by=request.user, now=timezone.now(), partial=True
    )


def _way_lines(request: PortalRequest, numbers: list[int], month: date) -> list[Line]:
    ways = request_types_visible_to(request.user).filter(pk__in=numbers).select_related("offering")
    lines = {line.number: line for line in lines_of_ways(ways, month)}
    return [lines[one] for one in numbers if one in lines]


def _record_ways(request: PortalRequest, said: list[tuple[int, Said, bool]]) -> Recorded:
    ways = request_types_visible_to(request.user).in_bulk([one for one, _said, _withdraw in said])
    given = [GivenDelay(ways[one], what, withdraw) for one, what, withdraw in said]
    return record_delays(given=given, by=request.user, now=timezone.now(), partial=True)


LEVELS = What("", True, True, _level_lines, _record_levels)
REQUESTS = What("requests", False, False, _way_lines, _record_ways)


@asks
def measures(request: PortalRequest) -> HttpResponse:
    """The levels of a month, or the delays of its requests (`what=requests`)."""
    if not can_record_measures(request.user):
        raise PermissionDenied
    what = REQUESTS if request.GET.get("what") == "requests" else LEVELS
    form = LevelFilter(request.GET, LevelTarget.objects.none(), request=request).form
    form.is_valid()
    month = form.cleaned_data.get("month") or last_closed(today())
    rows: list[Row] = []
    if request.method == "POST":
        lines = what.lines(request, _numbers(request.POST), month)
        rows = [_typed(line, request.POST) for line in lines]
        _save(request, what, rows, month)
        if not any(row.errors for row in rows):
            return redirect(request.get_full_path())
    sheet = _sheet(request, what, form, month)
    context = {
        "what": what,
        "rows": rows or [_stored(line) for line in sheet.lines],
        "sheet": sheet,
        "month": level_words.long_month(month),
        "wrong": [(row, sentence) for row in rows for _name, sentence in row.errors],
        "faults": [str(said) for faults in form.errors.values() for said in faults],
        **_around(request, what, form, month, sheet),
    }
    return render(request, "catalog/measures.html", context, status=422 if rows else 200)


def _sheet(request: PortalRequest, what: What, form: Any, month: date) -> Sheet:
    page = page_number(request.GET.get("page"))
    asked = narrowing(form, request.user, metric=ALL, month=month)
    if what is REQUESTS:
        ways = request_types_visible_to(request.user)
        return ways_to_enter(ways, month, asked.words, asked.outcome == "unmeasured", page)
    return levels_to_enter(asked, page)


def _numbers(sent: QueryDict) -> list[int]:
    found = [int(said) for said in sent.getlist("row") if said.isdecimal() and len(said) < 10]
    return list(dict.fromkeys(found))


def _token(noted: Noted | None) -> str:
    """What was recorded when the page was drawn, so that somebody else's measure is not overwritten unseen."""
    if noted is None:
        return ""
    value = "" if noted.value is None else str(measuring.trimmed(noted.value))
    return f"{value}|{noted.events}|{noted.why}"


def _stored(line: Line) -> Row:
    noted = line.noted
    if noted is None:
        return Row(line)
    value = "" if noted.value is None else level_words.decimal(noted.value).replace("\u202f", "")
    events = str(noted.events) if noted.value is not None else ""
    return Row(line, value, events, noted.value is None, noted.why, _token(noted))


def _typed(line: Line, sent: QueryDict) -> Row:
    number_ = line.number

    def said(name: str) -> str:
        return sent.get(f"{name}-{number_}", "").replace("\x00", "").strip()

    return Row(
        line, said("value"), said("events"), bool(said("none")), " ".join(said("why").split()), said("was")
    )


def _save(request: PortalRequest, what: What, rows: Sequence[Row], month: date) -> None:
    """Record the rows that were changed and can be read; each of the others gets its sentences."""
    given: list[tuple[int, Said, bool]] = []
    places: list[Row] = []
    for row in rows:
        read = _read(row, month)
        if read is not None:
            given.append((row.line.number, *read))
            places.append(row)
    done = what.record(request, given) if given else Recorded()
    for place, faults in done.refused.items():
        places[place].faults += faults
    for place in (*done.created, *done.changed, *done.withdrawn, *done.same):
        places[place].saved = True
    for row in rows:
        row.errors = [
            (fault.field, measure_words.sentence(fault, row.line.unit, today=today())) for fault in row.faults
        ]
    _tell(request, done, [row.line.name for row in map(places.__getitem__, done.missed)])
    if any(row.saved for row in rows) and any(row.errors for row in rows):
        _draw_saved(request, what, rows, month)


def _draw_saved(request: PortalRequest, what: What, rows: Sequence[Row], month: date) -> None:
    """The rows that were saved show what is recorded now."""
    saved = [row.line.number for row in rows if row.saved]
    fresh = {line.number: _stored(line) for line in what.lines(request, saved, month)}
    for row in rows:
        if now := fresh.get(row.line.number):
            row.line, row.value, row.events, row.none = now.line, now.value, now.events, now.none
            row.why, row.was = now.why, now.was


def _read(row: Row, month: date) -> tuple[Said, bool] | None:
    """(what is said, whether it is taken away); None for a row that was left as it is, or that cannot be read."""
    value = measuring.value(row.value, row.line.unit) if row.value else None
    events = measuring.number(row.events) if row.events else None
    whole = int(events) if events is not None and events == events.to_integral_value() else None
    if row.value and value is None:
        row.faults.append(Fault("value", "not_a_number", {"typed": row.value}))
    if row.events and whole is None:
        row.faults.append(Fault("events", "not_a_number", {"typed": row.events}))
    if row.faults:
        return None
    nothing = not (row.value or row.none or row.events or row.why)
    said = Said(month, value, 1 if whole is None else whole, row.none, row.why)
    now = Noted(None, 0, row.why) if row.none and value is None else Noted(value, said.events, row.why)
    if row.was == ("" if nothing else _token(now)):
        return None
    if row.was != _token(row.line.noted):  # somebody else's, since the page was drawn
        there = row.line.noted
        row.was = _token(there)
        values = {"value": there.value if there else None}
        row.faults.append(Fault("value", "meanwhile" if there else "gone", values))
        return None
    return said, nothing or (not row.value and not row.none and bool(row.was) and not row.why)


def _tell(request: PortalRequest, done: Recorded, missed: Sequence[str]) -> None:
    if written := done.written:
        words = ngettext("%(n)s measure recorded.", "%(n)s measures recorded.", written) % {"n": written}
        if missed:
            named = ", ".join(missed[:NAMED]) + ("…" if len(missed) > NAMED else "")
            words += " " + ngettext("Missed: %(names)s.", "%(n)s missed: %(names)s.", len(missed)) % {
                "n": len(missed),
                "names": named,
            }
        messages.success(request, words)


def _around(request: PortalRequest, what: What, form: Any, month: date, sheet: Sheet) -> dict[str, Any]:
    """The addresses around the page."""
    asked = form.cleaned_data
    query = request.GET.copy()
    query.pop("page", None)

    def address(**other: str) -> str:
        given = query.copy()
        for name, value in other.items():
            given[name] = value
            if not value:
                del given[name]
        return f"{request.path}?{given.urlencode()}" if given else request.path

    left = asked.get("outcome") == "unmeasured"
    month_only = {"month": f"{month:%Y-%m}"}
    here = reverse("catalog:measures")
    return {
        "tabs": [
            (_("Service levels"), f"{here}?month={month_only['month']}", what is LEVELS),
            (_("Delays of requests"), f"{here}?what=requests&month={month_only['month']}", what is REQUESTS),
        ],
        "months": month_choices(month),
        "shown": [
            Way(_("all"), address(outcome=""), not left),
            Way(_("still to enter (%(n)s)") % {"n": number(sheet.left)}, address(outcome="unmeasured"), left),
        ],
        "import_address": reverse("catalog:measures-upload"),
        "words": (asked.get("q") or "").strip(),
        "outcome": "unmeasured" if left else "",
        "pages": [
            Way("…") if place is None else Way(str(place), address(page=str(place)), place == sheet.page)
            for place in around(sheet.page, sheet.pages)
        ]
        if sheet.pages > 1
        else [],
    }
