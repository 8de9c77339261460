"""Forms of the catalogue. Each declares its fields; saving goes through the actions."""

from __future__ import annotations

import re
from typing import Any, cast

from django import forms
from django.core.exceptions import ValidationError
from django.core.validators import RegexValidator
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from catalog.models import Offering, Usage
from organization.fields import UnitField
from organization.forms import RecordForm, show_refusal
from organization.models import Group

LARGEST = 2**31 - 1  # what the database keeps


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


class OfferingForm(RecordForm):
    """An offering, in both languages, and what it is built on: those ticked stay, those written are added."""

    reference = forms.CharField(
        label=gettext_lazy("reference"),
        max_length=20,
        help_text=gettext_lazy("It names the offering everywhere and does not change, for example SRV-012."),
        validators=[
            RegexValidator(
                r"^[A-Za-z0-9._-]+\Z",
                gettext_lazy("Use letters, digits, dots, dashes and underscores: it stands in addresses."),
            )
        ],
    )
    kept = forms.MultipleChoiceField(
        label=gettext_lazy("built on"), required=False, widget=forms.CheckboxSelectMultiple
    )
    components = OfferingsField(
        label=gettext_lazy("built on, to add"),
        required=False,
        max_length=400,
        help_text=gettext_lazy("References or names, separated by commas."),
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )

    class Meta:
        model = Offering
        fields = ["reference", "kind", "name", "name_en", "benefit", "benefit_en"]
        help_texts = {
            "name": gettext_lazy("In the company's own words, without acronyms."),
            "benefit": gettext_lazy("What it lets people do, in one sentence."),
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        parts = list(self.instance.components.order_by("name")) if self.instance.pk else []
        kept = cast("forms.MultipleChoiceField", self.fields["kept"])
        kept.initial = [part.reference for part in parts]
        if self.is_bound:  # ticked here, and taken away by somebody else meanwhile
            ticked = kept.widget.value_from_datadict(self.data, self.files, self.add_prefix("kept"))
            ticked = {said for said in ticked if "\x00" not in said} - set(kept.initial)
            lost = Offering.objects.filter(reference__in=ticked)
            parts += list(lost.order_by("name"))
        self.parts = {part.reference: part for part in parts}
        kept.choices = [(part.reference, f"{part.name} ({part.reference})") for part in parts]
        if not parts:
            kept.widget = forms.MultipleHiddenInput()
            self.fields["components"].label = _("Built on")
        if self.instance.pk:
            self.fields["reference"].disabled = True

    def values(self) -> dict[str, Any]:
        return {name: value for name, value in super().values().items() if name not in ("kept", "components")}

    def wanted(self) -> list[Offering]:
        """What it is built on from now on."""
        stay = [self.parts[reference] for reference in self.cleaned_data.get("kept", [])]
        return list({part.pk: part for part in [*stay, *self.cleaned_data["components"]]}.values())


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
