"""What an administrator does by hand: try again, lift a suppressed address, send a test message."""

from __future__ import annotations

import uuid
from datetime import datetime, timedelta

from django.db import transaction
from django.utils import translation
from django.utils.translation import gettext as _

from core import audit
from outbox.actions.queueing import Draft, content_key, enqueue, put_content
from outbox.actions.waking import wake
from outbox.enums import DeliveryState
from outbox.models import Delivery, MailServer, SuppressedAddress


class CannotRetry(Exception):
    """The message cannot be tried again; the words say why."""


def retry(*, delivery: Delivery, by, now: datetime) -> None:
    """failed → pending. Raises CannotRetry when it did not fail, ended, or its address is suppressed."""
    with transaction.atomic():
        delivery = Delivery.objects.select_for_update().get(pk=delivery.pk)
        if delivery.state != DeliveryState.FAILED:
            raise CannotRetry(_("This message did not fail: there is nothing to try again."))
        if delivery.not_after <= now:
            raise CannotRetry(_("This message ended or was overtaken: what it says may no longer be so."))
        if SuppressedAddress.objects.filter(address=delivery.address).exists():
            raise CannotRetry(_("The address is suppressed. Lift that first."))
        delivery.state, delivery.closed_at, delivery.not_before = DeliveryState.PENDING, None, now
        delivery.refusals, delivery.crashes, delivery.last_error = 0, 0, ""
        delivery.claim, delivery.lease_until = "", None
        delivery.save()
        audit.record(by=by, kind="outbox.retried", obj=delivery)
        wake()


def lift_suppression(*, suppressed: SuppressedAddress, by, now: datetime) -> None:
    """Messages to that address may leave again; those that failed are tried again one by one, by hand."""
    with transaction.atomic():
        audit.record(
            by=by,
            kind="outbox.suppression_lifted",
            obj=suppressed,
            changes={"since": suppressed.since.isoformat(), "reason": suppressed.reason},
        )
        suppressed.delete()


def send_test(*, by, now: datetime) -> Delivery:
    """A message to the person who asks, in their language; it also makes the worker try the server at once."""
    with transaction.atomic(), translation.override(by.language):
        content = put_content(
            key=content_key("test", by.language, str(now)),
            subject=_("Test message of the portal"),
            text=_("This message shows that the portal’s messages arrive. You asked for it."),
            language=by.language,
            now=now,
        )
        MailServer.objects.filter(pk=1).update(open_until=None)
        key = f"test:{uuid.uuid4().hex}"
        made = enqueue(
            [
                Draft(
                    content_id=content.pk,
                    address=by.email,
                    person_id=by.pk,
                    dedupe_key=key,
                    not_after=now + timedelta(hours=1),
                )
            ],
            now=now,
        )
        delivery = Delivery.objects.get(pk=made[key])
        audit.record(by=by, kind="outbox.tested", obj=delivery)
    return delivery
