"""Beginning an offering, of nothing or as a copy, and retiring one."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from catalog.enums import OfferingKind
from catalog.forms.card import DayField
from catalog.forms.fields import OfferingsField
from catalog.models import Offering
from catalog.models.offerings import reference_validator
from organization.forms import show_refusal


class BeginningForm(forms.Form):
    """What every offering begins with."""

    reference = forms.CharField(
        label=gettext_lazy("Reference"),
        max_length=20,
        help_text=gettext_lazy("It names the offering everywhere and does not change, for example SRV-012."),
        validators=[reference_validator],
    )
    name = forms.CharField(
        max_length=120,
        label=gettext_lazy("Name"),
        help_text=gettext_lazy("In the company's own words, without acronyms."),
    )
    name_en = forms.CharField(max_length=120, required=False, label=gettext_lazy("Name, in English"))

    def refuse(self, fault: ValidationError) -> None:
        show_refusal(self, fault)


class CreateForm(BeginningForm):
    """An offering of some kind; its card is written next."""

    field_order = ("kind", "reference", "name", "name_en", "benefit", "benefit_en")
    kind = forms.ChoiceField(
        choices=OfferingKind.choices,
        label=gettext_lazy("Kind"),
        widget=forms.RadioSelect,
        initial=OfferingKind.SERVICE,
        help_text=gettext_lazy("It does not change: each kind has its own sections and expectations."),
    )
    benefit = forms.CharField(
        max_length=200,
        required=False,
        label=gettext_lazy("Benefit, in one sentence"),
        help_text=gettext_lazy("What it lets people do, in one sentence."),
    )
    benefit_en = forms.CharField(max_length=200, required=False, label=gettext_lazy("Benefit, in English"))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["reference"].required = False
        self.fields["reference"].help_text = _(
            "It names the offering everywhere and does not change. Empty: the next one of its kind, SRV-012 for example."
        )


class CopyForm(BeginningForm):
    """What the copy of a solution is called."""

    def clean_reference(self) -> str:
        said: str = self.cleaned_data["reference"]
        if Offering.objects.filter(reference=said).exists():
            raise ValidationError(_("The reference « %(said)s » is taken: choose another.") % {"said": said})
        return said


class RetireForm(forms.Form):
    """When it ends, what takes its place, why."""

    on = DayField(
        required=False,
        label=gettext_lazy("Ends on"),
        help_text=gettext_lazy("A day to come: those who speak for the units that use it are told."),
    )
    replacement = OfferingsField(
        required=False,
        max_length=140,
        label=gettext_lazy("Replaced by"),
        help_text=gettext_lazy("Reference or name; empty when nothing takes its place."),
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )
    reason = forms.CharField(
        required=False,
        max_length=300,
        label=gettext_lazy("Why"),
        help_text=gettext_lazy("It stands in the history."),
    )
    at_once = forms.BooleanField(
        required=False,
        label=gettext_lazy("End it today"),
        help_text=gettext_lazy("Instead of a day to come: it leaves the catalogue now."),
    )

    def clean(self) -> dict[str, Any]:
        """A day that is to be announced, or none for an end at once, which is asked for by name."""
        said: dict[str, Any] = super().clean() or {}
        if said.pop("at_once", False):
            said["on"] = None
        elif "on" in said and said["on"] is None:
            self.add_error("on", _("Say on which day it ends, or tick « End it today »."))
        elif "on" in said and said["on"] <= timezone.localdate():
            self.add_error("on", _("This day is not to come: choose another, or tick « End it today »."))
        return said

    def clean_replacement(self) -> Offering | None:
        found: list[Offering] = self.cleaned_data["replacement"]
        if len(found) > 1:
            raise ValidationError(_("One offering takes its place: name one."))
        return found[0] if found else None

    def refuse(self, fault: ValidationError) -> None:
        show_refusal(self, fault)
