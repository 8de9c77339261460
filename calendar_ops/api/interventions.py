"""Interventions through the API: read as on the pages, written by the same actions."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.db.models import Prefetch, QuerySet
from django.http import Http404
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.utils.translation import gettext as _
from drf_spectacular.utils import OpenApiParameter, extend_schema, extend_schema_field
from rest_framework import exceptions, mixins, status, viewsets
from rest_framework.decorators import action
from rest_framework.request import Request
from rest_framework.response import Response

from calendar_ops import actions, permissions
from calendar_ops.actions import Refused
from calendar_ops.actions.drafts import as_text, snapshot
from calendar_ops.api import verbs
from calendar_ops.api.intervention_fields import InterventionSerializer, content_of
from calendar_ops.api.notices import NoticesSerializer
from calendar_ops.api.refusals import REFUSED, ActionView, may_in_some_state, refuse_slot
from calendar_ops.filters import InterventionFilter
from calendar_ops.models import Intervention, UnitChoice
from calendar_ops.queries.interventions import visible_to
from calendar_ops.queries.notices import issued, planned
from catalog.models import Offering
from organization.models import User
from organization.requests import person_of

ANSWERS = {200: InterventionSerializer, 409: REFUSED}
extend_schema_field(str)(InterventionFilter.touching)  # a code, which the description cannot guess
EXTERNAL_ID = OpenApiParameter(
    "external_id", str, OpenApiParameter.PATH, description="Number in the ITSM tool."
)


def for_api(user: User) -> QuerySet[Intervention]:
    """What this person may know of, with what the API says of each: a constant number of queries."""
    return (
        visible_to(user)
        .select_related("owner")
        .prefetch_related(
            Prefetch("offerings", Offering.objects.only("id", "reference").order_by("reference")),
            "sites",
            Prefetch("unit_choices", UnitChoice.objects.select_related("unit").order_by("unit__code")),
        )
        .order_by("-start", "-pk")
    )


class InterventionViewSet(
    ActionView, mixins.ListModelMixin, mixins.RetrieveModelMixin, viewsets.GenericViewSet
):
    """Work on what people use, addressed by its reference."""

    serializer_class = InterventionSerializer
    filterset_class = InterventionFilter
    lookup_field = "reference"
    lookup_value_regex = "[^/]+"
    http_method_names = ["get", "post", "put", "patch", "head", "options"]
    queryset = Intervention.objects.none()

    def get_queryset(self):
        return for_api(person_of(self.request))

    def get_object(self) -> Intervention:
        return self.asked_for(self.get_queryset())

    def asked_for(self, among: QuerySet[Intervention] | None = None) -> Intervention:
        """The intervention in the address, alone where only its row is needed; 404 when it is not visible."""
        if "\x00" in self.kwargs["reference"]:
            raise Http404
        among = visible_to(person_of(self.request)) if among is None else among
        return get_object_or_404(among, reference=self.kwargs["reference"])

    def told(self, intervention: Intervention, code: int = status.HTTP_200_OK) -> Response:
        """The intervention as it is now."""
        fresh = self.get_queryset().get(pk=intervention.pk)
        return Response(InterventionSerializer(fresh).data, status=code)

    @extend_schema(responses={201: InterventionSerializer, 409: REFUSED})
    def create(self, request: Request) -> Response:
        """A draft, with the next reference of the year; it touches and tells nobody until it is confirmed."""
        self.refuse_unless_planner()
        return self.told(self.drafted(self.given(InterventionSerializer)), status.HTTP_201_CREATED)

    @extend_schema(responses=ANSWERS)
    def partial_update(self, request: Request, reference: str) -> Response:
        """Change a draft, or confirmed work that has not started: whoever was told is told again."""
        found = self.asked_for()
        if not may_in_some_state(permissions.can_edit, person_of(request), found):
            raise exceptions.PermissionDenied
        return self.told(self.changed(found, self.given(InterventionSerializer, partial=True)))

    @extend_schema(parameters=[EXTERNAL_ID], responses={**ANSWERS, 201: InterventionSerializer})
    @action(detail=False, methods=["put"], url_path="external/(?P<external_id>.+)", url_name="external")
    def external(self, request: Request, external_id: str) -> Response:
        """Create or change by the number in the ITSM tool; sent again, it changes nothing and tells nobody.

        Of an intervention that is known, what is left out stays as it is.
        """
        self.refuse_unless_planner()
        found = None if "\x00" in external_id else self.by_external_id(external_id)
        sent = request.data
        if isinstance(sent, dict):
            if sent.get("external_id", external_id) != external_id:
                raise exceptions.ValidationError(
                    {
                        "external_id": [
                            _("It is not the number in the address: leave it out, or send the same.")
                        ]
                    }
                )
            sent = {**sent, "external_id": external_id}
        data = self.given(InterventionSerializer, sent, partial=found is not None)
        if found is None:
            try:
                return self.told(self.drafted(data), status.HTTP_201_CREATED)
            except Refused as refused:
                found = self.by_external_id(external_id)
                if refused.field != "external_id" or found is None:
                    raise
        return self.told(self.changed(found, data))

    def by_external_id(self, external_id: str) -> Intervention | None:
        return self.get_queryset().filter(external_id=external_id).first() if external_id else None

    def refuse_unless_planner(self) -> None:
        if not permissions.can_plan(person_of(self.request)):
            raise exceptions.PermissionDenied

    def drafted(self, data: dict[str, Any]) -> Intervention:
        refuse_slot(data["start"], data["end"], data["interruption_minutes"])
        content = content_of(data, by=person_of(self.request))
        return actions.create_draft(content=content, by=person_of(self.request), now=timezone.now())

    def changed(self, found: Intervention, data: dict[str, Any]) -> Intervention:
        """One save of what was sent; nothing is done, in whatever state, where nothing differs."""
        content = content_of(data)
        fields = content.fields
        refuse_slot(
            fields.get("start", found.start),
            fields.get("end", found.end),
            fields.get("interruption_minutes", found.interruption_minutes),
        )
        version, edit = data.get("version"), data.get("edit")
        current = version in (None, found.version) and edit in (None, found.edit)
        if current and same_as(found, content):
            return found
        return actions.update(
            intervention=found,
            content=content,
            by=person_of(self.request),
            now=timezone.now(),
            reason=data.get("reason", ""),
            version=version,
            edit=edit,
        )

    def do(
        self,
        can: Callable[[User, Intervention], bool],
        act: Callable[..., Intervention],
        takes: type[verbs.VersionInput],
    ) -> Response:
        """A verb: 404 when it is not visible, 403 without the right, 409 when the state or the rules refuse."""
        found, user = self.asked_for(), person_of(self.request)
        if not may_in_some_state(can, user, found):
            raise exceptions.PermissionDenied
        data = self.given(takes)
        return self.told(act(intervention=found, by=user, now=timezone.now(), **data))

    @extend_schema(request=verbs.ConfirmInput, responses=ANSWERS)
    @action(detail=True, methods=["post"])
    def confirm(self, request: Request, reference: str) -> Response:
        """Promise the work: whom it reaches is frozen, their notices are planned."""
        return self.do(permissions.can_confirm, actions.confirm, verbs.ConfirmInput)

    @extend_schema(request=verbs.SubmitInput, responses=ANSWERS)
    @action(detail=True, methods=["post"])
    def submit(self, request: Request, reference: str) -> Response:
        """Ask a second person to approve a major emergency in red."""
        return self.do(permissions.can_submit, actions.submit, verbs.SubmitInput)

    @extend_schema(request=verbs.ApproveInput, responses=ANSWERS)
    @action(detail=True, methods=["post"])
    def approve(self, request: Request, reference: str) -> Response:
        """A second person takes the emergency on: it is confirmed."""
        return self.do(permissions.can_approve, actions.approve, verbs.ApproveInput)

    @extend_schema(request=verbs.SendBackInput, responses=ANSWERS)
    @action(detail=True, methods=["post"], url_path="send-back", url_name="send-back")
    def send_back(self, request: Request, reference: str) -> Response:
        """Back to draft, with what is missing."""
        return self.do(permissions.can_send_back, actions.send_back, verbs.SendBackInput)

    @extend_schema(request=verbs.RescheduleInput, responses=ANSWERS)
    @action(detail=True, methods=["post"])
    def reschedule(self, request: Request, reference: str) -> Response:
        """Move confirmed work that has not started; whoever was told is told of the move."""
        found = self.asked_for()
        if not may_in_some_state(permissions.can_reschedule, person_of(request), found):
            raise exceptions.PermissionDenied
        data = self.given(verbs.RescheduleInput)
        refuse_slot(data["start"], data["end"], found.interruption_minutes)
        return self.told(
            actions.reschedule(intervention=found, by=person_of(request), now=timezone.now(), **data)
        )

    @extend_schema(request=verbs.VersionInput, responses=ANSWERS)
    @action(detail=True, methods=["post"])
    def start(self, request: Request, reference: str) -> Response:
        """The work begins."""
        return self.do(permissions.can_start, actions.start, verbs.VersionInput)

    @extend_schema(request=verbs.FinishInput, responses=ANSWERS)
    @action(detail=True, methods=["post"])
    def finish(self, request: Request, reference: str) -> Response:
        """The work is over: done, or failed and rolled back."""
        return self.do(permissions.can_finish, actions.finish, verbs.FinishInput)

    @extend_schema(request=verbs.CancelInput, responses=ANSWERS)
    @action(detail=True, methods=["post"])
    def cancel(self, request: Request, reference: str) -> Response:
        """Give the work up; whoever was told is told."""
        return self.do(permissions.can_cancel, actions.cancel, verbs.CancelInput)

    @extend_schema(responses=NoticesSerializer)
    @action(detail=True, methods=["get"])
    def notices(self, request: Request, reference: str) -> Response:
        """Who is to be told when, and what became of the messages."""
        found = self.asked_for()
        if not permissions.can_read_notices(person_of(request), found):
            raise exceptions.PermissionDenied
        return Response(NoticesSerializer({"planned": planned(found), "issued": issued(found)}).data)


def same_as(found: Intervention, content: actions.Content) -> bool:
    """Whether the content says what the intervention says already."""
    facts = {name: as_text(value) for name, value in content.fields.items()}
    for name, records, slug in (
        ("offerings", content.offerings, "reference"),
        ("sites", content.sites, "code"),
        ("units_added", content.added, "code"),
    ):
        if records is not None:
            facts[name] = sorted(getattr(record, slug) for record in records)
    if content.dropped is not None:
        facts["units_dropped"] = {unit.code: reason for unit, reason in content.dropped.items()}
    now = snapshot(found)
    return all(now[name] == value for name, value in facts.items())
