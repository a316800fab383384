"""Measure Trazo beside others, and put the figures into the README.

Beside a bare Flask app, which is what a server in Python can reach; the tutorials' way; and Gradio.
All run at once and are asked in turn, so that the ratios are of the same minutes.
"""

import argparse
import json
import os
import socket
import statistics
import sys
import tempfile
from collections.abc import Callable
from contextlib import AbstractContextManager, ExitStack
from functools import partial
from pathlib import Path
from typing import Any

from benchmarks import calibration, installed, readme, servers
from benchmarks.calibration import Speed, Unsteady, steadily
from benchmarks.environment import ROOT, machine
from benchmarks.load import put_load
from benchmarks.questions import Question, as_gradio, as_png, drawing
from benchmarks.stages import measure_stages

# BENCH_QUICK=1 looks whether all works; its figures are worth nothing.
QUICK = bool(os.environ.get("BENCH_QUICK"))
SECONDS, ROUNDS = (1, 1) if QUICK else (4, 5)
STARTS = 1 if QUICK else 5
WORKERS = 2
RESULTS = ROOT / "benchmarks" / "results.json"

Start = Callable[[], AbstractContextManager[servers.Server]]
Peer = tuple[Start, Question]
Figures = dict[str, float]


def main() -> None:
    """Run every measurement and write benchmarks/results.json and the README's table."""
    asked = _arguments()
    results = measure(asked.peers, asked.rounds)
    print(readme.speed_table(results))
    try:
        calibration.refuse_unsteady(results)
    except Unsteady as error:
        sys.exit(str(error))
    if not asked.dry_run:
        RESULTS.write_text(json.dumps(results, indent=2) + "\n", encoding="utf-8")
        readme.put(ROOT / "README.md", "speed", readme.speed_table(results))


def measure(names: list[str], rounds: int) -> dict[str, Any]:
    """Start Trazo and these peers, and ask each in turn, so many rounds."""
    png = drawing()
    peers = {name: peer for name, peer in _peers(png).items() if name in ("trazo", *names)}
    megabytes = {
        "trazo": installed.trazo_megabytes,
        "tutorial": installed.tutorial_megabytes,
        "gradio": installed.gradio_megabytes,
    }
    results: dict[str, Any] = {
        "machine": machine(),
        "workers": WORKERS,
        "drawing_bytes": len(png),
        "answer_bytes": _answer_bytes(png),
    }
    starts = {name: _first_answer(start) for name, (start, _) in peers.items()}
    for name, figures in _in_turn(peers, rounds).items():
        results[name] = figures | {"first_answer_s": starts[name]}
        if name in megabytes:
            results[name]["installed_mb"] = megabytes[name]()
    results["stages_ms"] = _stages(png, results["trazo"]["median_ms"])
    return results


def _answer_bytes(png: bytes) -> int:
    """Return how long an answer of Trazo's is, its head included."""
    question = as_png(png)
    with (
        servers.trazo(question, 1) as server,
        socket.create_connection(("127.0.0.1", server.port)) as connection,
    ):
        head = f"POST {question.path} HTTP/1.1\r\nHost: trazo\r\nConnection: close\r\n"
        head += f"Content-Type: {question.content_type}\r\nContent-Length: {len(png)}\r\n\r\n"
        connection.sendall(head.encode() + png)
        with connection.makefile("rb") as answer:
            return len(answer.read())


def _peers(png: bytes) -> dict[str, Peer]:
    plain, wrapped = as_png(png), as_gradio(png)
    return {
        "trazo": (partial(servers.trazo, plain, WORKERS, {"TRAZO_RATE_LIMIT": "off"}), plain),
        "bare": (partial(servers.bare, plain, WORKERS), plain),
        "tutorial": (partial(servers.tutorial, plain), plain),
        "gradio": (partial(servers.gradio, wrapped), wrapped),
    }


def _first_answer(start: Start) -> float:
    times = []
    for _ in range(STARTS):
        with start() as server:
            times.append(server.first_answer_s)
    return statistics.median(times)


def _in_turn(peers: dict[str, Peer], rounds: int) -> dict[str, dict[str, Any]]:
    """Return each one's medians over the rounds, and the machine's own speed beside them."""
    found: dict[str, list[tuple[Figures, Speed]]] = {name: [] for name in peers}
    with ExitStack() as stack:
        running = {name: stack.enter_context(start()) for name, (start, _) in peers.items()}
        for name, server in running.items():
            put_load(server.port, peers[name][1], clients=8, seconds=2)  # warm
        for number in range(rounds):
            for name, server in running.items():
                figures, speed = steadily(partial(_figures, server.port, peers[name][1]))
                found[name].append((figures, speed))
                print(f"round {number + 1}, {name}: {_in_words(figures)}; {speed}", flush=True)
        memory = {name: server.megabytes_a_worker() for name, server in running.items()}
    return {name: _medians(each) | {"mb_a_worker": memory[name]} for name, each in found.items()}


def _figures(port: int, question: Question) -> Figures:
    alone = put_load(port, question, 1, SECONDS)
    crowd = put_load(port, question, 8, SECONDS)
    return {
        "median_ms": alone.median_ms,
        "percentile_99_ms": alone.percentile_99_ms,
        "requests_a_second": crowd.requests_a_second,
    }


def _in_words(figures: Figures) -> str:
    return ", ".join(f"{name} {value:,.2f}" for name, value in figures.items())


def _medians(rounds: list[tuple[Figures, Speed]]) -> dict[str, Any]:
    figures = [each for each, _ in rounds]
    medians = {name: statistics.median(each[name] for each in figures) for name in figures[0]}
    return medians | {"speed": calibration.typical(speed for _, speed in rounds).as_json()}


def _stages(png: bytes, whole_ms: float) -> dict[str, float]:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, "drawing.png")
        path.write_bytes(png)
        stages = measure_stages(path)
    return stages | {"http": whole_ms - sum(stages.values())}


def _arguments() -> argparse.Namespace:
    others = ["bare", "tutorial", "gradio"]
    parser = argparse.ArgumentParser(prog="benchmarks", description=__doc__)
    parser.add_argument("--peers", nargs="*", choices=others, default=others)
    parser.add_argument("--rounds", type=int, default=ROUNDS)
    parser.add_argument("--dry-run", action="store_true", help="write no file, only print")
    return parser.parse_args()


if __name__ == "__main__":
    main()
