"""What each verb of an intervention takes."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _
from rest_framework import serializers

from core.api_fields import InstantField

LARGEST = 2**31 - 1  # what the database keeps


class VersionInput(serializers.Serializer):
    """`version`, `edit`: those that were looked at; another one is 409. Left out: whatever it is.

    The version counts what was promised, and a draft has none yet; `edit` counts every save.
    """

    version = serializers.IntegerField(min_value=0, max_value=LARGEST, required=False)
    edit = serializers.IntegerField(min_value=0, max_value=LARGEST, required=False)


def text(*, longest: int | None = None) -> serializers.CharField:
    """A text whose lack the action refuses, with its own sentence."""
    return serializers.CharField(required=False, allow_blank=True, default="", max_length=longest)


class ConfirmInput(VersionInput):
    """`reason`: why the work is done in a slot that was never negotiated."""

    reason = text(longest=300)


class SubmitInput(VersionInput):
    """`justification`: why this emergency cannot wait."""

    justification = text()


class ApproveInput(VersionInput):
    """`justification`: why you approve."""

    justification = text()


class SendBackInput(VersionInput):
    """`reason`: what is missing."""

    reason = text(longest=300)


class RescheduleInput(VersionInput):
    """The new slot `[start, end)`; `reason` where it was never negotiated."""

    start = InstantField()
    end = InstantField()
    reason = text(longest=300)


class FinishInput(VersionInput):
    """`outcome`: done, or failed (rolled back). `end`: when it ended; left out: now."""

    outcome = serializers.ChoiceField(
        choices=["done", "failed"],
        error_messages={
            "required": _("Say how it ended: done, or failed and rolled back."),
            "invalid_choice": _("Say how it ended: done, or failed and rolled back."),
        },
    )
    end = InstantField(required=False, source="ended_at")


class CancelInput(VersionInput):
    """`reason`: why; the people told will read it."""

    reason = text(longest=300)
