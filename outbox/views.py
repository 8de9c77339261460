"""One message, and what an administrator may do with the queue."""

from __future__ import annotations

from csp.decorators import csp_replace
from django.contrib import messages
from django.core.exceptions import PermissionDenied
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
from outbox.list_queries import LOOKS
from outbox.models import Delivery, SuppressedAddress


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
            "look": LOOKS[DeliveryState(delivery.state)],
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
