"""Faults on the real server: a worker killed, a full disk, a clock set, a damaged model."""

import http.client
import os
import resource
import shutil
import signal
import threading
import time
from contextlib import contextmanager
from pathlib import Path

import pytest
from real_server import LIMIT_S, ROOT, end, serving, start, wait_for

# libfaketime would do, but its clock_nanosleep (0.9.10) fails for Python's time.sleep.
MOVED_CLOCK = """
import time
of_the_day = time.time
def moved():
    with open({clock!r}) as file:
        return of_the_day() + float(file.read() or 0)
time.time = moved
exec(compile(open({conf!r}).read(), {conf!r}, "exec"))
"""


def worker_of(server, request_id):
    """Return the process that answered a request."""
    lines = wait_for(
        lambda: [line for line in server.requests_logged() if line["request_id"] == request_id]
    )
    return lines[0]["pid"]


@contextmanager
def kept_connection(server):
    connection = http.client.HTTPConnection("127.0.0.1", server.port, timeout=LIMIT_S)
    try:
        yield connection
    finally:
        connection.close()


def ask(connection, png, **headers):
    connection.request("POST", "/api/predict", png, {"Content-Type": "image/png"} | headers)
    answer = connection.getresponse()
    return answer.status, answer.headers, answer.read()


def test_a_worker_killed_in_mid_request_takes_nobody_with_it(tmp_path, png):
    with serving(tmp_path) as server, kept_connection(server) as victim:
        assert ask(victim, png, **{"X-Request-ID": "victim"})[0] == 200
        killed = worker_of(server, "victim")
        before = wait_for(lambda: len(found := pids(server)) == 2 and found)
        os.kill(killed, signal.SIGSTOP)
        victim.request("POST", "/api/predict", png, {"Content-Type": "image/png"})
        # It has the request and does not answer; the other worker has everybody else.
        assert [server.predict(png)[0] for _ in range(10)] == [200] * 10
        os.kill(killed, signal.SIGKILL)
        with pytest.raises((http.client.HTTPException, ConnectionError)):
            victim.getresponse()
        wait_for(lambda: killed not in pids(server) and len(pids(server)) == 2)
        (new,) = pids(server) - before
        wait_for(lambda: answered_by(server, png, new))


def pids(server):
    return {worker.pid for worker in server.workers()}


def answered_by(server, png, pid):
    assert server.predict(png)[0] == 200
    return any(line["pid"] == pid for line in server.requests_logged())


def test_no_request_under_way_is_lost_when_the_server_is_told_to_end(tmp_path, png, large_png):
    with serving(tmp_path) as server:
        wait_for(lambda: server.said().count("Booting worker") == 2)
        # Of one address, two large pictures at a time are taken.
        clients = [Client(server, large_png if number % 6 == 0 else png) for number in range(12)]
        for client in clients:
            client.start()
        wait_for(lambda: all(client.statuses for client in clients))
        server.process.send_signal(signal.SIGTERM)
        for client in clients:
            client.join(LIMIT_S)
        assert server.process.wait(LIMIT_S) == 0
    assert [client.trouble for client in clients] == [None] * len(clients)
    assert {status for client in clients for status in client.statuses} == {200}
    # Every answer that the server gave has come to its client.
    asked = [line for line in server.requests_logged() if line["route"] == "/api/predict"]
    assert sum(len(client.statuses) for client in clients) == len(asked)


class Client(threading.Thread):
    """Asks on one connection, on and on, until the server says that it was the last time."""

    def __init__(self, server, png):
        super().__init__(daemon=True)
        self.server, self.png = server, png
        self.statuses, self.trouble = [], None

    def run(self):
        try:
            with kept_connection(self.server) as connection:
                last = False
                while not last:
                    status, headers, _ = ask(connection, self.png)
                    self.statuses.append(status)
                    last = headers["Connection"] == "close"
        except (OSError, http.client.HTTPException) as error:
            self.trouble = error


def no_room():
    """Let no file grow by a byte, as on a full disk."""
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))


def test_on_a_full_disk_answers_go_on(tmp_path, png):
    """No room for the log, nor for the metrics, nor for anything else."""
    with Path("/dev/full").open("w") as full:
        options = {"stdout": full, "stderr": full, "preexec_fn": no_room}
        with serving(tmp_path, {"TRAZO_METRICS_TOKEN": "t"}, **options) as server:
            booted = wait_for(lambda: len(found := pids(server)) == 2 and found)
            assert [server.predict(png)[0] for _ in range(40)] == [200] * 40
            status, _, body = server.ask("/metrics", headers={"Authorization": "Bearer t"})
            assert status == 200
            assert b"trazo_model_info{" in body
            assert b"trazo_requests_total{" not in body  # rather none than wrong ones
            assert pids(server) == booted


def test_the_clock_of_the_day_may_be_set_both_ways(tmp_path, png):
    clock, conf = tmp_path / "clock", tmp_path / "moved.conf.py"
    clock.write_text("0")
    real = str(ROOT / "gunicorn.conf.py")
    conf.write_text(MOVED_CLOCK.format(clock=str(clock), conf=real))
    settings = {"PYTHONPATH": str(ROOT)}
    with serving(tmp_path, settings, conf=conf) as server, kept_connection(server) as kept:
        wait_for(lambda: server.said().count("Booting worker") == 2)
        booted, days = pids(server), []
        for number, offset in enumerate(["0", "86400", "-86400"]):
            clock.write_text(offset)
            # As long as gunicorn takes to look whether its workers are alive.
            for asked in range(5):
                assert ask(kept, png, **{"X-Request-ID": f"{number}.{asked}"})[0] == 200
                assert server.predict(png)[0] == 200
                time.sleep(0.3)
            line = next(x for x in server.requests_logged() if x["request_id"] == f"{number}.0")
            days.append(line["time"][:10])
            assert 0 < line["ms"] < 60_000
        assert days[2] < days[0] < days[1]
        assert pids(server) == booted


@pytest.mark.parametrize(
    "damage",
    [
        lambda folder: (folder / "lenet" / "model.tflite").write_bytes(b"no network"),
        lambda folder: (folder / "lenet" / "model.json").write_text("{"),
        lambda folder: shutil.rmtree(folder / "lenet"),
    ],
)
def test_with_a_damaged_model_it_refuses_to_start_in_one_clear_line(tmp_path, damage):
    models = tmp_path / "models"
    for name in ("lenet", "lenet-tutorial"):
        shutil.copytree(ROOT / "saved_models" / name, models / name)
    damage(models)
    server = start(tmp_path, {"TRAZO_MODELS_DIR": str(models)})
    try:
        assert server.process.wait(LIMIT_S) == 1
    finally:
        end(server)
    (line,) = [line for line in server.said().splitlines() if line and "XNNPACK" not in line]
    assert line.startswith("Error: ")
    assert "'lenet'" in line


def test_with_a_wrong_setting_too(tmp_path):
    server = start(tmp_path, {"TRAZO_MAX_BYTES": "many"})
    try:
        assert server.process.wait(LIMIT_S) == 1
    finally:
        end(server)
    (line,) = [line for line in server.said().splitlines() if line]
    assert line.startswith("Error: TRAZO_MAX_BYTES='many'")
