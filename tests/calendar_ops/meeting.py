"""Threads let go at once, and points where they meet: the machinery of races."""

from __future__ import annotations

import random
import threading
import time
from collections.abc import Callable
from contextlib import suppress

from django.db import OperationalError, connections

from calendar_ops.actions import Conflict, Refused

MOMENT = 1.0  # seconds that a meeting waits for whoever cannot come
chance = random.Random(3)


def together(*verbs: Callable[[], object]) -> list[object]:
    """Run each in a thread with a connection of its own, all let go at once; what each gave or raised."""
    go = threading.Barrier(len(verbs))
    found: list[object] = [None] * len(verbs)

    def run(number: int, verb: Callable[[], object], delay: float) -> None:
        go.wait()
        time.sleep(delay)  # so that each side is first in some rounds
        try:
            found[number] = verb()
        except Exception as problem:
            found[number] = problem
        finally:
            connections.close_all()

    threads = [
        threading.Thread(target=run, args=(number, verb, chance.random() / 200))
        for number, verb in enumerate(verbs)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    for one in found:
        if isinstance(one, Exception) and not isinstance(one, Refused | Conflict | OperationalError):
            raise one
    return found


def meeting(parties: int) -> Callable[[], None]:
    """A point that nobody passes before all are there, or before it is clear that somebody cannot come."""
    point = threading.Barrier(parties)

    def meet() -> None:
        with suppress(threading.BrokenBarrierError):
            point.wait(timeout=MOMENT)

    return meet


def first(meet: Callable[[], None], verb: Callable) -> Callable:
    """`verb`, once everybody is at the meeting."""

    def met(*args, **kwargs):
        meet()
        return verb(*args, **kwargs)

    return met


def then(verb: Callable, meet: Callable[[], None]) -> Callable:
    """`verb`, and then the meeting, still in its transaction."""

    def met(*args, **kwargs):
        done = verb(*args, **kwargs)
        meet()
        return done

    return met
