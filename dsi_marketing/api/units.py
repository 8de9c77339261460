"""The REST API of units: their record and, in the same object, whether they keep a calendar."""

from __future__ import annotations

from django.db.models import Prefetch
from django.utils import timezone
from rest_framework import serializers

from calendar_ops.enums import Colour
from calendar_ops.models import Calendar
from core.api_records import RecordViewSet
from dsi_marketing import reorganise
from organization.api import ReferenceField
from organization.filters import UnitFilter
from organization.models import BusinessUnit
from organization.permissions import can_edit_directory
from organization.queries import units_visible_to
from organization.requests import person_of


class UnitSerializer(serializers.ModelSerializer):
    """A unit. `own_calendar` false: it follows its nearest ancestor that keeps one."""

    parent = ReferenceField(  # type: ignore[assignment]  # the field's name is also an attribute of serializers
        slug_field="code", queryset=BusinessUnit.objects.all(), allow_null=True, required=False
    )
    own_calendar = serializers.BooleanField(required=False)
    default_colour = serializers.ChoiceField(
        choices=[Colour.BLUE, Colour.WHITE, Colour.RED], allow_null=True, required=False
    )

    class Meta:
        model = BusinessUnit
        fields = [
            "code",
            "name",
            "parent",
            "time_zone",
            "country",
            "subdivision",
            "notice_days",
            "own_calendar",
            "default_colour",
        ]

    def to_representation(self, instance):
        held = getattr(instance, "open_calendars", [])
        instance.own_calendar = bool(held)
        instance.default_colour = (held[0].default_colour or None) if held else None
        return super().to_representation(instance)


class UnitViewSet(RecordViewSet):
    serializer_class = UnitSerializer
    filterset_class = UnitFilter
    lookup_field = "code"
    queryset = BusinessUnit.objects.none()

    def get_queryset(self):
        calendars = Prefetch("calendars", Calendar.objects.filter(closed_at=None), to_attr="open_calendars")
        return units_visible_to(person_of(self.request)).prefetch_related(calendars).order_by("code")

    def may_write(self) -> bool:
        return can_edit_directory(person_of(self.request))

    def save(self, instance, data):
        own = data.pop("own_calendar", None)
        colour = data.pop("default_colour", None) or ("" if "default_colour" in self.request.data else None)
        if instance is None and colour == "":
            colour = None
        return reorganise.save_unit(
            unit=instance or BusinessUnit(),
            fields=data,
            own_calendar=own,
            default_colour=colour,
            by=person_of(self.request),
            now=timezone.now(),
        )
