"""What the portal says (`Content`, once for all who read the same) and to whom (`Delivery`, one a mailbox)."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone

from outbox.enums import DeliveryState


class Content(models.Model):
    """A finished message. `key` is a hash of what it is rendered from, so the same text is kept once."""

    key = models.CharField(max_length=64)
    subject = models.CharField(max_length=300)
    text = models.TextField()
    html = models.TextField(blank=True)
    headers = models.JSONField(default=dict, blank=True)  # References, X-…; never To, Date or Message-ID
    language = models.CharField(max_length=2)
    mandatory = models.BooleanField(default=True)
    # True: holds a secret (a password link); only its recipient reads the body, never an administrator.
    private = models.BooleanField(default=False)
    created_at = models.DateTimeField(default=timezone.now)
    bodies_removed_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["key"], name="content_key_once")]

    def __str__(self) -> str:
        return self.subject


class Delivery(models.Model):
    """One message to one mailbox: pending → sending → sent | pending again | failed | superseded | expired.

    `created_at` is the frozen Date header, the id gives the Message-ID. `closed_at` is empty exactly
    while the delivery is open, that is while it blocks newer ones to the same address.
    """

    content = models.ForeignKey(Content, on_delete=models.PROTECT, related_name="deliveries")
    address = models.CharField(max_length=254)
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="deliveries"
    )
    dedupe_key = models.CharField(max_length=120)
    created_at = models.DateTimeField(default=timezone.now)
    not_before = models.DateTimeField(default=timezone.now)
    not_after = models.DateTimeField()
    # Past `not_after` and not sent: expired when true (about something to come), failed when false.
    expires = models.BooleanField(default=True)
    references = models.CharField(max_length=120, blank=True)  # ids of earlier deliveries, "12 345"
    state = models.CharField(max_length=10, choices=DeliveryState.choices, default=DeliveryState.PENDING)
    claim = models.CharField(max_length=32, blank=True)
    lease_until = models.DateTimeField(null=True, blank=True)
    refusals = models.PositiveSmallIntegerField(default=0)
    crashes = models.PositiveSmallIntegerField(default=0)
    last_error = models.CharField(max_length=300, blank=True)
    sent_at = models.DateTimeField(null=True, blank=True)
    closed_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["-id"]
        constraints = [
            models.UniqueConstraint(fields=["dedupe_key"], name="delivery_once"),
            models.CheckConstraint(
                name="delivery_closed_iff_not_open",
                condition=(Q(state__in=["pending", "sending", "stale"]) & Q(closed_at=None))
                | (~Q(state__in=["pending", "sending", "stale"]) & Q(closed_at__isnull=False)),
            ),
            models.CheckConstraint(
                name="delivery_sent_iff_sent_at",
                condition=(Q(state="sent") & Q(sent_at__isnull=False)) | (~Q(state="sent") & Q(sent_at=None)),
            ),
            models.CheckConstraint(
                name="delivery_lease_iff_claimed",
                condition=(Q(state__in=["sending", "stale"]) & Q(lease_until__isnull=False) & ~Q(claim=""))
                | ~Q(state__in=["sending", "stale"]),
            ),
        ]
        indexes = [
            models.Index(fields=["not_before", "id"], condition=Q(state="pending"), name="delivery_due"),
            models.Index(fields=["address", "id"], condition=Q(closed_at=None), name="delivery_open"),
            models.Index(
                fields=["lease_until"], condition=Q(state__in=["sending", "stale"]), name="delivery_lease"
            ),
            models.Index(fields=["state", "-id"], name="delivery_state"),
        ]

    def __str__(self) -> str:
        return f"{self.address} {self.state}"


class MailServer(models.Model):
    """What the last connections to the mail server said (one row, pk 1): the circuit breaker.

    While `open_until` is in the future nobody connects; no delivery is charged for it.
    """

    refusals = models.PositiveIntegerField(default=0)
    since = models.DateTimeField(null=True, blank=True)
    open_until = models.DateTimeField(null=True, blank=True)
    error = models.CharField(max_length=300, blank=True)

    class Meta:
        constraints = [models.CheckConstraint(condition=Q(id=1), name="mail_server_one_row")]

    def __str__(self) -> str:
        return self.error or "ok"


class SuppressedAddress(models.Model):
    """A mailbox that a server refused for good (5xx on the recipient); shown, and lifted by a person."""

    address = models.CharField(max_length=254, unique=True)
    reason = models.CharField(max_length=300)
    since = models.DateTimeField(default=timezone.now)

    def __str__(self) -> str:
        return self.address
