"""Forms of prices and of costs. Each declares its fields; saving goes through the actions."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from decimal import Decimal
from typing import Any

from django import forms
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from catalog.enums import Objective
from catalog.models import CostMonth, CostObjective, Milestone, Tariff
from core.forms import GuardedForm
from core.number_field import NumberField
from organization.fields import UnitField
from organization.forms import RecordForm

MOST_QUANTITY = Decimal(10) ** 10 - 1


def day_field(**kwargs: Any) -> forms.DateField:
    return forms.DateField(widget=forms.DateInput({"type": "date"}, "%Y-%m-%d"), **kwargs)


class TariffForm(RecordForm):
    """How something is charged; a new tariff may be given its first price at once."""

    included = NumberField(
        label=_("included quantity"),
        required=False,
        least=0,
        most=MOST_QUANTITY,
        help_text=_("Of what is free up to a quantity: how much of it is free."),
    )
    discount = NumberField(
        label=_("discount, in %"),
        required=False,
        least=0,
        most=100,
        help_text=_("A line of its own in the bill."),
    )
    valid_from = day_field(
        label=_("its price holds from"), required=False, help_text=_("The first of a month.")
    )
    amount = NumberField(
        label=_("amount, in euros"),
        required=False,
        places=4,
        example="4.20",
        help_text=_("Empty when it is free, by milestones, or not decided yet."),
    )

    class Meta:
        model = Tariff
        fields = [
            "label", "label_en", "mode", "per", "what", "what_en", "period", "included", "share",
            "conditions", "conditions_en", "discount", "discount_why",
        ]  # fmt: skip
        labels = {
            "period": _("charged every"),
            "what": _("what is counted, in the reader's words"),
            "what_en": _("what is counted, in the reader's words, in English"),
            "share": _("the supplier's bill is shared"),
        }
        help_texts = {
            "label": _("In the readers' words, for example: mailbox, beyond 100 GB, set-up."),
            "per": _("Prices are added up only when this and the period are the same."),
            "what": _("One of them, for example: mailbox, laptop, invoice. Empty: as chosen above."),
            "share": _("Of what the supplier bills: by what it is shared among the units."),
            "conditions": _("What the price depends on, in a sentence."),
        }

    def __init__(self, *args: Any, first: date, **kwargs: Any) -> None:
        """`first`: the month proposed for the price of a new tariff."""
        super().__init__(*args, **kwargs)
        if self.instance.pk:
            del self.fields["valid_from"], self.fields["amount"]
        else:
            self.fields["valid_from"].initial = first

    def clean_included(self) -> Decimal:
        return self.cleaned_data["included"] or Decimal(0)

    def clean_discount(self) -> Decimal:
        return self.cleaned_data["discount"] or Decimal(0)

    def clean(self) -> Any:
        cleaned = super().clean()
        if self.cleaned_data.get("amount") is not None and not self.cleaned_data.get("valid_from"):
            self.add_error("valid_from", _("Say from which month this price holds."))
        return cleaned

    def values(self) -> dict[str, Any]:
        return {
            name: value for name, value in super().values().items() if name not in ("valid_from", "amount")
        }


class PriceForm(GuardedForm, forms.Form):
    """A price from the first of a month on."""

    valid_from = day_field(
        label=_("From"), help_text=_("The first of a month; a price set for that month is replaced.")
    )
    amount = NumberField(label=_("Amount, in euros"), places=4, example="4.20")


class EndForm(GuardedForm, forms.Form):
    """From when on nothing is charged any more."""

    until = day_field(
        label=_("No longer charged from"),
        required=False,
        help_text=_("The first of a month. Empty: it goes on being charged."),
    )


class MilestoneForm(GuardedForm, forms.ModelForm):
    amount = NumberField(label=_("Amount, in euros"), example="1200")
    due = day_field(label=_("Due on"))

    class Meta:
        model = Milestone
        fields = ["label", "label_en", "due", "amount"]

    def _post_clean(self) -> None:
        """The action checks the milestone; here only the fields are cleaned."""


class SimulationForm(forms.Form):
    """What an offering would cost a unit: a quantity for each way of counting that its tariffs have.

    `counts`: (field, what it counts), `months`: (value, words) of those that may be asked about.
    """

    unit = UnitField(open_only=True, label=_("Unit"))

    def __init__(
        self, *args: Any, counts: Iterable[tuple[str, str]], months: Sequence[tuple[str, str]], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        for name, what in counts:
            self.fields[name] = NumberField(
                label=format_lazy(_("Quantity: {what}"), what=what),
                required=False,
                least=0,
                most=MOST_QUANTITY,
                example="240",
                help_text=_("Empty: what the unit is known to use."),
            )
        self.fields["month"] = forms.ChoiceField(label=_("Month"), choices=months)


class CostForm(RecordForm):
    """What a month cost in full, what was billed and credited."""

    full_cost = NumberField(label=_("Full cost, in euros"), required=False, example="12400")
    billed = NumberField(label=_("Billed, in euros"), required=False, example="11900")
    credits = NumberField(label=_("Credits, in euros"), required=False, example="250")

    class Meta:
        model = CostMonth
        fields = ["full_cost", "billed", "credits"]

    def clean_credits(self) -> Decimal:
        return self.cleaned_data["credits"] or Decimal(0)


class ObjectiveForm(RecordForm):
    objective = forms.ChoiceField(
        label=_("What the price is for"), choices=Objective.choices, widget=forms.RadioSelect
    )

    class Meta:
        model = CostObjective
        fields = ["objective", "note"]
