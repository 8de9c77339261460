"""A letter: one subject, a few paragraphs, a table of facts and one address, in the frame of the brand.

An app says what is to be told in the language in force; here it becomes a mail to one person, once for each key.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from django.conf import settings
from django.template.loader import render_to_string
from django.utils import timezone, translation

from core.typography import french
from organization.models import Brand, User
from organization.queries import brand as portal_brand
from outbox.actions.queueing import Draft, content_key, enqueue, put_content

WAITS = timedelta(days=7)  # a letter that could not be sent by then says nothing new any more


@dataclass(frozen=True, slots=True)
class Letter:
    """What one person is told. `address` is a path of the portal, `action` the words of the button that leads there."""

    subject: str
    paragraphs: Sequence[str] = ()
    facts: Sequence[tuple[str, str]] = ()
    address: str = ""
    action: str = ""
    why: str = ""


@dataclass(frozen=True, slots=True)
class Mail:
    subject: str
    text: str
    html: str


def render(write: Callable[[], Letter], *, language: str, zone: str, brand: Brand) -> Mail:
    """What `write` says in that language and zone, as a mail."""
    with translation.override(language), timezone.override(ZoneInfo(zone)):
        letter = write()
        english = language == "en"
        context = {
            "letter": letter,
            "link": f"{settings.PORTAL_URL}{letter.address}" if letter.address else "",
            "brand": brand,
            "language": language,
            "signature": (english and brand.signature_en) or brand.signature or brand.signature_en,
            "help": (english and brand.help_contact_en) or brand.help_contact or brand.help_contact_en,
        }
        words = french if language == "fr" else str
        return Mail(
            words(letter.subject),
            words(render_to_string("outbox/mail/letter.txt", context)).strip() + "\n",
            words(render_to_string("outbox/mail/letter.html", context)),
        )


def post(people: Iterable[User], *, key: str, write: Callable[[], Letter], now: datetime) -> int:
    """Send the letter to each of them who has a mailbox, once whatever happens: `key` names the event.

    Call it in the transaction of what it tells. `people` come with their unit. Answers how many get it.
    """
    brand = portal_brand()
    mails: dict[tuple[str, str], int] = {}
    drafts = []
    for person in people:
        if not person.email or not person.is_active:
            continue
        reader = (person.language, person.unit.time_zone if person.unit else settings.TIME_ZONE)
        if reader not in mails:
            mail = render(write, language=reader[0], zone=reader[1], brand=brand)
            kept = content_key("letter", key, *reader, mail.subject, mail.text)
            content = put_content(
                key=kept, subject=mail.subject, text=mail.text, html=mail.html, language=reader[0], now=now
            )
            mails[reader] = content.pk
        drafts.append(
            Draft(
                content_id=mails[reader],
                address=person.email,
                dedupe_key=f"{key}:{person.ref}",
                not_after=now + WAITS,
                person_id=person.pk,
            )
        )
    return len(enqueue(drafts, now=now)) if drafts else 0
