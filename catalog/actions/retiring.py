"""Retiring an offering: announced with a date and a replacement, then done, unless solutions stand on it."""

from __future__ import annotations

from datetime import date, datetime

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from catalog.actions.guards import refuse_reader
from catalog.actions.publishing import Refused
from catalog.enums import TRANSITIONS, OfferingState
from catalog.models import Offering
from catalog.notices import tell_retirement
from catalog.publishing import in_the_way
from core.audit import record
from organization.models import User


def retire(
    *,
    offering: Offering,
    by: User | None,
    now: datetime,
    on: date | None = None,
    replacement: Offering | None = None,
    reason: str = "",
) -> Offering:
    """Announce that it retires `on` a day to come, or end it now (`on` today, past or left out).

    The representatives of the units that use it are told once the transaction is committed, unless that was
    announced before. Raises
    PermissionDenied; ValidationError by field; Refused when a solution that is not retired stands on it (ending only).
    """
    refuse_reader(by)
    today = timezone.localdate(now)
    to = OfferingState.RETIRING if on is not None and on > today else OfferingState.RETIRED
    with transaction.atomic():
        offering = Offering.objects.select_for_update().get(pk=offering.pk)
        before = offering.state
        if (to not in TRANSITIONS[before] and to != before) or before == OfferingState.RETIRED:
            raise ValidationError(_refusal(before))
        if replacement is not None:
            _refuse_replacement(offering, replacement)
        if to == OfferingState.RETIRED and (stands := in_the_way(standing_on(offering))):
            raise Refused(stands)
        changes = {"state": [before, str(to)], "reason": reason}
        named = replacement or (offering.replacement if to == before or replacement is None else None)
        if named != offering.replacement:
            changes["replacement"] = [_reference(offering.replacement), _reference(named)]
        day = on if to == OfferingState.RETIRING else today
        if day != offering.retires_on:
            changes["retires_on"] = [_iso(offering.retires_on), _iso(day)]
        offering.state, offering.replacement, offering.retires_on = to, named, day
        offering.edit += 1
        offering.save()
        kind = "offering.retiring" if to == OfferingState.RETIRING else "offering.retired"
        record(by=by, kind=kind, obj=offering, changes=changes)
        if to == OfferingState.RETIRING or before in (OfferingState.PILOT, OfferingState.LIVE):
            tell_retirement(offering, now=now)
    return offering


def _refusal(state: str) -> str:
    if state == OfferingState.RETIRED:
        return _("It is retired already.")
    return _("It was never published: nothing is announced. End it instead.")


def _refuse_replacement(offering: Offering, replacement: Offering) -> None:
    if replacement.pk == offering.pk:
        raise ValidationError({"replacement": _("An offering does not replace itself: name another.")})
    if replacement.state not in (OfferingState.PILOT, OfferingState.LIVE):
        raise ValidationError(
            {"replacement": _("« %(name)s » is not on offer: name one that people can have.")
             % {"name": replacement.name}}
        )  # fmt: skip


def standing_on(offering: Offering) -> list[tuple[str, str]]:
    """(name, state) of the solutions built on it directly, by name."""
    links = offering.solution_links.order_by("solution__name")
    return list(links.values_list("solution__name", "solution__state"))


def retire_due(*, now: datetime) -> tuple[int, int]:
    """End what was to end by now; what a solution still stands on stays, and waits for its editor.

    Answers how many were ended, and how many were held back.
    """
    today = timezone.localdate(now)
    ended = held = 0
    for offering in Offering.objects.filter(state=OfferingState.RETIRING, retires_on__lte=today).order_by(
        "pk"
    ):
        try:
            retire(offering=offering, by=None, now=now)
            ended += 1
        except Refused:
            held += 1
    return ended, held


def take_up(*, offering: Offering, by: User, now: datetime) -> Offering:
    """A retired offering goes back to design; publishing shows it again. Raises PermissionDenied, ValidationError."""
    refuse_reader(by)
    with transaction.atomic():
        offering = Offering.objects.select_for_update().get(pk=offering.pk)
        if offering.state != OfferingState.RETIRED:
            raise ValidationError(_("It is not retired."))
        before = offering.state
        offering.state, offering.retires_on = OfferingState.DESIGN, None
        offering.edit += 1
        offering.save()
        record(
            by=by, kind="offering.taken_up", obj=offering, changes={"state": [before, str(offering.state)]}
        )
    return offering


def _reference(offering: Offering | None) -> str:
    return offering.reference if offering else ""


def _iso(day: date | None) -> str:
    return day.isoformat() if day else ""
