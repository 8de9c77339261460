"""What was measured of service levels, through the API: read, and recorded by other systems."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from drf_spectacular.utils import (
    OpenApiResponse,
    PolymorphicProxySerializer,
    extend_schema,
    extend_schema_field,
)
from rest_framework import exceptions, mixins, serializers, status, viewsets
from rest_framework.request import Request
from rest_framework.response import Response

from catalog import measure_words, measuring
from catalog.actions.delays import GivenDelay, record_delays
from catalog.actions.measures import Given, MeasuresRefused, Recorded, record_measures
from catalog.enums import MeasureSource, Metric
from catalog.level_filters import MeasureFilter, today
from catalog.measuring import Fault, Said
from catalog.models import RequestType, ServiceLevel, ServiceLevelMeasure
from catalog.permissions import can_record_measures
from catalog.queries.doors import measures_visible_to
from catalog.queries.naming import Unnamed, names_of
from organization.models import User
from organization.requests import person_of

MOST = 1000


@extend_schema_field({"type": "string", "pattern": r"^\d{4}-\d{2}$", "example": "2026-10"})
class MonthField(serializers.Field):
    """A month of the company's calendar, as 2026-10."""

    def to_internal_value(self, data: Any) -> date:
        found = measuring.month(data) if isinstance(data, str) else None
        if found is None:
            raise serializers.ValidationError(_("Write a month as 2026-10."))
        return found

    def to_representation(self, value: date) -> str:
        return f"{value:%Y-%m}"


class MeasureSerializer(serializers.Serializer):
    """One month of one level, named by `offering`, `metric` and, where an offering has several of a kind, `label`.

    `value` is in the `unit` of the level, the mean of `events` (1 when left out); null with `events` 0 says that
    nothing happened, which is kept. A month that is not sent is not measured. With `metric` « request », `label` may
    be the words of a way of asking: then `value` is the delay that its requests took.
    """

    offering = serializers.CharField(max_length=20)
    metric = serializers.ChoiceField(choices=Metric.choices)
    label = serializers.CharField(max_length=120, required=False, allow_blank=True)  # type: ignore[assignment]
    month = MonthField()
    value = serializers.DecimalField(max_digits=12, decimal_places=4, allow_null=True, required=False)
    events = serializers.IntegerField(required=False)
    why = serializers.CharField(required=False, allow_blank=True, max_length=1000)
    unit = serializers.CharField(read_only=True)
    source = serializers.ChoiceField(choices=MeasureSource.choices, read_only=True)  # type: ignore[assignment]

    def to_representation(self, instance: Any) -> dict[str, Any]:
        """A record is shown by what names it."""
        shown = _shown(instance) if isinstance(instance, ServiceLevelMeasure) else instance
        return super().to_representation(shown)


ONE_OR_MANY = PolymorphicProxySerializer(
    component_name="MeasureOrMeasures",
    serializers=[MeasureSerializer, MeasureSerializer(many=True)],
    resource_type_field_name=None,
    many=False,
)


class MeasureViewSet(mixins.ListModelMixin, viewsets.GenericViewSet):
    """What was measured of service levels, month by month; the newest month first."""

    serializer_class = MeasureSerializer
    filterset_class = MeasureFilter
    queryset = ServiceLevelMeasure.objects.none()

    def get_queryset(self):
        found = measures_visible_to(person_of(self.request)).select_related("level__offering")
        return found.order_by("-month", "level__offering__reference", "level__metric", "level__label", "pk")

    @extend_schema(
        request=ONE_OR_MANY,
        responses={
            201: ONE_OR_MANY,
            200: OpenApiResponse(ONE_OR_MANY, description="All were known: they are now as they were sent."),
        },
    )
    def create(self, request: Request) -> Response:
        """Record a month of a level, or up to a thousand at once, all or none.

        Idempotent: sent again, a month of a level takes what is sent; without a difference nothing changes.
        Delivery managers are told, by one mail, of the levels that are missed.
        """
        user = person_of(request)
        if not can_record_measures(user):
            raise exceptions.PermissionDenied
        many = isinstance(request.data, list)
        sent = request.data if isinstance(request.data, list) else [request.data]
        if not sent or len(sent) > MOST:
            raise exceptions.ValidationError(
                {"detail": _("Send from 1 to %(most)s measures at once.") % {"most": MOST}}
            )
        rows = [MeasureSerializer(data=one) for one in sent]
        faults: dict[int, Any] = {place: row.errors for place, row in enumerate(rows) if not row.is_valid()}
        if not faults:
            read, faults = _read([row.validated_data for row in rows], user)
        if faults:
            raise exceptions.ValidationError(_by_place(faults) if many else faults[0])
        created = _record(read, user, many)
        told = [_told(about, said) for about, said in read]
        code = status.HTTP_201_CREATED if created else status.HTTP_200_OK
        return Response(told if many else told[0], status=code)


def _by_place(faults: Mapping[int, Any]) -> dict[str, Any]:
    return {str(place): said for place, said in sorted(faults.items())}


Read = tuple[ServiceLevel | RequestType, Said]


def _read(sent: Sequence[Mapping[str, Any]], user: User) -> tuple[list[Read], dict[int, Any]]:
    """What each measure is of, and what it says; and what names nothing, by its place."""
    names = names_of((one["offering"] for one in sent), user)
    read: list[Read] = []
    faults: dict[int, Any] = {}
    for place, one in enumerate(sent):
        try:
            about = names.find(one["offering"], one["metric"], one.get("label", ""))
        except Unnamed as unnamed:
            faults[place] = {unnamed.field: [unnamed.sentence]}
            continue
        value, events = one.get("value"), one.get("events")
        no_event = value is None and events == 0
        count = 1 if events is None else events
        read.append((about, Said(one["month"], value, count, no_event, one.get("why", "").strip())))
    return read, faults


def _record(read: Sequence[Read], user: User, many: bool) -> bool:
    """Record them all; whether any is new. Raises ValidationError by place."""
    now = timezone.now()
    levels = [
        (place, about, said) for place, (about, said) in enumerate(read) if isinstance(about, ServiceLevel)
    ]
    ways = [
        (place, about, said) for place, (about, said) in enumerate(read) if isinstance(about, RequestType)
    ]
    faults: dict[int, Any] = {}
    done: list[Recorded] = []
    with transaction.atomic():
        try:
            given = [Given(about, said) for _place, about, said in levels]
            done.append(record_measures(given=given, source=MeasureSource.API, by=user, now=now))
        except MeasuresRefused as refused:
            for number, found in refused.refused.items():
                place, about, _said = levels[number]
                faults[place] = _sentences(found, about.unit)
        try:
            delays = [GivenDelay(about, said) for _place, about, said in ways]
            done.append(record_delays(given=delays, by=user, now=now))
        except MeasuresRefused as refused:
            for number, found in refused.refused.items():
                place, way, _said = ways[number]
                faults[place] = _sentences(found, way.delay_unit)
        if faults:
            raise exceptions.ValidationError(_by_place(faults) if many else faults[0])
    return any(one.created for one in done)


def _sentences(faults: Sequence[Fault], unit: str) -> dict[str, list[str]]:
    said: dict[str, list[str]] = {}
    for fault in faults:
        said.setdefault(fault.field, []).append(measure_words.sentence(fault, unit, today=today()))
    return said


def _shown(measure: ServiceLevelMeasure) -> dict[str, Any]:
    level = measure.level
    return {
        "offering": level.offering.reference, "metric": level.metric, "label": level.label,
        "month": measure.month, "value": measure.value, "events": measure.events, "why": measure.why,
        "unit": level.unit, "source": measure.source,
    }  # fmt: skip


def _told(about: ServiceLevel | RequestType, said: Said) -> dict[str, Any]:
    """What was recorded, as a list of measures would show it."""
    way = isinstance(about, RequestType)
    shown = {
        "offering": about.offering.reference,
        "metric": Metric.REQUEST.value if isinstance(about, RequestType) else about.metric,
        "label": about.label,
        "month": said.month,
        "value": said.value,
        "events": 0 if said.no_event else said.events,
        "why": "" if way else said.why,
        "unit": about.delay_unit if isinstance(about, RequestType) else about.unit,
        "source": MeasureSource.API.value,
    }
    return dict(MeasureSerializer(shown).data)
