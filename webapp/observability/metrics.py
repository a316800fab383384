"""Counts and latencies for Prometheus at /metrics, summed over all workers, behind a token."""

import hmac
import logging
import os
import threading
from collections.abc import Iterator, Mapping
from functools import lru_cache
from pathlib import Path
from typing import Any, Protocol

from flask import Blueprint, Flask, Response, abort, current_app, request
from prometheus_client import CollectorRegistry, Counter, Histogram, generate_latest
from prometheus_client.core import GaugeMetricFamily
from prometheus_client.exposition import CONTENT_TYPE_LATEST
from prometheus_client.multiprocess import MultiProcessCollector
from prometheus_client.registry import Collector
from werkzeug.datastructures import WWWAuthenticate
from werkzeug.exceptions import Unauthorized

from webapp.observability import metric_files
from webapp.observability.request_context import Observation, add_sink
from webapp.openapi import documented, text_response

log = logging.getLogger("trazo.metrics")

bp = Blueprint("metrics", __name__)

BUCKETS_S = (0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5)


class Served(Protocol):
    """What is told of a model that is served."""

    @property
    def name(self) -> str:
        """Its name."""
        ...

    @property
    def card(self) -> Mapping[str, Any]:
        """What its model.json holds."""
        ...


class Metrics:
    """What is counted; with a folder given, in files there that all workers' counts are in."""

    def __init__(self, folder: Path | None) -> None:
        """Make the metrics; prometheus_client itself takes the folder from the environment."""
        self._folder = folder
        # The process that may count, 0: none yet. A worker is forked from one that did not count.
        self._pid = 0
        self._usable = True
        self._told = False
        self._lock = threading.Lock()
        self.registry = CollectorRegistry()
        self._requests = Counter(
            "trazo_requests",
            "Requests answered.",
            ["method", "route", "status"],
            registry=self.registry,
        )
        self._seconds = Histogram(
            "trazo_request_seconds",
            "Time from a request's first hook to its last.",
            ["route", "model"],
            buckets=BUCKETS_S,
            registry=self.registry,
        )
        self._verdicts = Counter(
            "trazo_verdicts", "Drawings read.", ["model", "verdict"], registry=self.registry
        )
        # Routes, models, verdicts and statuses are all few: so are their combinations.
        self._series_of = lru_cache(maxsize=4096)(self._series)

    def count(self, seen: Observation) -> None:
        """Count one finished request; where that cannot be done, the answer goes out all the same.

        All its counts are in the files before its answer is on the way.
        """
        if self._pid != os.getpid():
            self._start_counting()
        if not self._usable:
            return
        try:
            self._add(seen)
        except Exception as error:  # of any kind: what becomes of its files is others' doing
            self._tell("a request was not counted", error)

    def _add(self, seen: Observation) -> None:
        series = self._series_of(seen.method, seen.route, seen.status, seen.model, seen.verdict)
        requests, seconds, verdicts = series
        requests.inc()
        seconds.observe(seen.seconds)
        if verdicts:
            verdicts.inc()

    def _series(
        self, method: str, route: str, status: int, model: str, verdict: str
    ) -> tuple[Counter, Histogram, Counter | None]:
        return (
            self._requests.labels(method, route, str(status)),
            self._seconds.labels(route, model),
            self._verdicts.labels(model, verdict) if model else None,
        )

    def text(self, models: Mapping[str, Served]) -> bytes:
        """Return everything in Prometheus' text format."""
        registry = CollectorRegistry()
        registry.register(ModelInfo(models))
        if self._folder:
            if self._folder.is_dir():
                MultiProcessCollector(registry, str(self._folder))
            return generate_latest(registry)
        return generate_latest(registry) + generate_latest(self.registry)

    def _start_counting(self) -> None:
        with self._lock:
            pid = os.getpid()
            if self._pid == pid:
                return
            try:
                if self._folder:
                    metric_files.reserve(self._folder, pid)
            except OSError as error:
                self._usable = False
                self._tell("this worker counts nothing", error)
            self._pid = pid

    def _tell(self, trouble: str, error: Exception) -> None:
        """Log the first trouble of a worker: the next requests would have the same."""
        if not self._told:
            self._told = True
            log.error(trouble, extra={"fields": {"because": str(error)}})


class ModelInfo(Collector):
    """Which models are served, and which version of each."""

    def __init__(self, models: Mapping[str, Served]) -> None:
        """Take the served models by name."""
        self._models = models

    def collect(self) -> Iterator[GaugeMetricFamily]:
        """Yield one gauge, always 1: what it says is in its labels."""
        labels = ["model", "sha256", "preprocessing"]
        info = GaugeMetricFamily("trazo_model_info", "The models that are served.", labels=labels)
        for model in self._models.values():
            digest = model.card["sha256"]["model.tflite"]
            info.add_metric([model.name, digest, str(model.card["preprocessing"])], 1)
        yield info


@bp.get("/metrics")
@documented(
    "watching",
    answers={200: text_response("Metrics in Prometheus' text format.", CONTENT_TYPE_LATEST)},
    problems=("not-found", "unauthorized"),
    is_limited=False,
)
def metrics() -> Response:
    """Count requests, latencies and verdicts for Prometheus; needs `Authorization: Bearer`."""
    token = current_app.config["METRICS_TOKEN"]
    if not token:
        abort(404)
    scheme, _, given = request.headers.get("Authorization", "").partition(" ")
    known = hmac.compare_digest(given.strip().encode(), token.encode())
    if scheme.lower() != "bearer" or not known:
        raise Unauthorized(www_authenticate=WWWAuthenticate("bearer", {"realm": "metrics"}))
    text = current_app.extensions["metrics"].text(current_app.extensions["classifier"].models)
    return Response(text, content_type=CONTENT_TYPE_LATEST, headers={"Cache-Control": "no-store"})


def init_app(app: Flask) -> None:
    """Count every request, if there is a token with which the counts can be read."""
    if not app.config["METRICS_TOKEN"]:
        return
    counted = Metrics(metric_files.folder())
    app.extensions["metrics"] = counted
    add_sink(app, counted.count)
