"""The form of a service level and its dated targets."""

from __future__ import annotations

from decimal import Decimal
from typing import Any, cast

from django import forms
from django.core.exceptions import ValidationError
from django.utils.dateparse import parse_date
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from catalog import level_words, measuring
from catalog.actions import levels as actions
from catalog.enums import Better, LevelUnit, Metric
from catalog.levels import Target
from catalog.models import ServiceHours, ServiceLevel
from core.forms import GuardedForm

SPARE = 2  # empty lines for further targets


class LevelForm(GuardedForm, forms.Form):
    """What is measured, and a line for each target: from which month on, how much.

    Targets keep the order of their months; a line that is emptied is taken away.
    """

    metric = forms.ChoiceField(label=gettext_lazy("What is measured"), choices=Metric.choices)
    unit = forms.ChoiceField(label=gettext_lazy("Measured in"), choices=LevelUnit.choices)
    better = forms.ChoiceField(
        label=gettext_lazy("It gets better"),
        choices=[("", gettext_lazy("as its measure goes")), *Better.choices],
        required=False,
        help_text=gettext_lazy(
            "Only another measure needs it: a share is better as it rises, a time as it falls."
        ),
    )
    label = forms.CharField(
        label=gettext_lazy("In words"),
        required=False,
        max_length=80,
        help_text=gettext_lazy("Needed for another measure, or for a second one of the same kind."),
    )
    label_en = forms.CharField(label=gettext_lazy("In words, in English"), required=False, max_length=80)
    hours = forms.ModelChoiceField(
        ServiceHours.objects.order_by("name"),
        label=gettext_lazy("Service hours"),
        required=False,
        empty_label=gettext_lazy("not said"),
        help_text=gettext_lazy("Availabilities are put together only at the same hours."),
    )
    hours_new = forms.CharField(label=gettext_lazy("Other hours, in words"), required=False, max_length=80)
    hours_new_en = forms.CharField(
        label=gettext_lazy("Other hours, in English"), required=False, max_length=80
    )

    def __init__(self, *args: Any, level: ServiceLevel, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.level = level
        known = list(level.targets.order_by("since")) if level.pk else []
        if level.pk:
            for name in ("metric", "unit", "better", "label", "label_en"):
                self.fields[name].initial = getattr(level, name)
            self.fields["hours"].initial = level.hours_id
        self.lines = len(known) + SPARE
        for place in range(self.lines):
            target = known[place] if place < len(known) else None
            since = forms.CharField(label=_("From the month of"), required=False, max_length=10)
            value = forms.CharField(label=_("Promised"), required=False, max_length=20)
            if target is not None:
                since.initial = f"{target.since:%Y-%m}"
                value.initial = level_words.decimal(target.value).replace("\u202f", "")
            since.widget.attrs.update(
                {"class": "form-control", "placeholder": "2026-10", "autocomplete": "off"}
            )
            value.widget.attrs.update(
                {"class": "form-control", "inputmode": "decimal", "autocomplete": "off"}
            )
            self.fields[f"since_{place}"], self.fields[f"value_{place}"] = since, value
        for field in self.fields.values():
            field.label = capfirst(str(field.label))
        self.guard(actions.fingerprint(level) if level.pk else None)

    def pairs(self) -> list[tuple[forms.BoundField, forms.BoundField]]:
        return [(self[f"since_{place}"], self[f"value_{place}"]) for place in range(self.lines)]

    def heads(self) -> list[forms.BoundField]:
        return [self[name] for name in ("metric", "unit", "better", "label", "label_en")]

    def of_hours(self) -> list[forms.BoundField]:
        return [self[name] for name in ("hours", "hours_new", "hours_new_en")]

    def clean(self) -> dict[str, Any]:
        data = cast("dict[str, Any]", super().clean())
        unit = data.get("unit", "")
        self.targets: list[tuple[int, Target]] = []
        for place in range(self.lines):
            since, value = data.get(f"since_{place}") or "", data.get(f"value_{place}") or ""
            if since or value:
                self._line(place, since, value, unit)
        given = [target for _place, target in self.targets]
        since_ = actions.measured_since(self.level)
        for place, field, sentence in actions.target_faults(given, unit=unit, measured_since=since_):
            self.add_error(f"{field}_{self.targets[place][0]}", sentence)
        if not given and not any(name.startswith(("since_", "value_")) for name in self.errors):
            self.add_error("since_0", _("Write what is promised, and from which month on."))
        return data

    def _line(self, place: int, since: str, value: str, unit: str) -> None:
        """Read one line; what cannot be read is said at its field."""
        month, amount = measuring.month(since) or _day(since), measuring.value(value, unit)
        if month is None:
            said = _("« %(said)s » is no month: write it as 2026-10.") if since else _("From which month on?")
            self.add_error(f"since_{place}", said % {"said": since} if since else said)
        if amount is None:
            said = _("« %(said)s » is no number.") if value else _("How much is promised?")
            self.add_error(f"value_{place}", said % {"said": value} if value else said)
        if month is not None and amount is not None:
            self.targets.append((place, Target(month, cast(Decimal, amount))))

    def values(self) -> dict[str, Any]:
        """The fields of the level, as the action takes them."""
        return {name: self.cleaned_data[name] for name in actions.FIELDS}

    def new_hours(self) -> tuple[str, str]:
        return self.cleaned_data["hours_new"], self.cleaned_data["hours_new_en"]

    def wanted(self) -> list[Target]:
        return [target for _place, target in self.targets]

    def refuse(self, fault: ValidationError) -> None:
        """An action's refusal; what it says of the targets stands at the first line."""
        if hasattr(fault, "error_dict") and "targets" in fault.error_dict:
            self.add_error("since_0", fault.error_dict.pop("targets"))
        super().refuse(fault)


def _day(said: str) -> Any:
    """A day that is not the first of its month is read, so that its refusal can name it."""
    try:
        return parse_date(said)
    except ValueError:
        return None
