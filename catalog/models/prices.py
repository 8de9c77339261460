"""Prices [3.4.3]: what is charged, per what, since when; and what it costs, which few may read."""

from __future__ import annotations

from decimal import Decimal

from django.db import models
from django.utils.translation import gettext_lazy as _

from catalog.enums import Objective, Per, Period, Share, TariffMode
from core.models import EditedModel

from .offerings import Offering


class Tariff(EditedModel):
    """One way of charging an offering: per what and per which period, what is included, the conditions in words."""

    offering = models.ForeignKey(Offering, on_delete=models.CASCADE, related_name="tariffs")
    label = models.CharField(_("what is charged"), max_length=120)
    label_en = models.CharField(_("what is charged, in English"), max_length=120, blank=True)
    mode = models.CharField(_("mode"), max_length=12, choices=TariffMode.choices)
    per = models.CharField(_("per"), max_length=8, choices=Per.choices, default=Per.PERSON)
    what = models.CharField(_("in the reader's words"), max_length=40, blank=True)  # boîte, poste, numéro
    what_en = models.CharField(_("in the reader's words, in English"), max_length=40, blank=True)
    period = models.CharField(_("every"), max_length=5, choices=Period.choices, default=Period.MONTH)
    included = models.DecimalField(
        _("included quantity"), max_digits=12, decimal_places=2, default=Decimal(0)
    )
    share = models.CharField(
        _("shared"), max_length=8, choices=Share.choices, default=Share.QUANTITY
    )  # of what is passed through
    discount = models.DecimalField(_("discount, in %"), max_digits=5, decimal_places=2, default=Decimal(0))
    discount_why = models.CharField(_("why the discount"), max_length=120, blank=True)
    conditions = models.CharField(_("conditions"), max_length=300, blank=True)
    conditions_en = models.CharField(_("conditions, in English"), max_length=300, blank=True)
    main = models.BooleanField(_("the main price"), default=False)
    until = models.DateField(_("no longer charged from"), null=True, blank=True)
    rank = models.PositiveSmallIntegerField(default=0)

    class Meta:
        ordering = ["rank", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["offering", "label"], name="tariff_once"),
            models.UniqueConstraint(
                fields=["offering"], condition=models.Q(main=True), name="one_main_tariff"
            ),
            models.CheckConstraint(
                condition=models.Q(included__gte=0, discount__gte=0, discount__lte=100),
                name="tariff_within_bounds",
            ),
            models.CheckConstraint(
                condition=models.Q(until__isnull=True) | models.Q(until__day=1),
                name="tariff_ends_with_a_month",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.offering} · {self.label}"


class Price(models.Model):
    """The amount of a tariff from `valid_from`, the first of a month, until the next price begins. Euros."""

    tariff = models.ForeignKey(Tariff, on_delete=models.CASCADE, related_name="prices")
    valid_from = models.DateField(_("from"))
    amount = models.DecimalField(_("amount"), max_digits=14, decimal_places=4)

    class Meta:
        ordering = ["valid_from"]
        constraints = [
            models.UniqueConstraint(fields=["tariff", "valid_from"], name="price_once"),
            models.CheckConstraint(condition=models.Q(valid_from__day=1), name="price_of_a_month"),
            models.CheckConstraint(condition=models.Q(amount__gte=0), name="price_not_negative"),
        ]

    def __str__(self) -> str:
        return f"{self.tariff} {self.valid_from:%Y-%m}"


class Milestone(models.Model):
    """An amount due on a day, of a tariff by milestones. Euros."""

    tariff = models.ForeignKey(Tariff, on_delete=models.CASCADE, related_name="milestones")
    label = models.CharField(_("milestone"), max_length=120)
    label_en = models.CharField(_("milestone, in English"), max_length=120, blank=True)
    due = models.DateField(_("due on"))
    amount = models.DecimalField(_("amount"), max_digits=14, decimal_places=2)

    class Meta:
        ordering = ["due", "pk"]
        constraints = [
            models.CheckConstraint(condition=models.Q(amount__gte=0), name="milestone_not_negative"),
        ]

    def __str__(self) -> str:
        return self.label


class CostObjective(EditedModel):
    """What the price of an offering is for. Read and written with the permission on costs only."""

    offering = models.OneToOneField(Offering, on_delete=models.CASCADE, related_name="cost_objective")
    objective = models.CharField(_("objective"), max_length=10, choices=Objective.choices)
    note = models.CharField(_("note"), max_length=300, blank=True)

    def __str__(self) -> str:
        return f"{self.offering} · {self.get_objective_display()}"

    @property
    def ref(self) -> str:
        """Its name in the audit trail, which is its own: what an offering costs never stands in the offering's."""
        return self.offering.reference


class CostMonth(EditedModel):
    """What an offering cost in full in a month, and what was billed and credited for it. Euros.

    Read and written with the permission on costs only: recovery gives the cost away.
    """

    offering = models.ForeignKey(Offering, on_delete=models.CASCADE, related_name="cost_months")
    month = models.DateField(_("month"))
    full_cost = models.DecimalField(_("full cost"), max_digits=14, decimal_places=2, null=True, blank=True)
    billed = models.DecimalField(_("billed"), max_digits=14, decimal_places=2, null=True, blank=True)
    credits = models.DecimalField(_("credits"), max_digits=14, decimal_places=2, default=Decimal(0))

    class Meta:
        ordering = ["month"]
        constraints = [
            models.UniqueConstraint(fields=["offering", "month"], name="cost_once"),
            models.CheckConstraint(condition=models.Q(month__day=1), name="cost_of_a_month"),
        ]

    def __str__(self) -> str:
        return f"{self.offering} {self.month:%Y-%m}"

    @property
    def ref(self) -> str:
        """Its name in the audit trail; see CostObjective."""
        return self.offering.reference
