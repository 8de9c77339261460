"""A period as people write it: whole days with the last one included, or times on the calendar's wall clock."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

from django import forms
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _

from calendar_ops.enums import Colour
from calendar_ops.forms.agreements import NoteForm
from calendar_ops.ledger import NewPeriod
from calendar_ops.models import Period
from calendar_ops.recurrence import BadRecurrence, NeverHappens, check, is_unbounded, parts_of
from core.local_time import AmbiguousTime, NonexistentTime, localize, zone_of

YEARS = 20  # a date further away is a slip of the pen
REPEATS = {
    "": "",
    "weekly": "FREQ=WEEKLY",
    "monthly": "FREQ=MONTHLY",
    "yearly": "FREQ=YEARLY",
}


class PeriodForm(NoteForm):
    """One agreed period, to add or in place of another. A rule without end is asked about once."""

    colour = forms.ChoiceField(
        label=_("Colour"),
        choices=[(c.value, c.label) for c in (Colour.RED, Colour.WHITE, Colour.BLUE)],
        widget=forms.RadioSelect,
    )
    exception = forms.BooleanField(
        label=_("Exception"),
        required=False,
        help_text=_("It goes before every other period: a blue morning within a red fortnight."),
    )
    first_day = forms.DateField(label=_("First day"), widget=forms.DateInput({"type": "date"}, "%Y-%m-%d"))
    last_day = forms.DateField(
        label=_("Last day, included"), widget=forms.DateInput({"type": "date"}, "%Y-%m-%d")
    )
    start_time = forms.TimeField(
        label=_("From"), required=False, widget=forms.TimeInput({"type": "time"}, "%H:%M")
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
            ("own", _("by a rule of your own")),
        ],
    )
    rule = forms.CharField(
        label=_("Rule"),
        required=False,
        max_length=200,
        help_text=_("As calendars write it (RRULE), for example FREQ=MONTHLY;BYMONTHDAY=-1;COUNT=12."),
    )
    repeats_until = forms.DateField(
        label=_("Repeats until"), required=False, widget=forms.DateInput({"type": "date"}, "%Y-%m-%d")
    )
    without_end = forms.BooleanField(label=_("Yes, without end"), required=False)
    reason = forms.CharField(
        label=_("Reason"),
        required=False,
        max_length=120,
        help_text=_("It stands on the picture: a few words."),
    )
    reason_en = forms.CharField(label=_("Reason, in English"), required=False, max_length=120)

    def __init__(self, *args, zone: str, today: date, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.zone, self.today = zone, today
        self.start: datetime | None = None
        self.end: datetime | None = None

    @property
    def asks_without_end(self) -> bool:
        """Whether the question of a rule without end stands open, or was answered."""
        return "without_end" in self.errors or bool(self["without_end"].value())

    @property
    def asks_second_time(self) -> bool:
        """Whether a time was given that the clock shows twice."""
        return getattr(self, "twice", False) or bool(self["second_time"].value())

    def clean(self) -> dict:
        data = super().clean() or {}
        first, last = data.get("first_day"), data.get("last_day")
        for name, day in (("first_day", first), ("last_day", last)):
            if day is not None and abs(day.year - self.today.year) > YEARS:
                self.add_error(
                    name,
                    gettext("%(year)s: choose a year from %(first)s to %(last)s.")
                    % {"year": day.year, "first": self.today.year - YEARS, "last": self.today.year + YEARS},
                )
        if first is None or last is None or self.errors.keys() & {"first_day", "last_day"}:
            return data
        begins, ends = data.get("start_time"), data.get("end_time")
        if last < first:
            self.add_error(
                "last_day",
                ngettext(
                    "The last day comes %(days)s day before the first: choose a later one.",
                    "The last day comes %(days)s days before the first: choose a later one.",
                    (first - last).days,
                )
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
            self.twice = True
            if "second_time" not in self.data:
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
        except NeverHappens:
            self.add_error(
                "rule" if choice == "own" else "repeats_until",
                gettext("This gives no day at all: there is no such date before the end. Change it."),
            )
        except BadRecurrence:
            self.add_error(
                "rule",
                gettext("This rule cannot be read. Write it like FREQ=MONTHLY;BYMONTHDAY=-1;COUNT=12."),
            )
        return rule

    def period(self, *, replaces: Period | None = None) -> NewPeriod:
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
            replaces=replaces,
        )


def as_written(period: Period, zone: str) -> dict[str, object]:
    """A period as the form has it, to be changed."""
    given: dict[str, object] = {
        "colour": period.colour,
        "exception": period.exception,
        "reason": period.reason,
        "reason_en": period.reason_en,
    }
    if period.all_day:
        given |= {"first_day": period.first_day, "last_day": period.last_day}
    else:
        assert period.start is not None and period.end is not None  # the database's own constraint
        first, last = period.start.astimezone(zone_of(zone)), period.end.astimezone(zone_of(zone))
        given |= {
            "first_day": first.date(),
            "last_day": last.date(),
            "start_time": first.time(),
            "end_time": last.time(),
            "second_time": bool(first.fold or last.fold),
        }
    return given | _repetition(period.recurrence)


def _repetition(rule: str) -> dict[str, object]:
    if not rule:
        return {}
    try:
        parts = parts_of(rule)
    except BadRecurrence:
        return {"repeats": "own", "rule": rule}
    until = parts.pop("UNTIL", "")
    given: dict[str, object] = {"without_end": not until and "COUNT" not in parts}
    plain = ";".join(f"{name}={value}" for name, value in parts.items())
    simple = next((name for name, written in REPEATS.items() if written == plain), "")
    if not simple and set(parts) == {"FREQ", "BYMONTHDAY"} and parts["BYMONTHDAY"].startswith("-"):
        simple = "month_end"
    if not simple:
        return given | {"repeats": "own", "rule": rule}
    last = datetime.strptime(until[:8], "%Y%m%d").date() if until else None  # noqa: DTZ007  # a day, no instant
    return given | {"repeats": simple, "repeats_until": last}
