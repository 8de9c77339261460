"""A cache whose Redis does not answer: the table of the database stands in, and Redis is asked again later."""

from __future__ import annotations

import logging
import socket
import threading

import pytest
from django.conf import settings as set_up
from django.core.cache import caches
from redis.exceptions import ConnectionError as Unreachable

from core.shared_cache import ASKED_AGAIN_AFTER, RedisOrTable
from tests.running import free_port


@pytest.fixture
def cache(db, settings, monkeypatch):
    """The cache as CACHE_URL sets it up, at an address on which nothing listens."""
    monkeypatch.setattr(RedisOrTable, "rests_until", 0.0)
    settings.CACHES = {
        "default": {
            "BACKEND": "core.shared_cache.RedisOrTable",
            "LOCATION": f"redis://127.0.0.1:{free_port()}/1",
        },
        "table": set_up.CACHE_TABLE,
    }
    return caches["default"]


def test_everything_that_a_cache_does_is_done_in_the_database(cache):
    assert cache.add("limit", [1], 60) and not cache.add("limit", [2], 60)
    cache.set("seen", 1)
    assert cache.incr("seen") == 2 and cache.touch("seen", 60) and "seen" in cache
    assert cache.set_many({"a": 1, "b": 2}) == []
    assert cache.get_many(["limit", "a", "b", "none"]) == {"limit": [1], "a": 1, "b": 2}
    cache.delete_many(["a", "b"])
    assert cache.delete("limit") and cache.get("limit", "gone") == "gone"
    assert caches["table"].get("seen") == 2
    cache.clear()
    assert caches["table"].get("seen") is None


def test_it_is_said_once_and_redis_is_asked_again_after_a_while(cache, monkeypatch, caplog):
    seconds, asked = [100.0], []

    def refused(*_args):
        asked.append(seconds[0])
        raise Unreachable("refused")

    monkeypatch.setattr("core.shared_cache.time.monotonic", lambda: seconds[0])
    monkeypatch.setattr(cache._cache, "get", refused)
    with caplog.at_level(logging.ERROR):
        for _ in range(3):
            assert cache.get("nothing") is None
        assert asked == [100.0] and len(caplog.records) == 1
        seconds[0] += ASKED_AGAIN_AFTER
        monkeypatch.setattr(cache._cache, "get", lambda *_args: "from Redis")
        assert cache.get("nothing") == "from Redis"
    assert len(caplog.records) == 1


def test_a_redis_that_takes_the_call_and_says_nothing_is_given_up(cache):
    with socket.create_server(("127.0.0.1", 0)) as mute:
        taken: list[socket.socket] = []
        threading.Thread(target=lambda: taken.append(mute.accept()[0]), daemon=True).start()
        address = f"redis://127.0.0.1:{mute.getsockname()[1]}/1"
        mute_cache = RedisOrTable(address, {"OPTIONS": {"socket_timeout": 0.05}})
        mute_cache.set("word", "kept")
        assert taken and caches["table"].get("word") == "kept"
        taken[0].close()
        mute_cache._cache._pools[0].disconnect()
