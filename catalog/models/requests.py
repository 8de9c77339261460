"""How an offering is asked for, within what delay, and what the delay was."""

from __future__ import annotations

from django.core.validators import MinValueValidator
from django.db import models
from django.utils.translation import gettext_lazy as _

from catalog.enums import DelayUnit

from .offerings import Offering


class RequestType(models.Model):
    """One way to ask. `how` says it in words, `link` leads there; `delay` in `delay_unit`, 0: at once."""

    offering = models.ForeignKey(Offering, on_delete=models.CASCADE, related_name="request_types")
    label = models.CharField(_("what you want"), max_length=120)
    label_en = models.CharField(_("what you want, in English"), max_length=120, blank=True)
    how = models.CharField(_("how to ask"), max_length=200, blank=True)
    how_en = models.CharField(_("how to ask, in English"), max_length=200, blank=True)
    link = models.URLField(_("address of the form"), max_length=300, blank=True)
    delay = models.PositiveIntegerField(_("promised delay"), null=True, blank=True)
    delay_unit = models.CharField(
        _("counted in"), max_length=13, choices=DelayUnit.choices, default=DelayUnit.WORKING_DAYS
    )
    main = models.BooleanField(_("the main way"), default=False)
    rank = models.PositiveSmallIntegerField(default=0)

    class Meta:
        ordering = ["rank", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["offering"], condition=models.Q(main=True), name="one_main_request_type"
            )
        ]

    def __str__(self) -> str:
        return self.label


class RequestDelay(models.Model):
    """The delay that requests of one month took, on average, in the unit of the promise."""

    request_type = models.ForeignKey(RequestType, on_delete=models.CASCADE, related_name="delays")
    month = models.DateField()
    delay = models.DecimalField(max_digits=10, decimal_places=2, validators=[MinValueValidator(0)])
    count = models.PositiveIntegerField(_("requests"), validators=[MinValueValidator(1)])

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["request_type", "month"], name="request_delay_once"),
            models.CheckConstraint(condition=models.Q(month__day=1), name="request_delay_of_a_month"),
            models.CheckConstraint(
                condition=models.Q(delay__gte=0, count__gte=1), name="request_delay_counted"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.request_type} {self.month:%Y-%m}"
