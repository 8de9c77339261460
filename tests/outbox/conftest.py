from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from outbox.actions import Draft, enqueue, put_content

NOW = datetime(2026, 11, 4, 9, 0, tzinfo=UTC)


@pytest.fixture
def now() -> datetime:
    return NOW


@pytest.fixture
def post(db):
    """post("a@x.org", …) → the ids of one delivery each, in that order."""
    made = iter(range(10_000))

    def write(
        *addresses: str, text: str = "Bonjour.\n.un point\n", html: str = "<p>Bonjour.</p>", at=NOW, **more
    ):
        content = put_content(
            key=f"{text}{html}"[:64], subject="Coupure", text=text, html=html, language="fr", now=at
        )
        drafts = [
            Draft(
                content_id=content.pk,
                address=address,
                dedupe_key=f"k{next(made)}",
                **({"not_after": at + timedelta(days=2)} | more),
            )
            for address in addresses
        ]
        found = enqueue(drafts, now=at)
        return [found[draft.dedupe_key] for draft in drafts]

    return write
