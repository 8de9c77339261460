"""Who uses what, and how much the need asks for."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from catalog.enums import Grade
from organization.models import BusinessUnit, Group

from .offerings import Offering


class Usage(models.Model):
    """A unit uses an offering, by everyone (its subtree too) or by a named group only.

    Criticality, alternative, reliability and confidentiality describe the need, not the people [3.3.3].
    """

    offering = models.ForeignKey(Offering, on_delete=models.CASCADE, related_name="usages")
    unit = models.ForeignKey(BusinessUnit, on_delete=models.CASCADE, related_name="usages")
    group = models.ForeignKey(Group, null=True, blank=True, on_delete=models.PROTECT, related_name="usages")
    quantity = models.PositiveIntegerField(_("quantity"), default=0)
    criticality = models.CharField(
        _("criticality of the need"), max_length=6, choices=Grade.choices, blank=True, default=""
    )
    alternative = models.CharField(_("alternative available"), max_length=200, blank=True)
    reliability = models.CharField(
        _("reliability required"), max_length=6, choices=Grade.choices, blank=True, default=""
    )
    confidentiality = models.CharField(
        _("confidentiality"), max_length=6, choices=Grade.choices, blank=True, default=""
    )

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
