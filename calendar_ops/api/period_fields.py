"""The fields of a period in the API: whole days as dates with the last one included, times as instants."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import date, datetime, time, timedelta
from typing import Any

from django.db.models import Prefetch
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from calendar_ops.api.intervention_fields import active_units
from calendar_ops.enums import PeriodStatus
from calendar_ops.ledger import NewPeriod, copy_of
from calendar_ops.models import Calendar, Period
from calendar_ops.models.calendars import AGREED_COLOURS
from calendar_ops.recurrence import BadRecurrence, NeverHappens, check
from core.api_fields import YEARS, InstantField
from core.local_time import wall
from organization.api import ReferenceField
from organization.models import BusinessUnit

DAY = re.compile(r"\d{4}-\d\d-\d\d")
WRITTEN = ("colour", "recurrence", "reason", "reason_en", "exception")


@extend_schema_field(
    {"oneOf": [{"type": "string", "format": "date"}, {"type": "string", "format": "date-time"}]}
)
class EdgeField(serializers.Field):
    """A date, or an instant with its offset."""

    default_error_messages = {
        "no_day": gettext_lazy("There is no such day: write one as in 2026-11-12."),
        "out_of_range": InstantField.default_error_messages["out_of_range"],
    }

    def __init__(self, *, day: str, **kwargs: Any) -> None:
        self.day = day
        super().__init__(**kwargs)

    def get_attribute(self, instance: Period) -> date | datetime:
        return getattr(instance, self.day) if instance.all_day else getattr(instance, str(self.field_name))

    def to_representation(self, value: date | datetime) -> str:
        if isinstance(value, datetime):
            return str(InstantField().to_representation(value))
        return value.isoformat()

    def to_internal_value(self, data: Any) -> date | datetime:
        if not isinstance(data, str) or not DAY.fullmatch(data.strip()):
            return InstantField().run_validation(data)
        try:
            found = date.fromisoformat(data.strip())
        except ValueError:
            self.fail("no_day")
        if found.year not in YEARS:
            self.fail("out_of_range")
        return found


class KeeperField(ReferenceField):
    """The unit that keeps the calendar; of many rows they are read at once (`known_units`)."""

    def get_attribute(self, instance: Period) -> BusinessUnit:
        return instance.calendar.unit

    def to_internal_value(self, data: Any) -> BusinessUnit:
        known = self.context.get("units")
        if known is None or not isinstance(data, str) or data not in known:
            return super().to_internal_value(data) if known is None else self.not_known(data)
        return known[data]

    def not_known(self, data: Any) -> BusinessUnit:
        self.fail("does_not_exist", slug_name="code", value=str(data)[:60].replace("\x00", ""))
        raise AssertionError("unreachable")


def known_units(rows: Sequence[Any]) -> dict[str, BusinessUnit]:
    """Code → unit with its calendar, for all that the rows name: two queries."""
    codes = {row["unit"] for row in rows if isinstance(row, dict) and isinstance(row.get("unit"), str)}
    named = {code for code in codes if "\x00" not in code and code.isprintable()}
    kept = Prefetch("calendars", Calendar.objects.filter(closed_at=None), to_attr="open_calendars")
    return {unit.code: unit for unit in active_units().filter(code__in=named).prefetch_related(kept)}


class PeriodSerializer(serializers.Serializer):
    """A stretch of one colour, once or recurring. Whole days: `start` and `end` are dates, the last one
    included; else instants, half-open. `status`: proposed (it counts for nothing yet) or agreed."""

    uid = serializers.UUIDField(read_only=True)
    unit = KeeperField(slug_field="code", queryset=active_units())
    colour = serializers.ChoiceField(choices=AGREED_COLOURS)
    start = EdgeField(day="first_day")
    end = EdgeField(day="last_day")
    all_day = serializers.BooleanField(required=False, help_text="Left out: as start is written.")
    recurrence = serializers.CharField(
        max_length=200, required=False, allow_blank=True, help_text="RFC 5545, as FREQ=MONTHLY;BYMONTHDAY=-1."
    )
    reason = serializers.CharField(max_length=120, required=False, allow_blank=True)
    reason_en = serializers.CharField(max_length=120, required=False, allow_blank=True)
    status = serializers.ChoiceField(
        choices=PeriodStatus.choices, required=False, help_text="Sent: proposed (by default) or agreed."
    )
    exception = serializers.BooleanField(required=False, help_text="It goes before every other period.")
    replaces = serializers.UUIDField(source="replaces.uid", read_only=True, allow_null=True)
    version = serializers.IntegerField(
        source="added_in.number",
        read_only=True,
        allow_null=True,
        help_text="The first version of the calendar that has it; null while it is proposed.",
    )
    note = serializers.CharField(
        max_length=300, required=False, allow_blank=True, write_only=True, help_text="Where it was agreed."
    )

    def validate_unit(self, unit: BusinessUnit) -> BusinessUnit:
        if self.instance is not None and unit.pk != self.instance.calendar.unit_id:
            raise serializers.ValidationError(
                _("A period stays in its calendar: withdraw it, and add one to the other.")
            )
        return unit

    def validate_status(self, wanted: str) -> str:
        if wanted not in (PeriodStatus.PROPOSED, PeriodStatus.AGREED):
            raise serializers.ValidationError(_("Send proposed or agreed; to withdraw it, delete it."))
        return wanted

    def validate(self, attrs: dict[str, Any]) -> dict[str, Any]:
        """Adds `period`: what was sent, over what there was."""
        held = self.instance
        before = copy_of(held, replaces=True) if held is not None else NewPeriod(colour=attrs["colour"])
        start: Any = attrs.get("start") or (held and (held.first_day or held.start))
        end: Any = attrs.get("end") or (held and (held.last_day or held.end))
        all_day = attrs.get("all_day", not isinstance(start, datetime))
        for name, edge in (("start", start), ("end", end)):
            if all_day == isinstance(edge, datetime):
                raise serializers.ValidationError({name: self._other_kind(all_day)})
        refuse_order(start, end, all_day)
        given = {name: attrs[name] for name in WRITTEN if name in attrs}
        edges = (
            {"first_day": start, "end_day": end + timedelta(days=1), "start": None, "end": None}
            if all_day
            else {"first_day": None, "end_day": None, "start": start, "end": end}
        )
        attrs["period"] = new = replace(before, all_day=all_day, **edges, **given)
        if new.recurrence:
            refuse_rule(new.recurrence, self._first(new, attrs))
        return attrs

    @staticmethod
    def _other_kind(all_day: bool) -> str:
        if all_day:
            return _("Whole days are dates, as in 2026-11-12: leave the time out, or send all_day: false.")
        return _("Write a date and a time with its offset, as in 2026-11-10T20:00:00+01:00.")

    def _first(self, new: NewPeriod, attrs: dict[str, Any]) -> datetime:
        """The naive start on the clock of the calendar."""
        if new.all_day:
            assert new.first_day is not None  # whole days have one
            return datetime.combine(new.first_day, time())
        if self.instance is not None:
            zone = self.instance.calendar.time_zone
        else:
            unit = attrs["unit"]
            zone = unit.open_calendars[0].time_zone if unit.open_calendars else unit.time_zone
        assert new.start is not None  # times have one
        return wall(new.start, zone)


def refuse_order(start: Any, end: Any, all_day: bool) -> None:
    """Raise the form's sentence when the end comes before the start."""
    if all_day and end < start:
        early = (start - end).days
        said = ngettext(
            "The last day comes %(days)s day before the first: choose a later one.",
            "The last day comes %(days)s days before the first: choose a later one.",
            early,
        ) % {"days": early}
        raise serializers.ValidationError({"end": said})
    if not all_day and end <= start:
        raise serializers.ValidationError(
            {"end": _("The end must come after the start: choose a later end.")}
        )


def refuse_rule(rule: str, first: datetime) -> None:
    """Raise the form's sentence for a rule that cannot be read, or gives no day."""
    try:
        check(rule, first)
    except NeverHappens:
        said = _("This gives no day at all: there is no such date before the end. Change it.")
        raise serializers.ValidationError({"recurrence": said}) from None
    except BadRecurrence:
        said = _("This rule cannot be read. Write it like FREQ=MONTHLY;BYMONTHDAY=-1;COUNT=12.")
        raise serializers.ValidationError({"recurrence": said}) from None
