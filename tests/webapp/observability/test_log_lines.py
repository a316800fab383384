"""The line of a request is put together by hand: as `logging` with the formatter would have it."""

import io
import json
import logging
import os

import pytest

from webapp.observability import logs
from webapp.observability.logs import JsonFormatter, LineHandler, write_line
from webapp.observability.request_context import Observation


class Full(io.StringIO):
    """A stream without room."""

    def flush(self):
        raise OSError("no room")


def observed(**more):
    return Observation(
        "an-id.1", "POST", '/a/<path:"quoted"> ñ', status=200, seconds=0.0123456, **more
    )


@pytest.fixture
def stream(monkeypatch):
    handler = LineHandler(io.StringIO())
    monkeypatch.setattr(logging.getLogger("trazo"), "handlers", [handler])
    monkeypatch.setattr(logging.getLogger("trazo"), "level", logging.INFO)
    logs.requests_log.manager._clear_cache()
    return handler


def by_the_formatter(observation):
    fields = {
        "request_id": observation.request_id,
        "method": observation.method,
        "route": observation.route,
        "status": observation.status,
        "ms": round(observation.seconds * 1000, 2),
    }
    if observation.model:
        fields |= {"model": observation.model, "verdict": observation.verdict}
    record = logging.makeLogRecord(
        {"name": "trazo.requests", "levelname": "INFO", "levelno": 20, "msg": "request"}
        | {"created": 1.5, "process": os.getpid(), "fields": fields}
    )
    return JsonFormatter().format(record)


@pytest.mark.parametrize("more", [{}, {"model": 'le"net', "verdict": "not-a-digit"}])
def test_it_is_what_the_formatter_would_have_written(stream, monkeypatch, more):
    monkeypatch.setattr(logs.time, "time", lambda: 1.5)
    write_line(observed(**more))
    assert stream.stream.getvalue() == by_the_formatter(observed(**more)) + "\n"


def test_a_stream_without_room_costs_no_answer(stream):
    stream.stream = Full()
    write_line(observed())
    stream.stream = io.StringIO()
    write_line(observed())
    assert stream.stream.getvalue().count("\n") == 1


def test_it_is_left_out_where_such_lines_are_not_wanted(stream, monkeypatch):
    monkeypatch.setattr(logs.requests_log, "level", logging.WARNING)
    logs.requests_log.manager._clear_cache()
    write_line(observed())
    assert stream.stream.getvalue() == ""
    logs.requests_log.manager._clear_cache()


def test_where_somebody_else_listens_they_get_a_record(stream, monkeypatch):
    records = []
    other = logging.Handler()
    other.emit = records.append
    monkeypatch.setattr(logging.getLogger("trazo"), "handlers", [stream, other])
    write_line(observed())
    (line,) = stream.stream.getvalue().splitlines()
    assert json.loads(line)["request_id"] == records[0].fields["request_id"] == "an-id.1"


def test_after_a_fork_it_has_the_childs_number():
    read, write = os.pipe()
    child = os.fork()
    if not child:
        told = json.loads(logs._line(observed()))["pid"]
        os.write(write, json.dumps([told, os.getpid()]).encode())
        os._exit(0)
    os.waitpid(child, 0)
    told, real = json.loads(os.read(read, 100))
    assert told == real == child
