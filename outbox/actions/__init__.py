"""The verbs of the outbox; what other apps call is named here."""

from .cleaning import clean
from .delivering import Delivered, deliver
from .queueing import Draft, content_key, enqueue, put_content, supersede
from .repairing import lift_suppression, retry, send_test
from .waking import wake

__all__ = [
    "Delivered",
    "Draft",
    "clean",
    "content_key",
    "deliver",
    "enqueue",
    "lift_suppression",
    "put_content",
    "retry",
    "send_test",
    "supersede",
    "wake",
]
