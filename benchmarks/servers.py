"""The servers under measurement: started as a person would, on a free port, and ended."""

import http.client
import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass

import psutil

from benchmarks.environment import GRADIO_PYTHON, ROOT, SERVING_PYTHON
from benchmarks.questions import Question

BOOT_LIMIT_S = 120


@dataclass(frozen=True)
class Server:
    """A running server: its port, its process, and the seconds from start to first answer."""

    port: int
    process: psutil.Popen
    first_answer_s: float

    def megabytes_a_worker(self) -> float:
        """Return the resident memory of the largest process that answers requests."""
        workers = self.process.children() or [self.process]
        return max(worker.memory_info().rss for worker in workers) / 1e6

    def cpu_seconds(self) -> float:
        """Return the processor time that the processes that answer have taken so far."""
        workers = self.process.children() or [self.process]
        return sum(sum(worker.cpu_times()[:2]) for worker in workers)


@contextmanager
def trazo(
    question: Question,
    workers: int,
    more: Mapping[str, str] | None = None,
    conf: str = "gunicorn.conf.py",
) -> Iterator[Server]:
    """Serve Trazo from the serving environment, with a configuration and settings `more`."""
    port = _free_port()
    gunicorn = [
        str(SERVING_PYTHON),
        "-m",
        "gunicorn",
        "-c",
        conf,
        "webapp:create_app()",
    ]
    settings = {"TRAZO_BIND": f"127.0.0.1:{port}", "WEB_CONCURRENCY": str(workers)}
    settings |= more or {}
    with _running(gunicorn, settings, port, question) as server:
        yield server


@contextmanager
def bare(question: Question, workers: int) -> Iterator[Server]:
    """Serve the bare app from the serving environment, with gunicorn's default worker."""
    port = _free_port()
    gunicorn = [str(SERVING_PYTHON), "-m", "gunicorn", "--no-control-socket"]
    gunicorn += [
        "--config",
        os.devnull,  # or else it would take Trazo's, which is in the folder
        "--workers",
        str(workers),
        "--bind",
        f"127.0.0.1:{port}",
        "benchmarks.bare_app:app",
    ]
    with _running(gunicorn, {}, port, question) as server:
        yield server


@contextmanager
def tutorial(question: Question) -> Iterator[Server]:
    """Serve the tutorials' way."""
    port = _free_port()
    command = [sys.executable, "-m", "benchmarks.tutorial_app", str(port)]
    with _running(command, {"TF_CPP_MIN_LOG_LEVEL": "3"}, port, question) as server:
        yield server


@contextmanager
def gradio(question: Question) -> Iterator[Server]:
    """Serve the same network with Gradio, from its own environment."""
    port = _free_port()
    command = [str(GRADIO_PYTHON), str(ROOT / "benchmarks" / "gradio_app.py"), str(port)]
    with _running(command, {"GRADIO_ANALYTICS_ENABLED": "False"}, port, question) as server:
        yield server


def ask(port: int, question: Question, patience_s: float = 60) -> int | None:
    """Post one question and return the status, or None where nobody listens or answers."""
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=patience_s)
    try:
        headers = {"Content-Type": question.content_type}
        connection.request("POST", question.path, question.body, headers)
        return connection.getresponse().status
    except OSError:
        return None
    finally:
        connection.close()


@contextmanager
def _running(
    command: list[str], settings: dict[str, str], port: int, question: Question
) -> Iterator[Server]:
    started = time.perf_counter()
    process = psutil.Popen(
        command,
        cwd=ROOT,
        env=os.environ | settings,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    try:
        while ask(port, question) != 200:
            waited = time.perf_counter() - started
            if process.poll() is not None or waited > BOOT_LIMIT_S:
                raise RuntimeError(f"{' '.join(command)} did not answer within {waited:.0f} s")
            time.sleep(0.005)
        yield Server(port, process, time.perf_counter() - started)
    finally:
        process.terminate()
        process.wait(30)


def _free_port() -> int:
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        port: int = listener.getsockname()[1]
        return port
