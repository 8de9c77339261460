"""Periods of the calendars through the API: what is agreed changes only by revisions of the ledger."""

from __future__ import annotations

from typing import Any

import django_filters
from django.db.models import Q, QuerySet
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.utils.translation import gettext as _
from drf_spectacular.utils import OpenApiResponse, PolymorphicProxySerializer, extend_schema
from rest_framework import exceptions, mixins, status, viewsets
from rest_framework.request import Request
from rest_framework.response import Response

from calendar_ops import agreements
from calendar_ops.agreements import Entry
from calendar_ops.api.period_fields import PeriodSerializer, known_units
from calendar_ops.api.refusals import REFUSED
from calendar_ops.calendar_permissions import can_propose, can_record
from calendar_ops.enums import PeriodStatus, RevisionState
from calendar_ops.ledger import LedgerRefused, copy_of
from calendar_ops.models import Period
from calendar_ops.models.calendars import AGREED_COLOURS
from calendar_ops.spans import agreed
from core.api import Conflict
from core.filters import FilterSet
from organization.models import BusinessUnit, User
from organization.requests import person_of

MOST = 1000
STATUSES = {
    PeriodStatus.PROPOSED: Q(added_in__state=RevisionState.PROPOSED),
    PeriodStatus.AGREED: agreed(),
    PeriodStatus.WITHDRAWN: Q(added_in__state=RevisionState.SIGNED, withdrawn_in__state=RevisionState.SIGNED),
    PeriodStatus.REFUSED: Q(added_in__state=RevisionState.REFUSED),
}


def periods_visible_to(user: User) -> QuerySet[Period]:
    """The calendars are no secret: everybody signed in reads the periods of those that are kept."""
    periods = Period.objects.filter(calendar__closed_at=None)
    return periods if user.is_authenticated and user.is_active else periods.none()


class PeriodFilter(FilterSet):
    """`unit` (the code of the keeper), `colour`, `exception`, `status`; without it: agreed and proposed."""

    unit = django_filters.ModelChoiceFilter(
        field_name="calendar__unit", to_field_name="code", queryset=BusinessUnit.objects.order_by("name")
    )
    colour = django_filters.ChoiceFilter(choices=[(colour, colour.label) for colour in AGREED_COLOURS])
    exception = django_filters.BooleanFilter()
    status = django_filters.ChoiceFilter(choices=PeriodStatus.choices, method="in_status")

    class Meta:
        model = Period
        fields: list[str] = []

    def filter_queryset(self, queryset):
        found = super().filter_queryset(queryset)
        if self.form.cleaned_data.get("status"):
            return found
        return found.filter(STATUSES[PeriodStatus.AGREED] | STATUSES[PeriodStatus.PROPOSED])

    def in_status(self, queryset, name, value: str):
        return queryset.filter(STATUSES[PeriodStatus(value)])


ONE_OR_MANY = PolymorphicProxySerializer(
    component_name="PeriodOrPeriods",
    serializers=[PeriodSerializer, PeriodSerializer(many=True)],
    resource_type_field_name=None,
    many=False,
)


class PeriodViewSet(mixins.ListModelMixin, mixins.RetrieveModelMixin, viewsets.GenericViewSet):
    """The periods of the calendars, addressed by their uid."""

    serializer_class = PeriodSerializer
    filterset_class = PeriodFilter
    lookup_field = "uid"
    lookup_value_converter = "uuid"
    http_method_names = ["get", "post", "patch", "delete", "head", "options"]
    queryset = Period.objects.none()

    def get_queryset(self):
        return (
            periods_visible_to(person_of(self.request))
            .select_related("calendar__unit", "added_in", "withdrawn_in", "replaces")
            .order_by("calendar__unit__code", "first_day", "start", "pk")
        )

    def get_object(self) -> Period:
        return get_object_or_404(self.get_queryset(), uid=self.kwargs["uid"])

    def handle_exception(self, exc: Exception) -> Response:
        if isinstance(exc, LedgerRefused):
            exc = Conflict(exc.sentence)
        return super().handle_exception(exc)

    def told(self, periods: list[Period]) -> list[dict[str, Any]]:
        """The periods as they are now, in that order."""
        fresh = {period.pk: period for period in self.get_queryset().filter(pk__in=[p.pk for p in periods])}
        return [dict(PeriodSerializer(fresh[period.pk]).data) for period in periods]

    @extend_schema(request=ONE_OR_MANY, responses={201: ONE_OR_MANY, 409: REFUSED})
    def create(self, request: Request) -> Response:
        """Add a period, or several at once: those agreed are one revision of each calendar, all or none.

        Agreed needs the right to record agreements. With an agreement, a unit that follows another's
        calendar begins to keep its own, whose version 1 copies what it followed.
        """
        user = person_of(request)
        if not can_propose(user):
            raise exceptions.PermissionDenied
        many = isinstance(request.data, list)
        sent = request.data if isinstance(request.data, list) else [request.data]
        if not sent or len(sent) > MOST:
            raise exceptions.ValidationError(
                {"detail": _("Send from 1 to %(most)s periods at once.") % {"most": MOST}}
            )
        known = known_units(sent)
        rows = [PeriodSerializer(data=one, context={"units": known}) for one in sent]
        faults = {str(number): row.errors for number, row in enumerate(rows) if not row.is_valid()}
        if faults:
            raise exceptions.ValidationError(faults if many else faults["0"])
        data = [row.validated_data for row in rows]
        for one in data:
            self.refuse_unless_may(one["unit"], one.get("status"))
        made = agreements.add_periods(
            entries=[
                Entry(one["unit"], one["period"], one.get("status") == PeriodStatus.AGREED) for one in data
            ],
            note=next((one["note"] for one in data if one.get("note")), ""),
            by=user,
            now=timezone.now(),
        )
        told = self.told(made)
        return Response(told if many else told[0], status=status.HTTP_201_CREATED)

    @extend_schema(responses={200: PeriodSerializer, 409: REFUSED})
    def partial_update(self, request: Request, uid: str) -> Response:
        """Change a period. An agreed one is never edited: a revision withdraws it and adds the one that the
        answer gives, with a uid of its own, which `replaces` it. A proposal is changed in its place until it
        is agreed: then it is gone, and the answer gives the period that was recorded."""
        found = self.get_object()
        calendar = found.calendar
        self.refuse_unless_may(calendar.unit, found.status)
        row = PeriodSerializer(found, data=request.data, partial=True)
        row.is_valid(raise_exception=True)
        new, note = row.validated_data["period"], row.validated_data.get("note", "")
        wanted = row.validated_data.get("status", found.status)
        self.refuse_unless_may(calendar.unit, wanted)
        by, now = person_of(request), timezone.now()
        if found.status == PeriodStatus.PROPOSED and wanted == PeriodStatus.AGREED:
            new_period = agreements.agree_proposal(period=found, by_this=new, note=note, by=by, now=now)
        elif found.status == PeriodStatus.PROPOSED:
            new_period = agreements.change_proposal(period=found, by_this=new, by=by)
        elif found.status == PeriodStatus.AGREED and wanted != PeriodStatus.AGREED:
            raise Conflict(_("What was agreed does not become a proposal again: withdraw it."))
        elif found.status == PeriodStatus.AGREED and new == copy_of(found, replaces=True):
            new_period = found
        else:
            new_period = agreements.replace_period(period=found, by_this=new, note=note, by=by, now=now)
        return Response(self.told([new_period])[0])

    @extend_schema(responses={204: OpenApiResponse(description="It no longer holds."), 409: REFUSED})
    def destroy(self, request: Request, uid: str) -> Response:
        """Withdraw an agreed period by a revision (its versions keep it), or take a proposal back."""
        found = self.get_object()
        self.refuse_unless_may(found.calendar.unit, found.status)
        agreements.withdraw_period(period=found, by=person_of(request), now=timezone.now())
        return Response(status=status.HTTP_204_NO_CONTENT)

    def refuse_unless_may(self, unit: BusinessUnit, wanted: str | None) -> None:
        """Proposals take the right to propose for that unit, all else that to record agreements."""
        user = person_of(self.request)
        proposed = wanted in (None, PeriodStatus.PROPOSED)
        if not (can_propose(user, unit) if proposed else can_record(user)):
            raise exceptions.PermissionDenied
