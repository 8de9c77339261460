"""What is planned to be said about an intervention, and what became of what was said."""

from __future__ import annotations

from rest_framework import serializers

from calendar_ops.enums import NoticeKind
from core.api_fields import InstantField

KINDS = [kind.value for kind in NoticeKind]


class PlannedSerializer(serializers.Serializer):
    """Those due at that time; people who have no mailbox and a relay are counted too."""

    kind = serializers.ChoiceField(choices=KINDS)
    version = serializers.IntegerField()
    due = InstantField()
    people = serializers.IntegerField()


class CountsSerializer(serializers.Serializer):
    """Messages by what became of them; pending: not yet known to have been accepted."""

    pending = serializers.IntegerField()
    sent = serializers.IntegerField()
    failed = serializers.IntegerField()
    superseded = serializers.IntegerField()
    expired = serializers.IntegerField()


class IssuedSerializer(serializers.Serializer):
    """`late`: past its due time; `short_notice`: planned too late for it."""

    kind = serializers.ChoiceField(choices=KINDS)
    version = serializers.IntegerField()
    at = InstantField()
    late = serializers.BooleanField()
    short_notice = serializers.BooleanField()
    counts = CountsSerializer()


class NoticesSerializer(serializers.Serializer):
    """One row for each due time to come, and one for each kind and moment of what was said."""

    planned = PlannedSerializer(many=True)
    issued = IssuedSerializer(many=True)
