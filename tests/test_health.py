"""/health/live and /health/ready."""

from datetime import timedelta

import pytest
from django.utils import timezone

from core.models import Heartbeat
from outbox.models import Content, Delivery

pytestmark = [pytest.mark.django_db, pytest.mark.servers]


@pytest.fixture
def beating(db):
    return Heartbeat.objects.create(name="beat", at=timezone.now())


def test_live_needs_no_sign_in(client):
    assert client.get("/health/live").json() == {"status": "ok"}


def test_ready_when_all_works(client, beating):
    answer = client.get("/health/ready")
    assert answer.status_code == 200, answer.json()


def test_not_ready_without_beat(client):
    answer = client.get("/health/ready")
    assert answer.status_code == 503
    assert answer.json()["beat"] == "never seen"


def test_not_ready_when_beat_is_late(client, beating):
    Heartbeat.objects.update(at=timezone.now() - timedelta(minutes=10))
    assert client.get("/health/ready").status_code == 503


def test_not_ready_when_a_message_is_overdue(client, beating):
    now = timezone.now()
    content = Content.objects.create(key="k", subject="s", text="t", language="fr")
    Delivery.objects.create(
        content=content, address="a@example.org", dedupe_key="d",
        not_before=now - timedelta(hours=1), not_after=now + timedelta(days=1),
    )  # fmt: skip
    answer = client.get("/health/ready")
    assert answer.status_code == 503
    assert "overdue" in answer.json()["outbox"]
