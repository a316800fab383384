"""The page's server: gunicorn as `make run` starts it, on a port of its own."""

import os
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
BOOT_S = 60


def free_port() -> int:
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        return listener.getsockname()[1]


def is_healthy(url: str) -> bool:
    try:
        with urllib.request.urlopen(f"{url}/healthz", timeout=1) as answer:
            return answer.status == 200
    except (urllib.error.URLError, ConnectionError, TimeoutError):
        return False


def wait_until_healthy(process: subprocess.Popen, url: str, log: Path) -> None:
    end = time.monotonic() + BOOT_S
    while not is_healthy(url):
        if process.poll() is not None or time.monotonic() > end:
            pytest.fail(f"The server did not start. It said:\n{log.read_text()}", pytrace=False)
        time.sleep(0.05)


@contextmanager
def serving(log: Path, **settings: str) -> Iterator[str]:
    """Start gunicorn as `make run` does, on a port of its own, and give its address."""
    url = f"http://127.0.0.1:{free_port()}"
    command = [sys.executable, "-m", "gunicorn", "-c", "gunicorn.conf.py", "webapp:create_app()"]
    environment = {**os.environ, "TRAZO_BIND": url.removeprefix("http://"), "WEB_CONCURRENCY": "1"}
    environment |= settings
    with log.open("w") as output:
        process = subprocess.Popen(
            command, cwd=ROOT, env=environment, stdout=output, stderr=subprocess.STDOUT
        )
    try:
        wait_until_healthy(process, url, log)
        yield url
    finally:
        process.terminate()
        process.wait(timeout=30)
    print(log.read_text())
