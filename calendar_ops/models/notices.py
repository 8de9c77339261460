"""What each person was told about an intervention, and the tokens of the calendar feeds."""

from __future__ import annotations

import uuid

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone

from calendar_ops.enums import FeedKind, NoticeKind
from organization.models import BusinessUnit
from outbox.models import Delivery

from .interventions import Intervention


class Notice(models.Model):
    """One thing to tell one person about one intervention.

    `fingerprint` is a hash of the facts it states; each person's last message must state the current
    ones. Current while `superseded_at` is empty; to be queued while current and its delivery is none,
    superseded or expired; *told* when its delivery is sent or sending.
    """

    intervention = models.ForeignKey(Intervention, on_delete=models.CASCADE, related_name="notices")
    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="notices")
    kind = models.CharField(max_length=11, choices=NoticeKind.choices)
    version = models.PositiveIntegerField()
    relay_for = models.ForeignKey(
        BusinessUnit, null=True, blank=True, on_delete=models.CASCADE, related_name="+"
    )
    unit = models.ForeignKey(BusinessUnit, null=True, on_delete=models.SET_NULL, related_name="+")
    fingerprint = models.CharField(max_length=32)
    late = models.BooleanField(default=False)
    short_notice = models.BooleanField(default=False)
    created_at = models.DateTimeField(default=timezone.now)
    superseded_at = models.DateTimeField(null=True, blank=True)
    delivery = models.ForeignKey(
        Delivery, null=True, blank=True, on_delete=models.SET_NULL, related_name="notices"
    )

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["intervention", "person", "kind", "version"],
                condition=Q(relay_for=None, superseded_at=None),
                name="notice_once",
            ),
            models.UniqueConstraint(
                fields=["intervention", "person", "kind", "version", "relay_for"],
                condition=Q(relay_for__isnull=False, superseded_at=None),
                name="notice_once_as_relay",
            ),
        ]
        indexes = [
            models.Index(
                fields=["person"], condition=Q(superseded_at=None, delivery=None), name="notice_unqueued"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind} v{self.version} → {self.person_id}"


class FeedToken(models.Model):
    """The revocable key of a calendar feed. The address carries its uid, signed; see calendar_ops.feeds."""

    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    kind = models.CharField(max_length=12, choices=FeedKind.choices)
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.CASCADE, related_name="feed_tokens"
    )
    unit = models.ForeignKey(BusinessUnit, null=True, blank=True, on_delete=models.CASCADE, related_name="+")
    intervention = models.ForeignKey(
        Intervention, null=True, blank=True, on_delete=models.CASCADE, related_name="+"
    )
    created_at = models.DateTimeField(default=timezone.now)
    last_used_on = models.DateField(null=True, blank=True)
    revoked_at = models.DateTimeField(null=True, blank=True)

    def __str__(self) -> str:
        return f"{self.kind} {self.uid}"
