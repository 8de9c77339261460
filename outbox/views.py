"""Pages of the outbox: the portal's own mailbox, the administrator's queue, one message."""

from __future__ import annotations

from typing import Any

from csp.decorators import csp_replace
from django.conf import settings
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.clickjacking import xframe_options_sameorigin
from django.views.decorators.http import require_GET, require_POST

from outbox import actions, permissions, queries
from outbox.actions.delivering import Writer
from outbox.actions.repairing import CannotRetry
from outbox.enums import DeliveryState
from outbox.models import Delivery, SuppressedAddress

A_PAGE = 50


@require_GET
def mailbox(request: HttpRequest) -> HttpResponse:
    """What the portal sent: to its recipient, and everything to those who may read the outbox."""
    rows = queries.received(request.user)
    if words := request.GET.get("q", "").strip():
        rows = queries.searched(rows, words)
    page = Paginator(rows, A_PAGE).get_page(request.GET.get("page"))
    return render(
        request,
        "outbox/mailbox.html",
        {
            "page": page,
            "q": words,
            "everybody": permissions.can_read_outbox(request.user),
            "keeps": settings.OUTBOX_TRANSPORT["transport"] == "mailbox",
        },
    )


def _seen(request: HttpRequest, number: int) -> Delivery:
    return get_object_or_404(queries.visible_to(request.user).select_related("content", "person"), pk=number)


@require_GET
def message(request: HttpRequest, number: int) -> HttpResponse:
    """One message: as it reads, its text, its source, and what became of it."""
    delivery = _seen(request, number)
    open_body = permissions.can_read_body(request.user, delivery.content, delivery.person_id)
    kept = delivery.content.bodies_removed_at is None
    source = ""
    if open_body and kept:
        writer, row = Writer(), queries.as_claimed(delivery)
        writer.prepare([row])
        source = writer.write(row).replace(b"\r\n..", b"\r\n.").decode("utf-8", "replace")
    return render(
        request,
        "outbox/message.html",
        {
            "delivery": delivery,
            "content": delivery.content,
            "open_body": open_body,
            "kept": kept,
            "source": source,
            "reason": _(delivery.last_error) if delivery.last_error else "",
            "may_retry": delivery.state == DeliveryState.FAILED and permissions.can_administer(request.user),
            "sees_queue": permissions.can_read_outbox(request.user),
        },
    )


@require_GET
@xframe_options_sameorigin
@csp_replace(  # type: ignore[arg-type]  # it is typed for views without arguments
    {
        "default-src": ["'none'"],
        "script-src": ["'none'"],
        "style-src": ["'unsafe-inline'"],
        "img-src": ["data:"],
        "form-action": ["'none'"],
        "frame-ancestors": ["'self'"],
        "sandbox": ["allow-popups", "allow-popups-to-escape-sandbox"],
    }
)
def body(request: HttpRequest, number: int) -> HttpResponse:
    """The HTML of a message for the frame of its page: styles inline as in mail, no script, nothing fetched."""
    delivery = _seen(request, number)
    if not permissions.can_read_body(request.user, delivery.content, delivery.person_id):
        raise PermissionDenied
    answer = HttpResponse(delivery.content.html)
    answer["Cache-Control"] = "private, no-store"
    return answer


@require_GET
def queue(request: HttpRequest) -> HttpResponse:
    """The administrator's page: by state, the oldest, failures by reason, suppressed addresses."""
    if not permissions.can_read_outbox(request.user):
        raise PermissionDenied
    now = timezone.now()
    counts = queries.counts()
    chosen = request.GET.get("state", "")
    rows = queries.visible_to(request.user).select_related("content").order_by("-id")
    if chosen in counts:
        rows = rows.filter(state=chosen)
    words = request.GET.get("q", "").strip()
    if words:
        rows = queries.searched(rows, words)
    paginator = Paginator(rows, A_PAGE)
    if not words:  # known already: no second count
        paginator.count = counts[chosen] if chosen in counts else sum(counts.values())
    page = paginator.get_page(request.GET.get("page"))
    context: dict[str, Any] = {
        "page": page,
        "q": words,
        "chosen": chosen if chosen in counts else "",
        "states": [(state.value, state.label, counts[state.value]) for state in DeliveryState],
        "health": queries.health(now=now, by_state=counts),
        "reasons": [
            {"reason": _(row["last_error"]) if row["last_error"] else "", "number": row["number"]}
            for row in queries.failures_by_reason(now=now)
        ],
        "suppressed": list(SuppressedAddress.objects.order_by("-since")[:100]),
        "may_administer": permissions.can_administer(request.user),
        "transport": settings.OUTBOX_TRANSPORT["transport"],
    }
    context["overdue_minutes"] = int(context["health"].overdue.total_seconds() // 60)
    return render(request, "outbox/queue.html", context)


def _administrator(request: HttpRequest) -> None:
    if not permissions.can_administer(request.user):
        raise PermissionDenied


@require_POST
def retry(request: HttpRequest, number: int) -> HttpResponse:
    delivery = _seen(request, number)
    _administrator(request)
    try:
        actions.retry(delivery=delivery, by=request.user, now=timezone.now())
    except CannotRetry as problem:
        messages.warning(request, str(problem), extra_tags="warn")
    else:
        messages.success(request, _("The message waits to be sent again."), extra_tags="ok")
    return redirect("outbox:message", number=number)


@require_POST
def lift(request: HttpRequest, number: int) -> HttpResponse:
    _administrator(request)
    suppressed = get_object_or_404(SuppressedAddress, pk=number)
    actions.lift_suppression(suppressed=suppressed, by=request.user, now=timezone.now())
    messages.success(
        request,
        _("%(address)s receives messages again.") % {"address": suppressed.address},
        extra_tags="ok",
    )
    return redirect("outbox:queue")


@require_POST
def test(request: HttpRequest) -> HttpResponse:
    _administrator(request)
    delivery = actions.send_test(by=request.user, now=timezone.now())
    return redirect("outbox:message", number=delivery.pk)
