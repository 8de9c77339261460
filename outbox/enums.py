"""States of a delivery and the transitions that exist."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class DeliveryState(models.TextChoices):
    PENDING = "pending", _("Waiting")
    SENDING = "sending", _("Being sent")
    STALE = "stale", _("Overtaken while being sent")
    SENT = "sent", _("Sent")
    FAILED = "failed", _("Failed")
    SUPERSEDED = "superseded", _("Overtaken")
    EXPIRED = "expired", _("Too late")


OPEN = frozenset({DeliveryState.PENDING, DeliveryState.SENDING, DeliveryState.STALE})
"""The states in which a delivery still blocks its address; exactly those with `closed_at` empty."""

TRANSITIONS: dict[DeliveryState, frozenset[DeliveryState]] = {
    DeliveryState.PENDING: frozenset(
        {DeliveryState.SENDING, DeliveryState.SUPERSEDED, DeliveryState.EXPIRED, DeliveryState.FAILED}
    ),
    DeliveryState.SENDING: frozenset(
        {
            DeliveryState.SENT,
            DeliveryState.PENDING,
            DeliveryState.FAILED,
            DeliveryState.STALE,
            DeliveryState.EXPIRED,
        }
    ),
    DeliveryState.STALE: frozenset({DeliveryState.SENT, DeliveryState.SUPERSEDED, DeliveryState.FAILED}),
    DeliveryState.FAILED: frozenset({DeliveryState.PENDING}),  # an administrator tries again
    DeliveryState.SENT: frozenset(),
    DeliveryState.SUPERSEDED: frozenset(),
    DeliveryState.EXPIRED: frozenset(),
}
