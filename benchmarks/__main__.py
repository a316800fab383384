"""Measure Trazo beside the tutorials' way, and put the figures into the README."""

import json
import os
import statistics
import tempfile
from collections.abc import Callable
from contextlib import AbstractContextManager
from functools import partial
from pathlib import Path
from typing import Any

from benchmarks import installed, readme, servers
from benchmarks.environment import ROOT, machine
from benchmarks.load import median_load, put_load
from benchmarks.questions import Question, as_gradio, as_png, drawing
from benchmarks.stages import measure_stages

# BENCH_QUICK=1 looks whether all works; its figures are worth nothing.
QUICK = bool(os.environ.get("BENCH_QUICK"))
SECONDS, ROUNDS = (4, 1) if QUICK else (4, 5)
STARTS = 1 if QUICK else 5
WORKERS = 2

Start = Callable[[], AbstractContextManager[servers.Server]]


def main() -> None:
    """Run every measurement and write benchmarks/results.json and the README's table."""
    png = drawing()
    plain, wrapped = as_png(png), as_gradio(png)
    trazo = partial(servers.trazo, plain, WORKERS, {"TRAZO_RATE_LIMIT": "off"})
    tutorial = partial(servers.tutorial, plain)
    gradio = partial(servers.gradio, wrapped)
    results: dict[str, Any] = {
        "machine": machine(),
        "workers": WORKERS,
        "drawing_bytes": len(png),
        "trazo": _measured("Trazo", trazo, plain) | {"installed_mb": installed.trazo_megabytes()},
        "tutorial": _measured("the tutorials' way", tutorial, plain)
        | {"installed_mb": installed.tutorial_megabytes()},
        "gradio": _measured("Gradio", gradio, wrapped)
        | {"installed_mb": installed.gradio_megabytes()},
    }
    results["stages_ms"] = _stages(png, results["trazo"]["median_ms"])
    text = json.dumps(results, indent=2) + "\n"
    (ROOT / "benchmarks" / "results.json").write_text(text, encoding="utf-8")
    readme.put(ROOT / "README.md", "speed", readme.speed_table(results))
    print(readme.speed_table(results))


def _measured(name: str, start: Start, question: Question) -> dict[str, Any]:
    print(f"Measuring {name} ...", flush=True)
    starts = []
    for _ in range(STARTS):
        with start() as server:
            starts.append(server.first_answer_s)
    with start() as server:
        put_load(server.port, question, clients=8, seconds=2)  # warm
        alone = median_load(server.port, question, 1, SECONDS, ROUNDS)
        crowd = median_load(server.port, question, 8, SECONDS, ROUNDS)
        return {
            "median_ms": alone.median_ms,
            "percentile_99_ms": alone.percentile_99_ms,
            "requests_a_second": crowd.requests_a_second,
            "mb_a_worker": server.megabytes_a_worker(),
            "first_answer_s": statistics.median(starts),
        }


def _stages(png: bytes, whole_ms: float) -> dict[str, float]:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, "drawing.png")
        path.write_bytes(png)
        stages = measure_stages(path)
    return stages | {"http": whole_ms - sum(stages.values())}


if __name__ == "__main__":
    main()
