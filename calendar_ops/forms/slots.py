"""What slot is looked for: how long, for whom, between which days and hours. Days and hours of `zone`."""

from __future__ import annotations

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from calendar_ops.enums import WorkClass
from calendar_ops.input_rules import LONGEST_DAYS
from calendar_ops.slots import DailyHours, Wish
from catalog.models import Offering
from organization.models import BusinessUnit, Site

FURTHEST = timedelta(days=366)


def _control(**attrs) -> dict[str, str]:
    return {"class": "form-control", **attrs}


class SlotSearchForm(forms.Form):
    """Read from the address, so that a search can be kept and sent."""

    hours = forms.DecimalField(
        label=_("Length of the work, in hours"),
        min_value=0,
        max_digits=6,
        decimal_places=2,
        widget=forms.NumberInput(attrs=_control(inputmode="decimal", step="0.25")),
    )
    work_class = forms.ChoiceField(
        label=_("Class"), choices=WorkClass.choices, widget=forms.Select(attrs={"class": "form-select"})
    )
    interruption_minutes = forms.IntegerField(
        label=_("Longest interruption, in minutes"),
        min_value=0,
        widget=forms.NumberInput(attrs=_control(inputmode="numeric")),
    )
    first_day = forms.DateField(
        label=_("From"), widget=forms.DateInput(attrs=_control(type="date"), format="%Y-%m-%d")
    )
    last_day = forms.DateField(
        label=_("To, included"), widget=forms.DateInput(attrs=_control(type="date"), format="%Y-%m-%d")
    )
    from_hour = forms.TimeField(
        label=_("Each day from"),
        required=False,
        widget=forms.TimeInput(attrs=_control(type="time"), format="%H:%M"),
    )
    to_hour = forms.TimeField(
        label=_("until"), required=False, widget=forms.TimeInput(attrs=_control(type="time"), format="%H:%M")
    )
    unnegotiated = forms.BooleanField(label=_("Show slots that are not negotiated too"), required=False)
    offerings = forms.ModelMultipleChoiceField(Offering.objects.all(), required=False)
    added = forms.ModelMultipleChoiceField(BusinessUnit.objects.filter(active=True), required=False)
    dropped = forms.ModelMultipleChoiceField(BusinessUnit.objects.filter(active=True), required=False)
    sites = forms.ModelMultipleChoiceField(Site.objects.all(), required=False)

    def __init__(self, *args, zone: str, **kwargs):
        self.zone = zone
        super().__init__(*args, **kwargs)

    def clean(self):
        data = super().clean() or {}
        hours, first, last = data.get("hours"), data.get("first_day"), data.get("last_day")
        if hours is not None and not 0 < hours <= 24 * LONGEST_DAYS:
            self.add_error(
                "hours",
                gettext("%(given)s h: give more than 0 and at most %(most)s.")
                % {"given": hours, "most": 24 * LONGEST_DAYS},
            )
        if first and last and last < first:
            self.add_error("last_day", gettext("This day comes before the first one: choose a later one."))
        if first and last and last - first > FURTHEST:
            self.add_error(
                "last_day",
                gettext("%(days)s days: look over %(most)s at most.")
                % {"days": (last - first).days, "most": FURTHEST.days},
            )
        if bool(data.get("from_hour")) != bool(data.get("to_hour")):
            lacking = "to_hour" if data.get("from_hour") else "from_hour"
            self.add_error(lacking, gettext("Give both hours, or neither."))
        return data

    def wish(self, now: datetime) -> Wish:
        """What the finder is asked; never what has passed."""
        data, place = self.cleaned_data, ZoneInfo(self.zone)
        begin = datetime.combine(data["first_day"], datetime.min.time(), place)
        until = datetime.combine(data["last_day"] + timedelta(days=1), datetime.min.time(), place)
        hours = None
        if data.get("from_hour") and data.get("to_hour"):
            hours = DailyHours(data["from_hour"], data["to_hour"], self.zone)
        begin = max(begin, now.replace(second=0, microsecond=0) + timedelta(minutes=1))
        return Wish(
            data["work_class"],
            data["interruption_minutes"],
            timedelta(minutes=int(data["hours"] * 60)),
            begin,
            max(until, begin),
            hours,
        )
