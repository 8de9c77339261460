"""Who holds which access profile, over what, since when and why; and the tokens of the API."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from .units import BusinessUnit


class Grant(models.Model):
    """A profile of organization.access.PROFILES given to a person. Ended, never deleted.

    `unit` is the scope (with its subtree) of the profiles that are scoped to units, else empty.
    """

    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="grants", verbose_name=_("person")
    )
    profile = models.CharField(_("access profile"), max_length=40)
    unit = models.ForeignKey(
        BusinessUnit,
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="grants",
        verbose_name=_("for the unit"),
    )
    given_by_ref = models.CharField(max_length=40, blank=True)  # empty: the portal itself
    given_at = models.DateTimeField(default=timezone.now)
    reason = models.CharField(_("reason"), max_length=300)
    ended_at = models.DateTimeField(null=True, blank=True)
    ended_by_ref = models.CharField(max_length=40, blank=True)
    end_reason = models.CharField(_("reason for ending it"), max_length=300, blank=True)

    class Meta:
        ordering = ["-given_at", "-id"]
        constraints = [
            models.UniqueConstraint(
                fields=["person", "profile", "unit"],
                condition=models.Q(ended_at=None, unit__isnull=False),
                name="grant_once_for_unit",
            ),
            models.UniqueConstraint(
                fields=["person", "profile"],
                condition=models.Q(ended_at=None, unit__isnull=True),
                name="grant_once",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.person} · {self.profile}"


class ApiToken(models.Model):
    """A key for other systems. Only its SHA-256 is kept; `scope` is read or write."""

    class Scope(models.TextChoices):
        READ = "read", _("Read")
        WRITE = "write", _("Read and write")

    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="api_tokens")
    label = models.CharField(_("what it is for"), max_length=80)
    scope = models.CharField(_("scope"), max_length=5, choices=Scope.choices, default=Scope.READ)
    digest = models.CharField(max_length=64, unique=True, editable=False)
    hint = models.CharField(max_length=8, editable=False)  # the first characters, to recognise it
    created_at = models.DateTimeField(default=timezone.now)
    last_used_on = models.DateField(null=True, blank=True)
    revoked_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["-created_at"]

    def __str__(self) -> str:
        return f"{self.label} ({self.hint}…)"
