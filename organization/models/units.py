"""Business units, a tree, and the sites where people work."""

from __future__ import annotations

from django.conf import settings
from django.core.validators import MaxValueValidator, MinValueValidator, RegexValidator
from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from core.models import EditedModel
from organization.enums import Bandwidth

TAKEN = {"unique": _("This code is taken: choose another one.")}
code_validator = RegexValidator(
    r"^[A-Z0-9][A-Z0-9_-]*$",
    _("A code is made of capital letters, digits, hyphens and underscores, for example FIN-CPT."),
)


class BusinessUnit(EditedModel):
    """A client organisation inside the company. Cycles are refused by reorganise.change_parent."""

    code = models.CharField(
        _("code"), max_length=20, unique=True, validators=[code_validator], error_messages=TAKEN
    )
    name = models.CharField(_("name"), max_length=120)
    parent = models.ForeignKey(
        "self",
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="children",
        verbose_name=_("parent unit"),
    )
    time_zone = models.CharField(_("time zone"), max_length=50, default="Europe/Paris")
    country = models.CharField(_("country"), max_length=2, default="FR")
    subdivision = models.CharField(_("subdivision"), max_length=10, blank=True)
    notice_days = models.PositiveSmallIntegerField(
        _("working days of notice"), default=3, validators=[MinValueValidator(2), MaxValueValidator(5)]
    )
    relay = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="relays",
        verbose_name=_("relay"),
    )
    active = models.BooleanField(_("active"), default=True)
    successor = models.ForeignKey("self", null=True, blank=True, on_delete=models.SET_NULL, related_name="+")

    class Meta:
        ordering = ["name", "code"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(notice_days__gte=2, notice_days__lte=5), name="unit_notice_days_2_to_5"
            ),
            models.CheckConstraint(
                condition=~models.Q(parent=models.F("id")), name="unit_not_its_own_parent"
            ),
        ]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("unit", args=[self.code])


class Site(EditedModel):
    """A place where people work."""

    code = models.CharField(
        _("code"), max_length=20, unique=True, validators=[code_validator], error_messages=TAKEN
    )
    name = models.CharField(_("name"), max_length=120)
    place = models.CharField(_("place"), max_length=120, blank=True)
    bandwidth = models.CharField(
        _("bandwidth"), max_length=6, choices=Bandwidth.choices, default=Bandwidth.HIGH
    )

    class Meta:
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name
