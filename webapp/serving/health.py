"""Whether the server is alive, and whether it is ready for requests."""

import logging
import threading
import time
from collections.abc import Callable
from http import HTTPStatus

from flask import Blueprint, Flask, Response, current_app

from webapp.openapi import documented, json_response
from webapp.openapi.schemas import record
from webapp.serving import problems

ALIVE = record(status={"const": "ok"}, model={"type": "string"})
READY = record(
    status={"const": "ready"},
    checked={"type": "array", "items": {"type": "string"}, "description": "What was looked at."},
)

log = logging.getLogger("trazo.health")

bp = Blueprint("health", __name__)

# Raises whatever it likes where the thing is missing.
Check = Callable[[], object]
# So long a verdict is kept: whoever asks more often costs nothing.
KEPT_S = 1.0


class Readiness:
    """What readiness depends on: looked at by one request at a time, and at most once a second."""

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        """Take the clock, in seconds, by which a verdict grows old."""
        self.checks: dict[str, Check] = {}
        self.clock = clock
        self._looking = threading.Lock()
        self._looked: float | None = None
        self._missing = ["a first look"]

    def missing(self) -> list[str]:
        """Return the names of what is missing.

        Nobody waits for somebody else's look, which takes its time while a store hangs: who asks
        meanwhile gets the verdict before it.
        """
        if self._is_old() and self._looking.acquire(blocking=False):
            try:
                if self._is_old():
                    checks = self.checks.items()
                    self._missing = [name for name, check in checks if not _passes(name, check)]
                    self._looked = self.clock()
            finally:
                self._looking.release()
        return self._missing

    def _is_old(self) -> bool:
        return self._looked is None or self.clock() - self._looked >= KEPT_S


@bp.get("/healthz")
@documented(
    "watching", answers={200: json_response(ALIVE, "The process answers.")}, is_limited=False
)
def healthz() -> dict[str, str]:
    """Say that the process answers, and with which model."""
    return {"status": "ok", "model": current_app.extensions["classifier"].default}


@bp.get("/readyz")
@documented(
    "watching",
    answers={200: json_response(READY, "Requests can come.")},
    problems=("not-ready",),
    is_limited=False,
)
def readyz() -> dict[str, object] | Response:
    """Say whether the model answers and the stores can be reached; if not, which is missing."""
    readiness: Readiness = current_app.extensions["readiness"]
    missing = readiness.missing()
    if missing:
        detail = f"Not ready for requests; missing: {', '.join(missing)}."
        return problems.problem("not-ready", HTTPStatus.SERVICE_UNAVAILABLE, detail)
    return {"status": "ready", "checked": list(readiness.checks)}


@bp.after_request
def keep_out_of_caches(response: Response) -> Response:
    """Have every probe answered anew."""
    response.headers["Cache-Control"] = "no-store"
    return response


def add_check(app: Flask, name: str, check: Check) -> None:
    """Make the app's readiness depend on `check` too; it raises where the thing is missing."""
    app.extensions.setdefault("readiness", Readiness()).checks[name] = check


def init_app(app: Flask) -> None:
    """Answer probes; what there is to be checked adds its own checks."""
    problems.declare(app, "not-ready", HTTPStatus.SERVICE_UNAVAILABLE)
    app.register_blueprint(bp)


def _passes(name: str, check: Check) -> bool:
    try:
        check()
    except Exception as error:  # any kind: what a store's client raises is its own affair
        fields = {"missing": name, "because": type(error).__name__}
        log.warning("not ready", extra={"fields": fields})
        return False
    return True
