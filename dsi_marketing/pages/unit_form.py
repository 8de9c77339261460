"""Creating and changing a unit: what would follow for calendars and notices is said first, then done."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from calendar_ops.calendar_permissions import can_record
from calendar_ops.enums import Colour
from calendar_ops.models import Calendar
from calendar_ops.queries.interventions import visible_to
from core.editing import edit_page
from dsi_marketing import reorganise
from organization.forms import UnitForm
from organization.models import BusinessUnit, User
from organization.permissions import can_edit_directory
from organization.queries import name_of_actor, units_visible_to
from organization.requests import PortalRequest


class UnitWithCalendarForm(UnitForm):
    """The unit, and whether it keeps its own calendar: an agreement, so only for those who may record one.

    What begins with a new unit is no change of an agreement: whoever creates the unit says it.
    """

    own_calendar = forms.BooleanField(
        required=False,
        label=gettext_lazy("keeps its own calendar"),
        help_text=gettext_lazy("Else it follows that of the nearest unit above that keeps one."),
    )
    default_colour = forms.ChoiceField(
        required=False,
        label=gettext_lazy("default colour of its calendar"),
        help_text=gettext_lazy("What counts where no period was agreed."),
        choices=[
            ("", gettext_lazy("none: not negotiated")),
            *((c.value, c.label) for c in Colour if c != Colour.NONE),
        ],
    )

    def __init__(self, *args: Any, reader: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        unit = self.instance
        self.held = Calendar.objects.filter(unit=unit, closed_at=None).first() if unit.pk else None
        if unit.pk and not can_record(reader):
            del self.fields["own_calendar"], self.fields["default_colour"]
            return
        self.fields["own_calendar"].initial = self.held is not None
        self.fields["default_colour"].initial = self.held.default_colour if self.held else ""

    def values(self) -> dict[str, Any]:
        own = ("own_calendar", "default_colour")
        return {name: value for name, value in super().values().items() if name not in own}

    def calendar(self) -> dict[str, Any]:
        """`own_calendar` and `default_colour` as save_unit takes them: None where nothing changes."""
        if "own_calendar" not in self.fields:
            return {}
        own, colour = self.cleaned_data["own_calendar"], self.cleaned_data["default_colour"]
        had = self.held.default_colour if self.held else ""
        changed = bool(colour) if self.held is None else colour != had and (own or bool(colour))
        if not self.instance.pk:  # a root keeps its own without being asked
            return {"own_calendar": own or None, "default_colour": colour or None}
        said = changed or own != (self.held is not None)
        return {
            "own_calendar": own if said else None,
            "default_colour": colour if changed else None,
        }


@require_http_methods(["GET", "HEAD", "POST"])
def unit_form(request: PortalRequest, code: str = "") -> HttpResponse:
    visible = units_visible_to(request.user)
    record = get_object_or_404(visible, code=code) if code else BusinessUnit()
    if not can_edit_directory(request.user):
        raise PermissionDenied
    now = timezone.now()
    title = _("Edit the unit") if code else _("Create a unit")
    back = record.get_absolute_url() if code else ""

    def make(data, files):
        instance = visible.get(pk=record.pk) if code else BusinessUnit()
        return UnitWithCalendarForm(data, instance=instance, reader=request.user)

    def save(form: UnitWithCalendarForm) -> HttpResponse:
        unit = form.instance
        asked = {
            "unit": unit,
            "fields": form.values(),
            **form.calendar(),
            "by": request.user,
            "now": now,
            "expected": form.had,
        }
        foreseen = reorganise.foresee_unit(**asked)
        if _mark(foreseen) not in ("", request.POST.get("seen", "")):
            context = {
                "form": form,
                "title": title,
                "back": back,
                "foreseen": foreseen,
                "seen": _mark(foreseen),
                "conflicts": _conflicts(foreseen, request.user),
            }
            return render(request, "dsi_marketing/unit_form.html", context, status=422)
        saved = reorganise.save_unit(**asked)
        messages.success(request, _("Saved: %(name)s.") % {"name": saved.name})
        return redirect("unit", saved.code)

    return edit_page(
        request, make=make, save=save, title=title, record=record, name_of=name_of_actor, now=now,
        context={"back": back},
    )  # fmt: skip


def _mark(foreseen: reorganise.Foreseen) -> str:
    """What was shown, so that what is recorded is what was seen; empty when nothing follows."""
    if not foreseen.conflicts and not foreseen.due_times:
        return ""
    return " ".join([*sorted(foreseen.conflicts), str(foreseen.due_times)])


def _conflicts(foreseen: reorganise.Foreseen, reader: User) -> list[tuple[str, Any]]:
    """Each reference with its intervention, where this person may read it."""
    known = {one.reference: one for one in visible_to(reader).filter(reference__in=foreseen.conflicts)}
    return [(reference, known.get(reference)) for reference in sorted(foreseen.conflicts)]
