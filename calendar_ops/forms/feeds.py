"""What one subscribes to."""

from __future__ import annotations

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from calendar_ops.enums import FeedKind
from organization.models import BusinessUnit


class FeedForm(forms.Form):
    """A unit by its code; the code is only asked for a unit's calendar."""

    kind = forms.ChoiceField(
        choices=[(k.value, k.label) for k in (FeedKind.MINE, FeedKind.UNIT, FeedKind.ALL)],
        error_messages={
            "required": _("Choose what to subscribe to."),
            "invalid_choice": _("Choose what to subscribe to."),
        },
    )
    unit = forms.CharField(
        label=_("Code of the unit"),
        required=False,
        max_length=40,
        widget=forms.TextInput({"class": "form-control"}),
    )

    def clean(self) -> dict:
        data = super().clean() or {}
        code = data.get("unit", "").strip().upper()
        data["unit"] = None
        if data.get("kind") == FeedKind.UNIT:
            data["unit"] = BusinessUnit.objects.filter(code=code).first()
            if data["unit"] is None:
                raise ValidationError(
                    {
                        "unit": gettext(
                            "No unit has the code « %(code)s »: write it as on its page, for example FIN."
                        )
                        % {"code": code}
                    }
                )
        return data
