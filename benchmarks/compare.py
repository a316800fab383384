"""What comparing costs: all digit models on one drawing, against the slowest of them alone.

    .venv-dev/bin/python -m benchmarks.compare

It runs both in turn in one process of the serving environment, by way of HTTP without a socket, and
writes benchmarks/compare.json, from which the README says it.
"""

import json
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from benchmarks.environment import ROOT, SERVING_PYTHON
from benchmarks.questions import drawing

RESULT = ROOT / "benchmarks" / "compare.json"
ROUNDS = 400


def sentence() -> str:
    """Return what was measured, for the README."""
    found = json.loads(RESULT.read_text(encoding="utf-8"))
    return (
        f"Asking all {found['models']} digit models at once takes {found['ratio']:.2f} times as "
        f"long as the slowest of them alone ({found['slowest']}): the drawing is read once. "
        "Measured by `python -m benchmarks.compare`."
    )


def main() -> None:
    """Measure, in the serving environment, and write the result."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, "drawing.png")
        path.write_bytes(drawing())
        command = [str(SERVING_PYTHON), "-m", "benchmarks.compare", str(path)]
        done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True)
    RESULT.write_text(done.stdout.splitlines()[-1] + "\n", encoding="utf-8")
    print(RESULT.read_text(encoding="utf-8"))


def measure(png: bytes) -> dict[str, float | int | str]:
    """Time each model alone and all together, in turn, so that what else runs slows both."""
    from webapp import create_app

    app = create_app({"TESTING": True, "RATE_LIMIT": None})
    client = app.test_client()
    names = list(app.extensions["classifier"].digit_models)
    times: dict[str, list[float]] = {name: [] for name in [*names, "all"]}
    for _ in range(ROUNDS):
        for name in names:
            times[name].append(_ms(lambda: client.post(f"/api/predict?model={name}", data=png)))  # noqa: B023
        times["all"].append(_ms(lambda: client.post("/api/compare", data=png)))
    medians = {name: statistics.median(values) for name, values in times.items()}
    slowest = max(names, key=medians.__getitem__)
    return {
        "models": len(names),
        "slowest": slowest,
        "slowest_ms": round(medians[slowest], 3),
        "all_ms": round(medians["all"], 3),
        "ratio": round(medians["all"] / medians[slowest], 3),
    }


def _ms(ask: Callable[[], object]) -> float:
    start = time.perf_counter()
    ask()
    return (time.perf_counter() - start) * 1000


if __name__ == "__main__":
    if len(sys.argv) > 1:
        print(json.dumps(measure(Path(sys.argv[1]).read_bytes())))
    else:
        main()
