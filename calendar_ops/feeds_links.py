"""The address of one intervention as an .ics file, for the mail: it opens without signing in.

It holds no row: the signature is over the reference and the language, so that all who read the same mail
share the same link, and writing it changes nothing. A `FeedToken` of that intervention that was revoked
closes its links.
"""

from __future__ import annotations

from django.conf import settings
from django.core import signing
from django.urls import reverse

from calendar_ops.models import Intervention

SALT = "calendar_ops.event"


def single_event_url(intervention: Intervention, language: str) -> str:
    """The whole address, on the portal's own."""
    token = signing.Signer(salt=SALT).sign(f"{language}-{intervention.reference}")
    return f"{settings.PORTAL_URL}{reverse('calendar_ops:event-feed', args=[token])}"


def named_by(token: str) -> tuple[str, str] | None:
    """The reference and the language that an address names; None for one that the portal did not sign."""
    try:
        language, _, reference = signing.Signer(salt=SALT).unsign(token).partition("-")
    except signing.BadSignature:
        return None
    return reference, language
