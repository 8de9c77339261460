"""Questions that write nothing: may this be done then, when could it be, whom would it touch."""

from __future__ import annotations

from datetime import datetime, time, timedelta
from typing import Any

from django.conf import settings
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from drf_spectacular.utils import extend_schema
from rest_framework import exceptions, serializers
from rest_framework.request import Request
from rest_framework.response import Response

from calendar_ops.api.intervention_fields import (
    LONGEST_MINUTES,
    DroppedField,
    WithClass,
    ZoneField,
    active_units,
)
from calendar_ops.api.refusals import COLOURS, ActionView, VerdictSerializer, refuse_slot, verdict_as_data
from calendar_ops.audience import sentence, touched
from calendar_ops.enums import WorkClass
from calendar_ops.evaluation import judge_units
from calendar_ops.permissions import can_plan
from calendar_ops.slots import DailyHours, Wish, find, longest
from calendar_ops.spans import DAYS_AHEAD, DAYS_BACK, keepers_for
from catalog.models import Offering
from core.api_fields import InstantField, RecordsField
from organization.models import Site
from organization.queries import people_visible_to, unit_tree
from organization.requests import person_of

MOST_DAYS = DAYS_BACK + DAYS_AHEAD  # as much as is stored
MOST_PEOPLE = 5000


def refuse_span(start: datetime, end: datetime, field: str) -> None:
    """Raise when `[start, end)` is empty or longer than what may be asked at once."""
    if end <= start:
        raise exceptions.ValidationError(
            {field: [_("The end must come after the start: choose a later end.")]}
        )
    if end - start > timedelta(days=MOST_DAYS):
        raise exceptions.ValidationError(
            {field: [_("At most %(days)s days are answered at once.") % {"days": MOST_DAYS}]}
        )


def units_field() -> RecordsField:
    return RecordsField(
        slug_field="code", queryset=active_units(), allow_empty=False, help_text="Each with its subtree."
    )


def class_field() -> serializers.ChoiceField:
    return serializers.ChoiceField(choices=WorkClass.choices, default=WorkClass.NORMAL)


class CheckInput(WithClass):
    """Work in the slot `[start, end)` that touches these units, each with its subtree."""

    units = units_field()
    work_class = class_field()
    interruption_minutes = serializers.IntegerField(min_value=0, max_value=LONGEST_MINUTES)
    start = InstantField()
    end = InstantField()


class PlannersView(ActionView):
    """Only who may plan asks, as beside the form."""

    def initial(self, request: Request, *args: Any, **kwargs: Any) -> None:
        super().initial(request, *args, **kwargs)
        if not can_plan(person_of(request)):
            raise exceptions.PermissionDenied


class CheckView(PlannersView):
    @extend_schema(request=CheckInput, responses=VerdictSerializer)
    def post(self, request: Request) -> Response:
        """What the calendars say of this work; nothing is written."""
        asked = self.given(CheckInput)
        refuse_slot(asked["start"], asked["end"], asked["interruption_minutes"])
        verdict = judge_units(
            codes=[unit.pk for unit in asked["units"]],
            work_class=asked["work_class"],
            interruption_minutes=asked["interruption_minutes"],
            start=asked["start"],
            end=asked["end"],
        )
        return Response(verdict_as_data(verdict))


class SlotsInput(WithClass):
    """A slot of that duration, whole within `[not_before, not_after]` and within one range of daily hours.

    `hours` are on the clock of `time_zone` (left out: that of your unit); an end at or before the start,
    or 24:00, is on the next day.
    """

    units = units_field()
    work_class = class_field()
    interruption_minutes = serializers.IntegerField(min_value=0, max_value=LONGEST_MINUTES)
    duration_minutes = serializers.IntegerField(min_value=1, max_value=LONGEST_MINUTES)
    not_before = InstantField()
    not_after = InstantField()
    hours = serializers.ListField(
        child=serializers.RegexField(
            r"^([01]\d|2[0-3]):[0-5]\d\Z|^24:00\Z",
            error_messages={"invalid": gettext_lazy("Write hours and minutes, as in 18:00.")},
        ),
        min_length=2,
        max_length=2,
        allow_null=True,
        required=False,
    )
    time_zone = ZoneField(required=False)
    limit = serializers.IntegerField(min_value=1, max_value=500, default=20)
    also_not_negotiated = serializers.BooleanField(
        default=False, help_text="Windows too that contain time never negotiated; they are marked."
    )


class WindowSerializer(serializers.Serializer):
    """Every slot in `[start, end)` will do; it may start from `earliest_start` to `latest_start`, included.

    `negotiated`, when asked for: false where the slot would need a recorded reason.
    """

    start = InstantField()
    end = InstantField()
    earliest_start = InstantField()
    latest_start = InstantField()
    negotiated = serializers.BooleanField(required=False)


class BoundSerializer(serializers.Serializer):
    """What ends the run: the unit that keeps the calendar, its colour there, the instant."""

    unit = serializers.CharField()
    colour = serializers.ChoiceField(choices=COLOURS)
    at = InstantField()


class LongestSerializer(serializers.Serializer):
    """The longest run in which the work is allowed; bounded by nothing: only by what was asked for."""

    start = InstantField()
    end = InstantField()
    minutes = serializers.IntegerField()
    bounded_by = BoundSerializer(many=True)


class SlotsSerializer(serializers.Serializer):
    """The maximal windows, in time order; `longest` only when there is none."""

    slots = WindowSerializer(many=True)
    longest = LongestSerializer(allow_null=True)


class SlotsView(PlannersView):
    @extend_schema(request=SlotsInput, responses=SlotsSerializer)
    def post(self, request: Request) -> Response:
        """When such work is allowed by all the calendars at once; nothing is written."""
        asked = self.given(SlotsInput)
        start, end = asked["not_before"], asked["not_after"]
        refuse_span(start, end, "not_after")
        if asked["interruption_minutes"] > asked["duration_minutes"]:
            refuse_slot(
                start, start + timedelta(minutes=asked["duration_minutes"]), asked["interruption_minutes"]
            )
        wish = Wish(
            asked["work_class"],
            asked["interruption_minutes"],
            timedelta(minutes=asked["duration_minutes"]),
            start,
            end,
            _daily(asked, request),
        )
        tree = unit_tree()
        keepers = keepers_for(tree.subtrees(unit.pk for unit in asked["units"]), start, end, tree)
        also = asked["also_not_negotiated"]
        windows = find(wish, keepers, asked["limit"], also)
        slots = [window._asdict() for window in windows]
        if not also:
            for one in slots:
                del one["negotiated"]
        run = None if slots else longest(wish, keepers)
        found = (
            None if run is None else {**run._asdict(), "bounded_by": [b._asdict() for b in run.bounded_by]}
        )
        return Response(SlotsSerializer({"slots": slots, "longest": found}).data)


def _daily(asked: dict[str, Any], request: Request) -> DailyHours | None:
    if not asked.get("hours"):
        return None
    unit = person_of(request).unit
    zone = asked.get("time_zone") or (unit.time_zone if unit else settings.TIME_ZONE)
    first, last = asked["hours"]
    if first == "24:00":
        raise exceptions.ValidationError({"hours": [_("24:00 ends a day: write 00:00 to begin one.")]})
    return DailyHours(_clock(first), _clock(last), zone)


def _clock(text: str) -> time:
    return time() if text == "24:00" else time.fromisoformat(text)


class AudienceInput(serializers.Serializer):
    """What the work would name. Touching a unit touches its subtree; dropping one drops that one alone."""

    offerings = RecordsField(slug_field="reference", queryset=Offering.objects.all(), required=False)
    units_added = RecordsField(slug_field="code", queryset=active_units(), required=False)
    units_dropped = DroppedField(required=False)
    sites = RecordsField(slug_field="code", queryset=Site.objects.all(), required=False)
    with_people = serializers.BooleanField(
        default=False, help_text=f"Their references, at most {MOST_PEOPLE}."
    )


class TouchedSerializer(serializers.Serializer):
    """A unit touched, and why in words."""

    code = serializers.CharField()
    why = serializers.ListField(child=serializers.CharField())


class AudienceSerializer(serializers.Serializer):
    """`people`: all those touched; `by_relay`: those of them whom a relay tells; `unreachable`: those whom
    nobody can tell, by unit."""

    units = TouchedSerializer(many=True)
    people = serializers.IntegerField()
    by_relay = serializers.IntegerField()
    unreachable = serializers.DictField(child=serializers.IntegerField())
    people_refs = serializers.ListField(child=serializers.CharField(), required=False)


class AudienceView(PlannersView):
    @extend_schema(request=AudienceInput, responses=AudienceSerializer)
    def post(self, request: Request) -> Response:
        """Whom work on these offerings and units would touch, and why; nothing is written."""
        asked = self.given(AudienceInput)

        def ids(name: str) -> list[int]:
            return [record.pk for record in asked.get(name, ())]

        found = touched(ids("offerings"), ids("units_added"), ids("units_dropped"), ids("sites"))
        codes = found.tree.codes
        answer: dict[str, Any] = {
            "units": sorted(
                (
                    {"code": codes[unit], "why": [sentence(r) for r in why]}
                    for unit, why in found.units.items()
                ),
                key=lambda row: row["code"],
            ),
            "people": found.people_count,
            "by_relay": found.by_relay,
            "unreachable": {codes[unit]: people for unit, people in sorted(found.unreachable.items())},
        }
        if asked["with_people"]:
            known = people_visible_to(person_of(request)).filter(pk__in=found.people_query().values("pk"))
            answer["people_refs"] = list(known.order_by("ref").values_list("ref", flat=True)[:MOST_PEOPLE])
        return Response(AudienceSerializer(answer).data)
