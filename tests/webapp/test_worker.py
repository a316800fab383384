"""Connections fall on every worker: a real gunicorn, two workers, clients that stay connected."""

from pathlib import Path

import pytest
from real_server import serving, wait_for


@pytest.fixture
def gate(tmp_path):
    return tmp_path / "gate"


@pytest.fixture
def server(gate, tmp_path):
    settings = {"TRAZO_TEST_GATE": str(gate), "PYTHONPATH": str(Path(__file__).parent)}
    with serving(tmp_path, settings, app="gate_app:app") as running:
        yield running


def test_no_worker_takes_every_client(server, gate):
    """Twelve clients whose requests are under way at once: one worker has threads for four."""
    held = [server.connect() for _ in range(12)]
    for client in held:
        client.sendall(b"GET /wait HTTP/1.1\r\nHost: trazo\r\n\r\n")

    def shares():
        workers = server.workers()
        return [sum(c.status == "ESTABLISHED" for c in w.net_connections()) for w in workers]

    wait_for(lambda: shares() == [4, 4])
    gate.touch()
    for client in held:
        with client:
            assert client.recv(4096).startswith(b"HTTP/1.1 200")
