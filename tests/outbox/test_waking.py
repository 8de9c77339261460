"""Waking the worker never turns a saved change into an error; mail by hand says what it did."""

from __future__ import annotations

from io import StringIO

import pytest
from celery import current_app
from django.core.management import CommandError, call_command

from outbox.actions import clean, deliver, wake, waking
from outbox.models import Content, Delivery

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _not_quiet(monkeypatch):
    monkeypatch.setattr(waking, "_quiet_until", 0.0)


def test_a_dead_broker_is_no_error_and_is_left_alone_for_a_tick(
    monkeypatch, django_capture_on_commit_callbacks
):
    asked = []

    def dead(*_args, **_options):
        asked.append(1)
        raise ConnectionError("no broker")

    monkeypatch.setattr(current_app, "send_task", dead)
    for _ in range(3):
        with django_capture_on_commit_callbacks(execute=True):
            wake()
    assert len(asked) == 1


def test_the_worker_is_woken_after_the_commit_only(monkeypatch, post, django_capture_on_commit_callbacks):
    asked = []
    monkeypatch.setattr(
        current_app, "send_task", lambda name, **options: asked.append((name, options["queue"]))
    )
    with django_capture_on_commit_callbacks(execute=True):
        post("a@example.org")
        assert not asked
    assert asked == [("outbox.tasks.deliver", "mail")]


def test_delivering_by_hand_says_what_it_did(post, settings):
    from django.utils import timezone

    post("a@example.org", "b@example.org", at=timezone.now())
    out = StringIO()
    call_command("deliver_outbox", limit=1, stdout=out)
    assert out.getvalue().startswith("1 ")
    with pytest.raises(CommandError, match="500"):
        call_command("deliver_outbox", limit=0)


def test_bodies_go_after_their_time_and_open_messages_keep_theirs(post, now, settings):
    from datetime import timedelta

    sent, waiting = post("a@example.org", text="parti")[0], post("b@example.org", text="attend")[0]
    Delivery.objects.filter(pk=waiting).update(
        not_before=now + timedelta(days=400), not_after=now + timedelta(days=500)
    )
    deliver(now=now)
    later = now + timedelta(days=settings.OUTBOX_KEEP_BODIES_DAYS + 1)
    assert clean(now=later) == (1, 0)
    assert set(Content.objects.values_list("text", flat=True)) == {"", "attend"}
    much_later = now + timedelta(days=settings.OUTBOX_KEEP_TRACE_DAYS + 1)
    assert clean(now=much_later) == (0, 1)
    assert not Delivery.objects.filter(pk=sent).exists()
