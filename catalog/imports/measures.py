"""The import of measures: a row for each month of a level, or of the delay of requests."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from catalog import measuring
from catalog.actions.delays import DIGITS, GivenDelay, record_delays
from catalog.actions.measures import Given, record_measures
from catalog.enums import Better, LevelUnit, MeasureSource, Metric
from catalog.levels import Measure, Outcome, Scale, judge, target_in
from catalog.measuring import Said
from catalog.models import RequestDelay, RequestType, ServiceLevel, ServiceLevelMeasure
from catalog.permissions import can_record_measures
from catalog.queries.levels import targets_of
from catalog.queries.naming import SENTENCES, Unnamed, names_of
from core.among import keys
from core.company_day import company_day
from core.tables import cells
from core.tables.columns import Column, RowKind
from core.tables.comparing import Comparison
from core.tables.importer import Importer, Result
from core.tables.plan import Change, Plan, Progress, Steps
from core.tables.reading import Table

About = ServiceLevel | RequestType
_number = cells.decimal(sign="%")


def value(text: str) -> Decimal | str | None:
    """A number, or hours and minutes as they are typed, which its level's unit will read."""
    if not text:
        return None
    return text if measuring.HOURS.fullmatch(text.translate(measuring.SPACES)) else _number(text)


MEASURE = RowKind(
    "measure",
    _("Measures"),
    (
        Column("offering", _("offering"), holds=_("reference of an offering"), example="SRV-012", needed=True, also=("offre",)),
        Column("measure", _("measure"), choices=Metric, example=_("Availability"), needed=True, also=("metric",)),
        Column("label", _("level in words"), cells.text(120), _("only where an offering has several of a kind")),
        Column("month", _("month"), cells.month(), _("a month that is over"), "2026-10", needed=True),
        Column("value", _("value"), value, _("in the unit of the level; empty with 0 events: no event; empty without events: not read"), "99,74"),
        Column("events", _("events"), cells.whole(least=0, most=measuring.MOST_EVENTS, empty=None), _("how many the value is the mean of; empty: 1"), "1"),
        Column("why", _("why"), cells.text(measuring.LONGEST), _("what the month was like"), also=("pourquoi",)),
    ),
    ignored=(_("name"), _("promised"), _("outcome"), _("trend"), _("owner")),
)  # fmt: skip


class MeasureImport(Importer):
    """Records months of levels and of requests; saying a month again changes it."""

    exports = True
    kind = "import_measures"
    title = _("Import of measures")
    lead = _(
        "One row for each month of a level, or of the delay that requests took. Delivery managers are told of what "
        "is missed, by one letter for the whole file."
    )
    kinds = (MEASURE,)
    sentences = {
        **SENTENCES,
        "same_month": _("« %(value)s » stands in this file twice for the same level: keep one of the rows."),
        "not_over": _("%(value)s is not over: it can be recorded from %(limit)s on."),
        "no_target": _("Nothing is promised here yet: write a target first, then what was measured."),
        "too_early": _("Nothing was promised in %(value)s: the first target begins in %(limit)s."),
        "event_or_none": _("No event, and yet a value, %(value)s: keep one of the two."),
        "nothing": _("The value lacks: write it, or 0 events if nothing happened."),
        "not_a_number": _("« %(value)s » is no number."),
        "negative": _("%(value)s: a measure is never below zero."),
        "over_hundred": _("%(value)s: it cannot be more than 100%%."),
        "too_large": _("%(value)s is too large: check the unit."),
        "too_fine": _("%(value)s: write %(limit)s decimals at most."),
        "no_events": _(
            "A value of no event: write how many events it is the mean of, or take it away."
        ),
        "no_requests": _("A month without request has no delay: leave it empty."),
    }  # fmt: skip

    def allowed(self, user: Any) -> bool:
        return can_record_measures(user)

    def compare(
        self, tables: Sequence[Table], *, by: Any, now: datetime, options: Mapping[str, bool]
    ) -> Plan:
        plan = Plan()
        for table in tables:
            names = names_of(table.column("offering"), by)
            rows = Rows(plan, table, names, company_day(now))
            plan.changes += rows.found()
        return plan

    def write(self, plan: Plan, *, by: Any, now: datetime, progress: Progress | None) -> None:
        changes = list(Steps(progress, len(plan.changes)).over(plan.changes))
        said = [(change.key[0], _said(change.key[1], change.after)) for change in changes]
        levels = ServiceLevel.objects.in_bulk({pk for (kind, pk), _what in said if kind == "level"})
        ways = RequestType.objects.in_bulk({pk for (kind, pk), _what in said if kind == "request"})
        given = [Given(levels[pk], what) for (kind, pk), what in said if kind == "level"]
        delays = [GivenDelay(ways[pk], what) for (kind, pk), what in said if kind == "request"]
        record_measures(given=given, source=MeasureSource.IMPORTED, by=by, now=now)
        record_delays(given=delays, by=by, now=now)

    def more(self, plan: Plan) -> Result:
        """A list, since a number would count as something written."""
        return {"missed": [sum(bool(change.after["missed"]) for change in plan.changes)]}

    def said(self, result: Result) -> Iterator[str]:
        missed = result.get("missed", [0])[0]
        if missed:
            yield ngettext("%(n)s month misses its level.", "%(n)s months miss their level.", missed) % {
                "n": missed
            }

    def held(self) -> Mapping[str, Iterable[Mapping[str, Any]]]:
        return {"measure": _held()}


class _Anew(dict[Any, int]):
    """Of rows that are told apart by their level, whatever they call it: none is twice by its words."""

    def __contains__(self, key: object) -> bool:
        return False


class Rows(Comparison):
    """One table: each row is of a level or of a way of asking, which names decide."""

    def __init__(self, plan: Plan, table: Table, names: Any, today: date) -> None:
        super().__init__(plan, table, key=("offering", "measure", "label", "month"), known={})
        self.names, self.today = names, today
        self.lines = _Anew()
        self.about: dict[int, tuple[About, Said]] = {}
        self.targets = targets_of(level.pk for levels in names.levels.values() for level in levels)

    def check(self, line: int, key: Any, values: dict[str, Any]) -> None:
        reference, metric, label, month = key
        try:
            about = self.names.find(reference, metric, label)
        except Unnamed as unnamed:
            column = "measure" if unnamed.field == "metric" else unnamed.field
            self.fault(line, column, unnamed.code, unnamed.value, unnamed.limit)
            return
        said = self._read(line, about, month, values)
        if said is not None:
            self.about[line] = (about, said)

    def _read(self, line: int, about: About, month: date, values: Mapping[str, Any]) -> Said | None:
        amount, events = values.get("value"), values.get("events")
        if amount is None and events is None and not values.get("why"):
            self.plan.unchanged += 1  # a line of an export that nobody filled in
            return None
        if isinstance(amount, str):
            unit = about.unit if isinstance(about, ServiceLevel) else about.delay_unit
            typed, amount = amount, measuring.value(amount, unit)
            if amount is None:
                self.fault(line, "value", "not_a_number", typed)
                return None
        no_event = amount is None and events == 0
        return Said(month, amount, 1 if events is None else events, no_event, values.get("why") or "")

    def found(self) -> list[Change]:
        """What the rows without fault would record; those that say what is recorded are counted."""
        lines = [line for line, _change in self.changes() if line in self.about]
        known = _known([self.about[line] for line in lines])
        seen: set[Any] = set()
        kept = []
        for line in lines:
            about, said = self.about[line]
            key = (_key(about), said.month)
            said = self._filled(said, known.get(key))
            if key in seen:
                self.fault(line, "month", "same_month", f"{said.month:%Y-%m}")
                continue
            seen.add(key)
            if self._faults(line, about, said):
                continue
            before, after = known.get(key), _values(said)
            if before == after:
                self.plan.unchanged += 1
                continue
            kept.append(Change("measure", key, before, {**after, "missed": self._missed(about, said)}))
        return kept

    def _filled(self, said: Said, before: Mapping[str, Any] | None) -> Said:
        """A column that the file has not stays as it was."""
        if before is None:
            return said
        why = said.why if "why" in self.table.columns else before["why"]
        events = said.events if "events" in self.table.columns or before["no_event"] else before["events"]
        return replace(said, why=why, events=events)

    def _faults(self, line: int, about: About, said: Said) -> bool:
        targets = self.targets.get(about.pk, ()) if isinstance(about, ServiceLevel) else ()
        level = isinstance(about, ServiceLevel)
        since = min((target.since for target in targets), default=None) if level else said.month
        percent = isinstance(about, ServiceLevel) and about.unit == LevelUnit.PERCENT
        digits = measuring.DIGITS if level else DIGITS
        found = list(measuring.faults(said, percent=percent, since=since, today=self.today, digits=digits))
        if not level and said.no_event:
            found = [measuring.Fault("value", "no_requests")]
        for fault in found:
            spoken = {name: _plain(what) for name, what in fault.values.items()}
            limit = next((spoken[name] for name in ("over", "since", "digits") if name in spoken), "")
            shown = next((spoken[name] for name in ("month", "value") if name in spoken), "")
            self.fault(line, fault.field, fault.code, shown, limit)
        return bool(found)

    def _missed(self, about: About, said: Said) -> bool:
        if said.value is None:
            return False
        if isinstance(about, RequestType):
            return about.delay is not None and said.value > about.delay
        promised = target_in(self.targets.get(about.pk, ()), said.month)
        measure = Measure(said.value, said.events)
        return judge(measure, promised, Scale(about.better == Better.HIGH)) == Outcome.MISSED


def _plain(value_: Any) -> str:
    if isinstance(value_, date):
        return f"{value_:%Y-%m-%d}" if value_.day != 1 else f"{value_:%Y-%m}"
    return f"{measuring.trimmed(value_)}" if isinstance(value_, Decimal) else str(value_)


def _key(about: About) -> tuple[str, int]:
    return ("level" if isinstance(about, ServiceLevel) else "request"), about.pk


def _values(said: Said) -> dict[str, Any]:
    return {
        "value": said.value,
        "events": 0 if said.no_event else said.events,
        "why": said.why,
        "no_event": said.no_event,
    }


def _said(month: date, after: Mapping[str, Any]) -> Said:
    return Said(month, after["value"], after["events"], after["no_event"], after["why"])


def _known(asked: Sequence[tuple[About, Said]]) -> dict[Any, dict[str, Any]]:
    """(kind, number), month → what is recorded of those asked about; two queries."""
    if not asked:
        return {}
    months = [said.month for _about, said in asked]
    span = {"month__gte": min(months), "month__lte": max(months)}
    levels = keys(about.pk for about, _said in asked if isinstance(about, ServiceLevel))
    ways = keys(about.pk for about, _said in asked if isinstance(about, RequestType))
    measures = ServiceLevelMeasure.objects.filter(level__among=levels, **span).order_by()
    found: dict[Any, dict[str, Any]] = {
        (("level", level), month): {"value": value_, "events": events, "why": why, "no_event": value_ is None}
        for level, month, value_, events, why in measures.values_list(
            "level_id", "month", "value", "events", "why"
        )
    }
    delays = RequestDelay.objects.filter(request_type__among=ways, **span).order_by()
    for way, month, delay, count in delays.values_list("request_type_id", "month", "delay", "count"):
        found[("request", way), month] = {"value": delay, "events": count, "why": "", "no_event": False}
    return found


def _held() -> Iterator[dict[str, Any]]:
    """All that is recorded, level after level; then the delays of requests."""
    names = ("offering", "measure", "label", "month", "value", "events", "why")
    measures = ServiceLevelMeasure.objects.order_by(
        "level__offering__reference", "level__metric", "level__label", "month"
    ).values_list(
        "level__offering__reference", "level__metric", "level__label", "month", "value", "events", "why"
    )  # fmt: skip
    delays = RequestDelay.objects.order_by(
        "request_type__offering__reference", "request_type__label", "month"
    ).values_list("request_type__offering__reference", "request_type__label", "month", "delay", "count")
    for row in measures.iterator():
        yield _in_file(dict(zip(names, row, strict=True)))
    for reference, label, month, delay, count in delays.iterator():
        yield _in_file(
            dict(zip(names, (reference, Metric.REQUEST.value, label, month, delay, count, ""), strict=True))
        )


def _in_file(row: dict[str, Any]) -> dict[str, Any]:
    amount = row["value"]
    return {
        **row,
        "month": f"{row['month']:%Y-%m}",
        "value": None if amount is None else measuring.trimmed(amount),
    }
