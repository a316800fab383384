"""Structured logs: one JSON object a line, one line a request; no drawing, no address."""

import json
import logging
import re
import sys
from datetime import UTC, datetime
from types import TracebackType

from flask import Flask

from webapp.observability.request_context import Observation, add_sink, current

requests_log = logging.getLogger("trazo.requests")
errors_log = logging.getLogger("trazo.errors")

ExcInfo = tuple[type[BaseException], BaseException, TracebackType | None] | tuple[None, None, None]

# gunicorn names who sent a request that is no HTTP, and repeats of it what may be private.
_INVALID_REQUEST = re.compile(r"Invalid request from ip=.*", re.DOTALL)
_QUERY = re.compile(r"\?\S*")


class JsonFormatter(logging.Formatter):
    """A log record as one line of JSON; what its `fields` attribute holds is added to it."""

    def format(self, record: logging.LogRecord) -> str:
        """Return the line; times are UTC."""
        line = {
            "time": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname.lower(),
            "logger": record.name,
            "message": _without_persons(record.getMessage()),
            "pid": record.process,
        } | getattr(record, "fields", {})
        if record.exc_info:
            line["exception"] = self.formatException(record.exc_info)
        return json.dumps(line, ensure_ascii=False, default=str)


def init_app(app: Flask) -> None:
    """Write one line for each request of the app to the standard output."""
    trazo = logging.getLogger("trazo")
    if not trazo.handlers:
        handler = logging.StreamHandler(sys.stdout)
        handler.setFormatter(JsonFormatter())
        trazo.addHandler(handler)
        trazo.propagate = False
    trazo.setLevel(logging.INFO)
    add_sink(app, write_line)
    # Flask's own line has the address that was asked for.
    app.log_exception = write_exception  # type: ignore[method-assign]


def write_line(observation: Observation) -> None:
    """Log one finished request."""
    fields = {
        "request_id": observation.request_id,
        "method": observation.method,
        "route": observation.route,
        "status": observation.status,
        "ms": round(observation.seconds * 1000, 2),
    }
    if observation.model:
        fields |= {"model": observation.model, "verdict": observation.verdict}
    requests_log.info("request", extra={"fields": fields})


def write_exception(exc_info: ExcInfo) -> None:
    """Log an error that nothing in the app caught, with its traceback."""
    observation = current()
    fields = {"request_id": observation.request_id, "route": observation.route}
    errors_log.error("unforeseen error", exc_info=exc_info, extra={"fields": fields})


def _without_persons(message: str) -> str:
    message = _INVALID_REQUEST.sub("Invalid request", message)
    return _QUERY.sub("?...", message)
