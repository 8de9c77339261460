"""The REST API of the catalogue: offerings with what they are built on, and who uses them."""

from __future__ import annotations

from django.db.models import Prefetch
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from rest_framework import serializers

from catalog import actions
from catalog.enums import OfferingKind, OfferingState
from catalog.filters import OfferingFilter
from catalog.models import Offering
from catalog.permissions import can_edit_catalogue
from catalog.queries.doors import offerings_visible_to
from core.api_fields import RecordsField
from core.api_records import RecordViewSet
from organization.requests import person_of


class OfferingSerializer(serializers.Serializer):
    """What the IT function provides. `components` are the offerings that it is built on."""

    reference = serializers.RegexField(
        r"^[A-Za-z0-9._-]+\Z",
        max_length=20,
        error_messages={
            "invalid": gettext_lazy(
                "Use letters, digits, dots, dashes and underscores: it stands in addresses."
            )
        },
    )
    kind = serializers.ChoiceField(choices=OfferingKind.choices)
    name = serializers.CharField(max_length=120)
    name_en = serializers.CharField(max_length=120, required=False, allow_blank=True)
    benefit = serializers.CharField(max_length=200, required=False, allow_blank=True)
    benefit_en = serializers.CharField(max_length=200, required=False, allow_blank=True)
    components = RecordsField(slug_field="reference", queryset=Offering.objects.all(), required=False)
    state = serializers.ChoiceField(choices=OfferingState.choices, read_only=True)

    def validate_reference(self, value: str) -> str:
        if self.instance is not None and value != self.instance.reference:
            raise serializers.ValidationError(
                _("The reference of an offering does not change: it names the offering everywhere.")
            )
        return value


class OfferingViewSet(RecordViewSet):
    """Offerings: what is published, and all of it for those who edit the catalogue or plan work on it."""

    serializer_class = OfferingSerializer
    filterset_class = OfferingFilter
    lookup_field = "reference"
    queryset = Offering.objects.none()

    def get_queryset(self):
        visible = offerings_visible_to(person_of(self.request))
        parts = Prefetch("components", visible.only("id", "reference").order_by("reference"))
        return visible.prefetch_related(parts).order_by("reference")

    def may_write(self) -> bool:
        return can_edit_catalogue(person_of(self.request))

    def save(self, instance, data):
        fields = dict(data)
        parts = fields.pop("components", None)
        return actions.save_offering(
            offering=instance or Offering(), fields=fields, parts=parts, by=person_of(self.request)
        )
