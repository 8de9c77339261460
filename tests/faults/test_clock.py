"""Fault 8: a machine whose clock is an hour ahead or behind.

On PostgreSQL the workers go by the database's clock, so that one wrong clock among several changes nothing. SQLite
has one machine: all its processes are wrong together. The two clock changes of the year are tested in
tests/core/test_local_time.py and, of tests/calendar_ops, test_timeline, test_minute_oracle, test_policy, test_slots, test_due.
"""

from __future__ import annotations

import threading
from collections import Counter

import pytest

from tests.faults import report
from tests.faults.test_notices import text_of
from tests.faults.test_outbox import duplicates, run, start
from tests.processes import PATIENCE, answer, apart, name_of
from tests.smtp_sink import Sink

pytestmark = [pytest.mark.slow, pytest.mark.servers]
PEOPLE, WORKER = "tests.faults.notices_worker", "tests.faults.clock_worker"


@pytest.fixture
def place(tmp_path):
    with apart(tmp_path, EMAIL_TIMEOUT="120") as env:
        yield env


def off(place: dict[str, str], minutes: int) -> dict[str, str]:
    return {**place, "CLOCK_OFF_MINUTES": str(minutes)}


def together(place: dict[str, str], clocks: tuple[int, int, int], *words: str, count: int) -> Sink:
    """The first worker is in the middle of a message while two more come, and go again."""
    run(place, "fill", str(count))
    busy, let_go = threading.Event(), threading.Event()

    def hold(_address: str) -> str:
        if len(sink.accepted) == 20 and not busy.is_set():
            busy.set()
            let_go.wait(PATIENCE)
        return ""

    with Sink(at_text=hold) as sink:
        first = start(off(place, clocks[0]), sink, *words)
        assert busy.wait(PATIENCE)
        others = [start(off(place, minutes), sink, *words) for minutes in clocks[1:]]
        assert [worker.wait(PATIENCE) for worker in others] == [0, 0]
        let_go.set()
        assert first.wait(PATIENCE) == 0
    return sink


def test_workers_whose_clocks_differ_send_each_message_once(place):
    count = report.count(400, 5000)
    clocks = (0, 60, -60) if name_of(place) == "PostgreSQL" else (60, 60, 60)
    sink = together(place, clocks, count=count)
    told = len({message.message_id for message in sink.accepted})
    report.record(
        "three workers, clocks off by an hour", name_of(place),
        messages=count, lost=count - told, duplicates=duplicates(sink),
    )  # fmt: skip
    assert (told, duplicates(sink)) == (count, 0)


def test_by_its_own_clock_a_worker_ahead_sends_twice(place):
    count = report.count(400, 1000)
    sink = together(place, (0, 60, -60), "own-clock", count=count)
    report.record(
        "three workers, clocks off by an hour, guard removed (negative control)", name_of(place),
        messages=count, duplicates=duplicates(sink),
    )  # fmt: skip
    assert duplicates(sink) > 0


@pytest.mark.parametrize(("minutes", "word"), [(60, "ahead"), (-60, "behind")])
def test_a_clock_that_was_off_loses_no_notice_and_repeats_none(place, minutes, word):
    answer(place, PEOPLE, "fill", str(report.count(9, 300)))
    names = answer(place, WORKER, "begin")
    wanted = {kind: set(answer(place, PEOPLE, "to_tell", name)) for kind, name in names.items()}
    with Sink() as sink:
        env = {**place, "EMAIL_URL": sink.url}

        def told() -> Counter[tuple[str, str]]:
            texts = [(message.recipient, text_of(message.octets)) for message in sink.accepted]
            return Counter((kind, who) for who, text in texts for kind in names if names[kind] in text)

        answer(off(env, minutes), WORKER, "tick")
        while_off = told()
        answer(env, WORKER, "tick")
        right_again = told()
        answer(env, WORKER, "pass_minutes", "40")
        answer(env, WORKER, "tick")
        at_last = told()
    after = answer(place, PEOPLE, "alerts")
    due = {(kind, who) for kind in ("late", "soon", "starting") for who in wanted[kind]}
    early = sum(kind in ("soon", "far") for kind, _who in while_off)
    report.record(
        f"clock an hour {word}, then right again", name_of(place),
        notices=len(due), lost=len(due - at_last.keys()), told_twice=sum(n > 1 for n in at_last.values()),
        told_before_due=early, told_of_work_that_had_begun=sum(kind == "begun" for kind, _who in at_last),
    )  # fmt: skip
    assert due and at_last == Counter(due)  # neither what has begun nor what is far
    assert {(kind, who) for kind, who in due if kind != "soon"} <= right_again.keys()
    assert after["missed"] == [names["begun"]] and names["late"] in after["late"]
    if name_of(place) == "PostgreSQL":
        assert early == 0 and while_off == right_again
