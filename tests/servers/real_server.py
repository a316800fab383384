"""The real server: gunicorn as the Procfile starts it, on a port of its own, its output kept."""

import http.client
import json
import os
import signal
import socket
import subprocess
import sys
import time
from contextlib import contextmanager
from pathlib import Path

import psutil
from ports import free_port

ROOT = Path(__file__).parents[2]
CONF = ROOT / "gunicorn.conf.py"
APP = "webapp:create_app()"
# Before a test gives up: long, so that a slow or busy machine fails no test, and spent only on
# what never comes.
LIMIT_S = 60


class Server:
    """A running gunicorn."""

    def __init__(self, process, port, output):
        self.process, self.port, self.output = process, port, output
        self.url = f"http://127.0.0.1:{port}"

    def ask(self, path, method="GET", body=None, headers=None, timeout=LIMIT_S):
        """Send one request on a connection of its own; return (status, headers, body)."""
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=timeout)
        try:
            connection.request(method, path, body, headers or {})
            answer = connection.getresponse()
            return answer.status, answer.headers, answer.read()
        finally:
            connection.close()

    def predict(self, png, **options):
        headers = {"Content-Type": "image/png"} | options.pop("headers", {})
        return self.ask("/api/predict", "POST", png, headers, **options)

    def connect(self):
        return socket.create_connection(("127.0.0.1", self.port), timeout=LIMIT_S)

    def workers(self):
        return [child for child in self.process.children() if _is_alive(child)]

    def is_up(self):
        try:
            return self.ask("/healthz", timeout=5)[0] == 200
        except (OSError, http.client.HTTPException):
            return False

    def said(self):
        return self.output.read_text(encoding="utf-8", errors="replace")

    def log(self):
        """Return the lines of JSON that were written; what TensorFlow Lite says is left out."""
        return [json.loads(line) for line in self.said().splitlines() if line.startswith("{")]

    def requests_logged(self):
        return [line for line in self.log() if line["logger"] == "trazo.requests"]


def _is_alive(process):
    try:
        return process.status() != "zombie"
    except psutil.NoSuchProcess:  # gone since it was listed
        return False


@contextmanager
def serving(folder, settings=None, port=None, **options):
    """Start a server, wait for its first answer, and end it; it must end by itself and well."""
    server = start(folder, settings, port, **options)
    try:
        wait_for(lambda: server.is_up() or ended(server))
        yield server
    finally:
        end(server)


def start(folder, settings=None, port=None, conf=CONF, app=APP, **options):
    """Start a server of two workers, or as the settings (environment variables) have it.

    Its output goes to a file in the folder, unless the options, which are Popen's, say otherwise.
    """
    port = port or free_port()
    output = folder / f"output-{port}.txt"
    environment = os.environ | {"WEB_CONCURRENCY": "2"} | (settings or {})
    environment["TRAZO_BIND"] = f"127.0.0.1:{port}"
    with output.open("a") as file:
        options = {"stdout": file, "stderr": subprocess.STDOUT, "cwd": ROOT} | options
        gunicorn = [sys.executable, "-m", "gunicorn", "-c", str(conf), app]
        process = psutil.Popen(gunicorn, env=environment, **options)
    return Server(process, port, output)


def end(server):
    if server.process.poll() is None:
        server.process.send_signal(signal.SIGTERM)
        server.process.wait(LIMIT_S)


def ended(server):
    assert server.process.poll() is None, f"it ended: {server.said()}"


def wait_for(condition, seconds=LIMIT_S):
    """Wait until a condition holds, and return what it returned."""
    deadline = time.monotonic() + seconds
    while not (found := condition()):
        assert time.monotonic() < deadline, "timed out"
        time.sleep(0.02)
    return found
