"""How the API says no: the sentence of the action, and the verdict when it is a calendar that refuses."""

from __future__ import annotations

import copy
from collections.abc import Callable, Collection
from typing import Any

from drf_spectacular.utils import OpenApiResponse
from rest_framework import exceptions, serializers, status, views
from rest_framework.response import Response

from calendar_ops.actions import Conflict, Refused
from calendar_ops.enums import Colour, State, VerdictKind
from calendar_ops.input_rules import slot_faults
from calendar_ops.models import Intervention, Period
from calendar_ops.policy import RULES, Verdict
from core.api_fields import InstantField
from organization.models import User

COLOURS = [colour.value for colour in Colour]
NAMES = {"work_class": "class", "added": "units", "dropped": "units_dropped"}
"""Field of the action → field of the API, where they differ."""


class ViolationSerializer(serializers.Serializer):
    """One unbroken span of one colour and period of one calendar, in which the work is not simply allowed."""

    unit = serializers.CharField(help_text="The unit that keeps the calendar.")
    units = serializers.ListField(
        child=serializers.CharField(), help_text="The units touched that keep or follow it."
    )
    colour = serializers.ChoiceField(choices=COLOURS)
    start = InstantField()
    end = InstantField()
    rule = serializers.ChoiceField(choices=sorted(RULES.values()))
    period = serializers.UUIDField(allow_null=True, help_text="Null: the default colour, or nothing agreed.")
    version = serializers.IntegerField(
        allow_null=True, help_text="The version of the calendar that was applied; null: none was negotiated."
    )


class VerdictSerializer(serializers.Serializer):
    """What the calendars answer: the worst of all units and instants, and every offence."""

    verdict = serializers.ChoiceField(choices=[kind.value for kind in VerdictKind])
    violations = ViolationSerializer(many=True)


class RefusalSerializer(serializers.Serializer):
    """Why it was not done, in one sentence; with the verdict when a calendar refuses, with the current
    version and edit when somebody was faster, with the field that would change it where there is one."""

    detail = serializers.CharField()
    field = serializers.CharField(required=False)
    verdict = serializers.ChoiceField(choices=[kind.value for kind in VerdictKind], required=False)
    violations = ViolationSerializer(many=True, required=False)
    version = serializers.IntegerField(required=False)
    edit = serializers.IntegerField(required=False)


REFUSED = OpenApiResponse(RefusalSerializer, description="The calendars or the state do not allow it.")


def verdict_as_data(verdict: Verdict) -> dict[str, Any]:
    """The verdict in the shape of the interface; one query, for the public ids of the periods."""
    keys = {offence.period for offence in verdict.offences if isinstance(offence.period, int)}
    uids = dict(Period.objects.filter(pk__in=keys).values_list("pk", "uid")) if keys else {}
    violations = [
        {**offence._asdict(), "period": uids.get(offence.period)}  # type: ignore[call-overload]  # None is no key
        for offence in verdict.offences
    ]
    return VerdictSerializer({"verdict": verdict.kind, "violations": violations}).data


def refuse_slot(start: Any, end: Any, interruption_minutes: int | None, *, now: Any = None) -> None:
    """Raise what the form says of an unsound slot, at each field."""
    faults = slot_faults(start, end, interruption_minutes, now=now)
    if faults:
        raise exceptions.ValidationError({field: [said] for field, said in faults.items()})


def may_in_some_state(
    can: Callable[[User, Intervention], bool], user: User, intervention: Intervention
) -> bool:
    """Whether it is not the state alone that stands in the way: then the answer is 409, not 403."""
    if can(user, intervention):
        return True
    imagined = copy.copy(intervention)
    for state in State:
        imagined.state = state
        if can(user, imagined):
            return True
    return False


class ActionView(views.APIView):
    """A view whose operations call actions: their refusals become 400 at a field that was sent, else 409."""

    taken: Collection[str] = ()

    def given(
        self, kind: type[serializers.Serializer], sent: Any = None, *, partial: bool = False
    ) -> dict[str, Any]:
        """What was sent, checked; remembers which fields this operation takes. `sent`: instead of the body."""
        serializer = kind(data=self.request.data if sent is None else sent, partial=partial)
        self.taken = set(serializer.fields)
        serializer.is_valid(raise_exception=True)
        return serializer.validated_data

    def handle_exception(self, exc: Exception) -> Response:
        if isinstance(exc, Refused):
            field = NAMES.get(exc.field or "", exc.field)
            if exc.verdict is None and field and field in self.taken:
                return Response({field: [exc.sentence]}, status=status.HTTP_400_BAD_REQUEST)
            facts: dict[str, Any] = {"detail": exc.sentence}
            if field:
                facts["field"] = field
            if exc.verdict is not None:
                facts |= verdict_as_data(exc.verdict)
            return Response(facts, status=status.HTTP_409_CONFLICT)
        if isinstance(exc, Conflict):
            facts = {"detail": exc.sentence, "version": exc.version, "edit": exc.edit}
            return Response(facts, status=status.HTTP_409_CONFLICT)
        return super().handle_exception(exc)
