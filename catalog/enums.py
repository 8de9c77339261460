"""Choices of the catalogue [3.4]."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class OfferingKind(models.TextChoices):
    """The four kinds of offering, which must not all be delivered the same way [3.4.2]."""

    PROJECT = "project", _("Project")
    SERVICE = "service", _("Service")
    SOLUTION = "solution", _("Solution")
    ADVICE = "advice", _("Advice")


class OfferingState(models.TextChoices):
    IDEA = "idea", _("Idea")
    DESIGN = "design", _("In design")
    PILOT = "pilot", _("Pilot")
    LIVE = "live", _("Live")
    RETIRING = "retiring", _("Retiring")
    RETIRED = "retired", _("Retired")


PUBLISHED = frozenset({OfferingState.PILOT, OfferingState.LIVE, OfferingState.RETIRING})
