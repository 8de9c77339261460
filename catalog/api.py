"""The REST API of the catalogue: offerings with what they are built on, and who uses them."""

from __future__ import annotations

from django.db.models import Prefetch
from django.http import Http404
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from drf_spectacular.utils import OpenApiParameter, OpenApiResponse, extend_schema
from rest_framework import exceptions, mixins, serializers, status, viewsets
from rest_framework.request import Request
from rest_framework.response import Response

from catalog import actions
from catalog.enums import OfferingKind, OfferingState
from catalog.filters import OfferingFilter, UsageFilter
from catalog.models import Offering, Usage
from catalog.permissions import can_edit_catalogue
from catalog.queries import offerings_visible_to, usages_visible_to
from core.api_fields import RecordsField
from core.api_records import RecordViewSet
from organization.api import ReferenceField
from organization.models import BusinessUnit, Group
from organization.requests import person_of

LARGEST = 2**31 - 1  # what the database keeps


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


class UsageSerializer(serializers.Serializer):
    """A unit uses an offering, by everyone in it and below (`group` null) or by the members of a group."""

    offering = ReferenceField(slug_field="reference", queryset=Offering.objects.all())
    unit = ReferenceField(slug_field="code", queryset=BusinessUnit.objects.filter(active=True))
    group = ReferenceField(slug_field="code", queryset=Group.objects.all(), allow_null=True, required=False)
    quantity = serializers.IntegerField(min_value=0, max_value=LARGEST, required=False)


NAMED = [
    OpenApiParameter("offering", str, required=True, description="Reference of the offering."),
    OpenApiParameter("unit", str, required=True, description="Code of the unit."),
    OpenApiParameter("group", str, description="Code of the group; left out: the usage by everyone."),
]


class UsageViewSet(mixins.ListModelMixin, viewsets.GenericViewSet):
    """Who uses what. A usage has no number of its own: offering, unit and group name it."""

    serializer_class = UsageSerializer
    filterset_class = UsageFilter
    queryset = Usage.objects.none()

    def get_queryset(self):
        return usages_visible_to(person_of(self.request)).order_by(
            "offering__reference", "unit__code", "group__code"
        )

    def may_write(self) -> bool:
        return can_edit_catalogue(person_of(self.request))

    @extend_schema(
        responses={
            201: UsageSerializer,
            200: OpenApiResponse(UsageSerializer, description="It was known: its quantity is now this one."),
        }
    )
    def create(self, request: Request, *args, **kwargs) -> Response:
        """Say that a unit uses an offering; saying it again changes the quantity."""
        if not self.may_write():
            raise exceptions.PermissionDenied
        serializer = self.get_serializer(data=request.data)
        serializer.is_valid(raise_exception=True)
        given = serializer.validated_data
        named = {"offering": given["offering"], "unit": given["unit"], "group": given.get("group")}
        known = Usage.objects.filter(**named).first()
        quantity = given.get("quantity", known.quantity if known else 0)
        usage = actions.set_usage(**named, quantity=quantity, by=person_of(request))
        code = status.HTTP_200_OK if known else status.HTTP_201_CREATED
        return Response(self.get_serializer(usage).data, status=code)

    @extend_schema(parameters=NAMED, responses={204: OpenApiResponse(description="It is no longer used.")})
    def destroy(self, request: Request, *args, **kwargs) -> Response:
        """The unit, or the group, no longer uses the offering."""
        if not self.may_write():
            raise exceptions.PermissionDenied
        named = {name: request.query_params.get(name, "") for name in ("offering", "unit", "group")}
        lacking = {
            name: [_("Say which one: the offering and the unit name the usage.")]
            for name in ("offering", "unit")
            if not named[name]
        }
        if lacking:
            raise exceptions.ValidationError(lacking)
        if any("\x00" in value for value in named.values()):
            raise Http404
        found = self.get_queryset().filter(offering__reference=named["offering"], unit__code=named["unit"])
        group = {"group__code": named["group"]} if named["group"] else {"group": None}
        usage = found.filter(**group).first()
        if usage is None:
            raise Http404
        actions.end_usage(usage=usage, by=person_of(request))
        return Response(status=status.HTTP_204_NO_CONTENT)
