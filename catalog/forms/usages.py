"""Forms that say who uses an offering."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from catalog.models import Offering, Usage
from organization.fields import UnitField
from organization.forms import show_refusal
from organization.models import Group

LARGEST = 2**31 - 1  # what the database keeps


class UsageForm(forms.Form):
    """A unit that uses an offering: everybody in it and below, or the members of one group."""

    unit = UnitField(
        open_only=True,
        label=gettext_lazy("Unit"),
        help_text=gettext_lazy("Code or name; the units below it use it too."),
    )
    group = forms.ModelChoiceField(
        Group.objects.order_by("name"),
        required=False,
        to_field_name="code",
        label=gettext_lazy("Only the group"),
        empty_label=gettext_lazy("everybody"),
        help_text=gettext_lazy(
            "When forty people of two thousand use it, only they are told of interventions."
        ),
    )
    quantity = forms.IntegerField(
        label=gettext_lazy("Quantity"),
        required=False,
        min_value=0,
        max_value=LARGEST,
        help_text=gettext_lazy("Mailboxes, workstations, licences; empty when it is not counted."),
    )

    def __init__(self, *args: Any, offering: Offering, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.offering = offering

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        unit, group = data.get("unit"), data.get("group")
        if unit and Usage.objects.filter(offering=self.offering, unit=unit, group=group).exists():
            raise ValidationError(
                {
                    "unit": _("%(unit)s uses it already: change that usage in the list.")
                    % {"unit": f"{unit.name}, {group.name}" if group else unit.name}
                }
            )
        return data

    def refuse(self, fault: ValidationError) -> None:
        show_refusal(self, fault)


class QuantityForm(forms.Form):
    quantity = forms.IntegerField(
        label=gettext_lazy("Quantity"),
        required=False,
        min_value=0,
        max_value=LARGEST,
        help_text=gettext_lazy("Mailboxes, workstations, licences; empty when it is not counted."),
    )
