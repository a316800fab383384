"""Trazo under several gunicorn workers, one after the other: python -m benchmarks.servers_compared.

What each gives in answers, and what a user waits beside clients that are slow or deaf.
"""

import contextlib
import socket
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

from benchmarks import servers
from benchmarks.load import median_load, put_load
from benchmarks.questions import Question, as_png, drawing

WORKERS, SECONDS, ROUNDS = 2, 3, 3
BESIDE = 8  # predictions beside an attack
GIVEN_UP_S = 6.0
PLAIN = """
import os, sys
sys.path.insert(0, os.getcwd())
os.environ["OPENBLAS_NUM_THREADS"] = "1"
bind, workers = os.environ["TRAZO_BIND"], int(os.environ["WEB_CONCURRENCY"])
worker_class, threads, reuse_port = {worker!r}, {threads}, {reuse_port}
preload_app, keepalive, control_socket_disable = True, 15, True
"""
# Its name, and of gunicorn's settings: the worker's class, its threads, a listener a worker.
VARIANTS = (
    ("Trazo's, as shipped", None, 1, False),
    ("`gevent`", "gevent", 1, False),
    ("`gevent`, `reuse_port`", "gevent", 1, True),
    ("`gthread`, 4 threads", "gthread", 4, False),
    ("`gthread`, 16 threads", "gthread", 16, False),
    ("`sync`, `reuse_port`", "sync", 1, True),
)
HEAD = b"POST /api/predict HTTP/1.1\r\nHost: trazo\r\nContent-Type: image/png\r\n"
DEAF = b"GET /api/models/convnet-32-64-64/weights HTTP/1.1\r\nHost: trazo\r\n\r\n"
ATTACKS = {
    "drip in chunks": (40, HEAD + b"Transfer-Encoding: chunked\r\n\r\n7a120\r\n", None),
    "drip in a length": (40, HEAD + b"Content-Length: 500000\r\n\r\n", None),
    "deaf": (40, DEAF, 4096),
}


def main() -> None:
    """Measure every variant and print the table."""
    print(
        "| worker | answers/s, 8 clients | median, 1 client | p99, 40 clients | MB a worker |",
        end="",
    )
    print("".join(f" {name} |" for name in ATTACKS))
    print("|---" * (5 + len(ATTACKS)) + "|")
    question = as_png(drawing())
    for name, worker, threads, reuse_port in VARIANTS:
        with tempfile.TemporaryDirectory() as folder:
            conf = Path(folder, "plain.conf.py")
            conf.write_text(PLAIN.format(worker=worker, threads=threads, reuse_port=reuse_port))
            path = str(conf) if worker else "gunicorn.conf.py"
            print(f"| {name} | {' | '.join(measured(question, path))} |", flush=True)


def measured(question: Question, conf: str) -> list[str]:
    """Return the cells of a row, for gunicorn with this configuration."""
    with servers.trazo(question, WORKERS, {"TRAZO_RATE_LIMIT": "off"}, conf) as server:
        put_load(server.port, question, clients=8, seconds=2)  # warm
        crowd = median_load(server.port, question, 8, SECONDS, ROUNDS)
        alone = median_load(server.port, question, 1, SECONDS, ROUNDS)
        many = median_load(server.port, question, 40, SECONDS, ROUNDS)
        waits = [longest_wait(server.port, question, *attack) for attack in ATTACKS.values()]
        return [
            f"{crowd.requests_a_second:,.0f}",
            f"{alone.median_ms:.2f} ms",
            f"{many.percentile_99_ms:.0f} ms",
            f"{server.megabytes_a_worker():.0f}",
            *(f"{s:.1f} s" if s < GIVEN_UP_S else f"**{GIVEN_UP_S:.0f} s+**" for s in waits),
        ]


def longest_wait(
    port: int, question: Question, count: int, begin: bytes, buffer: int | None
) -> float:
    """Return for how many seconds a user waits at most, beside so many bad clients."""
    longest = 0.0
    with _clients(port, count, begin, buffer) as clients:
        for _ in range(BESIDE):
            for client in clients:
                with contextlib.suppress(OSError):
                    client.send(b"x")
            begun = time.monotonic()
            servers.ask(port, question, GIVEN_UP_S)
            longest = max(longest, time.monotonic() - begun)
            if longest >= GIVEN_UP_S:
                break
            time.sleep(0.3)
    return longest


@contextlib.contextmanager
def _clients(
    port: int, count: int, begin: bytes, buffer: int | None
) -> Iterator[list[socket.socket]]:
    with contextlib.ExitStack() as stack:
        clients = [stack.enter_context(socket.socket()) for _ in range(count)]
        for client in clients:
            if buffer:
                client.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, buffer)
            client.settimeout(GIVEN_UP_S)
            client.connect(("127.0.0.1", port))
            client.sendall(begin)
            client.setblocking(False)
        yield clients


if __name__ == "__main__":
    main()
