"""Choices of the organisation."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Language(models.TextChoices):
    FRENCH = "fr", _("French")
    ENGLISH = "en", _("English")


class CapacityKind(models.TextChoices):
    """How a person stands towards a unit [2.6.1]: one who decides and pays is no mere user."""

    CLIENT = "client", _("Client (decides and pays)")
    USER = "user", _("User")
    PRESCRIBER = "prescriber", _("Prescriber")


class Bandwidth(models.TextChoices):
    HIGH = "high", _("High")
    MEDIUM = "medium", _("Medium")
    LOW = "low", _("Low")
