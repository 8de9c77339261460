"""The words of the messages about interventions: subject, text and HTML from what is to be told."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta
from zoneinfo import ZoneInfo

from django.conf import settings
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.translation import gettext, ngettext

from calendar_ops.enums import NoticeKind
from calendar_ops.feeds_links import single_event_url
from calendar_ops.models import Intervention
from catalog.models import Offering
from core import dates
from core.typography import french
from core.zones import zone_in_words
from organization.models import Brand, BusinessUnit


@dataclass(frozen=True, slots=True)
class Reader:
    """For whom it is written: language (fr or en) and zone (IANA name). No name: all who read it share it."""

    language: str
    zone: str


@dataclass(frozen=True, slots=True)
class Block:
    """One thing to tell about one intervention."""

    intervention: Intervention
    kind: NoticeKind
    offerings: Sequence[Offering] = ()
    unit: BusinessUnit | None = None
    relay_for: BusinessUnit | None = None
    behind_relay: int = 0
    late: bool = False
    short_notice: bool = False


@dataclass(frozen=True, slots=True)
class Mail:
    subject: str
    text: str
    html: str


def render(blocks: Sequence[Block], reader: Reader, brand: Brand) -> Mail:
    """The mail that tells these blocks, in their order; each in the reader's language and zone."""
    with translation.override(reader.language), timezone.override(ZoneInfo(reader.zone)):
        told = [_block(block, reader) for block in blocks]
        about = _subject(told)
        context = {
            "blocks": told,
            "brand": brand,
            "language": reader.language,
            "signature": _one(brand, "signature", reader.language),
            "help": _one(brand, "help_contact", reader.language),
            "subject": about,
        }
        words = french if reader.language == "fr" else str
        return Mail(
            words(about),
            words(render_to_string("calendar_ops/mail/notice.txt", context)).strip() + "\n",
            words(render_to_string("calendar_ops/mail/notice.html", context)),
        )


def _one(obj: object, field: str, language: str) -> str:
    """The text in that language, else in the other one."""
    own, english = getattr(obj, field), getattr(obj, f"{field}_en")
    return (english or own) if language == "en" else (own or english)


def _subject(told: list[dict]) -> str:
    if len(told) == 1:
        return f"{told[0]['headline']} ({told[0]['reference']})"
    return ngettext(
        "%(count)s intervention that concerns you", "%(count)s interventions that concern you", len(told)
    ) % {"count": len(told)}


def length(span: timedelta) -> str:
    """« 2 h », « 1 h 30 min », « 45 min »."""
    hours, minutes = divmod(int(span.total_seconds()) // 60, 60)
    parts = ([f"{hours} h"] if hours else []) + ([f"{minutes} min"] if minutes or not hours else [])
    return " ".join(parts)


def _headline(block: Block, title: str) -> str:
    """The subject, and the first line: a sentence, so « à 18 h 30 »; the table below has 18:30."""
    start = timezone.localtime(block.intervention.start)
    words = {"title": title, "day": dates.long_day(start), "time": dates.hour(start)}
    if block.kind == NoticeKind.RESCHEDULED:
        return gettext("Moved to %(day)s, %(time)s: %(title)s") % words
    if block.kind == NoticeKind.AMENDED:
        return gettext("Changed, %(day)s, %(time)s: %(title)s") % words
    if block.kind == NoticeKind.CANCELLED:
        return gettext("Cancelled, %(day)s: %(title)s") % words
    if block.kind == NoticeKind.WITHDRAWN:
        return gettext("No longer concerns you, %(day)s: %(title)s") % words
    if block.kind == NoticeKind.FINISHED:
        if block.intervention.state == "failed":
            return gettext("Put back as it was: %(title)s") % words
        return gettext("Done: %(title)s") % words
    return dates.capital(gettext("%(day)s, %(time)s: %(title)s") % words)


def _opening(block: Block) -> str:
    if block.kind == NoticeKind.CANCELLED:
        return gettext("This work will not take place. You have nothing to do.")
    if block.kind == NoticeKind.WITHDRAWN:
        return gettext("This work no longer concerns you. You have nothing to do.")
    if block.kind == NoticeKind.FINISHED:
        if block.intervention.state == "failed":
            return gettext("The work did not succeed; everything was put back as it was.")
        return gettext("The work is over; everything is back in service.")
    if block.kind == NoticeKind.RESCHEDULED:
        return gettext("This work was moved. Here is the new date; the earlier one no longer holds.")
    if block.kind == NoticeKind.AMENDED:
        return gettext("Something that we told you has changed. Here is what holds now.")
    if block.late:
        return gettext("This notice leaves later than it should have. We apologise.")
    if block.short_notice:
        return gettext("This work was planned at short notice.")
    return ""


def _why(block: Block, names: str) -> str:
    unit = block.unit.name if block.unit is not None else ""
    if block.relay_for is not None:
        return ngettext(
            "You receive this as the relay of %(unit)s: %(count)s person there has no mailbox. Please tell them.",
            "You receive this as the relay of %(unit)s: %(count)s people there have no mailbox. Please tell them.",
            block.behind_relay,
        ) % {"unit": block.relay_for.name, "count": block.behind_relay}
    if names and unit:
        return gettext("You receive this because %(unit)s uses %(names)s.") % {"unit": unit, "names": names}
    return gettext("You receive this because this work touches your unit.")


def _block(block: Block, reader: Reader) -> dict:
    it, language = block.intervention, reader.language
    title = _one(it, "title", language)
    names = ", ".join((o.name_en or o.name) if language == "en" else o.name for o in block.offerings)
    address = f"{settings.PORTAL_URL}{reverse('calendar_ops:intervention', args=[it.reference])}"
    over = block.kind in {NoticeKind.CANCELLED, NoticeKind.WITHDRAWN, NoticeKind.FINISHED}
    slot = dates.long_slot(timezone.localtime(it.start), timezone.localtime(it.end))
    facts = [(gettext("When"), f"{slot} ({zone_in_words(reader.zone)})")]
    if not over:
        facts += [
            (gettext("Length of the work"), length(it.end - it.start)),
            (
                gettext("Your interruption"),
                gettext("%(length)s at most")
                % {"length": length(timedelta(minutes=it.interruption_minutes))},
            ),
            (gettext("Nature"), it.get_nature_display()),
        ]
        if names:
            facts.append((gettext("What it touches"), names))
    facts.append((gettext("In charge"), it.owner.name))
    return {
        "reference": it.reference,
        "kind": NoticeKind(block.kind).label,
        "headline": _headline(block, title),
        "title": title,
        "opening": _opening(block),
        "impact": "" if over else _one(it, "impact", language),
        "precautions": "" if over else _one(it, "precautions", language),
        "reason": it.cancel_reason if block.kind == NoticeKind.CANCELLED else "",
        "facts": facts,
        "address": address,
        "diary": "" if over else single_event_url(it, language),
        "why": _why(block, names),
        "mandatory": block.kind != NoticeKind.FINISHED,
    }
