"""Service levels: what is promised, since when, and what was measured month by month."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from catalog.enums import Better, LevelUnit, MeasureSource, Metric

from .offerings import Offering


class ServiceHours(models.Model):
    """Hours at which levels are promised and measured; levels compare only at the same ones."""

    code = models.SlugField(_("code"), max_length=20, unique=True)
    name = models.CharField(_("in words"), max_length=80)
    name_en = models.CharField(_("in words, in English"), max_length=80, blank=True)

    class Meta:
        ordering = ["name"]
        verbose_name_plural = "service hours"

    def __str__(self) -> str:
        return self.name


class ServiceLevel(models.Model):
    """One measure of an offering that is promised. Months are calendar months of the company's zone."""

    offering = models.ForeignKey(Offering, on_delete=models.CASCADE, related_name="levels")
    metric = models.CharField(_("measure"), max_length=12, choices=Metric.choices)
    label = models.CharField(_("in words"), max_length=80, blank=True)  # needed for « another measure »
    label_en = models.CharField(_("in words, in English"), max_length=80, blank=True)
    better = models.CharField(_("direction"), max_length=4, choices=Better.choices)
    unit = models.CharField(_("unit"), max_length=7, choices=LevelUnit.choices)
    hours = models.ForeignKey(
        ServiceHours,
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="levels",
        verbose_name=_("service hours"),
    )

    class Meta:
        ordering = ["metric", "label", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["offering", "metric", "label"], name="level_once"),
        ]

    def __str__(self) -> str:
        return f"{self.offering} · {self.label or self.get_metric_display()}"


class LevelTarget(models.Model):
    """What is promised from `since` on, the first day of a month, until the next target begins."""

    level = models.ForeignKey(ServiceLevel, on_delete=models.CASCADE, related_name="targets")
    since = models.DateField(_("from the month of"))
    value = models.DecimalField(_("promised"), max_digits=12, decimal_places=4)

    class Meta:
        ordering = ["since"]
        constraints = [
            models.UniqueConstraint(fields=["level", "since"], name="target_once"),
            models.CheckConstraint(condition=models.Q(since__day=1), name="target_of_a_month"),
            models.CheckConstraint(condition=models.Q(value__gte=0), name="target_not_negative"),
        ]

    def __str__(self) -> str:
        return f"{self.level} ≥ {self.value} ({self.since:%Y-%m})"


class ServiceLevelMeasure(models.Model):
    """What one month gave: a value and the number of events that it averages, or « no event », which is kept.

    A month without row was not measured.
    """

    level = models.ForeignKey(ServiceLevel, on_delete=models.CASCADE, related_name="measures")
    month = models.DateField(_("month"))
    value = models.DecimalField(_("measured"), max_digits=12, decimal_places=4, null=True, blank=True)
    events = models.PositiveIntegerField(_("events"), default=1)
    why = models.CharField(_("why"), max_length=200, blank=True)  # what the month was like, in words
    source = models.CharField(
        max_length=8, choices=MeasureSource.choices, default=MeasureSource.ENTERED, editable=False
    )
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    at = models.DateTimeField(default=timezone.now)
    told_at = models.DateTimeField(null=True, blank=True, editable=False)  # that the level was missed

    class Meta:
        ordering = ["month"]
        indexes = [models.Index(fields=["month", "level"], name="measures_of_a_month")]
        constraints = [
            models.UniqueConstraint(fields=["level", "month"], name="measure_once"),
            models.CheckConstraint(condition=models.Q(month__day=1), name="measure_of_a_month"),
            models.CheckConstraint(
                condition=models.Q(value__isnull=True, events=0)
                | models.Q(value__gte=0, value__isnull=False, events__gte=1),
                name="measure_of_events_or_none",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.level} {self.month:%Y-%m}"
