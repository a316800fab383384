"""Structured logs: one JSON object a line, one line a request; no drawing, no address."""

import json
import logging
import os
import re
import sys
import time
from contextlib import nullcontext, suppress
from datetime import UTC, datetime
from functools import lru_cache
from types import TracebackType
from typing import TextIO

from flask import Flask

from webapp.observability.request_context import Observation, add_sink, current

trazo_log = logging.getLogger("trazo")
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
            "time": _in_words(record.created),
            "level": record.levelname.lower(),
            "logger": record.name,
            "message": _without_persons(record.getMessage()),
            "pid": record.process,
        } | getattr(record, "fields", {})
        if record.exc_info:
            line["exception"] = self.formatException(record.exc_info)
        return json.dumps(line, ensure_ascii=False, default=str)


class LineHandler(logging.StreamHandler[TextIO]):
    """Writes records as lines of JSON, and lines that are there already."""

    def __init__(self, stream: TextIO) -> None:
        super().__init__(stream)
        self.setFormatter(JsonFormatter())

    def write(self, line: str) -> None:
        """Write a line; if there is no room for it, it is left out."""
        with self.lock or nullcontext(), suppress(OSError, ValueError):
            self.stream.write(line + "\n")
            self.stream.flush()


def init_app(app: Flask) -> None:
    """Write one line for each request of the app to the standard output."""
    if not trazo_log.handlers:
        trazo_log.addHandler(LineHandler(sys.stdout))
        trazo_log.propagate = False
    trazo_log.setLevel(logging.INFO)
    add_sink(app, write_line)
    # Flask's own line has the address that was asked for.
    app.log_exception = write_exception  # type: ignore[method-assign]


def write_line(observation: Observation) -> None:
    """Log one finished request.

    There is one with each answer, and all its fields are known: the line is put together here, as
    `JsonFormatter` would, without a record of `logging`, unless somebody else listens, too.
    """
    handlers = trazo_log.handlers
    if len(handlers) != 1 or not isinstance(handlers[0], LineHandler):
        requests_log.info("request", extra={"fields": _fields(observation)})
    elif requests_log.isEnabledFor(logging.INFO):
        handlers[0].write(_line(observation))


def _fields(observation: Observation) -> dict[str, object]:
    fields: dict[str, object] = {
        "request_id": observation.request_id,
        "method": observation.method,
        "route": observation.route,
        "status": observation.status,
        "ms": round(observation.seconds * 1000, 2),
    }
    if observation.model:
        fields |= {"model": observation.model, "verdict": observation.verdict}
    return fields


def _line(seen: Observation) -> str:
    model = ""
    if seen.model:
        model = f', "model": {_quoted(seen.model)}, "verdict": {_quoted(seen.verdict)}'
    return (
        f'{{"time": "{_in_words(time.time())}", "level": "info", "logger": "{requests_log.name}", '
        f'"message": "request", "pid": {os.getpid()}, "request_id": "{seen.request_id}", '
        f'"method": "{seen.method}", "route": {_quoted(seen.route)}, "status": {seen.status}, '
        f'"ms": {round(seen.seconds * 1000, 2)}{model}}}'
    )


def write_exception(exc_info: ExcInfo) -> None:
    """Log an error that nothing in the app caught, with its traceback."""
    observation = current()
    fields = {"request_id": observation.request_id, "route": observation.route}
    errors_log.error("unforeseen error", exc_info=exc_info, extra={"fields": fields})


def _in_words(seconds: float) -> str:
    return datetime.fromtimestamp(seconds, UTC).isoformat(timespec="milliseconds")


@lru_cache(maxsize=256)
def _quoted(text: str) -> str:
    return json.dumps(text, ensure_ascii=False)


def _without_persons(message: str) -> str:
    message = _INVALID_REQUEST.sub("Invalid request", message)
    return _QUERY.sub("?...", message)
