"""The form of an intervention: what, when, whom it touches, what to do before."""

from __future__ import annotations

from datetime import datetime
from zoneinfo import ZoneInfo

from django import forms
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from calendar_ops.actions import Content
from calendar_ops.enums import Nature, WorkClass, WorkTarget
from calendar_ops.evaluation import Plan
from calendar_ops.input_rules import slot_faults
from calendar_ops.models import Intervention
from catalog.models import Offering
from core.local_time import AmbiguousTime, LocalTimeError, NonexistentTime, localize
from organization.access import PROFILES, Permission
from organization.models import BusinessUnit, Site, User

FOLDS = [("", "—"), ("0", _("the first time")), ("1", _("the second time"))]
TEXTS = (
    "title",
    "title_en",
    "impact",
    "impact_en",
    "precautions",
    "precautions_en",
    "fallback",
    "external_id",
)


def planners() -> forms.ModelChoiceField:
    """Those who may be in charge: who plans interventions."""
    profiles = [
        code for code, profile in PROFILES.items() if Permission.PLAN_INTERVENTIONS in profile.permissions
    ]
    return forms.ModelChoiceField(
        User.objects.filter(is_active=True, grants__profile__in=profiles, grants__ended_at=None).distinct(),
        label=_("In charge"),
        error_messages={"required": _("Say who is in charge of the work.")},
    )


class PlanForm(forms.Form):
    """Dates and times are on the wall clock of `zone`; `draft` skips nothing but the past."""

    title = forms.CharField(
        label=_("Title, in plain words"),
        max_length=120,
        required=False,
        help_text=_("What the people touched will see."),
    )
    title_en = forms.CharField(label=_("Title, in English"), max_length=120, required=False)
    nature = forms.ChoiceField(label=_("Nature"), choices=Nature.choices)
    target = forms.ChoiceField(label=_("Works on"), choices=WorkTarget.choices)
    work_class = forms.ChoiceField(label=_("Class"), choices=WorkClass.choices, widget=forms.RadioSelect)
    start_day = forms.DateField(
        label=_("Start, day"), widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    )
    start_time = forms.TimeField(
        label=_("Start, time"), widget=forms.TimeInput(attrs={"type": "time"}, format="%H:%M")
    )
    end_day = forms.DateField(
        label=_("End, day"), widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    )
    end_time = forms.TimeField(
        label=_("End, time"), widget=forms.TimeInput(attrs={"type": "time"}, format="%H:%M")
    )
    fold = forms.ChoiceField(label=_("When the clock shows this time twice"), choices=FOLDS, required=False)
    interruption_minutes = forms.IntegerField(
        label=_("Longest interruption for any one user, in minutes"),
        min_value=0,
        help_text=_("Not to be mixed up with the length of the work."),
    )
    offerings = forms.ModelMultipleChoiceField(
        Offering.objects.all(),
        label=_("Services touched"),
        required=False,
        help_text=_("The units that use these services are added by themselves."),
    )
    added = forms.ModelMultipleChoiceField(
        BusinessUnit.objects.filter(active=True), label=_("Units added by hand"), required=False
    )
    dropped = forms.ModelMultipleChoiceField(
        BusinessUnit.objects.filter(active=True), label=_("Units left out"), required=False
    )
    dropped_reason = forms.CharField(label=_("Why these units are left out"), max_length=200, required=False)
    sites = forms.ModelMultipleChoiceField(Site.objects.all(), label=_("Only at these sites"), required=False)
    impact = forms.CharField(
        label=_("What changes for you"), widget=forms.Textarea(attrs={"rows": 2}), required=False
    )
    impact_en = forms.CharField(
        label=_("What changes for you, in English"), widget=forms.Textarea(attrs={"rows": 2}), required=False
    )
    precautions = forms.CharField(
        label=_("What everybody should do before"), widget=forms.Textarea(attrs={"rows": 2}), required=False
    )
    precautions_en = forms.CharField(
        label=_("The same, in English"), widget=forms.Textarea(attrs={"rows": 2}), required=False
    )
    owner = planners()
    reason = forms.CharField(
        label=_("Reason, when the slot is not negotiated"), max_length=300, required=False
    )
    fallback = forms.CharField(label=_("Fallback if the work fails"), max_length=300, required=False)
    external_id = forms.CharField(label=_("Number in the ITSM tool"), max_length=80, required=False)
    tell_finished = forms.BooleanField(label=_("Tell the people touched when it is over"), required=False)

    def __init__(self, *args, zone: str, **kwargs):
        self.zone = zone
        super().__init__(*args, **kwargs)
        for name, field in self.fields.items():
            if isinstance(field, forms.ModelMultipleChoiceField):
                field.widget.attrs["size"] = 5
            if name in self.errors if self.is_bound else False:
                field.widget.attrs["aria-invalid"] = "true"

    def clean(self):
        data = super().clean() or {}
        if not data.get("title") and not data.get("title_en"):
            self.add_error("title", gettext("Give the work a title, in French or in English."))
        if data.get("dropped") and not data.get("dropped_reason"):
            self.add_error(
                "dropped_reason", gettext("Say why these units are left out: it stays with the intervention.")
            )
        data["start"] = self._instant(data, "start")
        data["end"] = self._instant(data, "end")
        faults = slot_faults(data["start"], data["end"], data.get("interruption_minutes"), now=None)
        for field, sentence in faults.items():
            self.add_error({"start": "start_day", "end": "end_time"}.get(field, field), sentence)
        return data

    def _instant(self, data: dict, which: str) -> datetime | None:
        day, clock = data.get(f"{which}_day"), data.get(f"{which}_time")
        if day is None or clock is None:
            return None
        naive = datetime.combine(day, clock)
        fold = int(data["fold"]) if data.get("fold") else None
        try:
            return localize(naive, self.zone, fold)
        except NonexistentTime as fault:
            resumes = timezone.localtime(fault.resumes, ZoneInfo(self.zone))
            sentence = gettext(
                "The clocks go forward that night: %(time)s does not exist. Choose %(next)s or later."
            ) % {
                "time": f"{naive:%H:%M}",
                "next": f"{resumes:%H:%M}",
            }
        except AmbiguousTime:
            sentence = gettext(
                "The clocks go back that night: %(time)s comes twice. Say below which of the two."
            ) % {"time": f"{naive:%H:%M}"}
        except LocalTimeError:
            sentence = gettext("This date is out of range.")
        self.add_error(f"{which}_time", sentence)
        return None

    def plan(self) -> Plan | None:
        """What can be judged already, also when other fields are wrong; None when the slot or target lacks."""
        data = getattr(self, "cleaned_data", {})
        start, end, minutes = data.get("start"), data.get("end"), data.get("interruption_minutes")
        if start is None or end is None or start >= end or minutes is None or "work_class" not in data:
            return None

        def ids(name: str) -> frozenset[int]:
            return frozenset(row.pk for row in data.get(name) or ())

        plan = Plan(
            data["work_class"],
            minutes,
            start,
            end,
            ids("offerings"),
            ids("added"),
            ids("dropped"),
            ids("sites"),
        )
        return plan if plan.names_something else None

    def content(self) -> Content:
        data = self.cleaned_data
        fields = {
            name: data[name]
            for name in (
                *TEXTS,
                "nature",
                "target",
                "work_class",
                "start",
                "end",
                "interruption_minutes",
                "owner",
                "tell_finished",
            )
        }
        return Content(
            fields={**fields, "time_zone": self.zone},
            offerings=list(data["offerings"]),
            sites=list(data["sites"]),
            added=list(data["added"]),
            dropped=dict.fromkeys(data["dropped"], data["dropped_reason"]),
        )


def initial_of(intervention: Intervention, zone: str) -> dict:
    """The form's values of a stored intervention."""
    start = timezone.localtime(intervention.start, ZoneInfo(zone))
    end = timezone.localtime(intervention.end, ZoneInfo(zone))
    chosen = list(intervention.unit_choices.all())
    values = {
        name: getattr(intervention, name)
        for name in (
            *TEXTS,
            "nature",
            "target",
            "work_class",
            "interruption_minutes",
            "owner",
            "tell_finished",
        )
    }
    return values | {
        "start_day": start.date(),
        "start_time": start.time(),
        "end_day": end.date(),
        "end_time": end.time(),
        "offerings": list(intervention.offerings.all()),
        "sites": list(intervention.sites.all()),
        "added": [choice.unit_id for choice in chosen if not choice.dropped],
        "dropped": [choice.unit_id for choice in chosen if choice.dropped],
        "dropped_reason": next((choice.reason for choice in chosen if choice.dropped), ""),
    }
