"""Form fields that name offerings: typed, with suggestions, since a choice among thousands is none."""

from __future__ import annotations

import re

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from catalog.models import Offering


class OfferingsField(forms.CharField):
    """Offerings by reference or name, separated by commas or one a line; each must be known."""

    suggestions = "catalog:offering-options"

    def get_bound_field(self, form, field_name):
        bound = super().get_bound_field(form, field_name)
        self.widget.attrs.setdefault("list", f"{bound.id_for_label}-list")
        return bound

    def clean(self, value: str) -> list[Offering]:
        said = [word.strip() for word in re.split(r"[,;\n]", super().clean(value) or "") if word.strip()]
        found, lost = [], []
        for word in said:
            known = Offering.objects.filter(reference__iexact=word).first()
            known = known or Offering.objects.filter(name__iexact=word).first()
            if known is None:
                lost.append(word)
            else:
                found.append(known)
        if lost:
            raise ValidationError(
                _("No offering has the reference or name « %(lost)s ».") % {"lost": " », « ".join(lost[:5])}
            )
        return found
