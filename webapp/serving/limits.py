"""How much one client may ask: counted by address, in memory or, for replicas, in Redis."""

import ipaddress
import logging
import math
import time
from collections.abc import Callable
from functools import lru_cache
from typing import cast

from flask import Flask, current_app, request
from limits import RateLimitItem, parse_many
from limits.storage import storage_from_string
from limits.strategies import FixedWindowRateLimiter
from werkzeug.exceptions import TooManyRequests

from webapp.openapi.operations import operation_of
from webapp.serving.counts import WindowCounts
from webapp.serving.health import add_check

log = logging.getLogger("trazo.limits")

# Redis is asked before each answer: one that hangs must not hold them up for long.
REDIS_PATIENCE = {"socket_connect_timeout": 0.5, "socket_timeout": 0.25}
# After Redis failed, one request in so many seconds tries it; the others do without.
REDIS_PAUSE_S = 5.0
# In memory, so many counts are kept apart: 4 MB. Whoever comes then and is not known yet shares
# one of a thousand counts: a flood from everywhere neither fills the memory nor has anybody's
# count forgotten.
CROWD = 10_000
SHARED = 1_000


class Limiter:
    """Counts in Redis while it answers, and else in this process's memory."""

    def __init__(
        self, limits: str, redis: str = "", clock: Callable[[], float] = time.monotonic
    ) -> None:
        """Take limits as `limits` writes them, `60 per second;20000 per hour`.

        `clock` gives the seconds by which Redis is left alone once it has failed.

        Raises:
            ValueError: no such limits.
        """
        self.items = parse_many(limits)
        self.clock = clock
        self._memory: list[FixedWindowRateLimiter] = []
        self._together = _in_redis(redis) if redis else None
        self._failed = False
        self._not_before = 0.0

    def hit(self, client: str, cost: int = 1) -> int:
        """Count what a client asks; return 0, or the seconds to wait where it is too much.

        No cost is more than half of a limit, so that nothing is too dear for ever.
        """
        if self._together and self._is_to_be_tried():
            try:
                wait = self._count(self._together, client, cost)
            except Exception as error:  # of any kind: it has gone, is full, starting, read-only
                self._failed, self._not_before = True, self.clock() + REDIS_PAUSE_S
                log.warning("without Redis", extra={"fields": {"because": type(error).__name__}})
            else:
                self._failed = False
                return wait
        return self._count(self._here, self._in_the_crowd(client), cost)

    def check(self) -> None:
        """Ask Redis for a sign of life.

        Raises:
            ConnectionError: it gives none.
        """
        if self._together and not self._together.storage.check():
            raise ConnectionError("Redis does not answer")

    @property
    def _here(self) -> FixedWindowRateLimiter:
        """What counts in memory: made by the first who needs it, as it starts threads.

        They would not live on in the workers that are forked after the app is loaded.
        """
        if not self._memory:
            self._memory.append(FixedWindowRateLimiter(WindowCounts()))
        return self._memory[0]  # of two that were made at once, all use the first

    def _is_to_be_tried(self) -> bool:
        if not self._failed:
            return True
        now = self.clock()
        if now < self._not_before:
            return False
        self._not_before = now + REDIS_PAUSE_S  # whoever comes while this one tries does without
        return True

    def _count(self, limiter: FixedWindowRateLimiter, client: str, cost: int) -> int:
        waits = [
            _seconds_to_wait(limiter, item, client)
            for item in self.items
            if not limiter.hit(item, client, cost=min(cost, max(1, item.amount // 2)))
        ]
        return max(waits, default=0)

    def _in_the_crowd(self, client: str) -> str:
        """Return the name under which a client counts in memory."""
        counts = cast(WindowCounts, self._here.storage).storage
        if len(counts) < CROWD or any(item.key_for(client) in counts for item in self.items):
            return client
        return f"crowd {hash(client) % SHARED}"  # salted in each process: nobody picks a neighbour


def init_app(app: Flask) -> None:
    """Refuse with 429 what one client asks beyond the setting; without Redis, count on in memory.

    `app.extensions["rate_limiter"]` is the `Limiter`, or None where the setting is `off`.
    """
    limit, redis = app.config["RATE_LIMIT"], app.config["REDIS_URL"]
    app.extensions["rate_limiter"] = None
    if limit is None:
        return
    limiter = app.extensions["rate_limiter"] = Limiter(limit, redis)
    if redis:
        add_check(app, "redis", limiter.check)
    app.before_request(_count_request)


def charge(cost: int) -> None:
    """Count so much more for the current request than the one that every request counts.

    Raises:
        TooManyRequests: it is too much, with the seconds to wait.
    """
    limiter: Limiter | None = current_app.extensions["rate_limiter"]
    if limiter is None or cost < 1:
        return
    wait = limiter.hit(client(), cost)
    if wait:
        raise TooManyRequests(retry_after=wait)


def client() -> str:
    """Name the client: its IPv4 address, or the /64 that every home with IPv6 has to itself."""
    return _named(request.remote_addr or "")


def _is_counted(endpoint: str | None) -> bool:
    """Whether requests for an endpoint count: probes must get through when all else is refused."""
    view = current_app.view_functions.get(endpoint or "")
    operation = operation_of(view) if view else None
    return operation is None or operation.is_limited


def _count_request() -> None:
    if _is_counted(request.endpoint):
        charge(1)


@lru_cache(maxsize=1024)
def _named(text: str) -> str:
    try:
        address = ipaddress.ip_address(text)
    except ValueError:
        return "unknown"  # a socket of the machine itself, say
    if isinstance(address, ipaddress.IPv4Address):
        return str(address)
    if address.ipv4_mapped:
        return str(address.ipv4_mapped)
    return str(ipaddress.IPv6Network((int(address), 64), strict=False))


def _in_redis(url: str) -> FixedWindowRateLimiter:
    return FixedWindowRateLimiter(storage_from_string(url, key_prefix="trazo", **REDIS_PATIENCE))


def _seconds_to_wait(limiter: FixedWindowRateLimiter, item: RateLimitItem, client: str) -> int:
    left = limiter.get_window_stats(item, client).reset_time - time.time()
    # `limits` goes by the time of day: were that set back, the wait would be longer than a window.
    return max(1, min(math.ceil(left), item.get_expiry()))
