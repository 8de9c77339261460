"""What is shown of an intervention's state at an instant. Only people change the stored one. No Django."""

from __future__ import annotations

from datetime import datetime
from typing import NamedTuple


class Shown(NamedTuple):
    """`code` is the state as shown; `icon` and `tone` how."""

    code: str
    icon: str
    tone: str


LOOKS = {
    "draft": ("pencil", "off"),
    "awaiting": ("person-check", "warn"),
    "confirmed": ("check2", "ok"),
    "due_to_start": ("hourglass-split", "warn"),
    "running": ("play-fill", "warn"),
    "overdue": ("exclamation-triangle", "bad"),
    "finished": ("check2-all", ""),
    "failed": ("arrow-counterclockwise", "bad"),
    "cancelled": ("x", "off"),
}


def shown_state(state: str, start: datetime, end: datetime, now: datetime) -> Shown:
    """The stored state seen at `now`: confirmed work whose start passed waits for somebody to say it began;
    an end that nobody confirmed is overdue, never finished. The slot is [start, end).
    """
    code = state
    if state == "confirmed" and start <= now:
        code = "due_to_start" if now < end else "overdue"
    elif state == "running" and end <= now:
        code = "overdue"
    return Shown(code, *LOOKS[code])
