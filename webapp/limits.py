"""How much one client may ask: counted by address, in memory or, for replicas, in Redis."""

import ipaddress
import logging
import math
import time
from functools import partial
from typing import TYPE_CHECKING

from flask import Flask, Response, current_app, g, request
from limits import RateLimitItem, parse
from limits.strategies import FixedWindowRateLimiter
from werkzeug.exceptions import TooManyRequests

from webapp.counting import SteadyMemory
from webapp.health import add_check

if TYPE_CHECKING:
    from flask_limiter import Limiter

# Probes must get through when everything else is refused; files are kept by the browser.
UNLIMITED = ("healthz", "readyz", "metrics", "static", "plain_static")
# Redis is asked before each answer: one that hangs must not hold them up for long.
REDIS_PATIENCE = {"socket_connect_timeout": 0.5, "socket_timeout": 0.25}


def init_app(app: Flask) -> None:
    """Refuse with 429 what one client asks beyond the setting; without Redis, count on in memory.

    `app.extensions["rate_limiter"]` is the limiter, or None where the setting is `off`.
    """
    limit, redis = app.config["RATE_LIMIT"], app.config["REDIS_URL"]
    app.extensions["rate_limiter"] = None
    if limit is None:
        return
    if redis:
        _count_together(app, limit, redis)
    else:
        app.extensions["rate_limiter"] = FixedWindowRateLimiter(SteadyMemory())
        app.before_request(partial(_count_alone, parse(limit)))
    app.after_request(_with_retry_after)


def _count_together(app: Flask, limit: str, redis: str) -> None:
    from flask_limiter import Limiter  # the start is quicker where it is not needed

    # Its line for each refusal has the client's address.
    logging.getLogger("flask-limiter").setLevel(logging.WARNING)
    limiter = Limiter(
        key_func=client,
        application_limits=[limit],
        application_limits_exempt_when=lambda: is_unlimited(request.endpoint),
        storage_uri=redis,
        storage_options=dict(REDIS_PATIENCE),  # type: ignore[arg-type]  # no fractions in its hint
        key_prefix="trazo",
        in_memory_fallback_enabled=True,
        swallow_errors=True,
    )
    limiter.init_app(app)
    app.extensions["rate_limiter"] = limiter
    add_check(app, "redis", lambda: _ask(limiter))


def _count_alone(limit: RateLimitItem) -> None:
    """Count a request in memory, which cannot go away as Redis can.

    Flask-Limiter's own check finds out anew, for each request, which limits apply to it, and
    takes a fifth of the time that a prediction takes; here one applies to all, and what
    Flask-Limiter counts with is asked at once.
    """
    if request.endpoint is None or is_unlimited(request.endpoint):
        return
    limiter = current_app.extensions["rate_limiter"]
    if not limiter.hit(limit, client()):
        g.limit_ends = limiter.get_window_stats(limit, client()).reset_time
        raise TooManyRequests


def client() -> str:
    """Name the client: its IPv4 address, or the /64 that every home with IPv6 has to itself."""
    try:
        address = ipaddress.ip_address(request.remote_addr or "")
    except ValueError:
        return "unknown"  # a socket of the machine itself, say
    if address.version == 4:
        return str(address)
    if address.ipv4_mapped:
        return str(address.ipv4_mapped)
    return str(ipaddress.ip_network((address, 64), strict=False))


def is_unlimited(endpoint: str | None) -> bool:
    """Whether requests for an endpoint are never refused for their number."""
    return (endpoint or "").rpartition(".")[2] in UNLIMITED


def _ask(limiter: "Limiter") -> None:
    if not limiter.storage.check():
        raise ConnectionError("Redis does not answer")


def _with_retry_after(response: Response) -> Response:
    if response.status_code == 429:
        response.headers["Retry-After"] = str(_seconds_to_wait())
    return response


def _seconds_to_wait() -> int:
    if "limit_ends" in g:
        ends: float = g.limit_ends
        return max(1, math.ceil(ends - time.time()))
    limit = current_app.extensions["rate_limiter"].current_limit
    try:
        return max(1, math.ceil(limit.reset_at - time.time())) if limit else 1
    except Exception:  # of whatever kind: Redis has gone since it counted
        return 1
