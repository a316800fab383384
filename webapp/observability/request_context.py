"""What is known of the request under way: its id, its model and verdict, where its time went."""

import re
import time
import uuid
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

from flask import Flask, Response, g, request

# What a proxy may call a request: anything else, however long, stays out of headers and logs.
REQUEST_ID = re.compile(r"[A-Za-z0-9._-]{1,64}")
METHODS = frozenset({"GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"})

Sink = Callable[["Observation"], None]


@dataclass
class Observation:
    """One request: never its drawing, its address or what its query says."""

    request_id: str
    method: str
    # The route's template, as `/language/<code>`, or "unmatched": never the address asked for.
    route: str
    started: float = field(default_factory=time.perf_counter)
    stages_ms: dict[str, float] = field(default_factory=dict)
    model: str = ""
    verdict: str = ""
    status: int = 0
    seconds: float = 0.0

    def server_timing(self) -> str:
        """Return the value of a Server-Timing header: the stages, and the whole."""
        whole = self.stages_ms | {"total": (time.perf_counter() - self.started) * 1000}
        return ", ".join(f"{name};dur={ms:.2f}" for name, ms in whole.items())


@contextmanager
def stage(name: str) -> Iterator[None]:
    """Time a stage of the current request, as `decode`, for Server-Timing; also if it raises."""
    begun = time.perf_counter()
    try:
        yield
    finally:
        stages = current().stages_ms
        stages[name] = stages.get(name, 0.0) + (time.perf_counter() - begun) * 1000


def record_prediction(model: str, verdict: str) -> None:
    """Remember which model answered the current request, and its verdict."""
    observation = current()
    observation.model, observation.verdict = model, verdict


def current() -> Observation:
    """Return what is known of the current request."""
    try:
        observation: Observation = g.observation
    except AttributeError:
        observation = g.observation = _begin()
    return observation


def add_sink(app: Flask, sink: Sink) -> None:
    """Have `sink` called with every finished request's observation."""
    app.extensions["observation_sinks"].append(sink)


def init_app(app: Flask) -> None:
    """Observe every request from its first hook to its last."""
    sinks: list[Sink] = []
    app.extensions["observation_sinks"] = sinks

    @app.before_request
    def begin() -> None:
        current()

    @app.after_request
    def finish(response: Response) -> Response:
        observation = current()
        observation.status = response.status_code
        observation.seconds = time.perf_counter() - observation.started
        response.headers["X-Request-ID"] = observation.request_id
        if request.path.startswith("/api/"):
            response.headers["Server-Timing"] = observation.server_timing()
        for sink in sinks:
            sink(observation)
        return response


def _begin() -> Observation:
    asked = request.headers.get("X-Request-ID", "")
    return Observation(
        request_id=asked if REQUEST_ID.fullmatch(asked) else uuid.uuid4().hex,
        method=request.method if request.method in METHODS else "OTHER",
        route=request.url_rule.rule if request.url_rule else "unmatched",
    )
