"""The terms of a calendar, and the note that says where a change of it was agreed."""

from __future__ import annotations

from zoneinfo import available_timezones

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from calendar_ops.enums import Colour
from core.local_time import UnknownZone, zone_of


class NoteForm(forms.Form):
    """Where it was agreed; `version` is that of the calendar that was read, and tells the second of two editors."""

    note = forms.CharField(
        label=_("Where this was agreed"),
        required=False,
        max_length=300,
        help_text=_("Meeting, mail or paper: it stands with the version for ever."),
    )
    version = forms.IntegerField(
        widget=forms.HiddenInput,
        error_messages={"required": _("Open this page again from the calendar, then record.")},
    )


class TermsForm(NoteForm):
    """The default colour and the zone of a calendar."""

    default_colour = forms.ChoiceField(
        label=_("Default colour"),
        required=False,
        help_text=_("What counts where no period was agreed."),
        choices=[
            ("", _("none: not negotiated")),
            *((c.value, c.label) for c in Colour if c != Colour.NONE),
        ],
    )
    time_zone = forms.CharField(
        label=_("Time zone"),
        max_length=50,
        help_text=_("Whole days run from midnight to midnight there. For example Europe/Paris."),
        widget=forms.TextInput({"list": "zones", "autocomplete": "off"}),
    )
    field_order = ["default_colour", "time_zone", "note"]
    zones = sorted(
        z for z in available_timezones() if "/" in z and not z.startswith(("Etc", "posix", "right"))
    )

    def clean_time_zone(self) -> str:
        given = self.cleaned_data["time_zone"].strip()
        try:
            zone_of(given)
        except UnknownZone as fault:
            raise ValidationError(
                gettext("« %(zone)s » is not a time zone. Write for example Europe/Paris.") % {"zone": given}
            ) from fault
        return given


class FirstTermsForm(TermsForm):
    """The same for a calendar that does not exist yet."""

    version = None  # type: ignore[assignment]  # how Django takes a field of the parent away
