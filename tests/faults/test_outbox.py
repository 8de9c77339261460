"""Faults 1, 2 and 3: killed workers, many workers, a mail server that misbehaves."""

from __future__ import annotations

import json
import random
import subprocess
import sys
from collections import Counter, defaultdict
from datetime import UTC, datetime, timedelta

import pytest

from outbox.actions import Draft, deliver, enqueue, put_content
from outbox.models import Delivery
from tests.faults import report
from tests.processes import ROOT, apart, name_of
from tests.smtp_sink import Sink

pytestmark = [pytest.mark.slow, pytest.mark.servers]
WORKER = [sys.executable, str(ROOT / "tests/faults/outbox_worker.py")]


@pytest.fixture
def place(tmp_path):
    with apart(tmp_path) as env:
        yield env


def run(env: dict[str, str], *words: str) -> str:
    done = subprocess.run([*WORKER, *words], cwd=ROOT, env=env, check=True, capture_output=True, text=True)
    return done.stdout


def start(env: dict[str, str], sink: Sink, *words: str) -> subprocess.Popen:
    return subprocess.Popen(
        [*WORKER, "work", *words], cwd=ROOT, env={**env, "EMAIL_URL": sink.url}, stderr=subprocess.DEVNULL
    )


def duplicates(sink: Sink) -> int:
    """How many more messages than identities; each identity must have one Date."""
    dates = defaultdict(set)
    for message in sink.accepted:
        dates[message.message_id].add(message.date)
    assert all(len(found) == 1 for found in dates.values())
    return len(sink.accepted) - len(dates)


@pytest.mark.parametrize("refusing", [0, 30])
def test_workers_killed_while_sending_lose_nothing(place, refusing):
    count, kills = report.count(300, 5000), report.count(5, 50)
    chance = random.Random(1)
    left = sorted(chance.sample(range(5, count - 5), kills), reverse=True)
    run(place, "fill", str(count))
    worker: subprocess.Popen | None = None

    def kill_after(_message) -> None:  # accepted, and the worker never hears of it
        if left and len(sink.accepted) >= left[-1] and worker:
            left.pop()
            worker.kill()

    with Sink(at_text=lambda _address: "451 later" if chance.random() * 100 < refusing else "") as sink:
        sink.on_accept = kill_after
        deaths = 0
        while True:
            worker = start(place, sink, "lease-over", "no-wait")
            if worker.wait(timeout=300) == 0:
                break
            deaths += 1
            assert deaths <= kills + 1
    states = json.loads(run(place, "states"))
    identities = len({message.message_id for message in sink.accepted})
    report.record(
        f"kill -9 of the worker while sending, {refusing} % of answers 4xx",
        name_of(place),
        messages=count, kills=deaths, lost=count - identities, duplicates=duplicates(sink), failed=states.get("failed", 0),
    )  # fmt: skip
    assert states == {"sent": count}
    assert identities == count
    assert duplicates(sink) <= deaths == kills


def eight(place: dict[str, str], *words: str, count: int) -> Sink:
    run(place, "fill", str(count))
    with Sink() as sink:
        workers = [start(place, sink, *words) for _ in range(8)]
        for worker in workers:
            worker.wait(timeout=300)
    return sink


def test_eight_workers_send_each_message_once_and_in_order(place):
    count = report.count(400, 5000)
    sink = eight(place, count=count)
    by_address = defaultdict(list)
    for message in sink.accepted:
        by_address[message.recipient].append(int(message.message_id.strip("<").split(".")[0]))
    disorder = sum(numbers != sorted(numbers) for numbers in by_address.values())
    report.record(
        "eight workers, no fault", name_of(place),
        messages=count, lost=count - len({m.message_id for m in sink.accepted}), duplicates=duplicates(sink), out_of_order=disorder,
    )  # fmt: skip
    assert (len(sink.accepted), duplicates(sink), disorder) == (count, 0, 0)


def test_without_the_guard_eight_workers_send_twice(place, tmp_path):
    (tmp_path / "ready").mkdir()
    count = report.count(200, 1000)
    sink = eight(place, f"no-guard={tmp_path / 'ready'}:8", count=count)
    report.record(
        "eight workers, guard removed (negative control)",
        name_of(place),
        messages=count,
        duplicates=duplicates(sink),
    )
    assert duplicates(sink) > 0


@pytest.mark.django_db
def test_a_server_down_hanging_and_refusing_loses_nothing(settings):
    count = report.count(200, 2000)
    now = datetime(2026, 11, 4, 9, 0, tzinfo=UTC)
    content = put_content(key="fault", subject="Coupure", text="Bonjour", language="fr")
    enqueue(
        (
            Draft(
                content_id=content.pk,
                address=f"p{n}@example.org",
                dedupe_key=f"f{n}",
                not_after=now + timedelta(days=5),
            )
            for n in range(count)
        ),
        now=now,
    )
    settings.EMAIL_TIMEOUT = 1
    with Sink() as gone:
        settings.OUTBOX_TRANSPORT = gone.transport
    runs_down = 0
    for _ in range(5):
        now += timedelta(minutes=5)
        runs_down += bool(deliver(now=now).unavailable)
    with Sink(silent=True) as hanging:
        settings.OUTBOX_TRANSPORT = hanging.transport
        now += timedelta(minutes=5)
        assert deliver(now=now).unavailable
    assert Counter(Delivery.objects.values_list("state", "refusals")) == {("pending", 0): count}
    chance = random.Random(2)
    with Sink(
        at_text=lambda _address: "451 later" if chance.random() < 0.3 else "",
        at_rcpt=lambda address: "550 no such user" if int(address[1:].split("@")[0]) % 100 == 7 else "",
    ) as sink:
        settings.OUTBOX_TRANSPORT = sink.transport
        for _ in range(60):
            now += timedelta(hours=1)
            deliver(now=now)
            if not Delivery.objects.filter(closed_at=None).exists():
                break
    states = Counter(Delivery.objects.values_list("state", flat=True))
    report.record(
        "mail server down, hanging, 30 % of answers 4xx, 1 % of mailboxes refused", "in the suite’s database",
        messages=count, accepted=len(sink.accepted), refused_for_good=states["failed"], lost=count - states["sent"] - states["failed"],
        duplicates=duplicates(sink),
    )  # fmt: skip
    assert runs_down == 5
    assert states == {"sent": count - count // 100, "failed": count // 100}
    assert len(sink.accepted) == states["sent"]
