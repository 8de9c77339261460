"""The colours of a calendar over a time, and how balanced they are."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.http import Http404
from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework import serializers, views
from rest_framework.request import Request
from rest_framework.response import Response

from calendar_ops.api.asking import refuse_span
from calendar_ops.api.refusals import COLOURS
from calendar_ops.models import Period
from calendar_ops.queries.calendars import colours, kept_for
from calendar_ops.spans import keepers_for
from calendar_ops.timeline import Balance, balance, compare
from core.api_fields import InstantField, RecordsField
from organization.models import BusinessUnit
from organization.queries import unit_of_code, units_visible_to
from organization.requests import person_of

CODE = OpenApiParameter(
    "code", str, OpenApiParameter.PATH, description="The unit, which keeps or follows it."
)


class SpanQuery(serializers.Serializer):
    """The time asked about, `[start, end)`."""

    start = InstantField()
    end = InstantField()


class SpansQuery(SpanQuery):
    """Several units over the same time."""

    units = serializers.CharField(help_text="Codes, with commas between them.")


def span_asked(request: Request) -> tuple[datetime, datetime]:
    query = SpanQuery(data=request.query_params)
    query.is_valid(raise_exception=True)
    start, end = query.validated_data["start"], query.validated_data["end"]
    refuse_span(start, end, "end")
    return start, end


def unit_asked(request: Request, code: str) -> BusinessUnit:
    if "\x00" in code:
        raise Http404
    return unit_of_code(person_of(request), code)


class SpanSerializer(serializers.Serializer):
    """One colour over `[start, end)`; `period` is null where it is the default colour, or nothing agreed."""

    start = InstantField()
    end = InstantField()
    colour = serializers.ChoiceField(choices=COLOURS)
    period = serializers.UUIDField(allow_null=True)


class TimelineSerializer(serializers.Serializer):
    """The colours of a unit, without gap, cut to the time asked about."""

    unit = serializers.CharField()
    spans = SpanSerializer(many=True)


class TimelineView(views.APIView):
    @extend_schema(parameters=[CODE, SpanQuery], responses=TimelineSerializer)
    def get(self, request: Request, code: str) -> Response:
        """The colours of the calendar that a unit keeps or follows."""
        unit = unit_asked(request, code)
        start, end = span_asked(request)
        stretches = colours(kept_for(unit), start, end)
        keys = {stretch.key for stretch in stretches if isinstance(stretch.key, int)}
        uids = dict(Period.objects.filter(pk__in=keys).values_list("pk", "uid")) if keys else {}
        spans = [
            {"start": since, "end": until, "colour": colour, "period": uids.get(key)}  # type: ignore[call-overload]  # None is no key
            for since, until, colour, key in stretches
        ]
        return Response(TimelineSerializer({"unit": unit.code, "spans": spans}).data)


class ByColourSerializer(serializers.Serializer):
    """A number for each colour; `none`: not negotiated."""

    blue = serializers.FloatField()
    white = serializers.FloatField()
    red = serializers.FloatField()
    none = serializers.FloatField()


class BalanceSerializer(serializers.Serializer):
    """Hours and shares (0 to 1) of each colour, and the longest stretch without blue, in hours."""

    hours = ByColourSerializer()
    shares = ByColourSerializer()
    longest_without_blue_hours = serializers.FloatField()


class TogetherSerializer(serializers.Serializer):
    """Several units over the same time. Those never negotiated in it are named, and left out of the common
    hours and of the spread (the highest share of blue minus the lowest)."""

    common_blue_hours = serializers.FloatField()
    total_hours = serializers.FloatField()
    spread = serializers.FloatField(allow_null=True)
    never_negotiated = serializers.ListField(child=serializers.CharField())
    units = serializers.DictField(child=BalanceSerializer())


def as_data(one: Balance) -> dict[str, Any]:
    return {
        "hours": one.hours,
        "shares": one.shares,
        "longest_without_blue_hours": one.longest_without_blue_hours,
    }


class BalanceView(views.APIView):
    @extend_schema(parameters=[CODE, SpanQuery], responses=BalanceSerializer)
    def get(self, request: Request, code: str) -> Response:
        """How much of each colour the calendar of a unit has."""
        unit = unit_asked(request, code)
        start, end = span_asked(request)
        measured = balance(colours(kept_for(unit), start, end), start, end)
        return Response(BalanceSerializer(as_data(measured)).data)


class TogetherView(views.APIView):
    @extend_schema(parameters=[SpansQuery], responses=TogetherSerializer)
    def get(self, request: Request) -> Response:
        """How much blue several units have in common, and each of them."""
        query = SpansQuery(data=request.query_params)
        query.is_valid(raise_exception=True)
        start, end = span_asked(request)
        field = RecordsField(
            slug_field="code", queryset=units_visible_to(person_of(request)), allow_empty=False
        )
        try:
            units = field.run_validation([c for c in query.validated_data["units"].split(",") if c.strip()])
        except serializers.ValidationError as fault:
            raise serializers.ValidationError({"units": fault.detail}) from fault
        stretches = {
            code: keeper.stretches
            for keeper in keepers_for([unit.pk for unit in units], start, end)
            for code in keeper.units
        }
        found = compare({unit.code: stretches[unit.code] for unit in units}, start, end)
        answer = {
            "common_blue_hours": found.common_blue_hours,
            "total_hours": found.total_hours,
            "spread": found.spread,
            "never_negotiated": list(found.never_negotiated),
            "units": {code: as_data(one) for code, one in found.units.items()},
        }
        return Response(TogetherSerializer(answer).data)
