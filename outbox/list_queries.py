"""The rows of the mailbox and of the queue: mappings of plain values, one query each."""

from __future__ import annotations

from datetime import datetime
from typing import TypedDict

from django.db.models import QuerySet
from django.utils import timezone
from django.utils.safestring import SafeString

from core import dates
from core.listed import addresses
from core.templatetags.portal import icon
from outbox.enums import DeliveryState
from outbox.models import Delivery

LOOKS = {
    DeliveryState.PENDING: ("clock", ""),
    DeliveryState.SENDING: ("clock", ""),
    DeliveryState.STALE: ("dash-lg", "off"),
    DeliveryState.SENT: ("check-lg", "ok"),
    DeliveryState.FAILED: ("x-lg", "bad"),
    DeliveryState.SUPERSEDED: ("dash-lg", "off"),
    DeliveryState.EXPIRED: ("dash-lg", "off"),
}
"""State → its icon, its tone."""


class Row(TypedDict):
    url: str
    subject: str
    language: str
    to: str
    at: datetime | None  # when it was sent in the mailbox, made in the queue
    when: str
    state: str
    tone: str
    icon: SafeString


def rows(deliveries: QuerySet[Delivery], moment: str) -> list[Row]:
    """`moment`: the field that says when, sent_at or created_at."""
    address = addresses("outbox:message")
    labels = {state: (str(state.label), icon(LOOKS[state][0]), LOOKS[state][1]) for state in DeliveryState}
    today, found = timezone.localdate(), []
    for pk, subject, language, to, at, state in deliveries.values_list(
        "pk", "content__subject", "content__language", "address", moment, "state"
    ):
        label, drawn, tone = labels[DeliveryState(state)]
        when = dates.moment(timezone.localtime(at), today=today) if at else ""
        found.append(
            Row(
                url=address(str(pk)), subject=subject, language=language, to=to, at=at, when=when, state=label,
                tone=tone, icon=drawn,
            )
        )  # fmt: skip
    return found
