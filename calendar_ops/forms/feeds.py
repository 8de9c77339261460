"""What one subscribes to."""

from __future__ import annotations

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from calendar_ops.enums import FeedKind
from organization.fields import UnitField


class FeedForm(forms.Form):
    """A unit by its code; the code is only asked for a unit's calendar."""

    kind = forms.ChoiceField(
        choices=[(k.value, k.label) for k in (FeedKind.MINE, FeedKind.UNIT, FeedKind.ALL)],
        error_messages={
            "required": _("Choose what to subscribe to."),
            "invalid_choice": _("Choose what to subscribe to."),
        },
    )
    unit = UnitField(
        label=_("Code or name of the unit"),
        required=False,
        widget=forms.TextInput({"class": "form-control", "list": "units", "autocomplete": "off"}),
    )

    def clean(self) -> dict:
        data = super().clean() or {}
        if data.get("kind") != FeedKind.UNIT:
            data["unit"] = None
        elif data.get("unit") is None and "unit" not in self.errors:
            raise ValidationError({"unit": gettext("Say which unit: its code or its name, for example FIN.")})
        return data
