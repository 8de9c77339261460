"""The form of an intervention: what, when, whom it touches, what to do before."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from django import forms
from django.http import QueryDict
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from calendar_ops.actions import Content
from calendar_ops.enums import Nature, WorkClass, WorkTarget
from calendar_ops.evaluation import Changes, Plan
from calendar_ops.input_rules import slot_faults
from calendar_ops.models import Intervention
from calendar_ops.repairs import slot_fields
from catalog.models import Offering
from core.local_time import AmbiguousTime, LocalTimeError, NonexistentTime, localize
from organization.access import PROFILES, Permission
from organization.models import BusinessUnit, Site, User

FOLDS = [("", "—"), ("0", _("the first time")), ("1", _("the second time"))]
OWN = (
    "title",
    "title_en",
    "impact",
    "impact_en",
    "precautions",
    "precautions_en",
    "fallback",
    "external_id",
    "nature",
    "target",
    "work_class",
    "start",
    "end",
    "interruption_minutes",
    "owner",
    "tell_finished",
)
"""Fields of the intervention that the form gives as they are."""
CLOSED = _(
    "One of these units is no longer in use: it is left aside. Look at who is touched, then save again."
)
WHY = "why_"  # with a unit's id: why it is left out


def _day(label) -> forms.DateField:
    return forms.DateField(
        label=label,
        widget=forms.DateInput(attrs={"type": "date", "class": "form-control"}, format="%Y-%m-%d"),
    )


def _time(label) -> forms.TimeField:
    return forms.TimeField(
        label=label,
        widget=forms.TimeInput(
            attrs={"type": "time", "class": "form-control", "aria-label": label}, format="%H:%M"
        ),
    )


def _lines(label) -> forms.CharField:
    return forms.CharField(label=label, widget=forms.Textarea(attrs={"rows": 2}), required=False)


CHOOSE = ("", _("Choose…"))


def planners() -> forms.ModelChoiceField:
    """Those who may be in charge: who plans interventions."""
    profiles = [
        code for code, profile in PROFILES.items() if Permission.PLAN_INTERVENTIONS in profile.permissions
    ]
    return forms.ModelChoiceField(
        User.objects.filter(is_active=True, grants__profile__in=profiles, grants__ended_at=None).distinct(),
        label=_("In charge"),
        empty_label=CHOOSE[1],
        error_messages={"required": _("Say who is in charge of the work.")},
    )


class SlotForm(forms.Form):
    """When: dates and times on the wall clock of `zone`. `cleaned_data` gets `start` and `end` (aware)."""

    start_day = _day(_("Start, day"))
    start_time = _time(_("Start, time"))
    end_day = _day(_("End, day"))
    end_time = _time(_("End, time"))
    fold = forms.ChoiceField(label=_("When the clock shows this time twice"), choices=FOLDS, required=False)
    reason = forms.CharField(label=_("Why the work is done then"), max_length=300, required=False)

    def __init__(self, *args, zone: str, **kwargs):
        self.zone = zone
        self.asked: set[str] = set()  # fields that a person must now fill in though they are optional
        super().__init__(*args, **kwargs)
        for name, field in self.fields.items():
            if name in self.errors if self.is_bound else False:
                field.widget.attrs["aria-invalid"] = "true"

    def typed(self, name: str) -> list[str]:
        """What was typed or chosen for a field, as it came."""
        return self.data.getlist(name) if isinstance(self.data, QueryDict) else []

    def said(self, name: str) -> str:
        """What is wrong with a field, in one sentence after the other."""
        return " ".join(str(error) for error in self.errors.get(name, ()))

    def clean(self):
        data = super().clean() or {}
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
            self.asked.add("fold")
            sentence = gettext(
                "The clocks go back that night: %(time)s comes twice. Say below which of the two."
            ) % {"time": f"{naive:%H:%M}"}
        except LocalTimeError:
            sentence = gettext("This date is out of range.")
        self.add_error(f"{which}_time", sentence)
        return None


class PlanForm(SlotForm):
    """The whole of an intervention; only the past is not looked at."""

    field_order = ("title", "title_en", "nature", "target", "work_class")

    title = forms.CharField(
        label=_("Title, in plain words"),
        max_length=120,
        required=False,  # where there is an English one
        help_text=_("What the people touched will see."),
        widget=forms.TextInput(attrs={"class": "form-control", "aria-describedby": "hint_id_title"}),
    )
    title_en = forms.CharField(label=_("Title, in English"), max_length=120, required=False)
    nature = forms.ChoiceField(label=_("Nature"), choices=[CHOOSE, *Nature.choices])
    target = forms.ChoiceField(label=_("Works on"), choices=[CHOOSE, *WorkTarget.choices])
    work_class = forms.ChoiceField(
        label=_("Class"),
        choices=WorkClass.choices,
        widget=forms.RadioSelect(attrs={"class": "form-check-input"}),
    )
    interruption_minutes = forms.IntegerField(
        label=_("Longest interruption for any one user"),
        min_value=0,
        widget=forms.NumberInput(
            attrs={
                "inputmode": "numeric",
                "class": "form-control",
                "aria-describedby": "hint_id_interruption_minutes error_id_interruption_minutes",
            }
        ),
    )
    offerings = forms.ModelMultipleChoiceField(
        Offering.objects.all(),
        label=_("Services touched"),
        required=False,
        help_text=_("The units that use these services are added by themselves."),
    )
    added = forms.ModelMultipleChoiceField(
        BusinessUnit.objects.filter(active=True),
        label=_("Units added by hand"),
        required=False,
        error_messages={"invalid_choice": CLOSED},
    )
    dropped = forms.ModelMultipleChoiceField(
        BusinessUnit.objects.filter(active=True),
        label=_("Units left out"),
        required=False,
        error_messages={"invalid_choice": CLOSED},
    )
    sites = forms.ModelMultipleChoiceField(Site.objects.all(), label=_("Only at these sites"), required=False)
    impact = _lines(_("What changes for you"))
    impact_en = _lines(_("What changes for you, in English"))
    precautions = _lines(_("What everybody should do before"))
    precautions_en = _lines(_("The same, in English"))
    owner = planners()
    justification = forms.CharField(
        label=_("Why this emergency cannot wait"), widget=forms.Textarea(attrs={"rows": 2}), required=False
    )
    fallback = forms.CharField(label=_("Fallback if the work fails"), max_length=300, required=False)
    external_id = forms.CharField(label=_("Number in the ITSM tool"), max_length=80, required=False)
    tell_finished = forms.BooleanField(label=_("Tell the people touched when it is over"), required=False)

    def clean(self):
        data = super().clean() or {}
        if not data.get("title") and not data.get("title_en"):
            self.add_error("title", gettext("Give the work a title, in French or in English."))
        self.left_out = list(data.get("dropped") or ())  # also those whose reason still lacks
        if self.left_out and not self.why(self.left_out[0].pk):
            self.add_error(
                "dropped", gettext("Say why these units are left out: it stays with the intervention.")
            )
        return data

    def why(self, unit: int) -> str:
        """Why that unit is left out: its own reason, else the first one given: one is enough for several."""
        return self.own_why(unit) or next(filter(None, map(self.own_why, self.typed("dropped"))), "")

    def own_why(self, unit: int | str) -> str:
        """The reason typed for that unit itself."""
        return self.data.get(f"{WHY}{unit}", "").strip()[:200]

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
            frozenset(unit.pk for unit in self.left_out),
            ids("sites"),
        )
        return plan if plan.names_something else None

    def content(self) -> Content:
        data = self.cleaned_data
        return Content(
            fields=self.content_as_far_as_it_goes(),
            offerings=list(data["offerings"]),
            sites=list(data["sites"]),
            added=list(data["added"]),
            dropped={unit: self.why(unit.pk) for unit in data["dropped"]},
        )

    def content_as_far_as_it_goes(self) -> dict[str, Any]:
        """The intervention's own fields that are sound so far."""
        data = self.cleaned_data
        return {name: data[name] for name in OWN if name in data} | {"time_zone": self.zone}


def initial_of(intervention: Intervention, zone: str) -> dict:
    """The form's values of a stored intervention."""
    start = timezone.localtime(intervention.start, ZoneInfo(zone))
    end = timezone.localtime(intervention.end, ZoneInfo(zone))
    chosen = list(intervention.unit_choices.all())
    values = {name: getattr(intervention, name) for name in OWN if name not in ("start", "end")}
    return values | {
        "start_day": start.date(),
        "start_time": start.time(),
        "end_day": end.date(),
        "end_time": end.time(),
        "offerings": [offering.pk for offering in intervention.offerings.all()],
        "sites": [site.pk for site in intervention.sites.all()],
        "added": [choice.unit_id for choice in chosen if not choice.dropped],
        "dropped": [choice.unit_id for choice in chosen if choice.dropped],
        "whys": {choice.unit_id: choice.reason for choice in chosen if choice.dropped},
    }


class MoveForm(SlotForm):
    """Another slot for what is otherwise as it was."""

    def __init__(self, *args, interruption_minutes: int, **kwargs):
        self.interruption_minutes = interruption_minutes
        super().__init__(*args, **kwargs)

    def clean(self):
        data = super().clean()
        faults = slot_faults(data["start"], data["end"], self.interruption_minutes, now=None)
        if sentence := faults.get("interruption_minutes"):
            self.add_error("end_time", sentence)
        return data

    def changes(self) -> Changes | None:
        """What is about to change in the plan; None while the slot is not sound."""
        start, end = self.cleaned_data.get("start"), self.cleaned_data.get("end")
        return Changes(start=start, end=end) if start and end and start < end else None


def slot_initial(intervention: Intervention, zone: str) -> dict[str, str]:
    """The date and time fields of a stored slot, as they would be typed."""
    return dict(slot_fields(intervention.start, intervention.end, ZoneInfo(zone)))
