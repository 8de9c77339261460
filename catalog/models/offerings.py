"""Offerings, their categories and the other names that people know them by."""

from __future__ import annotations

from django.conf import settings
from django.core.validators import RegexValidator
from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from catalog.enums import OfferingKind, OfferingState, Opening, Origin, Turnkey
from core.models import EditedModel
from organization.models import BusinessUnit

reference_validator = RegexValidator(
    r"^[A-Za-z0-9._-]+\Z",
    _("Use letters, digits, dots, dashes and underscores: it stands in addresses."),
)


class Category(EditedModel):
    """A shelf of the shop window; shelves form a tree. Cycles are refused by catalog.actions.categories."""

    code = models.SlugField(
        _("code"),
        max_length=40,
        unique=True,
        error_messages={"unique": _("This code is taken: choose another one.")},
    )
    name = models.CharField(_("name"), max_length=80)
    name_en = models.CharField(_("name, in English"), max_length=80, blank=True)
    parent = models.ForeignKey(
        "self", null=True, blank=True, on_delete=models.PROTECT, related_name="children", verbose_name=_("in")
    )
    rank = models.PositiveSmallIntegerField(_("rank"), default=0)

    class Meta:
        ordering = ["rank", "name", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=~models.Q(parent=models.F("id")), name="category_not_its_own_parent"
            )
        ]

    def __str__(self) -> str:
        return self.name


class Offering(EditedModel):
    """What the IT function provides, in the company's own words [3.4.2, 5.7].

    What else its card says are its `sections`; `version` counts how often it was published.
    """

    reference = models.CharField(  # SRV-012, SOL-003, …
        _("reference"),
        max_length=20,
        unique=True,
        validators=[reference_validator],
        error_messages={"unique": _("Another offering has this reference: choose another one.")},
    )
    name = models.CharField(_("name"), max_length=120)
    name_en = models.CharField(_("name, in English"), max_length=120, blank=True)
    kind = models.CharField(_("kind"), max_length=8, choices=OfferingKind.choices)
    benefit = models.CharField(_("benefit, in one sentence"), max_length=200, blank=True)
    benefit_en = models.CharField(_("benefit, in English"), max_length=200, blank=True)
    category = models.ForeignKey(
        Category,
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="offerings",
        verbose_name=_("category"),
    )
    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="owned_offerings",
        verbose_name=_("owner"),
    )
    backup_owner = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="backed_offerings",
        verbose_name=_("backup owner"),
    )
    origin = models.CharField(_("origin"), max_length=6, choices=Origin.choices, default=Origin.NEED)
    opening = models.CharField(_("open to"), max_length=8, choices=Opening.choices, default=Opening.ALL)
    state = models.CharField(
        _("state"), max_length=8, choices=OfferingState.choices, default=OfferingState.DESIGN
    )
    version = models.PositiveIntegerField(default=0, editable=False)
    published_at = models.DateTimeField(null=True, blank=True, editable=False)
    live_on = models.DateField(null=True, blank=True, editable=False)  # first published
    last_review = models.DateField(_("last review"), null=True, blank=True)
    next_review = models.DateField(_("next review"), null=True, blank=True)
    retires_on = models.DateField(_("retires on"), null=True, blank=True)
    replacement = models.ForeignKey(
        "self",
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="replaces",
        verbose_name=_("replaced by"),
    )
    # A solution is for one client in one context [3.4.2].
    client = models.ForeignKey(
        BusinessUnit,
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="solutions",
        verbose_name=_("client"),
    )
    context = models.CharField(_("context"), max_length=300, blank=True)
    context_en = models.CharField(_("context, in English"), max_length=300, blank=True)
    turnkey = models.PositiveSmallIntegerField(
        _("turnkey degree"), null=True, blank=True, choices=Turnkey.choices
    )
    integration_price = models.DecimalField(
        _("price of the integration"), max_digits=12, decimal_places=2, null=True, blank=True
    )
    components = models.ManyToManyField(
        "self", symmetrical=False, through="Component", related_name="used_in", verbose_name=_("built on")
    )

    class Meta:
        ordering = ["name"]
        indexes = [
            models.Index(fields=["name", "id"], name="offering_in_order"),
            models.Index(fields=["category", "state"], name="offering_on_shelf"),
            models.Index(fields=["next_review"], name="offering_next_review"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=~models.Q(replacement=models.F("id")), name="offering_not_its_own_replacement"
            ),
            models.CheckConstraint(
                condition=models.Q(integration_price__isnull=True) | models.Q(integration_price__gte=0),
                name="offering_integration_not_negative",
            ),
        ]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("offering_card", args=[self.reference])


class Alias(models.Model):
    """Another name of an offering, the technical one for instance: VPN. No two offerings share one."""

    offering = models.ForeignKey(Offering, on_delete=models.CASCADE, related_name="aliases")
    text = models.CharField(max_length=80)
    folded = models.CharField(max_length=80)  # as the search reads it: no accents, no capitals

    class Meta:
        ordering = ["pk"]
        constraints = [models.UniqueConstraint(fields=["folded"], name="alias_once")]

    def __str__(self) -> str:
        return self.text
