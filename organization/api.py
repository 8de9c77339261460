"""The REST API of sites, groups and people (units: dsi_marketing.api.units)."""

from __future__ import annotations

from django.db import transaction
from django.db.models import Prefetch
from django.utils import timezone
from drf_spectacular.extensions import OpenApiAuthenticationExtension
from rest_framework import serializers

from core.api_records import RecordViewSet
from organization import actions
from organization.directory.faults import SENTENCES
from organization.enums import CapacityKind
from organization.filters import GroupFilter, PersonFilter, SiteFilter
from organization.models import BusinessUnit, Group, Site, User
from organization.permissions import can_edit_directory
from organization.queries import groups_visible_to, people_visible_to, sites_visible_to
from organization.requests import person_of


class TokenScheme(OpenApiAuthenticationExtension):
    """How the description names our tokens."""

    target_class = "organization.tokens.ApiTokenAuthentication"
    name = "token"

    def get_security_definition(self, auto_schema):
        return {
            "type": "apiKey",
            "in": "header",
            "name": "Authorization",
            "description": "Authorization: Token …",
        }


class ReferenceField(serializers.SlugRelatedField):
    """A record by its code or reference."""

    def to_internal_value(self, data):
        if not isinstance(data, str) or "\x00" in data:
            self.fail("does_not_exist", slug_name=self.slug_field, value=str(data)[:60].replace("\x00", ""))
        return super().to_internal_value(data)


class DirectoryViewSet(RecordViewSet):
    def may_write(self) -> bool:
        return can_edit_directory(person_of(self.request))

    def save(self, instance, data):
        obj = instance if instance is not None else self.get_queryset().model()
        actions.save_record(obj=obj, fields=data, by=person_of(self.request), now=timezone.now())
        return obj


class SiteSerializer(serializers.ModelSerializer):
    class Meta:
        model = Site
        fields = ["code", "name", "place", "bandwidth"]


class SiteViewSet(DirectoryViewSet):
    serializer_class = SiteSerializer
    filterset_class = SiteFilter
    lookup_field = "code"
    queryset = Site.objects.none()

    def get_queryset(self):
        return sites_visible_to(person_of(self.request)).order_by("code")


class GroupSerializer(serializers.ModelSerializer):
    contact = ReferenceField(slug_field="ref", queryset=User.objects.all(), allow_null=True, required=False)
    members = ReferenceField(slug_field="ref", queryset=User.objects.all(), many=True, required=False)

    class Meta:
        model = Group
        fields = ["code", "name", "contact", "members"]


class GroupViewSet(DirectoryViewSet):
    serializer_class = GroupSerializer
    filterset_class = GroupFilter
    lookup_field = "code"
    queryset = Group.objects.none()

    def get_queryset(self):
        members = Prefetch("members", User.objects.only("id", "ref").order_by("ref"))
        return groups_visible_to(person_of(self.request)).prefetch_related(members).order_by("code")


class CapacitySerializer(serializers.Serializer):
    """How a person stands towards a unit."""

    unit = ReferenceField(slug_field="code", queryset=BusinessUnit.objects.all())
    kind = serializers.ChoiceField(choices=CapacityKind.choices)


class PersonSerializer(serializers.ModelSerializer):
    unit = ReferenceField(
        slug_field="code", queryset=BusinessUnit.objects.all(), allow_null=True, required=False
    )
    further_units = ReferenceField(
        slug_field="code", queryset=BusinessUnit.objects.all(), many=True, required=False
    )
    site = ReferenceField(slug_field="code", queryset=Site.objects.all(), allow_null=True, required=False)
    active = serializers.BooleanField(source="is_active", required=False)
    capacities = CapacitySerializer(many=True, required=False)

    class Meta:
        model = User
        fields = [
            "ref",
            "name",
            "email",
            "language",
            "unit",
            "further_units",
            "site",
            "active",
            "capacities",
        ]
        extra_kwargs = {"email": {"error_messages": {"invalid": SENTENCES["address"]}}}


class PersonViewSet(DirectoryViewSet):
    serializer_class = PersonSerializer
    filterset_class = PersonFilter
    lookup_field = "ref"
    queryset = User.objects.none()

    def get_queryset(self):
        return (
            people_visible_to(person_of(self.request))
            .prefetch_related("further_units", "capacities__unit")
            .order_by("ref")
        )

    def save(self, instance, data):
        now = timezone.now()
        capacities = data.pop("capacities", None)
        with transaction.atomic():
            person = super().save(instance, data)
            if capacities is not None:
                actions.set_capacities(
                    person=person,
                    capacities=[(held["unit"], held["kind"]) for held in capacities],
                    by=person_of(self.request),
                    now=now,
                )
        return person
