"""A real Redis, started and stopped by a test."""

import os
import shutil
import subprocess
import time

import pytest
import redis
from ports import free_port

SERVERS = ("redis-server", "valkey-server")
LIMIT_S = 60  # before a test gives up


class RedisServer:
    """One on a port of its own, that keeps nothing on disk."""

    def __init__(self):
        self.port = free_port()
        # A busy machine's Redis is slow, and not gone: the server's own patience is short.
        patience = f"socket_timeout={LIMIT_S}&socket_connect_timeout={LIMIT_S}"
        self.url = f"redis://127.0.0.1:{self.port}/0?{patience}"
        self._process = None

    def start(self):
        named = os.environ.get("TRAZO_REDIS_SERVER")
        command = named or next(filter(None, map(shutil.which, SERVERS)), None)
        if not command:
            pytest.fail("This test needs Redis: sudo apt-get install redis-server", pytrace=False)
        options = ["--port", str(self.port), "--save", "", "--appendonly", "no"]
        self._process = subprocess.Popen(
            [command, *options, "--bind", "127.0.0.1"], stdout=subprocess.DEVNULL
        )
        end = time.monotonic() + LIMIT_S
        with redis.Redis(port=self.port, socket_timeout=LIMIT_S) as client:
            while True:
                try:
                    client.ping()
                    return
                except redis.ConnectionError:
                    assert time.monotonic() < end, "Redis did not start"
                    time.sleep(0.02)

    def stop(self):
        if self._process:
            self._process.kill()
            self._process.wait()
            self._process = None


@pytest.fixture
def redis_server():
    server = RedisServer()
    server.start()
    yield server
    server.stop()
