"""What is shown of a state at an instant: bounds are half-open, and nothing ends by itself."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from calendar_ops.shown_state import LOOKS, Shown, shown_state

START = datetime(2026, 11, 10, 20, tzinfo=UTC)
END = START + timedelta(hours=2)
SECOND = timedelta(seconds=1)


@pytest.mark.parametrize(
    ("state", "now", "shown"),
    [
        ("confirmed", START - SECOND, "confirmed"),
        ("confirmed", START, "due_to_start"),
        ("confirmed", END - SECOND, "due_to_start"),
        ("confirmed", END, "overdue"),
        ("running", START - SECOND, "running"),
        ("running", END - SECOND, "running"),
        ("running", END, "overdue"),
        *((state, END + SECOND, state) for state in ("draft", "awaiting", "finished", "failed", "cancelled")),
    ],
)
def test_what_is_shown(state, now, shown):
    assert shown_state(state, START, END, now) == Shown(shown, *LOOKS[shown])
