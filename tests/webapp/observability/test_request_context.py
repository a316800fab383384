"""Request ids, Server-Timing, readiness and error reports."""

import gzip
import importlib
import itertools
import json
import logging
import re
import threading
import time
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from http.server import BaseHTTPRequestHandler, HTTPServer
from types import SimpleNamespace

import pytest
from clock import Clock
from drawn_pictures import encode

from webapp import create_app
from webapp.observability import request_context
from webapp.serving.health import add_check

UNPACK = {None: bytes, "gzip": gzip.decompress}
with suppress(ImportError):  # the SDK uses it where it is there
    UNPACK["br"] = importlib.import_module("brotli").decompress


@pytest.mark.parametrize("path", ["/", "/api/models", "/healthz", "/none", "/api/none"])
def test_every_answer_has_an_id_of_its_own(client, path):
    ids = [client.get(path).headers["X-Request-ID"] for _ in range(2)]
    assert re.fullmatch("[0-9a-f]{32}", ids[0])
    assert ids[0] != ids[1]


@pytest.mark.parametrize("sane", ["a", "4f-2.b_9", "x" * 64])
def test_a_sane_id_of_a_proxy_is_kept(client, sane):
    assert client.get("/", headers={"X-Request-ID": sane}).headers["X-Request-ID"] == sane


@pytest.mark.parametrize("odd", ["", "x" * 65, "a b", 'a"b', "<b>", "á", "a\tb"])
def test_any_other_is_replaced(client, odd):
    given = client.get("/", headers={"X-Request-ID": odd}).headers["X-Request-ID"]
    assert re.fullmatch("[0-9a-f]{32}", given)


def stages(answer):
    parts = [part.partition(";dur=") for part in answer.headers["Server-Timing"].split(", ")]
    return {name: float(ms) for name, _, ms in parts}


def test_a_prediction_says_where_its_time_went(client, seven, monkeypatch):
    ticks = itertools.count(time.perf_counter() + 1, 0.001)
    monkeypatch.setattr(request_context, "time", SimpleNamespace(perf_counter=lambda: next(ticks)))
    timing = stages(client.post("/api/predict", data=encode(seven)))
    assert list(timing) == ["decode", "preprocess", "network", "total"]
    *parts, total = timing.values()
    assert parts == [1.0, 1.0, 1.0]  # from its begin to its end, with no look at the clock between
    assert sum(parts) < total


def test_a_refusal_says_how_far_it_came(client, seven):
    timing = stages(client.post("/api/predict", data=encode(0 * seven)))
    assert list(timing) == ["decode", "preprocess", "total"]


def test_pages_tell_no_timing(client):
    assert "Server-Timing" not in client.get("/").headers
    assert list(stages(client.get("/api/models"))) == ["total"]


def test_ready_with_the_default_model_running(client):
    answer = client.get("/readyz")
    assert (answer.status_code, answer.json["status"]) == (200, "ready")
    assert "model" in answer.json["checked"]
    assert answer.headers["Cache-Control"] == "no-store"


def test_not_ready_names_what_is_missing():
    app = create_app()
    add_check(app, "store", lambda: 1 / 0)
    answer = app.test_client().get("/readyz")
    assert answer.status_code == 503
    assert answer.mimetype == "application/problem+json"
    assert answer.json["code"] == "not-ready"
    assert answer.json["detail"].endswith("missing: store.")
    assert app.test_client().get("/healthz").status_code == 200


def test_who_asks_for_readiness_all_the_time_costs_one_look_a_second():
    app, looks = create_app(), []
    add_check(app, "store", lambda: looks.append(1))
    clock = app.extensions["readiness"].clock = Clock()
    statuses = {app.test_client().get("/readyz").status_code for _ in range(16)}
    assert (statuses, len(looks)) == ({200}, 1)
    clock.now += 1
    assert app.test_client().get("/readyz").status_code == 200
    assert len(looks) == 2


def test_while_a_store_hangs_one_request_waits_for_it_and_no_other():
    """The others get the verdict from before; the new one is there once it is."""
    app = create_app()
    readiness = app.extensions["readiness"]
    clock = readiness.clock = Clock()
    assert app.test_client().get("/readyz").status_code == 200
    hangs, looked, looks = threading.Event(), threading.Event(), []

    def store():
        looks.append(1)
        looked.set()
        hangs.wait()
        raise ConnectionError

    add_check(app, "store", store)
    clock.now += 1
    with ThreadPoolExecutor(1) as pool:
        waiting = pool.submit(lambda: app.test_client().get("/readyz").status_code)
        looked.wait()
        clock.now += 100
        try:
            assert [app.test_client().get("/readyz").status_code for _ in range(16)] == [200] * 16
        finally:
            hangs.set()
        assert waiting.result() == 503
    assert len(looks) == 1
    assert app.test_client().get("/readyz").json["detail"].endswith("missing: store.")
    assert len(looks) == 1


def test_before_the_first_look_is_done_it_is_not_ready():
    app = create_app()
    seen = []
    add_check(app, "store", lambda: seen.append(app.test_client().get("/readyz").status_code))
    assert app.test_client().get("/readyz").status_code == 200
    assert seen == [503]


@pytest.fixture
def crash():
    """An app with a route that fails, and the lines that it logs."""

    def make(**config):
        app = create_app(config)

        @app.post("/api/crash/<who>")
        def crash(who):
            drawing = b"secret drawing"
            raise RuntimeError(len(drawing) * len(who))

        return app

    return make


def test_an_unforeseen_error_is_logged_with_its_id_and_without_its_address(crash):
    lines = []
    handler = logging.Handler()
    handler.emit = lambda record: lines.append(record)
    logging.getLogger("trazo").addHandler(handler)
    try:
        answer = crash().test_client().post("/api/crash/secret", headers={"X-Request-ID": "c"})
    finally:
        logging.getLogger("trazo").removeHandler(handler)
    assert (answer.status_code, answer.json["code"]) == (500, "internal-error")
    error, request = lines
    assert error.exc_info[0] is RuntimeError
    assert error.fields == {"request_id": "c", "route": "/api/crash/<who>"}
    assert request.fields["status"] == 500
    assert not [line for line in lines if "secret" in line.getMessage()]


@pytest.fixture
def sentry():
    """A server that takes reports as Sentry does."""
    reports = []

    class Takes(BaseHTTPRequestHandler):
        def do_POST(self):
            body = self.rfile.read(int(self.headers["Content-Length"]))
            reports.append(UNPACK[self.headers.get("Content-Encoding")](body).decode())
            self.send_response(200)
            self.end_headers()

        def log_message(self, *_):
            pass

    with HTTPServer(("127.0.0.1", 0), Takes) as server:
        thread = threading.Thread(target=server.serve_forever)
        thread.start()
        yield f"http://key@127.0.0.1:{server.server_port}/1", reports
        server.shutdown()
        thread.join()


def test_sentry_gets_the_error_and_nothing_of_a_person(crash, sentry):
    import sentry_sdk

    dsn, reports = sentry
    client = crash(SENTRY_DSN=dsn).test_client()
    headers = {"X-Request-ID": "r-1", "X-Forwarded-For": "203.0.113.7", "Cookie": "lang=secret"}
    try:
        client.post("/api/crash/secret?q=secret", data=b"secret body", headers=headers)
        sentry_sdk.flush(10)
    finally:
        sentry_sdk.get_client().close()
        sentry_sdk.init()  # off again
    (report,) = reports
    event = json.loads(report.splitlines()[-1])
    assert event["exception"]["values"][-1]["type"] == "RuntimeError"
    assert event["tags"] == {"request_id": "r-1", "method": "POST", "route": "/api/crash/<who>"}
    assert not {"request", "user", "breadcrumbs", "server_name"} & set(event)
    frames = event["exception"]["values"][-1]["stacktrace"]["frames"]
    assert not any("vars" in frame for frame in frames)
    assert "203.0.113" not in report
    # The test's own source is quoted in the traceback; what was sent is not.
    assert "secret body" not in report
    assert "q=secret" not in report
    assert "crash/secret" not in report
