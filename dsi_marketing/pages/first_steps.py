"""The first steps on a portal that is still empty: what is done is seen, never ticked by hand."""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import Count, Q
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from calendar_ops.calendar_permissions import can_record
from calendar_ops.models import Calendar, Intervention
from calendar_ops.permissions import can_plan
from catalog.models import Offering
from catalog.permissions import can_edit_catalogue
from organization.models import BusinessUnit, User
from organization.permissions import can_edit_directory


@dataclass(frozen=True, slots=True)
class Step:
    """One step: done when the portal sees it; `address` only for whoever may do it."""

    title: str
    fact: str
    done: bool
    address: str = ""


def first_steps(user: User) -> list[Step] | None:
    """The steps, while nothing was ever confirmed; None later, and for those who can do none of them."""
    edits, records, plans = can_edit_directory(user), can_record(user), can_plan(user)
    if not (edits or records or plans) or Intervention.objects.filter(version__gte=1).exists():
        return None
    units = BusinessUnit.objects.filter(active=True).aggregate(
        number=Count("pk"), relays=Count("pk", filter=Q(relay__isnull=False))
    )
    people = User.objects.filter(is_active=True).aggregate(
        number=Count("pk"), mute=Count("pk", filter=Q(email=""))
    )
    calendars = Calendar.objects.filter(closed_at=None, version__gte=1).count()
    offerings = Offering.objects.count()
    return [
        Step(
            _("Import the directory"),
            ", ".join(
                [
                    ngettext("%(n)s unit", "%(n)s units", units["number"]) % {"n": units["number"]},
                    ngettext("%(n)s person", "%(n)s people", people["number"]) % {"n": people["number"]},
                    _("%(n)s without mailbox") % {"n": people["mute"]},
                ]
            ),
            units["number"] > 0 and people["number"] > 1,
            reverse("directory-upload") if edits else "",
        ),
        Step(
            _("Say who relays messages in each unit"),
            _("units that have a relay: %(relays)s out of %(units)s")
            % {"relays": units["relays"], "units": units["number"]},
            0 < units["number"] == units["relays"],
            reverse("organization:units") if edits else "",
        ),
        Step(
            _("Name the services that people use"),
            ngettext("%(n)s service", "%(n)s services", offerings) % {"n": offerings},
            offerings > 0,
            reverse("catalog:offerings") if can_edit_catalogue(user) else "",
        ),
        Step(
            _("Record the calendar of a unit"),
            ngettext("%(n)s calendar agreed", "%(n)s calendars agreed", calendars) % {"n": calendars},
            calendars > 0,
            reverse("calendar_ops:calendars") if records else "",
        ),
        Step(
            _("Plan an intervention and read its notice"),
            _("nothing leaves before you confirm"),
            False,
            reverse("calendar_ops:plan") if plans else "",
        ),
    ]
