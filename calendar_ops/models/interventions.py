"""Interventions, whom they reach, and what was granted or suffered against a calendar."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from calendar_ops.enums import AlertKind, BreachCause, Nature, State, WorkClass, WorkTarget
from catalog.models import Offering
from core.models import EditedModel
from organization.models import BusinessUnit, Group, Site


class Precaution(models.Model):
    """A reusable sentence that says what everybody should do before."""

    text = models.CharField(_("text"), max_length=300)
    text_en = models.CharField(_("text, in English"), max_length=300, blank=True)

    class Meta:
        ordering = ["text"]

    def __str__(self) -> str:
        return self.text


class Intervention(EditedModel):
    """Work on what people use, in the slot [start, end), held against the calendars of all it touches.

    `edit` counts saves; `version` is 1 at confirmation and rises when what the messages say changes
    (iCalendar's SEQUENCE). `time_zone` is the zone the slot was meant in.
    """

    reference = models.CharField(_("reference"), max_length=16, unique=True)
    title = models.CharField(_("title, in plain words"), max_length=120)
    title_en = models.CharField(_("title, in English"), max_length=120, blank=True)
    impact = models.TextField(_("what changes for you"), blank=True)
    impact_en = models.TextField(_("what changes for you, in English"), blank=True)
    nature = models.CharField(_("nature"), max_length=12, choices=Nature.choices, default=Nature.MAINTENANCE)
    target = models.CharField(
        _("works on"), max_length=12, choices=WorkTarget.choices, default=WorkTarget.SERVER
    )
    work_class = models.CharField(
        _("class"), max_length=9, choices=WorkClass.choices, default=WorkClass.NORMAL
    )
    start = models.DateTimeField(_("start"))
    end = models.DateTimeField(_("end"))
    time_zone = models.CharField(max_length=50, default="Europe/Paris")
    interruption_minutes = models.PositiveIntegerField(_("longest interruption for any one user"))
    precautions = models.TextField(_("what everybody should do before"), blank=True)
    precautions_en = models.TextField(_("the same, in English"), blank=True)
    fallback = models.CharField(_("fallback if the work fails"), max_length=300, blank=True)
    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        related_name="in_charge_of",
        verbose_name=_("person in charge"),
    )
    offerings = models.ManyToManyField(
        Offering, blank=True, related_name="interventions", verbose_name=_("services touched")
    )
    sites = models.ManyToManyField(
        Site, blank=True, related_name="interventions", verbose_name=_("only at these sites")
    )
    external_id = models.CharField(_("number in the ITSM tool"), max_length=80, blank=True)
    tell_finished = models.BooleanField(_("tell when it is over"), default=True)

    state = models.CharField(max_length=10, choices=State.choices, default=State.DRAFT)
    version = models.PositiveIntegerField(default=0)
    reason = models.CharField(_("reason"), max_length=300, blank=True)  # why confirmed though not negotiated
    justification = models.TextField(_("justification"), blank=True)  # of a major emergency in red
    cancel_reason = models.CharField(_("reason for cancelling"), max_length=300, blank=True)
    approved_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    approved_at = models.DateTimeField(null=True, blank=True)
    planner = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="planned")
    created_at = models.DateTimeField(default=timezone.now)
    confirmed_at = models.DateTimeField(null=True, blank=True)
    started_at = models.DateTimeField(null=True, blank=True)
    ended_at = models.DateTimeField(null=True, blank=True)
    people_count = models.PositiveIntegerField(null=True, blank=True)  # as last counted, for lists
    worst_colour = models.CharField(max_length=5, blank=True)  # as last evaluated, for lists
    units_count = models.PositiveIntegerField(null=True, blank=True)  # the same
    topmost_units = models.JSONField(default=list, blank=True)  # the same: ids of the units to be named

    class Meta:
        ordering = ["-start", "-id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(end__gt=models.F("start")), name="intervention_ends_after_start"
            ),
            models.UniqueConstraint(
                fields=["external_id"], condition=~Q(external_id=""), name="intervention_external_once"
            ),
        ]
        indexes = [
            models.Index(fields=["-start", "-id"], name="intervention_start"),
            models.Index(fields=["state", "start"], name="intervention_state"),
            models.Index(fields=["end"], name="intervention_end"),
            models.Index(fields=["title", "id"], name="intervention_title"),
            models.Index(fields=["-interruption_minutes", "-id"], name="intervention_interruption"),
        ]

    def __str__(self) -> str:
        return f"{self.reference} {self.title}"

    def get_absolute_url(self) -> str:
        return reverse("calendar_ops:intervention", args=[self.reference])


class UnitChoice(models.Model):
    """A unit that the planner added by hand (with its subtree), or dropped (that one alone, with a reason)."""

    intervention = models.ForeignKey(Intervention, on_delete=models.CASCADE, related_name="unit_choices")
    unit = models.ForeignKey(BusinessUnit, on_delete=models.PROTECT, related_name="+")
    dropped = models.BooleanField(default=False)
    reason = models.CharField(_("reason"), max_length=200, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["intervention", "unit"], name="unit_choice_once"),
            models.CheckConstraint(
                condition=Q(dropped=False) | ~Q(reason=""), name="unit_dropped_with_a_reason"
            ),
        ]

    def __str__(self) -> str:
        return f"{'−' if self.dropped else '+'} {self.unit}"


class Reach(models.Model):
    """A unit that a confirmed intervention touches, frozen at confirmation, with its why.

    A unit that is not touched `whole` is touched through `groups`: only their members who belong to it.
    `due_at` is when the advance notice is due for this unit's people; `queued_at`, when it was queued.
    """

    intervention = models.ForeignKey(Intervention, on_delete=models.CASCADE, related_name="reach")
    unit = models.ForeignKey(BusinessUnit, on_delete=models.PROTECT, related_name="reached_by")
    why = models.JSONField(default=list)  # see catalog.audience: a list of reasons as data
    whole = models.BooleanField(default=True)
    groups = models.ManyToManyField(Group, blank=True, related_name="+")
    due_at = models.DateTimeField()
    queued_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["intervention", "unit"], name="reach_once")]
        indexes = [
            models.Index(fields=["due_at"], condition=Q(queued_at=None), name="reach_due"),
            models.Index(fields=["unit", "intervention"], name="reach_unit"),
        ]

    def __str__(self) -> str:
        return f"{self.intervention_id} → {self.unit}"


class Breach(models.Model):
    """A calendar overridden: granted (not negotiated, emergency) or suffered (extension, later agreement)."""

    intervention = models.ForeignKey(Intervention, on_delete=models.CASCADE, related_name="breaches")
    calendar = models.ForeignKey(
        "calendar_ops.Calendar", null=True, blank=True, on_delete=models.PROTECT, related_name="breaches"
    )
    units = models.JSONField(default=list)  # codes of the touched units that keep or follow the calendar
    colour = models.CharField(max_length=5)
    start = models.DateTimeField()
    end = models.DateTimeField()
    rule = models.CharField(max_length=40)
    cause = models.CharField(max_length=14, choices=BreachCause.choices)
    calendar_version = models.PositiveIntegerField(null=True, blank=True)
    accepted_at = models.DateTimeField(null=True, blank=True)
    accepted_by_ref = models.CharField(max_length=40, blank=True)
    reason = models.CharField(_("reason"), max_length=300, blank=True)

    class Meta:
        ordering = ["start", "id"]

    def __str__(self) -> str:
        return f"{self.intervention_id} {self.cause} {self.colour}"


class Alert(models.Model):
    """Something about an intervention that waits for its planner; closed when dealt with."""

    intervention = models.ForeignKey(Intervention, on_delete=models.CASCADE, related_name="alerts")
    kind = models.CharField(max_length=16, choices=AlertKind.choices)
    details = models.JSONField(default=dict, blank=True)
    at = models.DateTimeField(default=timezone.now)
    closed_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["-at"]
        constraints = [
            models.UniqueConstraint(
                fields=["intervention", "kind"], condition=Q(closed_at=None), name="alert_one_open"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.intervention_id} {self.kind}"
