"""Who uses what, through the API."""

from __future__ import annotations

from django.http import Http404
from django.utils.translation import gettext as _
from drf_spectacular.utils import OpenApiParameter, OpenApiResponse, extend_schema
from rest_framework import exceptions, mixins, serializers, status, viewsets
from rest_framework.request import Request
from rest_framework.response import Response

from catalog import actions
from catalog.filters import UsageFilter
from catalog.models import Offering, Usage
from catalog.permissions import can_edit_catalogue
from catalog.queries.doors import usages_visible_to
from organization.api import ReferenceField
from organization.models import BusinessUnit, Group
from organization.requests import person_of

LARGEST = 2**31 - 1  # what the database keeps


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
