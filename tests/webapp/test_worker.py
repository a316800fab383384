"""Connections fall on every worker: a real gunicorn, two workers, clients that stay connected."""

import os
import signal
import socket
import sys
import time
import urllib.request
from pathlib import Path

import psutil
import pytest

ROOT = Path(__file__).parents[2]


@pytest.fixture
def gate(tmp_path):
    return tmp_path / "gate"


@pytest.fixture
def server(gate):
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        port = listener.getsockname()[1]
    command = [sys.executable, "-m", "gunicorn", "-c", "gunicorn.conf.py", "gate_app:app"]
    settings = {
        "TRAZO_BIND": f"127.0.0.1:{port}",
        "WEB_CONCURRENCY": "2",
        "TRAZO_TEST_GATE": str(gate),
        "PYTHONPATH": str(Path(__file__).parent),
    }
    process = psutil.Popen(command, cwd=ROOT, env=os.environ | settings)
    try:
        wait_for(lambda: answers(port))
        yield process, port
    finally:
        process.send_signal(signal.SIGTERM)
        assert process.wait(30) == 0


def wait_for(condition, seconds=30):
    deadline = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < deadline, "it did not come to be"
        time.sleep(0.05)


def answers(port):
    try:
        with urllib.request.urlopen(f"http://127.0.0.1:{port}/healthz", timeout=5) as response:
            return response.status == 200
    except OSError:
        return False


def test_no_worker_takes_every_client(server, gate):
    """Twelve clients whose requests are under way at once: one worker has threads for four."""
    process, port = server
    held = [socket.create_connection(("127.0.0.1", port), timeout=20) for _ in range(12)]
    for client in held:
        client.sendall(b"GET /wait HTTP/1.1\r\nHost: trazo\r\n\r\n")

    def shares():
        workers = process.children()
        return [sum(c.status == "ESTABLISHED" for c in w.net_connections()) for w in workers]

    wait_for(lambda: shares() == [4, 4], 5)
    gate.touch()
    for client in held:
        with client:
            assert client.recv(4096).startswith(b"HTTP/1.1 200")
