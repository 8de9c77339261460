"""The verbs of an intervention; the page and the API call the same ones and show the same refusals."""

from .alerting import close_alert, keep
from .changing import change, reschedule, update
from .confirming import approve, confirm, send_back, submit
from .drafts import Content, create_draft, snapshot, update_draft
from .refusals import Conflict, Refused
from .running import cancel, finish, start

__all__ = [
    "Conflict",
    "Content",
    "Refused",
    "approve",
    "cancel",
    "change",
    "close_alert",
    "confirm",
    "create_draft",
    "finish",
    "keep",
    "reschedule",
    "send_back",
    "snapshot",
    "start",
    "submit",
    "update",
    "update_draft",
]
