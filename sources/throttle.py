"""Rate and concurrency for each host, shared by all workers through Redis or Valkey.

One script reserves both in one step; the libraries looked at (limits, pyrate-limiter) count requests but hold
no place while one is under way.
"""

import logging
import time
import uuid
from collections.abc import Iterator
from contextlib import contextmanager

import redis

_LOG = logging.getLogger(__name__)
# A holder that was killed frees its place after this long; a request never takes as long.
_PLACE_SECONDS = 180
_LONGEST_WAIT = 60.0

# → 0 when the caller may go, else the milliseconds to wait before asking again.
_RESERVE = """
local time = redis.call('TIME')
local now = time[1] * 1000 + math.floor(time[2] / 1000)
redis.call('ZREMRANGEBYSCORE', KEYS[2], '-inf', now)
if redis.call('ZCARD', KEYS[2]) >= tonumber(ARGV[2]) then return 250 end
local next = tonumber(redis.call('GET', KEYS[1]) or '0')
if next > now then return next - now end
redis.call('SET', KEYS[1], now + ARGV[1], 'PX', ARGV[1] + 1000)
redis.call('ZADD', KEYS[2], now + ARGV[4], ARGV[3])
redis.call('PEXPIRE', KEYS[2], ARGV[4])
return 0
"""


class CrowdedError(Exception):
    """No place at this host for a minute: come back later. Says nothing about the board."""


class Throttle:
    """`with throttle.place(host, rate, parallel):` around every request."""

    def __init__(self, redis_url: str) -> None:
        self._redis = redis.Redis.from_url(redis_url, socket_timeout=5, socket_connect_timeout=5)
        self._reserve = self._redis.register_script(_RESERVE)

    @contextmanager
    def place(self, host: str, rate: float, parallel: int) -> Iterator[None]:
        """Waits for a turn: at most `rate` requests a second and `parallel` at once. Raises CrowdedError."""
        holder = uuid.uuid4().hex
        keys = (f"throttle:{host}:next", f"throttle:{host}:held")
        try:
            self._wait(keys, rate, parallel, holder, host)
        except redis.RedisError as error:
            # Without the shared count each worker is still polite by itself.
            _LOG.warning("throttle of %s without Redis: %s", host, error)
            time.sleep(1 / rate)
        try:
            yield
        finally:
            self._leave(keys[1], holder)

    def _wait(self, keys: tuple[str, str], rate: float, parallel: int, holder: str, host: str) -> None:
        give_up = time.monotonic() + max(_LONGEST_WAIT, 2 / rate)
        while wait := int(self._reserve(keys=keys, args=[int(1000 / rate), parallel, holder, _PLACE_SECONDS * 1000])):
            if time.monotonic() > give_up:
                raise CrowdedError(f"no place at {host}")
            time.sleep(wait / 1000)

    def _leave(self, key: str, holder: str) -> None:
        try:
            self._redis.zrem(key, holder)
        except redis.RedisError:
            _LOG.debug("the place at %s frees itself", key)
