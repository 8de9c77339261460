"""The cache on Redis that all processes share; while Redis does not answer, the table of the database stands in.

What is kept there (rate limits of signing in, previews for half an hour) must outlive Redis: nobody is locked out
because it is down, and a guesser of passwords is still slowed down.
"""

from __future__ import annotations

import logging
import time
from collections.abc import Callable
from typing import Any, ClassVar

from django.core.cache import caches
from django.core.cache.backends.redis import RedisCache
from redis.backoff import NoBackoff
from redis.exceptions import RedisError
from redis.retry import Retry

log = logging.getLogger(__name__)
STAND_IN = "table"  # the name in settings.CACHES
ASKED_AGAIN_AFTER = 10.0  # seconds for which this process leaves a Redis alone that did not answer
PATIENCE = {
    "socket_connect_timeout": 1.0,
    "socket_timeout": 2.0,
}  # seconds that a page may lose by finding out


def _either(name: str) -> Callable[..., Any]:
    """The method `name` of Redis, or of the stand-in while Redis does not answer."""
    on_redis = getattr(RedisCache, name)

    def asked(self: RedisOrTable, *args: Any, **options: Any) -> Any:
        if time.monotonic() >= RedisOrTable.rests_until:
            try:
                return on_redis(self, *args, **options)
            except RedisError as problem:
                RedisOrTable.rests_until = time.monotonic() + ASKED_AGAIN_AFTER
                log.error("the cache of CACHE_URL does not answer, the database stands in: %s", problem)
        return getattr(caches[STAND_IN], name)(*args, **options)

    return asked


class RedisOrTable(RedisCache):
    """Django's cache on Redis, asked without retries, with a stand-in."""

    rests_until: ClassVar[float] = 0.0  # monotonic seconds; for the whole process

    def __init__(self, server: str, params: dict[str, Any]) -> None:
        options = {**PATIENCE, "retry": Retry(NoBackoff(), 0), **params.get("OPTIONS", {})}
        super().__init__(server, {**params, "OPTIONS": options})

    add = _either("add")
    get = _either("get")
    set = _either("set")
    touch = _either("touch")
    delete = _either("delete")
    get_many = _either("get_many")
    has_key = _either("has_key")
    incr = _either("incr")
    set_many = _either("set_many")
    delete_many = _either("delete_many")
    clear = _either("clear")
