"""A period as people write it: whole days with the last one included, or times on the calendar's wall clock."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from calendar_ops.enums import Colour
from calendar_ops.ledger import NewPeriod
from calendar_ops.recurrence import BadRecurrence, check, is_unbounded
from core.local_time import AmbiguousTime, NonexistentTime, localize, zone_of

REPEATS = {
    "": "",
    "weekly": "FREQ=WEEKLY",
    "monthly": "FREQ=MONTHLY",
    "yearly": "FREQ=YEARLY",
}


class PeriodForm(forms.Form):
    """One agreed period to record. A rule without end is asked about once."""

    colour = forms.ChoiceField(
        label=_("Colour"), choices=[(c.value, c.label) for c in Colour if c != Colour.NONE]
    )
    exception = forms.BooleanField(label=_("Exception: it goes before every other period"), required=False)
    first_day = forms.DateField(label=_("First day"), widget=forms.DateInput({"type": "date"}, "%Y-%m-%d"))
    last_day = forms.DateField(
        label=_("Last day, included"), widget=forms.DateInput({"type": "date"}, "%Y-%m-%d")
    )
    start_time = forms.TimeField(
        label=_("From (empty: whole days)"), required=False, widget=forms.TimeInput({"type": "time"}, "%H:%M")
    )
    end_time = forms.TimeField(
        label=_("Until"), required=False, widget=forms.TimeInput({"type": "time"}, "%H:%M")
    )
    second_time = forms.BooleanField(
        label=_("The second time, where the clock shows it twice"), required=False
    )
    repeats = forms.ChoiceField(
        label=_("Repeats"),
        required=False,
        choices=[
            ("", _("once")),
            ("weekly", _("every week")),
            ("monthly", _("every month, the same day")),
            ("month_end", _("every month, counted from its last day")),
            ("yearly", _("every year")),
            ("own", _("by a rule of your own (RRULE)")),
        ],
    )
    rule = forms.CharField(label=_("Rule"), required=False, max_length=200)
    repeats_until = forms.DateField(
        label=_("Repeats until"), required=False, widget=forms.DateInput({"type": "date"}, "%Y-%m-%d")
    )
    without_end = forms.BooleanField(label=_("Yes, without end"), required=False)
    reason = forms.CharField(label=_("Reason"), required=False, max_length=120)
    reason_en = forms.CharField(label=_("Reason, in English"), required=False, max_length=120)
    note = forms.CharField(
        label=_("Where this was agreed (meeting, mail, paper)"), required=False, max_length=300
    )
    version = forms.IntegerField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args, zone: str, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.zone = zone
        for field in self.fields.values():
            css = (
                "form-check-input"
                if isinstance(field, forms.BooleanField)
                else "form-select"
                if isinstance(field, forms.ChoiceField)
                else "form-control"
            )
            field.widget.attrs["class"] = css

    def clean(self) -> dict:
        data = super().clean() or {}
        first, last = data.get("first_day"), data.get("last_day")
        if first is None or last is None:
            return data
        begins, ends = data.get("start_time"), data.get("end_time")
        self.start = self.end = None
        if last < first:
            self.add_error(
                "last_day",
                gettext("The last day comes %(days)s days before the first: choose a later one.")
                % {"days": (first - last).days},
            )
            return data
        if begins is None and ends is not None:
            self.add_error("start_time", gettext("Give the start as well, or leave both times empty."))
        elif begins is not None and ends is None:
            self.add_error("end_time", gettext("Give the end as well, or leave both times empty."))
        elif begins is not None and ends is not None:
            self.start = self._instant("start_time", datetime.combine(first, begins))
            self.end = self._instant("end_time", datetime.combine(last, ends))
            if self.start and self.end and self.end <= self.start:
                self.add_error("end_time", gettext("The end must come after the start: choose a later end."))
        data["recurrence"] = self._recurrence(data, datetime.combine(first, begins) if begins else None)
        return data

    def _instant(self, field: str, naive: datetime) -> datetime | None:
        fold = 1 if self.cleaned_data.get("second_time") else None
        try:
            return localize(naive, self.zone, fold)
        except NonexistentTime as gap:
            self.add_error(
                field,
                gettext("%(time)s does not exist on that day: the clock jumps to %(resumes)s.")
                % {
                    "time": f"{naive:%H:%M}",
                    "resumes": f"{gap.resumes.astimezone(zone_of(self.zone)):%H:%M}",
                },
            )
        except AmbiguousTime as twice:
            if field not in self.data or "second_time" not in self.data:
                self.add_error(
                    field,
                    gettext(
                        "%(time)s comes twice on that day, at %(first)s and %(second)s UTC: "
                        "choose another time, or tick « the second time »."
                    )
                    % {
                        "time": f"{naive:%H:%M}",
                        "first": f"{twice.first.astimezone(UTC):%H:%M}",
                        "second": f"{twice.second.astimezone(UTC):%H:%M}",
                    },
                )
        return None

    def _recurrence(self, data: dict, first: datetime | None) -> str:
        choice, until = data.get("repeats", ""), data.get("repeats_until")
        if not choice:
            return ""
        if choice == "own":
            rule = data.get("rule", "").strip()
        elif choice == "month_end":
            following = (data["first_day"].replace(day=1) + timedelta(days=32)).replace(day=1)
            rule = f"FREQ=MONTHLY;BYMONTHDAY={(data['first_day'] - following).days}"
        else:
            rule = REPEATS[choice]
        if until and choice != "own":
            rule += f";UNTIL={until:%Y%m%d}"
        try:
            check(rule, first or datetime.combine(data["first_day"], datetime.min.time()))
            if is_unbounded(rule) and not data.get("without_end"):
                self.add_error(
                    "without_end",
                    gettext("This repeats without end: tick to keep it so, or give the day until which."),
                )
        except BadRecurrence:
            self.add_error(
                "rule",
                gettext("This rule cannot be read. Write it like FREQ=MONTHLY;BYMONTHDAY=-1;COUNT=12."),
            )
        return rule

    def period(self) -> NewPeriod:
        """What the form says, once it is valid."""
        data = self.cleaned_data
        timed = self.start is not None
        return NewPeriod(
            colour=data["colour"],
            all_day=not timed,
            first_day=None if timed else data["first_day"],
            end_day=None if timed else data["last_day"] + timedelta(days=1),
            start=self.start,
            end=self.end,
            recurrence=data["recurrence"],
            reason=data["reason"],
            reason_en=data["reason_en"],
            exception=data["exception"],
        )
