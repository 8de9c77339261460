"""The portal's brand: name, logo, colours, the signature that every mail carries today [5.1–5.4]."""

from __future__ import annotations

from django.core.validators import RegexValidator
from django.db import models
from django.utils.translation import gettext_lazy as _

from core.models import EditedModel

hex_colour = RegexValidator(
    r"^#[0-9a-fA-F]{6}$", _("A colour is written #1d5a41: a hash and six hexadecimal digits.")
)


class Brand(EditedModel):
    """One row (pk 1), read through organization.queries.brand()."""

    company = models.CharField(_("company"), max_length=60, default="Hélianthe")
    product = models.CharField(_("name of the portal"), max_length=60, default="Portail SI")
    product_en = models.CharField(_("name of the portal, in English"), max_length=60, default="IS portal")
    logo = models.ImageField(_("logo"), upload_to="brand/", blank=True)
    colour = models.CharField(_("main colour"), max_length=7, default="#1d5a41", validators=[hex_colour])
    colour_dark = models.CharField(
        _("main colour on dark"), max_length=7, default="#8accaa", validators=[hex_colour]
    )
    mark = models.CharField(_("mark colour"), max_length=7, default="#f0b41c", validators=[hex_colour])
    sender = models.CharField(_("sender of the mails"), max_length=60, default="Services SI")
    signature = models.CharField(_("mail signature"), max_length=200, blank=True)
    signature_en = models.CharField(_("mail signature, in English"), max_length=200, blank=True)
    help_contact = models.CharField(_("whom to ask"), max_length=120, blank=True)
    help_contact_en = models.CharField(_("whom to ask, in English"), max_length=120, blank=True)
    foot = models.CharField(_("foot line"), max_length=200, blank=True)
    foot_en = models.CharField(_("foot line, in English"), max_length=200, blank=True)

    class Meta:
        constraints = [models.CheckConstraint(condition=models.Q(id=1), name="brand_one_row")]

    def __str__(self) -> str:
        return f"{self.company} {self.product}"
