"""The fields of an intervention in the API, and what they say to the actions."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.utils.translation import gettext as _
from rest_framework import serializers

from calendar_ops.actions import Content
from calendar_ops.enums import Nature, State, WorkClass, WorkTarget
from calendar_ops.forms.planning import planners
from calendar_ops.input_rules import LONGEST_DAYS
from calendar_ops.models import Intervention
from catalog.models import Offering
from core.api_fields import InstantField, RecordsField, records_by, unknown
from core.local_time import UnknownZone, zone_of
from organization.api import ReferenceField
from organization.models import BusinessUnit, Site, User

LONGEST_MINUTES = LONGEST_DAYS * 24 * 60


def active_units():
    return BusinessUnit.objects.filter(active=True)


class AddedField(RecordsField):
    """The units added by hand."""

    def get_attribute(self, instance: Intervention) -> list[BusinessUnit]:
        return [choice.unit for choice in instance.unit_choices.all() if not choice.dropped]


class ZoneField(serializers.CharField):
    """The name of a time zone, as Europe/Paris."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(max_length=50, **kwargs)

    def to_internal_value(self, data: Any) -> str:
        name = super().to_internal_value(data)
        try:
            zone_of(name)
        except UnknownZone:
            raise serializers.ValidationError(
                _("%(zone)s is not a time zone: write one like Europe/Paris.") % {"zone": name}
            ) from None
        return name


class DroppedField(serializers.DictField):
    """The units left out, each with its reason."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(child=serializers.CharField(max_length=200), **kwargs)

    def get_attribute(self, instance: Intervention) -> dict[str, str]:
        return {choice.unit.code: choice.reason for choice in instance.unit_choices.all() if choice.dropped}

    def to_internal_value(self, data: Any) -> dict[BusinessUnit, str]:
        named = super().to_internal_value(data)
        if any("\x00" in code for code in named):
            raise serializers.ValidationError(unknown(["\\0"]))
        found = records_by(active_units(), "code", named)
        missing = [code for code in named if code not in found]
        if missing:
            raise serializers.ValidationError(unknown(missing))
        return {found[code]: reason for code, reason in named.items()}  # type: ignore[misc]  # all are units


class WithClass(serializers.Serializer):
    """A serializer whose field `work_class` is named `class`, as Python lets no field be."""

    def get_fields(self) -> dict[str, serializers.Field]:
        fields = super().get_fields()
        fields["work_class"].source = "work_class"
        return {"class" if name == "work_class" else name: field for name, field in fields.items()}


class InterventionSerializer(WithClass):
    """Work in the slot `[start, end)`. `units` are those added by hand (each with its subtree): those that
    use the offerings are touched without being named. One of `title` and `title_en` is needed."""

    reference = serializers.CharField(read_only=True)
    title = serializers.CharField(max_length=120, required=False, allow_blank=True)
    title_en = serializers.CharField(max_length=120, required=False, allow_blank=True)
    impact = serializers.CharField(required=False, allow_blank=True, help_text="What changes for you.")
    impact_en = serializers.CharField(required=False, allow_blank=True)
    nature = serializers.ChoiceField(choices=Nature.choices, required=False)
    target = serializers.ChoiceField(choices=WorkTarget.choices, required=False)
    work_class = serializers.ChoiceField(choices=WorkClass.choices, required=False)
    start = InstantField()
    end = InstantField()
    time_zone = ZoneField(required=False, help_text="The zone that the slot was meant in.")
    interruption_minutes = serializers.IntegerField(
        min_value=0, max_value=LONGEST_MINUTES, help_text="The longest for any one user."
    )
    precautions = serializers.CharField(required=False, allow_blank=True)
    precautions_en = serializers.CharField(required=False, allow_blank=True)
    fallback = serializers.CharField(max_length=300, required=False, allow_blank=True)
    owner = ReferenceField(
        slug_field="ref", queryset=planners().queryset, required=False, help_text="Who is in charge."
    )
    offerings = RecordsField(slug_field="reference", queryset=Offering.objects.all(), required=False)
    units = AddedField(slug_field="code", queryset=active_units(), required=False)
    units_dropped = DroppedField(required=False)
    sites = RecordsField(slug_field="code", queryset=Site.objects.all(), required=False)
    external_id = serializers.CharField(max_length=80, required=False, allow_blank=True)
    tell_finished = serializers.BooleanField(required=False)
    state = serializers.ChoiceField(choices=State.choices, read_only=True)
    version = serializers.IntegerField(
        min_value=0,
        max_value=2**31 - 1,
        required=False,
        help_text="Sent: the version that was looked at; another one is 409.",
    )
    edit = serializers.IntegerField(
        min_value=0,
        max_value=2**31 - 1,
        required=False,
        help_text="Counts every save, of a draft too. Sent: the one that was looked at; another one is 409.",
    )
    reason = serializers.CharField(
        max_length=300,
        required=False,
        allow_blank=True,
        write_only=True,
        help_text="Why confirmed work is moved to a slot that was never negotiated.",
    )


APART = {"offerings", "units", "units_dropped", "sites", "version", "edit", "reason"}


def content_of(data: dict[str, Any], *, by: User | None = None) -> Content:
    """What was sent, as the actions take it; `by`: of new work, whose zone it is in when none is said."""
    fields = {name: value for name, value in data.items() if name not in APART}
    if by is not None:
        fields.setdefault("time_zone", by.unit.time_zone if by.unit else settings.TIME_ZONE)
    return Content(
        fields=fields,
        offerings=data.get("offerings"),
        sites=data.get("sites"),
        added=data.get("units"),
        dropped=data.get("units_dropped"),
    )
