"""Putting messages in the outbox, and taking back those that are no longer true."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import islice
from typing import Any

from django.db import transaction
from django.db.models import Case, DateTimeField, Value, When
from django.utils.translation import gettext_noop

from core import bulk
from outbox.actions.waking import wake
from outbox.enums import DeliveryState
from outbox.message import clean_headers, mailbox, one_line
from outbox.models import Content, Delivery, SuppressedAddress

CHUNK = 1000
NO_ADDRESS = gettext_noop("This is not an e-mail address.")
SUPPRESSED = gettext_noop("The mail server refused this address before. An administrator can lift that.")


def content_key(*parts: Any) -> str:
    """A hash (64 hexadecimal digits) of what a message is rendered from; parts must be JSON or have str()."""
    return hashlib.sha256(json.dumps(parts, default=str, sort_keys=True).encode()).hexdigest()


def put_content(
    *,
    key: str,
    subject: str,
    text: str,
    html: str = "",
    language: str,
    headers: Mapping[str, str] | None = None,
    mandatory: bool = True,
    private: bool = False,
    now: datetime | None = None,
) -> Content:
    """The content of that key, written once; its words are taken from here the first time only.

    `private` marks a body that holds a secret. Raises ValueError for a header that may not be set.
    """
    values: dict[str, Any] = {
        "subject": one_line(subject),
        "text": text,
        "html": html,
        "language": language,
        "headers": clean_headers(headers or {}),
        "mandatory": mandatory,
        "private": private,
    }
    if now is not None:
        values["created_at"] = now
    content, created = Content.objects.get_or_create(key=key, defaults=values)
    if not created and content.bodies_removed_at is not None:
        content.text, content.html, content.bodies_removed_at = text, html, None
        content.save(update_fields=["text", "html", "bodies_removed_at"])
    return content


@dataclass(frozen=True, slots=True, kw_only=True)
class Draft:
    """One message to one mailbox, as its sender asks for it.

    `not_after` ends it: past it and not sent it is expired, or failed when `expires` is false (a
    correction, whose silence must be seen). `references`: ids of earlier deliveries to that mailbox.
    """

    content_id: int
    address: str
    dedupe_key: str
    not_after: datetime
    person_id: int | None = None
    not_before: datetime | None = None
    expires: bool = True
    references: Sequence[int] = ()


def enqueue(drafts: Iterable[Draft], *, now: datetime) -> dict[str, int]:
    """Write the deliveries and wake the worker after the commit. Returns dedupe key → delivery id.

    Idempotent: a key that exists already keeps its delivery. An address that is none, or that is
    suppressed, gets a delivery that failed at once with the reason. To one address they leave in the
    order in which they were enqueued.
    """
    found: dict[str, int] = {}
    source = iter({draft.dedupe_key: draft for draft in drafts}.values())
    with transaction.atomic():
        while chunk := list(islice(source, CHUNK)):
            numbers = bulk.reserve(Delivery, len(chunk))
            keys = [draft.dedupe_key for draft in chunk]
            if bulk.insert(Delivery, COLUMNS, _rows(chunk, numbers, now), ignore_conflicts=True) == len(
                chunk
            ):
                found.update(zip(keys, numbers, strict=True))
            else:
                found.update(
                    Delivery.objects.filter(dedupe_key__in=keys).values_list("dedupe_key", "pk").order_by()
                )
        if found:
            wake()
    return found


COLUMNS = (
    "id", "content", "address", "person", "dedupe_key", "created_at", "not_before", "not_after", "expires",
    "references", "state", "last_error", "closed_at", "claim", "refusals", "crashes",
)  # fmt: skip


def _rows(drafts: list[Draft], numbers: list[int], now: datetime) -> Iterator[tuple[Any, ...]]:
    """The values of `COLUMNS` of each delivery."""
    addresses: dict[str, str] = {}
    wrong: set[str] = set()
    for draft in drafts:
        try:
            addresses[draft.address] = mailbox(draft.address)
        except ValueError:
            addresses[draft.address] = one_line(draft.address, limit=254)
            wrong.add(draft.address)
    refused = set(
        SuppressedAddress.objects.filter(address__in=set(addresses.values())).values_list(
            "address", flat=True
        )
    )
    for number, draft in zip(numbers, drafts, strict=True):
        address = addresses[draft.address]
        reason = NO_ADDRESS if draft.address in wrong else SUPPRESSED if address in refused else ""
        state = DeliveryState.FAILED if reason else DeliveryState.PENDING
        yield (
            number, draft.content_id, address, draft.person_id, draft.dedupe_key, now, draft.not_before or now,
            draft.not_after, draft.expires, " ".join(map(str, draft.references[-5:])), state.value, reason,
            now if reason else None, "", 0, 0,
        )  # fmt: skip


def supersede(delivery_ids: Iterable[int], *, now: datetime) -> int:
    """What these say is no longer so: pending → superseded, sending → stale. Returns how many were open.

    Call it in the transaction of the change. A stale one may still reach its reader: count it as told.
    One that failed can no longer be tried again. One statement, so that none slips between two states.
    """
    ids = sorted(set(delivery_ids))
    changed = 0
    for start in range(0, len(ids), CHUNK):
        part = ids[start : start + CHUNK]
        with transaction.atomic():
            rows = Delivery.objects.filter(pk__in=part)
            # In order of number: two that take back the same messages never wait for each other in a ring.
            list(rows.order_by("pk").select_for_update().values_list("pk", flat=True))
            changed += rows.filter(state__in=[DeliveryState.PENDING, DeliveryState.SENDING]).update(
                closed_at=Case(
                    When(state=DeliveryState.PENDING, then=Value(now, output_field=DateTimeField())),
                    default=None,
                    output_field=DateTimeField(),
                ),
                state=Case(
                    When(state=DeliveryState.PENDING, then=Value(DeliveryState.SUPERSEDED)),
                    default=Value(DeliveryState.STALE),
                ),
            )
            rows.filter(state=DeliveryState.FAILED, not_after__gt=now).update(not_after=now)
    return changed


def default_end(now: datetime) -> datetime:
    """The end of a message that names none: five days, as for corrections."""
    return now + timedelta(days=5)
