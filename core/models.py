"""What every app shares: the one audit table, long work, and the guard against two editors."""

from __future__ import annotations

import uuid

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _


class EditedMeanwhile(Exception):
    """Somebody else saved the record since it was read: writing now would undo that in silence."""


class EditedModel(models.Model):
    """A record that several people may edit: `edit` counts every save and tells a second editor."""

    edit = models.PositiveIntegerField(default=1, editable=False)

    class Meta:
        abstract = True

    def hold(self, expected: int | None) -> None:
        """Lock the row for this transaction, and raise EditedMeanwhile when its `edit` is no longer `expected`.

        None asks nothing: a new record, or whoever does not mind.
        """
        if expected is None:
            return
        rows = type(self)._default_manager.select_for_update().filter(pk=self.pk)
        if rows.values_list("edit", flat=True).first() not in (expected, None):
            raise EditedMeanwhile

    def count_save(self) -> None:
        """What another table holds of this record changed (its members, its parts): that is a save too."""
        type(self)._default_manager.filter(pk=self.pk).update(edit=models.F("edit") + 1)
        self.refresh_from_db(fields=["edit"])


class AuditEvent(models.Model):
    """Who did what to which object, written in the transaction of the change; see core.audit.record.

    No foreign key: `actor_ref` is the person's opaque reference, so that erasing a person or an object
    leaves the trail whole.
    """

    at = models.DateTimeField(default=timezone.now)
    actor_ref = models.CharField(max_length=40, blank=True)  # empty: the portal itself
    kind = models.CharField(max_length=60)
    object_type = models.CharField(max_length=60)
    object_ref = models.CharField(max_length=80)
    changes = models.JSONField(default=dict, blank=True)

    class Meta:
        indexes = [models.Index(fields=["object_type", "object_ref", "-at"], name="audit_object")]
        ordering = ["-at", "-id"]

    def __str__(self) -> str:
        return f"{self.kind} {self.object_type} {self.object_ref}"


class Job(models.Model):
    """Long work done by the worker: its progress, its report, and whose it is.

    `kind` names a function registered with core.jobs.job; `params` are its arguments. The row is the
    work: a worker that dies loses nothing, the beat starts overdue rows again.
    """

    class State(models.TextChoices):
        WAITING = "waiting", _("Waiting")
        RUNNING = "running", _("Running")
        DONE = "done", _("Done")
        FAILED = "failed", _("Failed")

    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    kind = models.CharField(max_length=60)
    params = models.JSONField(default=dict, blank=True)
    state = models.CharField(max_length=10, choices=State.choices, default=State.WAITING)
    done = models.PositiveIntegerField(default=0)
    total = models.PositiveIntegerField(default=0)
    result = models.JSONField(default=dict, blank=True)
    error = models.TextField(blank=True)
    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    file = models.FileField(upload_to="jobs/", blank=True)
    created_at = models.DateTimeField(default=timezone.now)
    started_at = models.DateTimeField(null=True, blank=True)
    lease_until = models.DateTimeField(null=True, blank=True)
    finished_at = models.DateTimeField(null=True, blank=True)
    tries = models.PositiveSmallIntegerField(default=0)

    class Meta:
        ordering = ["-created_at"]
        indexes = [models.Index(fields=["state", "lease_until"], name="job_open")]

    def __str__(self) -> str:
        return f"{self.kind} {self.uid}"


class Heartbeat(models.Model):
    """The last time that a part of the portal that has no page was seen alive (beat)."""

    name = models.CharField(max_length=20, unique=True)
    at = models.DateTimeField()

    def __str__(self) -> str:
        return self.name
