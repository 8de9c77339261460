"""What waits for a person, whatever app it comes from, with its date and where it is done."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, time
from zoneinfo import ZoneInfo

from django.conf import settings
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_safe

from calendar_ops.queries import waiting as interventions
from calendar_ops.queries.messages import PassOn, messages
from catalog.level_words import long_month
from catalog.permissions import can_record_measures
from catalog.queries import waiting as catalogue
from catalog.queries.measure_entry import lacking
from core import dates
from core.company_day import company_day
from core.models import Job
from core.months import last_closed, month_of
from core.tables.importer import would_write
from dsi_marketing.directory_import import IMPORTER
from organization.models import User
from organization.permissions import can_administer, can_edit_directory
from organization.requests import PortalRequest
from outbox.permissions import can_administer as mends_outbox
from outbox.queries import failed

ACTS = {
    interventions.APPROVE: lambda: _("Decide"),
    interventions.DRAFT: lambda: _("Confirm"),
    interventions.CLOSE: lambda: _("Close it"),
    interventions.ALERT: lambda: _("Look at it"),
}


@dataclass(frozen=True, slots=True)
class Wait:
    """One line of « Ce qui m’attend ». `named` has a bilingual title, or `title` says it."""

    due: datetime | None
    when: str
    tone: str
    icon: str
    address: str
    act: str
    about: str
    asked_by: str
    title: str = ""
    named: object = None


def waits(user: User, now: datetime, passed_on: Iterable[PassOn]) -> list[Wait]:
    """All that waits for this person, the most urgent first. `passed_on`: what they have to tell others."""
    found = [_intervention(one, user, now) for one in interventions.waiting_for(user, now)]
    found += [_pass_on(one, now) for one in passed_on]
    found += [_cards(one, now) for one in catalogue.waiting_for(user, timezone.localdate(now))]
    if can_record_measures(user) and (wait := _measures(now)):
        found.append(wait)
    if mends_outbox(user) and (number := failed()):
        found.append(_failures(number))
    if can_administer(user) and can_edit_directory(user) and (wait := _last_import(user, now)):
        found.append(wait)
    return sorted(found, key=lambda wait: (wait.due is None, wait.due or now))


def _intervention(one: interventions.Waiting, user: User, now: datetime) -> Wait:
    when, tone, icon = since(one.due) if one.kind == interventions.ALERT else by(one.due, now)
    asks = one.work.planner
    return Wait(
        one.due,
        when,
        tone,
        icon,
        one.work.get_absolute_url(),
        _("Move") if one.kind == interventions.DRAFT and one.work.start <= now else ACTS[one.kind](),
        one.about,
        _("the portal") if one.kind == interventions.ALERT else _("you") if asks == user else asks.name,
        named=one.work,
    )


def _pass_on(one: PassOn, now: datetime) -> Wait:
    when, tone, icon = by(one.work.start, now)
    about = _("to pass on to the people without mailbox: %(unit)s") % {"unit": one.unit}
    return Wait(
        one.work.start,
        when,
        tone,
        icon,
        one.work.get_absolute_url(),
        _("Read"),
        about,
        _("the portal"),
        named=one.work,
    )


def _cards(one: catalogue.Waiting, now: datetime) -> Wait:
    """Cards of the catalogue, in one line that opens exactly those."""
    title, about, icon = CARDS[one.kind](one.count)
    due = _end_of(one.since) if one.since else None
    when, tone, flag = by(due, now) if due else (_("to be seen"), "warn", icon)
    address = f"{reverse('catalog:offerings')}?{catalogue.QUERIES[one.kind]}"
    return Wait(due, when, tone, flag or icon, address, _("Open"), about, _("the portal"), title=title)


def _end_of(day: date) -> datetime:
    """A day is late once it is over."""
    return timezone.make_aware(datetime.combine(day, time(23, 59)))


CARDS = {
    catalogue.REVIEW: lambda n: (
        ngettext("%(n)s card to read again", "%(n)s cards to read again", n) % {"n": n},
        _("correct it, or say that it holds"),
        "journal-check",
    ),
    catalogue.ORPHAN: lambda n: (
        ngettext("%(n)s card without owner", "%(n)s cards without owner", n) % {"n": n},
        _("nobody answers for it, or somebody who left"),
        "person-x",
    ),
    catalogue.HELD: lambda n: (
        ngettext("%(n)s end held back", "%(n)s ends held back", n) % {"n": n},
        _("its last day has come, and a solution still stands on it"),
        "hourglass-split",
    ),
}


def _measures(now: datetime) -> Wait | None:
    """What is promised and was not measured in the last month that is over."""
    day = company_day(now)
    month = last_closed(day)
    number = lacking(month)
    if not number:
        return None
    begun = datetime.combine(month_of(day), time(), ZoneInfo(settings.TIME_ZONE))
    when, tone, icon = since(begun)
    said = {"n": number, "month": long_month(month)}
    title = (
        ngettext("%(n)s measure of %(month)s to enter", "%(n)s measures of %(month)s to enter", number) % said
    )
    address = f"{reverse('catalog:measures')}?month={month:%Y-%m}&outcome=unmeasured"
    about = _("what is promised, and was not measured in that month")
    return Wait(begun, when, tone, icon, address, _("Enter"), about, _("the portal"), title=title)


def _failures(number: int) -> Wait:
    title = ngettext("%(n)s message not delivered", "%(n)s messages not delivered", number) % {"n": number}
    about = _("each with its reason; mend the address, then try again")
    return Wait(
        None, _("to be seen"), "warn", "envelope-exclamation", f"{reverse('outbox:queue')}?state=failed",
        _("Open"), about, _("the portal"), title=title,
    )  # fmt: skip


def _last_import(user: User, now: datetime) -> Wait | None:
    """The last import of this person, when it stopped, found faults, or was only tried and would write something."""
    job = Job.objects.filter(kind=IMPORTER.kind, owner=user).order_by("-created_at").first()
    if job is None or job.result.get("applied"):
        return None
    address = reverse("directory-import", args=[job.uid])
    if job.state == Job.State.FAILED:
        about = _("it stopped before its end")
    elif job.state == Job.State.DONE and (job.result["fault_count"] or any(would_write(job.result).values())):
        about = next(IMPORTER.report(job.result))
    else:
        return None
    when, tone, icon = since(job.created_at)
    return Wait(
        job.created_at,
        when,
        tone,
        icon,
        address,
        _("Open"),
        about,
        _("you"),
        title=_("Import of the directory"),
    )


def by(due: datetime, now: datetime) -> tuple[str, str, str]:
    """(words, tone, icon) of a date by which something is done: late, today, or the day."""
    today, day = timezone.localdate(now), timezone.localdate(due)
    if due < now:
        days = (today - day).days
        if days:
            words = ngettext("%(n)s day late", "%(n)s days late", days) % {"n": days}
        else:
            words = _("Late since %(hour)s") % {"hour": f"{timezone.localtime(due):%H:%M}"}
        return words, "bad", "exclamation-circle"
    if day == today:
        return _("Today, %(hour)s") % {"hour": f"{timezone.localtime(due):%H:%M}"}, "warn", "clock"
    return dates.day(day, today=today), "", ""


def since(moment: datetime) -> tuple[str, str, str]:
    today = timezone.localdate()
    return _("since %(day)s") % {"day": dates.day(timezone.localdate(moment), today=today)}, "", ""


@require_safe
def waiting(request: PortalRequest) -> HttpResponse:
    """« Tout voir par échéance »."""
    now = timezone.now()
    passed_on = messages(request.user, now).to_pass_on
    return render(request, "dsi_marketing/waiting.html", {"waiting": waits(request.user, now, passed_on)})
