"""Offerings, what they are built of, and who uses them. The rest of the catalogue comes later."""

from __future__ import annotations

from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from catalog.enums import OfferingKind, OfferingState
from core.models import EditedModel
from organization.models import BusinessUnit, Group


class Offering(EditedModel):
    """What the IT function provides, in the company's own words [3.4.2, 5.7]."""

    reference = models.CharField(_("reference"), max_length=20, unique=True)  # SRV-012, SOL-003, …
    name = models.CharField(_("name"), max_length=120)
    name_en = models.CharField(_("name, in English"), max_length=120, blank=True)
    kind = models.CharField(_("kind"), max_length=8, choices=OfferingKind.choices)
    benefit = models.CharField(_("benefit, in one sentence"), max_length=200, blank=True)
    benefit_en = models.CharField(_("benefit, in English"), max_length=200, blank=True)
    state = models.CharField(
        _("state"), max_length=8, choices=OfferingState.choices, default=OfferingState.LIVE
    )
    components = models.ManyToManyField(
        "self", symmetrical=False, through="Component", related_name="used_in", verbose_name=_("built on")
    )

    class Meta:
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("offering_card", args=[self.reference])


class Component(models.Model):
    """`solution` is built on `part`. Cycles are refused by catalog.actions.set_components."""

    solution = models.ForeignKey(Offering, on_delete=models.CASCADE, related_name="component_links")
    part = models.ForeignKey(Offering, on_delete=models.PROTECT, related_name="solution_links")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["solution", "part"], name="component_once"),
            models.CheckConstraint(
                condition=~models.Q(solution=models.F("part")), name="component_not_of_itself"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.solution} → {self.part}"


class Usage(models.Model):
    """A unit uses an offering, by everyone (its subtree too) or by a named group only."""

    offering = models.ForeignKey(Offering, on_delete=models.CASCADE, related_name="usages")
    unit = models.ForeignKey(BusinessUnit, on_delete=models.CASCADE, related_name="usages")
    group = models.ForeignKey(Group, null=True, blank=True, on_delete=models.PROTECT, related_name="usages")
    quantity = models.PositiveIntegerField(_("quantity"), default=0)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["offering", "unit"], condition=models.Q(group=None), name="usage_once"
            ),
            models.UniqueConstraint(
                fields=["offering", "unit", "group"],
                condition=models.Q(group__isnull=False),
                name="usage_once_for_group",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.unit} · {self.offering}"
