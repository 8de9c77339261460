"""Django's mail interface over the outbox, so that password resets take the same way as notices."""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from datetime import timedelta

from django.core.mail import EmailMessage
from django.core.mail.backends.base import BaseEmailBackend
from django.db import transaction
from django.utils import timezone, translation

from organization.models import User
from outbox.actions import Draft, content_key, enqueue, put_content


class OutboxBackend(BaseEmailBackend):
    """Writes each message to the outbox. Such mails hold links of one person: they are private and end in a day.

    Attachments are refused (ValueError): the outbox carries text and HTML.
    """

    def send_messages(self, email_messages: Sequence[EmailMessage]) -> int:
        now = timezone.now()
        for message in email_messages:
            if message.attachments:
                raise ValueError("the outbox carries text and HTML, no attachments")
            html = next(
                (str(body) for body, kind in getattr(message, "alternatives", []) if kind == "text/html"), ""
            )
            text = str(message.body)
            if message.content_subtype == "html":
                html, text = text, ""
            addresses = [address.lower() for address in message.recipients()]
            people = dict(User.objects.filter(email__in=addresses).values_list("email", "pk"))
            unique = uuid.uuid4().hex
            with transaction.atomic():
                content = put_content(
                    key=content_key("django", unique),
                    subject=str(message.subject),
                    text=text,
                    html=html,
                    language=(translation.get_language() or "fr")[:2],
                    private=True,
                    now=now,
                )
                enqueue(
                    [
                        Draft(
                            content_id=content.pk,
                            address=address,
                            person_id=people.get(address),
                            dedupe_key=f"django:{unique}:{number}",
                            not_after=now + timedelta(days=1),
                        )
                        for number, address in enumerate(addresses)
                    ],
                    now=now,
                )
        return len(email_messages)
