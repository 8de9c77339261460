"""The calendar of a unit: a ledger of revisions, its periods, and the resolved spans read by everything."""

from __future__ import annotations

import uuid
from datetime import date, timedelta

from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from calendar_ops.enums import Colour, PeriodStatus, RevisionState
from organization.models import BusinessUnit

AGREED_COLOURS = [Colour.BLUE, Colour.WHITE, Colour.RED]


class Calendar(models.Model):
    """A unit keeps a calendar while it has a row with `closed_at` empty; else it follows its nearest ancestor's.

    `time_zone`, `default_colour` and `version` are those of the last signed revision and change only by one.
    """

    unit = models.ForeignKey(BusinessUnit, on_delete=models.PROTECT, related_name="calendars")
    time_zone = models.CharField(_("time zone"), max_length=50, default="Europe/Paris")
    default_colour = models.CharField(
        _("default colour"), max_length=5, blank=True, choices=[(c.value, c.label) for c in AGREED_COLOURS]
    )
    version = models.PositiveIntegerField(default=0)
    opened_at = models.DateTimeField(default=timezone.now)
    closed_at = models.DateTimeField(null=True, blank=True)
    spans_from = models.DateTimeField(null=True, blank=True)
    spans_until = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["unit__code"]
        constraints = [
            models.UniqueConstraint(fields=["unit"], condition=Q(closed_at=None), name="calendar_one_open"),
        ]

    def __str__(self) -> str:
        return f"{self.unit} v{self.version}"

    def get_absolute_url(self) -> str:
        return reverse("calendar_ops:calendar", args=[self.unit.code])


class Revision(models.Model):
    """Periods added and withdrawn together; numbered when both signatures stand. Nothing signed is edited.

    `time_zone` and `default_colour` are what the calendar has from this revision on
    (`sets_default_colour` tells an empty default that was agreed from one left as it was).
    """

    calendar = models.ForeignKey(Calendar, on_delete=models.PROTECT, related_name="revisions")
    number = models.PositiveIntegerField(null=True, blank=True)
    state = models.CharField(max_length=8, choices=RevisionState.choices, default=RevisionState.PROPOSED)
    time_zone = models.CharField(max_length=50, blank=True)
    default_colour = models.CharField(max_length=5, blank=True)
    sets_default_colour = models.BooleanField(default=False)
    note = models.CharField(_("note"), max_length=300, blank=True)
    proposed_by_ref = models.CharField(max_length=40, blank=True)
    proposed_at = models.DateTimeField(default=timezone.now)
    signed_for_unit_ref = models.CharField(max_length=40, blank=True)
    signed_for_it_ref = models.CharField(max_length=40, blank=True)
    signed_at = models.DateTimeField(null=True, blank=True)
    recorded = models.BooleanField(default=False)  # an agreement made elsewhere, entered for both sides

    class Meta:
        ordering = ["calendar", "number", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["calendar", "number"], condition=Q(number__isnull=False), name="revision_number_once"
            ),
            models.CheckConstraint(
                name="revision_numbered_iff_signed",
                condition=(Q(state="signed") & Q(number__isnull=False) & Q(signed_at__isnull=False))
                | (~Q(state="signed") & Q(number=None) & Q(signed_at=None)),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.calendar.unit} v{self.number or '?'}"


class Period(models.Model):
    """A stretch of one colour, half-open, once or recurring (RFC 5545 RRULE without DTSTART).

    A timed period has `start` and `end` (UTC); an all-day one has `first_day` and `end_day` (exclusive),
    resolved to local midnights of the calendar's zone. Recurrence goes by that zone's wall clock.
    """

    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    calendar = models.ForeignKey(Calendar, on_delete=models.PROTECT, related_name="periods")
    colour = models.CharField(_("colour"), max_length=5, choices=[(c.value, c.label) for c in AGREED_COLOURS])
    all_day = models.BooleanField(_("whole days"), default=True)
    first_day = models.DateField(_("first day"), null=True, blank=True)
    end_day = models.DateField(null=True, blank=True)  # exclusive
    start = models.DateTimeField(_("start"), null=True, blank=True)
    end = models.DateTimeField(_("end"), null=True, blank=True)
    recurrence = models.CharField(_("recurrence"), max_length=200, blank=True)
    reason = models.CharField(_("reason"), max_length=120, blank=True)
    reason_en = models.CharField(_("reason, in English"), max_length=120, blank=True)
    exception = models.BooleanField(_("exception"), default=False)
    added_in = models.ForeignKey(Revision, on_delete=models.PROTECT, related_name="added")
    withdrawn_in = models.ForeignKey(
        Revision, null=True, blank=True, on_delete=models.PROTECT, related_name="withdrawn"
    )
    replaces = models.ForeignKey(
        "self", null=True, blank=True, on_delete=models.PROTECT, related_name="replaced_by"
    )

    class Meta:
        ordering = ["first_day", "start", "id"]
        constraints = [
            models.CheckConstraint(
                name="period_days_or_times",
                condition=(
                    Q(all_day=True)
                    & Q(first_day__isnull=False)
                    & Q(end_day__gt=models.F("first_day"))
                    & Q(start=None)
                    & Q(end=None)
                )
                | (
                    Q(all_day=False)
                    & Q(start__isnull=False)
                    & Q(end__gt=models.F("start"))
                    & Q(first_day=None)
                    & Q(end_day=None)
                ),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.colour} {self.first_day or self.start}"

    @property
    def last_day(self) -> date | None:
        """The last day of an all-day period, included, as screens and the API show it."""
        return self.end_day - timedelta(days=1) if self.end_day else None

    @property
    def status(self) -> PeriodStatus:
        if self.added_in.state == RevisionState.REFUSED:
            return PeriodStatus.REFUSED
        if self.added_in.state == RevisionState.PROPOSED:
            return PeriodStatus.PROPOSED
        if self.withdrawn_in is not None and self.withdrawn_in.state == RevisionState.SIGNED:
            return PeriodStatus.WITHDRAWN
        return PeriodStatus.AGREED


class Span(models.Model):
    """The resolved colour of a calendar over [start, end): non-overlapping, stored, rebuilt when it changes.

    Stretches that are not negotiated have no row: what is absent within the horizon is `none`.
    """

    calendar = models.ForeignKey(Calendar, on_delete=models.CASCADE, related_name="spans")
    start = models.DateTimeField()
    end = models.DateTimeField()
    colour = models.CharField(max_length=5)
    period = models.ForeignKey(Period, null=True, blank=True, on_delete=models.CASCADE, related_name="+")

    class Meta:
        ordering = ["calendar", "start"]
        indexes = [models.Index(fields=["calendar", "end", "start"], name="span_of_calendar")]
        constraints = [
            models.CheckConstraint(condition=Q(end__gt=models.F("start")), name="span_not_empty"),
        ]

    def __str__(self) -> str:
        return f"{self.colour} {self.start} – {self.end}"
