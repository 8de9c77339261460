"""The lists of messages: what each person received, and the administrator's queue."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.conf import settings
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from core.listed import Blank, Column
from core.listing import ListPage
from core.templatetags.portal import number
from outbox import list_queries, permissions, queries
from outbox.enums import DeliveryState
from outbox.filters import DeliveryFilter, ReceivedFilter
from outbox.models import Delivery, MailServer, SuppressedAddress

SUBJECT = Column("subject", gettext_lazy("Subject"), ("content__subject",))
TO = Column("to", gettext_lazy("To"), ("address",))


class MessageList(ListPage):
    """What both lists share."""

    moment: str

    def rows(self, records: QuerySet[Delivery]) -> list[list_queries.Row]:
        return list_queries.rows(records, self.moment)

    def said(self, count: int) -> str:
        if not count:
            return _("No message")
        return ngettext("%(n)s message", "%(n)s messages", count) % {"n": number(count)}

    def line(self, row: list_queries.Row) -> Sequence[Any]:
        return [row["subject"], row["to"], row["at"], row["state"]]


class Mailbox(MessageList):
    """What the portal sent: to its recipient, and everything to those who may read the outbox."""

    title = gettext_lazy("Messages")
    template_name = "outbox/mailbox.html"
    rows_template = "outbox/_mailbox_rows.html"
    filter_class = ReceivedFilter
    columns: tuple[Column, ...] = (SUBJECT, TO, Column("sent", gettext_lazy("Sent on"), ("sent_at",)))
    order = "-sent"
    moment = "sent_at"
    file_name = "mailbox"

    def setup(self, request: HttpRequest, *args: Any, **kwargs: Any) -> None:
        super().setup(request, *args, **kwargs)
        self.everybody = permissions.can_read_outbox(request.user)
        if not self.everybody:  # to whom, each knows
            self.columns = tuple(column for column in self.columns if column is not TO)

    def records(self) -> QuerySet[Delivery]:
        return queries.received(self.request.user)

    def rows(self, records: QuerySet[Delivery]) -> list[list_queries.Row]:
        rows = super().rows(records)
        return rows if self.everybody else [{**row, "to": ""} for row in rows]

    def sheet(self) -> Sequence[Any]:
        return [_("Subject"), _("To"), _("Sent on"), _("State")]

    def blank(self) -> Blank:
        if self.everybody or settings.OUTBOX_TRANSPORT["transport"] == "mailbox":
            text = _("What the portal sends is kept here: the notice of an intervention, a new password.")
            return Blank(_("No message yet"), text)
        text = _("The portal sends its messages to your usual mailbox: read them there.")
        return Blank(_("Nothing is kept here"), text)

    def more(self) -> dict[str, Any]:
        return {"everybody": self.everybody}


class Queue(MessageList):
    """By state, the oldest, failures by reason, suppressed addresses."""

    title = gettext_lazy("Messages sent")
    template_name = "outbox/queue.html"
    rows_template = "outbox/_queue_rows.html"
    filter_class = DeliveryFilter
    columns = (
        SUBJECT,
        TO,
        Column("made", gettext_lazy("Made on"), ("pk",)),
        Column("state", gettext_lazy("State")),
    )
    order = "-made"
    moment = "created_at"
    hidden = frozenset({"state"})  # the tabs choose it
    file_name = "messages"

    def allowed(self) -> bool:
        return permissions.can_read_outbox(self.request.user)

    def records(self) -> QuerySet[Delivery]:
        return queries.visible_to(self.request.user)

    def counted(self, records: QuerySet[Delivery]) -> tuple[int, str]:
        """From the counts by state, which the tabs show anyhow, unless words are searched."""
        self.counts = queries.counts()
        if "q" in self.asked or not self.readable:
            return super().counted(records)
        state = self.form.cleaned_data.get("state")
        return self.counts[state] if state else sum(self.counts.values()), ""

    def sheet(self) -> Sequence[Any]:
        return [_("Subject"), _("To"), _("Made on"), _("State")]

    def blank(self) -> Blank:
        return Blank(_("No message yet"))

    def more(self) -> dict[str, Any]:
        now = timezone.now()
        server = MailServer.objects.filter(pk=1).first() or MailServer()
        return {
            "chosen": (self.asked.get("state") or [""])[0],
            "states": [(state.value, state.label, self.counts[state.value]) for state in DeliveryState],
            "server": server,
            "overdue_minutes": int(queries.oldest_overdue(now=now).total_seconds() // 60),
            "reasons": [
                {"reason": _(row["last_error"]) if row["last_error"] else "", "number": row["number"]}
                for row in queries.failures_by_reason(now=now)
            ],
            "suppressed": list(SuppressedAddress.objects.order_by("-since")[:100]),
            "may_administer": permissions.can_administer(self.request.user),
            "transport": settings.OUTBOX_TRANSPORT["transport"],
        }
