"""The REST API of the catalogue: offerings with what they are built on, and who uses them."""

from __future__ import annotations

from typing import Any

from django.db.models import Prefetch
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from drf_spectacular.utils import OpenApiResponse, extend_schema, inline_serializer
from rest_framework import exceptions, serializers
from rest_framework.decorators import action
from rest_framework.request import Request
from rest_framework.response import Response

from catalog import actions
from catalog.enums import OfferingKind, OfferingState
from catalog.filters import OfferingFilter
from catalog.forms.card import published_content
from catalog.models import Offering
from catalog.permissions import can_edit_catalogue
from catalog.queries.doors import offerings_visible_to
from core.api import Conflict
from core.api_fields import RecordsField
from core.api_records import RecordViewSet
from organization.api import ReferenceField
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

    def validate(self, attrs):
        if isinstance(self.initial_data, dict) and "state" in self.initial_data:
            raise serializers.ValidationError(
                {
                    "state": _(
                        "The state is not written: POST to publish/ or to retire/, which say what stands in the way."
                    )
                }
            )
        return attrs


class PublishInput(serializers.Serializer):
    """`state`: pilot or live; left out, what it is, live when nobody sees it yet."""

    state = serializers.ChoiceField(choices=["pilot", "live"], required=False)


class RetireInput(serializers.Serializer):
    """`on`: a day to come announces it; left out, it ends now. `replacement`: the reference of what takes its place."""

    on = serializers.DateField(required=False, allow_null=True)
    replacement = ReferenceField(
        slug_field="reference", queryset=Offering.objects.all(), required=False, allow_null=True
    )
    reason = serializers.CharField(max_length=300, required=False, allow_blank=True)


class Lacking(Conflict):
    """409 with the list of what lacks, or stands in the way."""

    def __init__(self, sentences: list[str]) -> None:
        super().__init__({"detail": " ".join(sentences), "lacks": list(sentences)})


STANDS = OpenApiResponse(
    inline_serializer(
        "Lacking",
        {"detail": serializers.CharField(), "lacks": serializers.ListField(child=serializers.CharField())},
    ),
    description="What lacks, or stands in the way, one sentence each.",
)


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

    @extend_schema(request=PublishInput, responses={200: OfferingSerializer, 409: STANDS})
    @action(detail=True, methods=["post"])
    def publish(self, request: Request, *args, **kwargs) -> Response:
        """Show the card to readers, as its working copy says; each publishing is a version."""
        offering, given = self._verb(PublishInput)
        content = published_content(offering)
        try:
            actions.publish(
                offering=offering,
                content=content,
                state=given.get("state", ""),
                by=person_of(request),
                now=timezone.now(),
            )
        except actions.Refused as refused:
            raise Lacking(refused.sentences) from refused
        return self._fresh(offering)

    @extend_schema(request=RetireInput, responses={200: OfferingSerializer, 409: STANDS})
    @action(detail=True, methods=["post"])
    def retire(self, request: Request, *args, **kwargs) -> Response:
        """Announce the end of an offering, or end it."""
        offering, given = self._verb(RetireInput)
        try:
            actions.retire(
                offering=offering,
                on=given.get("on"),
                replacement=given.get("replacement"),
                reason=given.get("reason", ""),
                by=person_of(request),
                now=timezone.now(),
            )
        except actions.Refused as refused:
            raise Lacking(refused.sentences) from refused
        return self._fresh(offering)

    def _verb(self, kind: type[serializers.Serializer]) -> tuple[Offering, dict[str, Any]]:
        offering = self.get_object()
        if not self.may_write():
            raise exceptions.PermissionDenied
        serializer = kind(data=self.request.data)
        serializer.is_valid(raise_exception=True)
        return offering, serializer.validated_data

    def _fresh(self, offering: Offering) -> Response:
        return Response(self.get_serializer(self.get_queryset().get(pk=offering.pk)).data)
