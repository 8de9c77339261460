"""What a solution is put together from, and what its client required of it [3.4.2]."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from catalog.enums import Answer

from .offerings import Offering


class Component(models.Model):
    """`solution` is built on `part`. Cycles are refused by catalog.actions.set_components.

    `serial`: when the part is down the solution is down, so that its availability counts.
    """

    solution = models.ForeignKey(Offering, on_delete=models.CASCADE, related_name="component_links")
    part = models.ForeignKey(Offering, on_delete=models.PROTECT, related_name="solution_links")
    serial = models.BooleanField(_("the solution stops without it"), default=True)
    note = models.CharField(_("how it is integrated"), max_length=200, blank=True)
    note_en = models.CharField(_("how it is integrated, in English"), max_length=200, blank=True)
    rank = models.PositiveSmallIntegerField(default=0)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["solution", "part"], name="component_once"),
            models.CheckConstraint(
                condition=~models.Q(solution=models.F("part")), name="component_not_of_itself"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.solution} → {self.part}"


class Requirement(models.Model):
    """What the client requires; the solution manager answers for it with evidence [role sheet]."""

    solution = models.ForeignKey(Offering, on_delete=models.CASCADE, related_name="requirements")
    text = models.CharField(_("requirement"), max_length=300)
    text_en = models.CharField(_("requirement, in English"), max_length=300, blank=True)
    answer = models.CharField(_("met"), max_length=7, choices=Answer.choices, blank=True, default="")
    evidence = models.CharField(_("evidence"), max_length=300, blank=True)
    rank = models.PositiveSmallIntegerField(default=0)

    class Meta:
        ordering = ["rank", "pk"]

    def __str__(self) -> str:
        return self.text
